"""Earlier releases set against this one: areas that were cut otherwise, measures that counted other rows, under names of their own.

The same name must mean the same thing throughout, or a reader's sums come out wrong. So a count of an area with other small areas
than today goes under another level (`csp~1`), one of a measure that selected other rows, or had other limbs, under another
measure (`robbery~1`), and what lies in what is worked out from the small areas and rows themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from upriver.disclose.linear.equations import quantity
from upriver.words.area import Area, Nesting
from upriver.words.finding import Finding
from upriver.words.releasing.released import Fact, Frame, Quantity

SMALL = "lsoa21"
Place = tuple[str, str]
Cut = tuple[str, str, frozenset[str]]
"""An area as it was once: level, code and the small areas in it."""


@dataclass(frozen=True, slots=True)
class Related:
    """What earlier releases said, in names that mean one thing each, and how those lie to each other and to today's.

    Attributes:
        facts: in the order of the releases.
        nestings: areas of other boundaries with what lies in them, and today's areas with what of others lies in them.
        limbs: of measures that had others once.
        parts: (whole, part) of counts where the part's rows are among the whole's, though neither is a limb of the other.
    """

    facts: tuple[Fact, ...] = ()
    nestings: tuple[Nesting, ...] = ()
    limbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[tuple[Quantity, Quantity], ...] = ()


def related(before: Sequence[tuple[Frame, Sequence[Fact]]], now: Frame, findings: Iterable[Finding]) -> Related:
    """Set earlier releases, the oldest first, against what is to be cleared.

    Args:
        before: of each release what its counts were counted over, and its facts.
        now: the same of this one: all areas of its ground larger than a small one, all of its definitions.
        findings: of this one; those of sources that no earlier release tells of are passed over.
    """
    if not before:
        return Related()
    counted = _counted(findings, {fact.quantity[6] for _, told in before for fact in told})
    cuts, measures = _Cuts(now), _Measures(now, counted)
    facts = tuple(
        replace(fact, quantity=measures.named(cuts.named(fact.quantity, frame), fact, frame)) for frame, told in before for fact in told
    )
    used = {(count[0], count[1]) for count in (*counted, *(fact.quantity for fact in facts))}
    return Related(facts, cuts.nestings(used), dict(measures.limbs), tuple(measures.parts(facts)))


def _counted(findings: Iterable[Finding], sources: Container[str]) -> dict[Quantity, str | None]:
    """What is counted, with the rows that each selects as a fact writes them."""
    return {
        quantity(each): None if each.selects is None else ";".join(f"{field}={value}" for field, value in each.selects)
        for each in findings
        if each.sources[0] in sources and each.estimate.made in ("count", "recompute") and each.estimate.events is not None
    }


class _Cuts:
    """Areas by their small areas: today's, and families of those that were cut otherwise, no two of a family sharing ground."""

    def __init__(self, now: Frame) -> None:
        self.now = {name: frozenset(small) for name, small in now.areas.items()}
        self.codes = {(name.partition(":")[0], small): name.partition(":")[2] for name, small in sorted(self.now.items())}
        self.old: dict[str, dict[str, frozenset[str]]] = {}
        self.given: dict[Cut, str] = {}

    def named(self, count: Quantity, frame: Frame) -> Quantity:
        """The same count under the level that its area's cut has; one whose small areas aren't known keeps its name.

        An area with another code today and the same small areas is the same area.
        """
        level, code = count[:2]
        small = frozenset(frame.areas.get(f"{level}:{code}", ()))
        if not small or self.now.get(f"{level}:{code}") == small:
            return count
        if same := self.codes.get((level, small)):
            return (level, same, *count[2:])
        return (self._family((level, code, small)), *count[1:])

    def _family(self, cut: Cut) -> str:
        """The first family of its level that it shares no ground with."""
        if cut not in self.given:
            level, code, small = cut
            number = 1
            while any(one == code or held & small for one, held in self.old.get(f"{level}~{number}", {}).items()):
                number += 1
            self.given[cut] = f"{level}~{number}"
            self.old.setdefault(self.given[cut], {})[code] = small
        return self.given[cut]

    def nestings(self, used: Iterable[Place]) -> tuple[Nesting, ...]:
        """What of one family lies in an area of another, where one of the two isn't of today."""
        if not self.old:
            return ()
        families: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for level, code in sorted(set(used)):
            small = frozenset([code]) if level == SMALL else self.old.get(level, {}).get(code) or self.now.get(f"{level}:{code}")
            if small:
                families[level][code] = small
        found = []
        for outer, parents in sorted(families.items()):
            for inner, children in sorted(families.items()):
                if inner != outer and (inner in self.old or outer in self.old):
                    found += [each for code, small in sorted(parents.items()) if (each := _nesting(outer, code, small, inner, children))]
        return (*found, *self._ground(families))

    def _ground(self, families: Mapping[str, Mapping[str, frozenset[str]]]) -> list[Nesting]:
        """Each area of another cut with all of its small areas, so that those that only overlap can be set against each other."""
        return [Nesting(Area(level, code, code), tuple(Area(SMALL, small, small) for small in sorted(held)))
                for level, areas in sorted(families.items()) if level in self.old and SMALL not in families
                for code, held in sorted(areas.items())]


def _nesting(level: str, code: str, small: frozenset[str], inner: str, children: Mapping[str, frozenset[str]]) -> Nesting | None:
    """An area with those of a family that lie wholly in it; None where none does, or two of the same ground would name each other."""
    inside = [child for child, held in sorted(children.items()) if held <= small]
    covered = sum(len(children[child]) for child in inside)
    if not inside or (covered == len(small) and len(inside) == 1 and inner > level):
        return None
    return Nesting(Area(level, code, code), tuple(Area(inner, child, child) for child in inside), covered == len(small))


class _Measures:
    """Measures by what they count: today's, and those that counted other rows or had other limbs."""

    def __init__(self, now: Frame, counted: Mapping[Quantity, str | None]) -> None:
        self.now, self.counted = now, counted
        self.limbs: dict[str, tuple[str, ...]] = {}
        self.selects: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for count, selects in counted.items():
            if selects is not None:
                self.selects[count[4:]].add(selects)
        self.given: dict[tuple[str, str], list[object]] = defaultdict(list)

    def named(self, count: Quantity, fact: Fact, frame: Frame) -> Quantity:
        """The same count under a measure of its own where today's of that name counts something else."""
        measure, limbs = count[4], frame.limbs.get(count[4])
        today = self.now.limbs.get(measure)
        if limbs is not None and today is not None and set(limbs) != set(today):
            name = self._name(measure, "", tuple(sorted(limbs)))
            self.limbs[name] = limbs
            return (*count[:4], name, *count[5:])
        there = self.selects.get(count[4:], set())
        if fact.selects is not None and there and fact.selects not in there:
            return (*count[:4], self._name(measure, count[5], fact.selects), *count[5:])
        return count

    def _name(self, measure: str, breakdown: str, what: object) -> str:
        known = self.given[measure, breakdown]
        if what not in known:
            known.append(what)
        return f"{measure}~{known.index(what) + 1}"

    def parts(self, facts: Sequence[Fact]) -> Iterable[tuple[Quantity, Quantity]]:
        """Which counts of other rows or limbs lie in which of the same area, time and source, or hold them."""
        renamed = {fact.quantity: fact for fact in facts if "~" in fact.quantity[4]}
        if not renamed:
            return
        beside: dict[tuple[str, ...], list[tuple[Quantity, str | None]]] = defaultdict(list)
        for count, selects in {**{fact.quantity: fact.selects for fact in facts}, **self.counted}.items():
            beside[(*count[:4], count[6])].append((count, selects))
        for old, fact in sorted(renamed.items()):
            for other, selects in beside[(*old[:4], old[6])]:
                if other != old:
                    if self._within(old, fact.selects, other, selects):
                        yield other, old
                    elif self._within(other, selects, old, fact.selects):
                        yield old, other

    def _within(self, one: Quantity, selects: str | None, other: Quantity, wider: str | None) -> bool:
        """Whether all rows of one are among those of the other, by limbs or by selection."""
        mine, theirs = self._limbs(one[4]), self._limbs(other[4])
        if mine is not None and theirs is not None:
            return one[5] == other[5] and mine < theirs
        return selects is not None and wider is not None and selects != wider and _narrower(_pairs(selects), _pairs(wider))

    def _limbs(self, measure: str) -> frozenset[str] | None:
        found = self.limbs.get(measure) or self.now.limbs.get(measure)
        return None if found is None else frozenset(found)


def _pairs(selects: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in selects.split(";") if "=" in part)


def _narrower(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether a selection takes only rows that the other takes: every field that the other chooses by, it chooses by as narrowly."""
    return all(field in one and _only(one[field], values) for field, values in other.items())


def _only(mine: str, theirs: str) -> bool:
    """Whether values of one choice are all among another's; `a|b` takes any of several, `not a|b` all others."""
    one, none = _values(mine)
    other, others_none = _values(theirs)
    if none:
        return others_none and one >= other
    return not one & other if others_none else one <= other


def _values(written: str) -> tuple[frozenset[str], bool]:
    """The values of a choice, and whether it takes all but those."""
    negated = written.startswith("not ") and written != "not known"
    return frozenset(written.removeprefix("not ").split("|") if negated else written.split("|")), negated
