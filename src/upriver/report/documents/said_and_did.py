"""You said, we did: what groups of people said each year, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.told import Told
from upriver.words.document import Block, Column, Heading, KeyFigure, KeyFigures, Page, Paragraph, Table, TableCell
from upriver.words.registers.learning import DID, SaidDid
from upriver.words.text import day, plural

SLUG = "said_and_did"
TITLE = "You said, we did"
AUDIENCES = ("public", "restricted")
ABOUT = ""
FORMS = ("docx", "pdf")
TONES = {"done": "better", "doing": "same", "cannot": "", "open": "worse"}


def pages(told: Told) -> tuple[Page, ...]:
    """Counts, what nobody has answered, and for each year a row for each thing said, group by group."""
    rows = sorted((each for each in told.plan.of(SaidDid) if each.said_on is None or each.said_on <= told.on),
                  key=lambda each: (str(each.said_on or ""), each.who), reverse=True)
    if not rows:
        lead = "Nothing that people said has been recorded yet. `upriver consult voice add` records it."
        return (Page("said-and-did", TITLE, "Voices", lead, ()),)
    blocks: list[Block] = [KeyFigures(tuple(KeyFigure(words, str(sum(1 for each in rows if each.answer == code)), f"of {len(rows)}")
                                            for code, words in DID.items() if code != "cannot"))]
    waiting = sum(1 for each in rows if not each.told_back_on)
    for year in dict.fromkeys(_year(each) for each in rows):
        blocks += [Heading(year), _table(year, [each for each in rows if _year(each) == year])]
    blocks.append(Paragraph("Groups stand here, never people."))
    count = {code: sum(1 for each in rows if each.answer == code) for code in DID}
    said = f"{plural(len(rows), 'thing')} said: {count['done']} done, {count['doing']} being done, {count['cannot']} that can't be done, " \
           f"{count['open']} not answered yet. "
    lead = said + (f"In {plural(waiting, 'case')} those who spoke haven't been told yet what became of it." if waiting else "All who spoke were told what became of it.")
    return (Page("said-and-did", TITLE, "Voices", lead, tuple(blocks)),)


def _year(each: SaidDid) -> str:
    return str(each.said_on.year) if each.said_on else "Without a date"


def _table(year: str, rows: Sequence[SaidDid]) -> Table:
    columns = (Column("Who"), Column("You said"), Column("Stands"), Column("We did, or why not"), Column("You were told"))
    ordered = sorted(rows, key=lambda each: (each.who, str(each.said_on)))
    body = tuple(
        (TableCell(each.who), TableCell(each.said), TableCell(DID[each.answer], tone=TONES[each.answer]), TableCell(each.did or _silence(each)),
         TableCell(day(each.told_back_on.isoformat()) if each.told_back_on else "not yet"))
        for each in ordered
    )
    return Table(f"said-and-did-{year.lower().replace(' ', '-')}", f"Said in {year}" if year.isdigit() else year, columns, body)


def _silence(each: SaidDid) -> str:
    return "No reason has been given. One is owed." if each.answer == "cannot" else "Nothing yet."
