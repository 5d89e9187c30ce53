"""The actions of one financial year: what was over before it began, or begins after it ended, belongs to another year's report."""

from __future__ import annotations

from dataclasses import replace

from upriver.report.plans.told import Told
from upriver.words.period import year_period
from upriver.words.registers.delivery import Action
from upriver.words.standing.delivered import Delivered

OVER = ("done", "stopped")


def in_year(told: Told, year: str) -> Told:
    """The same, its actions those of the year alone. Money keeps its own years; titles of other actions can still be looked up."""
    return replace(told, delivered=of_year(told.delivered, year)) if year else told


def of_year(delivered: Delivered, year: str) -> Delivered:
    """Actions recorded as done or stopped before the first of April are left out, and so are those that begin after a year that has ended."""
    return replace(delivered, actions=tuple(each for each in delivered.actions if went_on(each.action, year, delivered.year)))


def went_on(action: Action, year: str, now: str) -> bool:
    """Whether an action belongs to the year; one whose end isn't dated does. `now` is the financial year of the day."""
    whole = year_period(year)
    if action.status in OVER and action.status_on is not None and action.status_on < whole.start:
        return False
    return year >= now or action.starts is None or action.starts <= whole.end
