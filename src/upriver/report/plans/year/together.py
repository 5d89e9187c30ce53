"""Who brought what: each authority's part, what it leads, whether it was at the table, and what people said and we did."""

from __future__ import annotations

from upriver.report.plans.delivered.actions import OWN
from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.packs.meetings import THERE, attended, up_to
from upriver.report.plans.tables import inside
from upriver.report.plans.told import Told
from upriver.report.plans.year.numbers import heard, inside_year
from upriver.words.document import Block, Column, Heading, Paragraph, Table, TableCell
from upriver.words.registers.learning import DID
from upriver.words.registers.strategy import Contribution
from upriver.words.sharing.authority import SPECIFIED
from upriver.words.text import plural


def contributions(told: Told, slug: str, year: str) -> list[Block]:
    """One paragraph an authority in its own words, after a table of what the records show of each."""
    meetings = [each for each in up_to(told) if inside_year(each.held_on, year, told.on)]
    stood = [attended(told, each) for each in meetings]
    bodies = [each for each in told.register.authorities if each.kind in SPECIFIED or any(each.id in one for one in stood) or _leads(told, each.id)]
    rows = []
    for body in bodies:
        asked = [one for one in stood if body.id in one]
        there = sum(1 for one in asked if one[body.id] in THERE)
        rows.append((TableCell(body.name), text(told.kind(body.id)), TableCell(float(_leads(told, body.id))), TableCell(float(_supports(told, body.id))),
                     text(f"{there} of {len(asked)}" if asked else "none recorded")))
    columns = (Column("Authority"), Column("Kind"), Column("Actions it leads", 0), Column("Actions it supports", 0), Column("Meetings it was at"))
    blocks: list[Block] = [Table(slug, f"What each authority did in {year}", columns, tuple(rows),
                                 ("Meetings are those where its attendance was recorded or required; a deputy counts as there.",), OWN, "", 30)]
    for each in told.plan.of(Contribution):
        words = each.paragraph if inside(told) else without_numbers(each.paragraph)
        if each.strategy == told.in_force and words:
            blocks += [Heading(told.name(each.authority), 3), Paragraph(words)]
    return blocks


def _leads(told: Told, ident: str) -> int:
    return sum(1 for each in told.delivered.actions if each.action.lead == ident and each.pace != "stopped")


def _supports(told: Told, ident: str) -> int:
    return sum(1 for each in told.delivered.actions if ident in each.action.supporting and each.pace != "stopped")


def voices(told: Told, slug: str, year: str) -> list[Block]:
    """What people said in the year or were told back in it, and what was done. Groups, never persons."""
    found = heard(told, year)
    if not found:
        return [Paragraph("Nothing that people said in the year is recorded.")]
    own = inside(told)
    rows = tuple((text(each.who), text(each.said if own else without_numbers(each.said)), text(DID[each.answer]),
                  text((each.did if own else without_numbers(each.did)) or "Not answered yet"), day_cell(each.told_back_on))
                 for each in sorted(found, key=lambda one: (one.said_on is None, one.said_on, one.id)))
    columns = tuple(Column(name) for name in ("Who said it", "You said", "Answer", "We did, or why not", "Told back on"))
    return [Table(slug, plural(len(found), "thing") + " said", columns, rows, (), OWN, "", 40)]
