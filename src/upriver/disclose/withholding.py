"""What goes with a hidden count: all that is made from it, and why each number is hidden, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from upriver.disclose.hiding import Hidden, quantity
from upriver.disclose.rules import LEFT_OUT
from upriver.disclose.ways import figure
from upriver.words.cleared import Loss, Rule
from upriver.words.figure import Key
from upriver.words.finding import Finding
from upriver.words.releasing.released import Quantity

Why = dict[Key, str]
ENDANGERS = "a person left it out, because it could endanger somebody"


def withheld(findings: Sequence[Finding], rule_of: Mapping[tuple[str, ...], Rule], told: Hidden) -> Why:
    """Every number that is hidden, with why: its count is, it is made from one that is, or it rests on a number that is.

    A number of an area whose own count is hidden is hidden, whatever model it comes from.
    """
    why: Why = {}
    for each in findings:
        if LEFT_OUT in each.estimate.flags:
            why[each.key] = ENDANGERS
        elif each.estimate.made == "count" and quantity(each) in told.counts:
            why[each.key] = _of_count(each, rule_of[each.sources], told)
        elif each.key.unit == "percent" and each.estimate.denominator and each.estimate.denominator < rule_of[each.sources].min_base:
            why[each.key] = f"by the rule {rule_of[each.sources].slug} no share is given of fewer than {rule_of[each.sources].min_base}"
        elif reason := _of_rate(each, rule_of[each.sources], told.counts):
            why[each.key] = reason
        elif each.estimate.made == "model" and each.estimate.value is not None and quantity(each) in told.counts:
            why[each.key] = "it is made from a count that is hidden"
    spread(findings, why)
    return why


def spread(findings: Sequence[Finding], why: Why) -> None:
    """Hide what rests on a hidden number, and what rests on that."""
    waiting: dict[Key, list[Finding]] = defaultdict(list)
    for each in findings:
        for key in (*each.rests_on, *(each.adds if each.estimate.made == "model" else ())):
            waiting[key].append(each)
    todo = list(why)
    while todo:
        key = todo.pop()
        for each in waiting.get(key, ()):
            if each.key not in why:
                split = f" ({key.breakdown_text.replace(';', ', ').replace('=', ' ').replace('_', ' ')})" if key.breakdown else ""
                why[each.key] = f"it rests on a hidden number: {key.measure.replace('_', ' ')}{split} of {key.area.name}, {key.period.words}"
                todo.append(each.key)


def _of_count(finding: Finding, rule: Rule, told: Hidden) -> str:
    name = quantity(finding)
    if name in told.own:
        return f"its count falls under the rule {rule.slug}: {rule.says}"
    if name in told.coarsened:
        return "more than two in five numbers of its level would have been hidden, so that only the coarser level is given"
    return "other numbers that its rule hides could be worked out from it" + (f": {figure(near)}" if (near := told.near(name)) else "")


def _of_rate(finding: Finding, rule: Rule, hidden: frozenset[Quantity]) -> str:
    """Why a rate is hidden, empty where it isn't: its count is, it rests on too few, or another part of a whole would be told."""
    estimate = finding.estimate
    if estimate.made != "recompute" or estimate.events is None:
        return ""
    if quantity(finding) in hidden or rule.low <= estimate.events <= rule.high:
        return "it is made from a count that is hidden"
    if 0 < estimate.events < rule.min_rate_events:
        return f"by the rule {rule.slug} no rate is given on fewer than {rule.min_rate_events} events"
    # A part whose other part stands nowhere: the two together would give the other away.
    return "with the whole it would tell a part that isn't shown" if "apart" in estimate.flags and rule.high >= rule.low else ""


def notes(findings: Sequence[Finding], why: Why) -> dict[str, tuple[str, ...]]:
    """For each table what was hidden of it and why, in a sentence each."""
    reasons: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in findings:
        if each.key in why and why[each.key] != ENDANGERS:  # which table something was left out of is for its readers alone
            reasons[each.key.table][_short(why[each.key])] += 1
    return {
        table: tuple(f"{many} {'number is' if many == 1 else 'numbers are'} hidden: {reason.rstrip('.')}." for reason, many in sorted(found.items()))
        for table, found in reasons.items()
    }


def _short(reason: str) -> str:
    return reason if reason.startswith("its count falls under") else reason.partition(": ")[0]


def loss(findings: Sequence[Finding], hidden: Callable[[Key], bool]) -> Loss:
    """How much information the lock took: of cells, and of events in counts, each count once."""
    printed = [each for each in findings if each.estimate.value is not None]
    counts = {quantity(each): (each.estimate.events or 0, hidden(each.key)) for each in printed if each.estimate.made == "count"}
    return Loss(
        len(printed), sum(hidden(each.key) for each in printed), sum(events for events, _ in counts.values()),
        sum(events for events, gone in counts.values() if gone),
    )
