"""Which counts must be hidden: those a rule names, and those from which they could be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from upriver.disclose.rules import hides, rounded
from upriver.words.area import Nesting
from upriver.words.cleared import Rule
from upriver.words.figure import Key
from upriver.words.finding import Finding, Selection
from upriver.words.period import Period
from upriver.words.released import Quantity


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

    First each count that its rule hides; then, until nothing changes, the smallest other count of every sum from which
    a hidden count, or a small remainder that stands nowhere, could be worked out. Deterministic: ties go to the first in
    order.
    """
    # A rate prints its count beside it, so it counts too: where a year has a hole only rates of the months observed do.
    counting = [each for each in findings if each.estimate.made in ("count", "recompute") and each.estimate.events is not None]
    # Of one quantity the plain count holds: a rate may be of fewer, as of those alone whose age is known.
    counting.sort(key=lambda each: each.estimate.made == "count")
    counts = {quantity(each): each.estimate.events or 0 for each in counting}
    rules = {quantity(each): rule_of[each.sources] for each in counting}
    rows = _rows_counted(counting, rules)
    counts |= {term: counts[others[0]] for term, (_, others) in rows.items()}
    rules |= {term: rules[others[0]] for term, (_, others) in rows.items()}
    hidden = {quantity(each) for each in counting if hides(rule_of[each.sources], each.estimate.events or 0)}
    # Only counts whose own rule hides anything can be told by a sum; an assessment of open data has a million others.
    telling = {term: count for term, count in counts.items() if tells(rules[term])}
    if not telling:
        return hidden
    equations = [*_equations(telling, sums), *_added(counting, telling), *_selected(rows, telling)]
    changed = True
    while changed:
        changed = False
        for equation in equations:
            others = [term for term in equation.terms if term not in hidden]
            if others and _opens(equation, counts, hidden, rules[equation.terms[0]]):
                hidden.add(min(others, key=lambda term: (counts[term] == 0, counts[term], term)))
                changed = True
    return hidden


@dataclass(frozen=True, slots=True)
class Equation:
    """A whole and then its parts, all in the document; `exact` is False where other parts of the whole aren't in it."""

    terms: tuple[Quantity, ...]
    exact: bool = True


def tells(rule: Rule) -> bool:
    """Whether a sum of counts under this rule could tell what it hides."""
    return (rule.high >= rule.low or not rule.zero) and (rule.secondary or rule.round_to > 1)


def _opens(equation: Equation, counts: Mapping[Quantity, int], hidden: set[Quantity], rule: Rule) -> bool:
    """Whether what is hidden in a sum, or the rest that its parts leave, could be worked out from what is shown of it.

    Of one hidden term the rest is the difference. Of several, and of the rest, the difference is the sum: where it is
    itself so small that each of them is known to be less than the rule lets anybody know, they aren't hidden. Where
    shown counts are rounded and the rule asks for no more, a difference is known to as much as their roundings add up
    to; it must leave at least half of the values that the rule hides.
    """
    whole, parts = equation.terms[0], equation.terms[1:]
    gone = [term for term in equation.terms if term in hidden]
    rest = counts[whole] - sum(counts[part] for part in parts)
    if rule.secondary and len(gone) == 1 and equation.exact and not rest:
        return True
    if rule.secondary and not gone:
        return rest > 0 and hides(rule, rest)
    printed = {term: rounded(counts[term], rule.round_to) for term in equation.terms if term not in hidden}
    slack = sum(1 for count in printed.values() if count) * (rule.round_to // 2)
    if len(gone) == 1 and equation.exact and not rest:
        about = sum(printed.values()) if whole in hidden else 2 * printed[whole] - sum(printed.values())
        left = min(about + slack, rule.high) - max(about - slack, rule.low) + 1
        return 2 * left < rule.high - rule.low + 1
    if not gone or whole in hidden:
        return False
    together = printed[whole] - sum(printed[part] for part in parts if part not in hidden) + slack
    return together - (len(gone) - 1) < rule.high


def _equations(counts: Mapping[Quantity, int], sums: Sums) -> Iterable[Equation]:
    """Every sum of which the whole and some parts are in the document: the whole first, then its parts."""
    for nesting in sums.nestings:
        parent = nesting.parent
        for found in [term for term in counts if term[:2] == (parent.level, parent.code)]:
            parts = [(child.level, child.code, *found[2:]) for child in nesting.children]
            if there := [part for part in parts if part in counts]:
                yield Equation((found, *there), nesting.exact and len(there) == len(parts))
    for whole, limbs in sums.limbs.items():
        for found in [term for term in counts if term[4] == whole]:
            parts = [(*found[:4], limb, *found[5:]) for limb in limbs]
            if all(part in counts for part in parts):
                yield Equation((found, *parts))
    yield from _periods(counts)


def _periods(counts: Mapping[Quantity, int]) -> Iterable[Equation]:
    """Every stretch of time with the shorter ones in it, all of one length: months in a quarter, quarters in a year."""
    groups: dict[tuple[str, ...], list[Quantity]] = defaultdict(list)
    for term in counts:
        groups[(term[0], term[1], *term[4:])].append(term)
    for found in groups.values():
        if len(found) < 2:
            continue
        terms = {term: Period(date.fromisoformat(term[2]), date.fromisoformat(term[3])) for term in found}
        by_length: dict[int, list[Quantity]] = defaultdict(list)
        for term, period in sorted(terms.items(), key=lambda each: each[1]):
            by_length[len(period.months)].append(term)
        for length, parts in by_length.items():
            for term, period in terms.items():
                if len(period.months) > length:
                    inside = [part for part in parts if period.start <= terms[part].start and terms[part].end <= period.end]
                    apart = all(terms[one].end < terms[other].start for one, other in pairwise(inside))
                    # A month that isn't there is missing: the rest make up what is counted.
                    if inside and apart and (length == 1 or len(inside) * length == len(period.months)):
                        yield Equation((term, *inside))


def _added(counting: Sequence[Finding], counts: Mapping[Quantity, int]) -> Iterable[Equation]:
    """Sums that an analysis names itself: a group of areas that no nesting knows."""
    for finding in counting:
        parts = tuple(quantity_of(key, finding.sources[0]) for key in finding.adds)
        whole = quantity(finding)
        if parts and all(term in counts for term in (whole, *parts)):
            yield Equation((whole, *parts))


Rows = dict[Quantity, tuple[Selection, list[Quantity]]]
"""What is counted, named by the rows that are counted: their selection, and the same under the names of measures."""


def _rows_counted(counting: Sequence[Finding], rules: Mapping[Quantity, Rule]) -> Rows:
    """Every selection that is counted under a rule that hides something, beside the measures that count it."""
    found: Rows = {}
    for each in counting:
        if each.selects is not None and each.estimate.made == "count" and tells(rules[quantity(each)]):
            term = quantity(each)
            found.setdefault(_selecting(term, each.selects), (each.selects, []))[1].append(term)
    return found


def _selecting(like: Quantity, selects: Selection) -> Quantity:
    return (*like[:4], "", ";".join(f"{field}={value}" for field, value in selects), like[6])


def _selected(rows: Rows, counts: Mapping[Quantity, int]) -> Iterable[Equation]:
    """The same rows under several names are one number, and rows chosen by one field more are parts of the rest.

    Values that are lists may overlap, so each of those stands against the whole by itself.
    """
    parts: dict[tuple[Quantity, str], list[Quantity]] = defaultdict(list)
    for term, (selects, others) in rows.items():
        yield from (Equation((other, term), counts[other] == counts[term]) for other in dict.fromkeys(others))
        for at, (field, value) in enumerate(selects):
            whole = _selecting(term, selects[:at] + selects[at + 1 :])
            if whole in rows:
                listed = value if "|" in value or (value.startswith("not ") and value != "not known") else ""
                parts[whole, f"{field} {listed}"].append(term)
    for (whole, _), some in parts.items():
        rest = counts[whole] - sum(counts[part] for part in some)
        if rest >= 0:
            yield Equation((whole, *some), not rest)
