"""Numbers made from counts that are hidden: whether a rate, a share, an interval or a sentence tells the count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.disclose.linear.equations import quantity
from upriver.disclose.rules import hides
from upriver.disclose.ways import figure
from upriver.disclose.withholding import Why
from upriver.stats.intervals import proportion, rate
from upriver.words.cleared import Rule, Way
from upriver.words.figure import Key
from upriver.words.finding import Finding, Signal
from upriver.words.releasing.released import Quantity

BASES = 2_000
"""The largest base that is tried where a share is printed with its interval and without its base."""


@dataclass(frozen=True, slots=True)
class Leaks:
    """What told hidden counts and is hidden now: as ways, and the signals (by `id`) that must go."""

    ways: tuple[Way, ...]
    signals: frozenset[int]


def leaking(findings: Sequence[Finding], signals: Sequence[Signal], rule_of: Mapping[tuple[str, ...], Rule],
            hidden: Collection[Quantity], why: Why) -> Leaks:
    """Every printed number that tells a hidden count, or a count that its rule hides; each is put into `why`, so that it is hidden."""
    ways: list[Way] = []
    for each in findings:
        rule = rule_of[each.sources]
        if each.key not in why and each.estimate.made == "model" and rule.high >= rule.low and (found := _told(each, rule)) is not None:
            least, most, how = found
            name = figure(quantity(each))
            ways.append(Way(name, least, most, (each.key.table,), (), (f"hide {each.key.unit} of {name}",),
                            f"The count of {name} can be worked out from {how} printed of it in {each.key.table}."))
            why[each.key] = f"the count that it is made from could be worked out from {how}"
    said = _spoken(findings, signals, hidden, why)
    return Leaks((*ways, *(way for way, _ in said)), frozenset(which for _, which in said))


def _told(finding: Finding, rule: Rule) -> tuple[float, float, str] | None:
    """The range of the small count that a modelled number's value, or its interval, leaves; None where that is wide enough or none."""
    estimate = finding.estimate
    if estimate.value is None or estimate.events is None or not hides(rule, estimate.events):
        return None
    for how, left in (("a rate or share and its base", by_value(finding)), ("its interval", by_interval(finding))):
        if left is not None:
            inside = [count for count in left if rule.low <= count <= rule.high]
            if estimate.events in inside and len(inside) < rule.room:
                return float(min(left)), float(max(left)), how
    return None


def by_value(finding: Finding) -> tuple[int, ...] | None:
    """The counts that round to a printed rate or share of a known base; None where it isn't events for so many of a base."""
    estimate = finding.estimate
    if not estimate.denominator or estimate.value is None or estimate.events is None:
        return None
    per = 100.0 if finding.key.unit == "percent" else estimate.per
    top = int(2 * estimate.events + 30)
    made = np.round(per * np.arange(top) / estimate.denominator, estimate.decimals)
    found = np.flatnonzero(np.abs(made - round(estimate.value, estimate.decimals)) < 1e-9)
    return tuple(int(count) for count in found) if estimate.events in found else None


def by_interval(finding: Finding) -> tuple[int, ...] | None:
    """The counts whose interval is the printed one: of a rate by its base, of a share by any base; None where none is as this one."""
    estimate = finding.estimate
    if estimate.lower is None or estimate.upper is None or estimate.value is None or estimate.events is None:
        return None
    printed = [round(each, estimate.decimals) for each in (estimate.value, estimate.lower, estimate.upper)]
    level, top = estimate.level or 0.95, int(2 * estimate.events + 30)
    counts = np.arange(top)
    if finding.key.unit == "percent":
        bases = np.arange(1, BASES)
        of, of_base = (part.ravel() for part in np.meshgrid(counts, bases, indexing="ij"))
        of, of_base = of[of <= of_base], of_base[of <= of_base]
        near = np.abs(100 * of / of_base - printed[0]) <= 10.0**-estimate.decimals
        of, of_base = of[near], of_base[near]
        made, scale = proportion(of, of_base, level=level), 100.0
    elif estimate.denominator:
        of, scale = counts, 1.0
        made = rate(counts, np.full(top, float(estimate.denominator)), per=estimate.per, level=level)
    else:
        return None
    ends = [np.round(scale * np.asarray(side, dtype=np.float64), estimate.decimals) for side in (made.lower, made.upper)]
    same = (np.abs(ends[0] - printed[1]) < 1e-9) & (np.abs(ends[1] - printed[2]) < 1e-9)
    found = sorted({int(count) for count in of[same]})
    return tuple(found) if estimate.events in found else None


def _spoken(findings: Sequence[Finding], signals: Sequence[Signal], hidden: Collection[Quantity], why: Why) -> list[tuple[Way, int]]:
    """Sentences and marks of shown figures that say the number of a hidden one of the same area, time and measure."""
    counts: dict[tuple[object, ...], dict[int, Quantity]] = defaultdict(dict)
    for each in findings:
        if each.estimate.made == "count" and each.estimate.events and (name := quantity(each)) in hidden:
            counts[each.key.area, each.key.period, each.key.measure][each.estimate.events] = name
    found = []
    for signal in signals:
        there = counts.get((signal.key.area, signal.key.period, signal.key.measure))
        if there and signal.key not in why and re.search("[a-z]{3,} ", signal.says):  # a bare mark is a place in an order, a class or a code
            for number in re.findall(r"(?<![\d.,])\d+(?![\d]|[.,]\d)", signal.says):
                if int(number) in there:
                    what = figure(there[int(number)])
                    found.append((Way(what, float(number), float(number), (signal.key.table,), (), (f"leave out the words of {signal.key.table}",),
                                      f"{what} is said in words ({signal.kind}) in {signal.key.table}."), id(signal)))
                    break
    return found


WEIGHED = ("harm", "harm_per_1000", "pounds", "pounds_per_resident")
"""Units of sums in which each event counts by its weight: of few weights, a total tells how many there were of each."""


def standing(findings: Sequence[Finding], signals: Sequence[Signal], hidden: Collection[Quantity], why: Why) -> frozenset[int]:
    """Places in an order and weighed totals beside hidden counts, put into `why`; and the signals (by `id`) that must go with them.

    A count that stands between two shown ones is known to lie between them, and its place is the one that is missing: so no rank of
    an order is given where a count in it is hidden. A weighed total goes where any part of what it weighs is hidden, whatever the split.
    """
    gone = {(name[:2], name[2:4], name[4]) for name in hidden}
    orders: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for each in findings:
        name = quantity(each)
        if each.key.unit in WEIGHED and each.key not in why and (name[:2], name[2:4], name[4]) in gone:
            why[each.key] = "it weighs counts of which one is hidden"
        elif each.key.unit == "rank":
            orders[_order(each.key)].append(each)
    broken = {(each.key.area.level, each.key.period, each.key.measure) for each in findings
              if each.estimate.made in ("count", "recompute") and quantity(each) in hidden}
    for order, ranks in orders.items():
        if order[1:] in broken:
            why |= {each.key: "with the other ranks it would tell between which counts a hidden one lies" for each in ranks if each.key not in why}
    return frozenset(id(each) for each in signals if each.kind == "rank" and _order(each.key)[1:] in broken)


def _order(key: Key) -> tuple[object, ...]:
    return key.table, key.area.level, key.period, key.measure
