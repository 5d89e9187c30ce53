"""Which counts must be hidden: those a rule names, and those from which they could be worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from upriver.disclose.coarsening import coarsened
from upriver.disclose.linear.atoms import of_pieces
from upriver.disclose.linear.equations import (
    Equation,
    Sums,
    of_additions,
    of_areas,
    of_limbs,
    of_parts,
    of_selections,
    quantity,
    quantity_of,
    rows_counted,
)
from upriver.disclose.linear.settling import Settled, settle
from upriver.disclose.linear.system import Known, System, system
from upriver.disclose.linear.timeline import of_times
from upriver.disclose.linear.versions import of_small_parts, of_versions, revised
from upriver.disclose.rules import LEFT_OUT, hides
from upriver.words.cleared import Rule
from upriver.words.finding import Finding, Selection
from upriver.words.releasing.released import Fact, Quantity

__all__ = ["Hidden", "Sums", "hidden_counts", "quantity", "quantity_of", "tells"]
KEPT: dict[str, str] = {}
"""What this process found of groups of counts, by their hash: a draft made again asks no solver for what hasn't changed."""


def tells(rule: Rule) -> bool:
    """Whether a sum of counts under this rule could tell what it hides."""
    return (rule.high >= rule.low or not rule.zero) and (rule.secondary or rule.round_to > 1)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Every count that may not be shown, and what was found out on the way.

    `own` are those that their rule hides, or that a person left out; `coarsened` those of a level with too many holes; the
    others are hidden so that these can't be worked out. `readers` holds a system for each kind of reader, the one who knows least first;
    none where no count needs protection by sums.
    """

    counts: frozenset[Quantity]
    own: frozenset[Quantity]
    coarsened: frozenset[Quantity] = frozenset()
    readers: tuple[tuple[System, Settled], ...] = ()

    @property
    def system(self) -> System | None:
        """The system of the reader who knows most."""
        return self.readers[-1][0] if self.readers else None

    @property
    def settled(self) -> Settled | None:
        """What is hidden from the reader who knows most."""
        return self.readers[-1][1] if self.readers else None

    def near(self, name: Quantity) -> Quantity | None:
        """The first count in a sum with this one that its own rule hides."""
        if (found := self.system) is None or name not in found.index:
            return None
        rows = found.matrix.tocsc()[:, [found.index[name]]].tocoo().row
        terms = {int(term) for row in rows for term in found.matrix.indices[found.matrix.indptr[row] : found.matrix.indptr[row + 1]]}
        return min((each for each in self.own if found.index.get(each) in terms), default=None)


def hidden_counts(
    findings: Sequence[Finding], rule_of: Mapping[tuple[str, ...], Rule], sums: Sums, *, readers: Sequence[Sequence[Fact]] = ((),),
    kept: MutableMapping[str, str] | None = None,
) -> Hidden:
    """Every count that may not be shown: those that rules hide or a person left out, and as few others as close every sum.

    Args:
        readers: what each kind of reader knows from earlier releases, oldest first; the one who knows least first. What is hidden from
            one is hidden from all.
        kept: what was found before of groups of counts, by their hash; this process's own by default.

    Deterministic: numbers are taken by their names, whatever order findings come in.
    """
    counting = of_counts(findings)
    left = frozenset(quantity(each) for each in counting if LEFT_OUT in each.estimate.flags)
    own = left | {quantity(each) for each in counting if hides(rule_of[each.sources], each.estimate.events or 0)}
    coarse = coarsened(counting, own)
    gone, found = own | coarse, []
    for earlier in readers:
        made = system_of(counting, rule_of, sums, earlier, left=left, besides=gone)
        if made is not None:
            settled = settle(made, KEPT if kept is None else kept)
            gone |= {name for each in counting if (at := made.index.get(name := quantity(each))) is not None and settled.hidden[at]}
            found.append((made, settled))
    return Hidden(gone, own, coarse - own, tuple(found))


def of_counts(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that print a count, in the order of their names, the one that holds for a count after others of its name.

    A rate prints its count beside it, so it counts too: where a year has a hole only rates of the months observed do. Of one
    quantity the plain count holds: a rate may be of fewer, as of those alone whose age is known.
    """
    counting = [each for each in findings if each.estimate.made in ("count", "recompute") and each.estimate.events is not None]
    return sorted(counting, key=lambda each: (each.estimate.made == "count", each.key.order))


def system_of(
    counting: Sequence[Finding], rule_of: Mapping[tuple[str, ...], Rule], sums: Sums, earlier: Iterable[Fact] = (),
    *, left: Collection[Quantity] = (), besides: Collection[Quantity] = (),
) -> System | None:
    """All counts that tell something with all sums over them, or None where none does.

    Only counts whose own rule hides anything can be told by a sum; an assessment of open data has a million others.
    """
    beside = {name[6] for name in left}  # what a person left out is protected by all counts of its source, open ones too
    telling = [each for each in counting if tells(rule_of[each.sources]) or each.sources[0] in beside]
    if not telling:
        return None
    printed = {quantity(each): each.estimate.events or 0 for each in telling}
    rules = {quantity(each): rule_of[each.sources] for each in telling}
    before, since, selects = _before(earlier, rules, rule_of)
    said = {name: known[-1].shown for name, (known, _) in before.items() if name not in printed and name not in since}
    rules |= {name: rule for name, (_, rule) in before.items() if name not in rules}
    counts = {**said, **printed}
    selects += [(quantity(each), each.selects) for each in telling if each.selects is not None and each.estimate.made == "count"]
    rows = rows_counted(sorted(selects))
    counts |= {term: counts[others[0]] for term, (_, others) in rows.items()}
    rules |= {term: rules[others[0]] for term, (_, others) in rows.items()}
    equations: list[Equation] = [*of_areas(counts, sums.nestings), *of_limbs(counts, sums.limbs),
                                 *of_additions(telling, counts), *of_selections(rows, counts), *of_parts(counts, sums.parts)]
    timed, unsaid = of_times(counts)
    like = {(*name[:2], *name[4:]): rules[name] for name in counts}
    rules |= {name: like[(*name[:2], *name[4:])] for name in unsaid}
    pieced, pieces, by_line = of_pieces(counts, rules, sums.nestings, sums.limbs)
    known = {name: given for name, (given, _) in before.items()}
    small = {name for name, count in {**unsaid, **counts}.items() if hides(rules[name], count)}
    versions, old = revised(known, counts)
    late = [*of_versions(versions, old, counts, small, partial(_over, sums)), *of_small_parts([*equations, *timed], small)]
    rules |= {then: rules[name] for names in versions.values() for name, then in names.items()}
    made = system(counts | {then: each.shown for then, each in old.items()}, rules, [*equations, *timed, *pieced, *late], printed=printed,
                  unsaid=unsaid | pieces, known=known | {then: [each] for then, each in old.items()}, left=left, besides=besides)
    return replace(made, by_line=by_line)


def _over(sums: Sums, counts: Mapping[Quantity, int]) -> list[Equation]:
    return [*of_areas(counts, sums.nestings), *of_limbs(counts, sums.limbs), *of_parts(counts, sums.parts), *of_times(counts)[0]]


def _before(earlier: Iterable[Fact], rules: Mapping[Quantity, Rule], rule_of: Mapping[tuple[str, ...], Rule]
            ) -> tuple[dict[Quantity, tuple[list[Known], Rule]], set[Quantity], list[tuple[Quantity, Selection]]]:
    """What earlier releases said of each count, oldest first, with its rule of today; which a later one hid; and which rows each counted.

    What was hidden then and stands nowhere now is left out: what its whole and the other parts leave for it is a count that
    stands nowhere, and is protected as such. Where it was shown before it was hidden it has been put right in between: its old
    number speaks for the release in which it stood and not for today.
    """
    by_source = {source: rule for sources, rule in rule_of.items() for source in sources}
    by_slug = {rule.slug: rule for rule in rule_of.values()}
    found: dict[Quantity, tuple[list[Known], Rule]] = {}
    since: set[Quantity] = set()
    stood: dict[Quantity, str] = {}
    selects: dict[Quantity, Selection] = {}
    for fact in earlier:
        rule = rules.get(fact.quantity) or by_slug.get(fact.rule) or by_source.get(fact.quantity[6])
        if fact.shown is None and stood.get(fact.quantity) in ("public", fact.audience):  # the public is told less than others know
            since.add(fact.quantity)
        if rule is None or not tells(rule) or fact.shown is None:
            continue
        since.discard(fact.quantity)
        stood[fact.quantity] = fact.audience
        found.setdefault(fact.quantity, ([], rule))[0].append(Known(fact.shown, fact.base, fact.release))
        if fact.selects is not None and fact.quantity not in rules:
            selects[fact.quantity] = tuple((field, value) for field, _, value in (pair.partition("=") for pair in fact.selects.split(";") if pair))
    return found, since, [(name, own) for name, own in selects.items() if name not in since]

