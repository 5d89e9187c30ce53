"""The funder's return: money by line, labour and non-labour, quarter by quarter, with outputs from cleared numbers."""

from __future__ import annotations

from upriver.report.plans.delivered import actions, money, reach
from upriver.report.plans.delivered.words import day_cell, pounds, pounds_cell, text
from upriver.report.plans.packs.years import year_asked
from upriver.report.plans.tables import money_words
from upriver.report.plans.told import Told
from upriver.words.document import (
    Block,
    Callout,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.registers.delivery import KINDS_OF_COST, Action, Funding
from upriver.words.text import day, plural

SLUG = "funder_return"
TITLE = "Return to the funder"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx", "xlsx", "ods")


def pages(told: Told) -> tuple[Page, ...]:
    """A summary, then each payer's lines and quarters, then outputs. `about` is a financial year, else the day's own."""
    year = year_asked(told)
    sources = list(dict.fromkeys(each.source for each in told.delivered.lines(year=year)))
    whole = told.delivered.spending(year=year)
    lead = (f"{year}: {pounds(whole.spent)} spent of {pounds(whole.planned)} planned, by {plural(len(sources), 'payer')}." if sources else
            f"No money of {year} is recorded yet: upriver action money add.")
    front: list[Block] = [
        Callout("The layout of your funder's own form isn't shipped: its lines and words are for the partnership to confirm. These tables hold what such a form asks."),
        *((money.by_source(told, "funder-return-sources", year), money.by_cost(told, "funder-return-costs", year)) if sources else ()),
        Heading("Remarks on money"), *_remarks(told, year),
    ]
    last = reach.latest(told, year)
    outputs: list[Block] = [KeyFigures(reach.headlines(told, last))] if last and reach.headlines(told, last) else []
    outputs += [*reach.by_action(told, "funder-return-reach", last or year), *_milestones(told)]
    return (
        Page("funder-return", f"Return to the funder, {year}", "Return", lead, tuple(front)),
        *(_of_source(told, at, source, year) for at, source in enumerate(sources, 1)),
        Page("funder-return/outputs", "Outputs", "Return", "People reached and milestones. Numbers of people have all been through the lock.", tuple(outputs)),
    )


def _of_source(told: Told, at: int, source: str, year: str) -> Page:
    """One payer: labour and not, quarter by quarter, then every line."""
    whole = told.delivered.spending(year=year, source=source)
    blocks: list[Block] = [_key(told, year, source), money.by_cost(told, f"funder-return-costs-{at}", year, source)]
    for cost in KINDS_OF_COST:
        if any(line.quarter for line in told.delivered.lines(year=year, source=source, cost=cost)):
            blocks.append(money.by_quarter(told, f"funder-return-quarters-{at}-{cost.replace('_', '-')}", year, source, cost))
    if not any(line.quarter for line in told.delivered.lines(year=year, source=source)):
        blocks.append(Paragraph("No line of this payer says its quarter, so the year is told as a whole. Fill the column `quarter` of the register of money to tell it quarter by quarter."))
    blocks.append(_lines(told, f"funder-return-lines-{at}", told.delivered.lines(year=year, source=source)))
    lead = f"{pounds(whole.spent)} spent of {pounds(whole.planned)} planned in {plural(whole.lines, 'line')}."
    return Page(f"funder-return/payer-{at}", source, "Payers", lead, tuple(blocks))


def _key(told: Told, year: str, source: str) -> KeyFigures:
    found = []
    for cost, words in KINDS_OF_COST.items():
        part = told.delivered.spending(year=year, source=source, cost=cost)
        if part.lines:
            found.append(KeyFigure(words, money_words(part.spent), "spent", f"of {pounds(part.planned)} planned"))
    return KeyFigures(tuple(found))


def _lines(told: Told, slug: str, lines: tuple[Funding, ...]) -> Table:
    def title(line: Funding) -> str:
        action = told.plan.one(Action, line.action)
        return action.title if action else "The partnership's own running"

    rows = tuple(
        (TableCell(title(line)), text(KINDS_OF_COST.get(line.cost, "")), text(line.quarter or "Whole year"), pounds_cell(line.planned), pounds_cell(line.spent),
         day_cell(line.spent_to), text({"yes": "In kind", "no": "Money"}.get(line.in_kind, "")), text(line.note))
        for line in lines
    )
    columns = (Column("Line"), Column("Kind of cost"), Column("Quarter"), Column("Planned, \u00a3", 0), Column("Spent, \u00a3", 0), Column("Spent up to"),
               Column("Money or in kind"), Column("Remark"))
    return Table(slug, "Every line", columns, rows, ("What isn't recorded is [x] and isn't nought.",), actions.OWN)


def _remarks(told: Told, year: str) -> list[Block]:
    blocks = actions.exceptions(told, "funder-return-exceptions", ("overspent", "underspent"))
    told_to = sorted({each.spent_to for each in told.delivered.lines(year=year) if each.spent_to})
    if told_to:
        span = day(told_to[0].isoformat()) if len(told_to) == 1 else f"between {day(told_to[0].isoformat())} and {day(told_to[-1].isoformat())}, by line"
        blocks.append(Paragraph(f"Spending is told up to {span}."))
    return blocks


def _milestones(told: Told) -> list[Block]:
    table = actions.steps(told, "funder-return-steps", "Milestones of funded actions", shown_rows=40)
    return [Heading("Milestones"), table] if table else []
