"""Leaving out what could endanger someone: the lock hides it by a rule of its own, with what would give it away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from upriver.pipeline.assess import Run
from upriver.words.cleared import Clearance, Rule
from upriver.words.declared import Contract
from upriver.words.figure import Key
from upriver.words.finding import Finding
from upriver.words.releasing.leaving_out import LEFT_OUT, LeftOut

AROUND = 9
"""A left-out count is hidden as if its rule hid all counts up to so many above and below it."""
BESIDE = f"beside_{LEFT_OUT}"
TELLING = Rule(BESIDE, "Stands beside something that was left out.", low=-1, high=-1)
"""Hides no count by itself, and lets the lock hide one: open data's counts are otherwise none of its business."""


def leaving_out(run: Run, left: Sequence[LeftOut], *, contracts: Mapping[str, Contract], rules: Mapping[str, Rule]) -> tuple[Run, dict[str, Rule]]:
    """The run as the lock should see it, and the rules for it besides those of the sources; the run as it is kept has none.

    A left-out number gets a source more, whose rule hides counts like its own. Counts of the same source that could give it
    away by a sum (the same measure elsewhere or at other times, other measures there and then) get one by which the lock may
    hide them too. What is no count is hidden as a partner's own hiding is, and signals about it go.
    """
    if not left:
        return run, {}
    gone = {each.key for each in run.findings if any(one.takes(each.key) for one in left)}
    counts = [each for each in run.findings if each.key in gone and each.estimate.events is not None and each.estimate.made != "model"]
    own = {_slug(each): _rule(each) for each in counts}
    near = {name for each in counts for name in _kin(each)}
    silent = {slug for slug, contract in contracts.items() if rules[contract.rule].high < rules[contract.rule].low}
    named = {each.key for each in counts}
    found = tuple(_seen(each, gone, named, near, silent) for each in run.findings)
    return replace(run, findings=found, signals=tuple(each for each in run.signals if each.key not in gone)), {**own, BESIDE: TELLING}


def _seen(each: Finding, gone: Collection[Key], counts: Collection[Key], near: Collection[tuple[str, ...]], silent: Collection[str]) -> Finding:
    if each.key in counts:
        return replace(each, sources=(*each.sources, _slug(each)))
    if each.key in gone:
        return replace(each, estimate=replace(each.estimate, flags=(*each.estimate.flags, "hidden_at_source")))
    if each.sources[0] in silent and any(name in near for name in _kin(each)):
        return replace(each, sources=(*each.sources, BESIDE))
    return each


def _kin(each: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By what two counts of one source can be parts of one sum: what they count, or where and when."""
    key = each.key
    return (each.sources[0], key.measure, key.breakdown_text), (each.sources[0], key.area.code, key.period.start.isoformat(), key.period.end.isoformat())


def _slug(each: Finding) -> str:
    return f"{LEFT_OUT}_{each.estimate.events}"


def _rule(each: Finding) -> Rule:
    events = each.estimate.events or 0
    return Rule(_slug(each), "Left out.", low=max(events - AROUND, 0), high=events + AROUND, zero=False)


def without_traces(clearance: Clearance) -> Clearance:
    """The clearance with nothing in it of those rules: their names would tell the counts that they hide."""
    rules = tuple(rule for rule in clearance.rules if LEFT_OUT not in rule.slug)
    facts = tuple(replace(fact, rule="+".join(part for part in fact.rule.split("+") if LEFT_OUT not in part)) for fact in clearance.facts)
    return replace(clearance, rules=rules, facts=facts)
