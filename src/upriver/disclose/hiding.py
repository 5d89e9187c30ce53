"""Which counts must be hidden: those a rule names, and those from which they could be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upriver.disclose.rules import hides
from upriver.words.area import Nesting
from upriver.words.cleared import Rule
from upriver.words.figure import Key
from upriver.words.finding import Finding
from upriver.words.period import Period

Quantity = tuple[str, str, str, str, str, str, str]
"""What is counted, whatever table it stands in: level, code, start, end, measure, breakdown, and by which source."""


def quantity(finding: Finding) -> Quantity:
    """What a finding counts, whatever table or unit it stands in."""
    return quantity_of(finding.key, finding.sources[0])


def quantity_of(key: Key, source: str) -> Quantity:
    """What a key counts by a source."""
    return (
        key.area.level, key.area.code, key.period.start.isoformat(), key.period.end.isoformat(), key.measure,
        key.breakdown_text, source,
    )


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up to what: areas that nest, months in a period, limbs in a definition."""

    nestings: tuple[Nesting, ...]
    limbs: Mapping[str, tuple[str, ...]]


def hidden_counts(findings: Sequence[Finding], rule_of: Mapping[tuple[str, ...], Rule], sums: Sums) -> set[Quantity]:
    """Every count that may not be shown.

    First each count that its rule hides; then, until nothing changes, the smallest other count of every sum that
    is left with a single hidden part. Deterministic: ties go to the first in order.
    """
    # A rate prints its count beside it, so it counts too: where a year has a hole only rates of the months observed do.
    counting = [each for each in findings if each.estimate.made in ("count", "recompute") and each.estimate.events is not None]
    counts = {quantity(each): each.estimate.events or 0 for each in counting}
    hidden = {quantity(each) for each in counting if hides(rule_of[each.sources], each.estimate.events or 0)}
    protect = any(rule.secondary for rule in rule_of.values())
    if not hidden or not protect:
        return hidden
    equations = [*_equations(counts, sums), *_added(counting, counts)]
    changed = True
    while changed:
        changed = False
        for terms in equations:
            gone = [term for term in terms if term in hidden]
            if len(gone) != 1:
                continue
            others = [term for term in terms if term not in hidden]
            if others:
                hidden.add(min(others, key=lambda term: (counts[term] == 0, counts[term], term)))
                changed = True
    return hidden


def _equations(counts: Mapping[Quantity, int], sums: Sums) -> Iterable[tuple[Quantity, ...]]:
    """Every sum whose terms are all in the document: the whole first, then its parts."""
    for nesting in sums.nestings:
        parent = nesting.parent
        for found in [term for term in counts if term[:2] == (parent.level, parent.code)]:
            parts = [(child.level, child.code, *found[2:]) for child in nesting.children]
            if nesting.exact and all(part in counts for part in parts):
                yield (found, *parts)
    for whole, limbs in sums.limbs.items():
        for found in [term for term in counts if term[4] == whole]:
            parts = [(*found[:4], limb, *found[5:]) for limb in limbs]
            if all(part in counts for part in parts):
                yield (found, *parts)
    yield from _months(counts)


def _months(counts: Mapping[Quantity, int]) -> Iterable[tuple[Quantity, ...]]:
    groups: dict[tuple[str, ...], list[Quantity]] = defaultdict(list)
    for term in counts:
        groups[(term[0], term[1], *term[4:])].append(term)
    for terms in groups.values():
        months = {term[2][:7]: term for term in terms if term[2][:7] == term[3][:7]}
        for term in terms:
            if term[2][:7] != term[3][:7]:
                inside = Period(date.fromisoformat(term[2]), date.fromisoformat(term[3])).months
                # A month that isn't there is missing: the rest make up what is counted.
                if present := tuple(months[month] for month in inside if month in months):
                    yield (term, *present)


def _added(counting: Sequence[Finding], counts: Mapping[Quantity, int]) -> Iterable[tuple[Quantity, ...]]:
    """Sums that an analysis names itself: a group of areas that no nesting knows."""
    for finding in counting:
        parts = tuple(quantity_of(key, finding.sources[0]) for key in finding.adds)
        if parts and all(part in counts for part in parts):
            yield (quantity(finding), *parts)
