"""Why each hidden figure is hidden, in words for those who read a document before it is released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upriver.disclose.rules import hides
from upriver.words.cleared import Clearance, Rule
from upriver.words.declared import Contract
from upriver.words.figure import Key
from upriver.words.finding import Finding
from upriver.words.releasing.leaving_out import LeftOut

LEFT = "left out, because it could endanger someone"
AT_SOURCE = "a partner hid it before giving it to us"
RESTS = "it rests on a hidden number"
OTHERS = "so that another hidden number can't be worked out by subtraction"


def because(clearance: Clearance, findings: Sequence[Finding], contracts: Mapping[str, Contract], left: Sequence[LeftOut]) -> dict[str, str]:
    """The reason for each hidden figure, by its name: what the lock says where it says it, else what its count and rule tell."""
    told: Mapping[object, str] = getattr(clearance, "why", {})
    rules = {rule.slug: rule for rule in clearance.rules}
    gone = {cell.key for table in clearance.tables for cell in table.cells if "c" in cell.marker.split(";")}
    by_key = {each.key: each for each in findings if each.key in gone}
    found = {}
    for key in gone:
        if any(each.takes(key) for each in left):
            found[str(key)] = LEFT
        elif key in told:
            found[str(key)] = told[key]
        elif key in by_key:
            each = by_key[key]
            own = [rules[contracts[source].rule] for source in each.sources if source in contracts and contracts[source].rule in rules]
            found[str(key)] = _reason(each, own, next((one for one in each.rests_on if one in gone), None))
    return found


def _reason(finding: Finding, rules: Sequence[Rule], rests: Key | None) -> str:
    """What its own count and the rules of its sources tell; of several that hide it, the first by name."""
    events = finding.estimate.events or 0
    if "hidden_at_source" in finding.estimate.flags:
        return AT_SOURCE
    for rule in sorted(rules, key=lambda one: one.slug) if finding.estimate.events is not None else ():
        if hides(rule, events):
            return f"its own count is one that the rule {rule.slug} hides: {rule.says.rstrip('. ')}"
        if finding.estimate.made == "recompute" and 0 < events < rule.min_rate_events:
            return f"the rule {rule.slug} shows no rate on fewer than {rule.min_rate_events} events"
    if rests is None:
        return OTHERS
    split = ", ".join(value.replace("_", " ") for _, value in rests.breakdown)
    return f"{RESTS}: {rests.measure.replace('_', ' ')}{f', {split}' if split else ''} in {rests.area.name}, {rests.period.words}"
