"""The year in numbers, and what is told of money and people in it."""

from __future__ import annotations

from datetime import date

from upriver.report.plans.delivered import reach
from upriver.report.plans.delivered.words import pounds
from upriver.report.plans.tables import money_words
from upriver.report.plans.told import Told
from upriver.words.document import Block, KeyFigure, KeyFigures, Paragraph
from upriver.words.period import year_period
from upriver.words.registers.governing import BoardDecision, Meeting
from upriver.words.registers.learning import SaidDid, Study
from upriver.words.text import plural


def inside_year(when: date | None, year: str, on: date) -> bool:
    """Whether a day lies in the financial year and not after the day of the report."""
    return when is not None and year_period(year).start <= when <= min(year_period(year).end, on)


def heard(told: Told, year: str) -> list[SaidDid]:
    """What people said in the year or were told back in it: the same for the number and for its table."""
    return [each for each in told.plan.of(SaidDid) if inside_year(each.said_on, year, told.on) or inside_year(each.told_back_on, year, told.on)]


def numbers(told: Told, year: str) -> list[Block]:
    """Actions, milestones, people, money, meetings, voices: each with what it is out of."""
    found = told.delivered
    steps = [step for each in found.actions for step in each.steps if inside_year(step.milestone.due, year, told.on)]
    kept = sum(1 for step in steps if step.state.startswith("done"))
    figures = [
        KeyFigure("Actions on time or done", f"{found.counted('on_time') + found.counted('done'):,}", f"of {plural(len(found.actions), 'action')}", "on the day of this report"),
        KeyFigure("Milestones reached", f"{kept:,}", f"of {len(steps):,} that were due in the year"),
    ]
    last = reach.latest(told, year)
    figures += reach.headlines(told, last) if last == year else ()
    money = found.spending(year=year)
    if money.lines:
        note = f"{plural(money.silent, 'line')} without a figure for spending" if money.silent else ""
        figures.append(KeyFigure("Spent", money_words(money.spent), f"of {pounds(money.planned)} planned", note))
    plan = told.plan
    meetings = [each for each in plan.of(Meeting) if inside_year(each.held_on, year, told.on)]
    decided = [each for each in plan.of(BoardDecision) if each.meeting in {one.id for one in meetings}]
    voices = heard(told, year)
    figures += [
        KeyFigure("Decisions recorded with a reason", f"{len(decided):,}", f"in {plural(len(meetings), 'meeting')}"),
        KeyFigure("Things people asked for, or were answered on", f"{len(voices):,}", f"{sum(1 for each in voices if each.answer == 'done')} of them done"),
        KeyFigure("Actions studied", f"{len({each.action for each in plan.of(Study) if found.of(each.action)}):,}", f"of {plural(len(found.actions), 'action')}"),
    ]
    return [KeyFigures(tuple(figures)), Paragraph(reach.TWICE if last == year else "Whom actions reached in this year isn't among the figures of the assessment yet.")]
