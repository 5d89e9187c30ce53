"""Money as packs show it: planned and spent by priority, year, source, kind of cost, and by action where that may be told."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.delivered.actions import OWN, priority_name
from upriver.report.plans.delivered.words import spent_cells
from upriver.report.plans.tables import without_empty_columns
from upriver.report.plans.told import Told
from upriver.words.document import Column, Table, TableCell
from upriver.words.registers.delivery import KINDS_OF_COST, QUARTERS
from upriver.words.standing.delivered import Spending
from upriver.words.text import plural

COLUMNS = (Column("Planned, \u00a3", 0), Column("Spent, \u00a3", 0), Column("Left, \u00a3", 0), Column("Spent of plan, %", 0))
PUBLIC_NOTE = (
    "Money is shown by priority and by year, and not by single provider: there is no rule yet for amounts to which one "
    "provider contributes most, so an amount that could be one provider's own is left out of what the public reads."
)


def by_priority(told: Told, slug: str, year: str) -> Table:
    """One year's money by priority. What serves no priority, and the partnership's own running, have rows of their own."""
    rows = []
    for ident in _priorities(told, year):
        rows.append((priority_name(told, ident), told.delivered.spending(year=year, priority=ident)))
    loose = [each for each in told.delivered.lines(year=year, priority="") if each.action]
    own = told.delivered.spending(year=year, action="")
    if loose:
        rows.append(("Actions that serve no priority", _less(told.delivered.spending(year=year, priority=""), own)))
    if own.lines:
        rows.append(("The partnership's own running", own))
    return _table(slug, f"Money by priority, {year}", "Priority", rows, told.delivered.spending(year=year))


def _less(whole: Spending, part: Spending) -> Spending:
    def without(one: str) -> object:
        first, second = getattr(whole, one), getattr(part, one)
        return None if first is None else first - (second or 0)

    return Spending(without("planned"), without("spent"), whole.lines - part.lines, whole.silent - part.silent)  # type: ignore[arg-type]


def _priorities(told: Told, year: str) -> list[str]:
    of = dict(told.delivered.priorities)
    found = {of[each.action] for each in told.delivered.lines(year=year) if each.action in of}
    order = list(dict.fromkeys(each.action.priority for each in told.delivered.actions if each.action.priority in found))
    return sorted(order, key=lambda ident: priority_name(told, ident))


def by_year(told: Told, slug: str) -> Table:
    """All years, each with its whole."""
    rows = [(year, told.delivered.spending(year=year)) for year in told.delivered.years()]
    return _table(slug, "Money by year", "Financial year", rows, told.delivered.spending())


def by_source(told: Told, slug: str, year: str) -> Table:
    """One year's money by who pays, labour and not."""
    sources = list(dict.fromkeys(each.source for each in told.delivered.lines(year=year)))
    rows = [(source, told.delivered.spending(year=year, source=source)) for source in sources]
    return _table(slug, f"Money by source, {year}", "Who pays", rows, told.delivered.spending(year=year))


def by_cost(told: Told, slug: str, year: str, source: str | None = None) -> Table:
    """One year's money, labour and non-labour."""
    costs = [each for each in KINDS_OF_COST if told.delivered.lines(year=year, source=source, cost=each)]
    rows = [(KINDS_OF_COST[cost], told.delivered.spending(year=year, source=source, cost=cost)) for cost in costs]
    return _table(slug, f"Labour and non-labour, {year}", "Kind of cost", rows, told.delivered.spending(year=year, source=source))


def by_action(told: Told, slug: str, year: str, source: str | None = None) -> Table:
    """One year's money by action. For readers inside alone: one action may be one provider."""
    chosen = [(each.action.title, each.action.id) for each in told.delivered.actions if told.delivered.lines(year=year, source=source, action=each.action.id)]
    rows = [(title, told.delivered.spending(year=year, source=source, action=ident)) for title, ident in chosen]
    if (own := told.delivered.spending(year=year, source=source, action="")).lines:
        rows.append(("The partnership's own running", own))
    return _table(slug, f"Money by action, {year}", "Action", rows, told.delivered.spending(year=year, source=source))


def by_quarter(told: Told, slug: str, year: str, source: str, cost: str) -> Table:
    """One year, one payer and one kind of cost, quarter by quarter; lines that are for the whole year stand by themselves."""
    of = {"year": year, "source": source, "cost": cost}
    rows = [(f"{quarter}, {QUARTERS[quarter]}", told.delivered.spending(quarter=quarter, **of)) for quarter in QUARTERS]
    if (whole := told.delivered.spending(quarter="", **of)).lines:
        rows.append(("Told for the whole year", whole))
    return _table(slug, f"{KINDS_OF_COST[cost]}, {source}, {year}", "Quarter", rows, told.delivered.spending(**of))


def _table(slug: str, caption: str, first: str, rows: Sequence[tuple[str, Spending]], whole: Spending) -> Table:
    notes = ["Pounds as recorded. What isn't recorded is [x] and isn't nought.", *_silence(rows, whole)]
    body = [(TableCell(name), *spent_cells(found)) for name, found in rows]
    body.append((TableCell("Together"), *spent_cells(whole)))
    return without_empty_columns(Table(slug, caption, (Column(first), *COLUMNS), tuple(body), tuple(notes), OWN))


def _silence(rows: Sequence[tuple[str, Spending]], whole: Spending) -> list[str]:
    if not whole.silent:
        return []
    return [f"{plural(whole.silent, 'line says', 'lines say')} nothing of what was spent: spending with [p] is of the others alone, and what is left can't be said."]
