"""What stops when money stops, by the day on which it ends."""

from __future__ import annotations

from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Column, Paragraph, Table, TableCell
from upriver.words.registers.delivery import Action
from upriver.words.text import plural


def stops(told: Told, slug: str) -> list[Block]:
    """Actions by the day on which their last known money ends, and those of which that can't be said."""
    response = told.responses.get(told.in_force)
    if response is None:
        return [Paragraph("No strategy holds on this day, so what stops with the money can't be said.")]
    exposure, blocks = response.exposure, list[Block]()
    if exposure.endings:
        rows = tuple(
            (TableCell(_title(told, each.action)), day_cell(each.on), text(", ".join(each.sources)),
             TableCell(None, "x") if each.amount is None else TableCell(float(each.amount)),
             TableCell(None, "x") if each.reach is None else TableCell(float(each.reach)),
             text({True: "Yes: it stops unless money is found", False: "No: it is meant to end by then", None: "It has no last day"}[each.goes_on]))
            for each in sorted(exposure.endings, key=lambda one: (one.on, one.action))
        )
        columns = (Column("Action"), Column("Money ends on"), Column("Who pays"), Column("Planned on these lines, \u00a3", 0),
                   Column("Planned to reach in a year", 0), Column("Is it meant to go on?"))
        blocks.append(Table(slug, "What stops if money stops", columns, rows, ("Planned reach is a plan, not a count of people.",), "The partnership's own records"))
    if exposure.partly:
        blocks.append(_in_part(told, f"{slug}-part"))
    for idents, words in ((exposure.open_ended, "have money of which at least one line says no end"), (exposure.without_money, "have no line of money: whether they cost anything isn't known")):
        if idents:
            blocks += [Paragraph(f"{plural(len(idents), 'action')} {words}:"), Bullets(tuple(_title(told, each) for each in idents))]
    return blocks or [Paragraph("No action is recorded.")]


def _in_part(told: Told, slug: str) -> Table:
    """Money of which a part ends before the rest: what is lost then, out of what."""
    response = told.responses[told.in_force]
    rows = tuple(
        (TableCell(_title(told, each.action)), day_cell(each.on), text(", ".join(each.sources)), *(TableCell(None, "x") if amount is None else TableCell(float(amount))
         for amount in (each.amount, each.whole)), TableCell(None, "x") if each.reach is None else TableCell(float(each.reach)))
        for each in response.exposure.partly
    )
    columns = (Column("Action"), Column("This part ends on"), Column("Who pays it"), Column("Planned on these lines, \u00a3", 0),
               Column("Of all that is planned, \u00a3", 0), Column("Planned to reach in a year", 0))
    notes = ("Other money of the action goes on after that day; whether it can carry the action alone is for the partnership to say.",)
    return Table(slug, "Money of which a part ends before the rest", columns, rows, notes, "The partnership's own records")


def _title(told: Told, ident: str) -> str:
    action = told.plan.one(Action, ident)
    return action.title if action else ident or "The partnership's own running"
