"""The line from finding to result, a priority at a time: what was found, what is done, what it costs, what is watched, what came of it."""

from __future__ import annotations

from collections import Counter

from upriver.report.plans.citing import becauses
from upriver.report.plans.delivered.actions import OWN
from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.delivered.words import pounds
from upriver.report.plans.packs.signals import beyond_baseline
from upriver.report.plans.tables import inside
from upriver.report.plans.told import Told
from upriver.report.plans.watched.charting import reading_words, said_when, signal_words
from upriver.report.plans.worked.studies import verdict
from upriver.words.document import Block, Callout, Column, Heading, Table, TableCell
from upriver.words.monitoring.indicator import Standing
from upriver.words.registers.strategy import Objective, Priority
from upriver.words.standing.delivered import PACES, SHAPES
from upriver.words.text import plural

NO_CLAIM = ("What stands in one table belongs together by plan. That an indicator moved is no sign that the actions moved it: "
            "only a study can say something of that, and no more than its design allows.")
NO_STUDY = "No action of this priority has been studied."


def line(told: Told, slug: str, year: str) -> list[Block]:
    """A table for each priority of the strategy that holds, a step of the line on each row."""
    blocks: list[Block] = [Callout(NO_CLAIM, "warning")]
    for priority in told.plan.of(Priority):
        if priority.strategy == told.in_force:
            blocks += [Heading(priority.title), _table(told, priority, f"{slug}-{priority.id}", year)]
    return blocks


def _table(told: Told, priority: Priority, slug: str, year: str) -> Table:
    outcome = priority.outcome if inside(told) else without_numbers(priority.outcome)
    steps = (
        ("What was found", _found(told, priority)), ("What should be different", outcome or "Not said."), ("What we do", _done(told, priority)),
        (f"Money in {year}", _money(told, priority, year)), ("What we watch, and whether it moved", _watched(told, priority)),
        ("What studies can say", _studied(told, priority)),
    )
    rows = tuple((TableCell(step), TableCell(says)) for step, says in steps)
    return Table(slug, f"From finding to result: {priority.title}", (Column("Step"), Column("What stands there")), rows, (), f"{OWN}; figures of the assessment")


def _found(told: Told, priority: Priority) -> str:
    says = [f"{each.title}. {each.where}: {each.now or each.changed}" for each in becauses(told, priority.strategy, priority.id)]
    return " ".join(f"{one.rstrip('.')}." for one in says) or "No finding of the assessment is cited."


def _done(told: Told, priority: Priority) -> str:
    counted = Counter(each.pace for each in told.delivered.actions if each.action.priority == priority.id)
    if not counted:
        return "No action serves it."
    return f"{plural(counted.total(), 'action')}: " + ", ".join(f"{SHAPES[pace]} {counted[pace]} {words.lower()}" for pace, words in PACES.items() if counted[pace]) + "."


def _money(told: Told, priority: Priority, year: str) -> str:
    spent = told.delivered.spending(year=year, priority=priority.id)
    if not spent.lines:
        return "No money is recorded for it."
    silent = f"; {plural(spent.silent, 'line')} {'says' if spent.silent == 1 else 'say'} nothing of spending" if spent.silent else ""
    return f"{pounds(spent.spent)} spent of {pounds(spent.planned)} planned{silent}."


def _watched(told: Told, priority: Priority) -> str:
    objectives = {each.id for each in told.plan.of(Objective) if each.priority == priority.id}
    found = [each for each in told.standings if each.measure is not None and each.measure.objective in objectives]
    return " ".join(_moved(each) for each in found) or "No indicator is set."


def _moved(each: Standing) -> str:
    when = f" ({said_when(each.latest.key.period)})" if each.latest else ""
    since = f" Against its baseline: {each.since_baseline.says}." if each.since_baseline and beyond_baseline(each) else ""
    return f"{each.indicator.title}: {reading_words(each)}{when}; {signal_words(each)}.{since}"


def _studied(told: Told, priority: Priority) -> str:
    ids = {each.action.id for each in told.delivered.actions if each.action.priority == priority.id}
    return " ".join(f"{each.study.question} {each.refused or verdict(each)}".rstrip(".") + "." for each in told.effects if each.study.action in ids) or NO_STUDY
