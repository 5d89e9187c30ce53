"""The statutory clock as a page: what is late, what is due month by month, and on what each day rests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

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
from upriver.words.standing.clock import KINDS, Due
from upriver.words.text import day, plural, sentence

SLUG = "clock"
TITLE = "What is due when"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
SOON, YEAR = 90, 366
MARK = "* The rule was not wholly read at its source, or is good practice alone: for the partnership to confirm."


def pages(told: Told) -> tuple[Page, ...]:
    """What is late and due within 90 days, then the year ahead by what it is about, then what each day rests on."""
    known = [each for each in told.due if each.known]
    late = [each for each in known if each.late(told.on)]
    soon = [each for each in known if told.on <= each.due <= told.on + timedelta(days=SOON)]
    law = [each for each in late if each.statute]
    unknown = [each for each in told.due if not each.known]
    lead = f"{plural(len(late), 'thing')} late, {len(soon)} due within {SOON} days."
    front: list[Block] = [
        KeyFigures((KeyFigure("Late", str(len(late)), "past their day", f"{len(law)} of them set by statute, regulation or standard."),
                    KeyFigure("Due soon", str(len(soon)), f"within {SOON} days"),
                    KeyFigure("No day known", str(len(unknown)), "never recorded", "A recorded review sets the clock."))),
        Heading("Late"), _table(told, late, "clock-late", "Past its day and not done") if late else Paragraph("Nothing is late."),
        Heading(f"Due within {SOON} days"), _table(told, soon, "clock-soon", f"Due by {day((told.on + timedelta(days=SOON)).isoformat())}") if soon
        else Paragraph("Nothing is due."),
    ]
    if unknown:
        front += [Heading("No day is known"), Paragraph("Nothing is recorded from which the day could be told. A review that is recorded sets the clock: "
                                                        "upriver clock review add."), _unknown(unknown)]
    return (Page("clock", TITLE, "Clock", lead, tuple(front)), _year(told, known), _rules(told.due))


def _table(told: Told, rows: Sequence[Due], slug: str, caption: str) -> Table:
    body = tuple((TableCell(day(each.due.isoformat())), TableCell(sentence(each.what)), TableCell(each.whose), TableCell(KINDS.get(each.kind, "")),
                  TableCell(_away(each, told))) for each in rows)
    return Table(slug, caption, tuple(Column(name) for name in ("Day", "What", "Who", "About", "How long")), body)


def _away(each: Due, told: Told) -> str:
    days = (each.due - told.on).days
    return f"{plural(-days, 'day')} late" if days < 0 else "today" if days == 0 else f"in {plural(days, 'day')}"


def _unknown(rows: Sequence[Due]) -> Table:
    body = tuple((TableCell(sentence(each.what)), TableCell(each.whose), TableCell(f"{each.rests_on}{'' if each.verified else ' *'}")) for each in rows)
    return Table("clock-unknown", "Due, and nobody knows when", tuple(Column(name) for name in ("What", "Who", "What it rests on")), body, (MARK,))


def _year(told: Told, known: Sequence[Due]) -> Page:
    ahead = [each for each in known if told.on <= each.due <= told.on + timedelta(days=YEAR)]
    blocks: list[Block] = []
    for kind, title in KINDS.items():
        mine = [each for each in ahead if each.kind == kind]
        if mine:
            blocks += [Heading(title), _table(told, mine, f"clock-{kind}", f"{title}: the year ahead")]
    return Page("clock/year", "The year ahead", "Clock", f"{plural(len(ahead), 'day')} by what they are about.", tuple(blocks or [Paragraph("Nothing is due.")]))


def _rules(rows: Sequence[Due]) -> Page:
    found: dict[str, Due] = {}
    counted: dict[str, int] = {}
    for each in rows:
        found.setdefault(each.rests_on, each)
        counted[each.rests_on] = counted.get(each.rests_on, 0) + 1
    body = tuple((TableCell(each.rests_on), TableCell("A statute, a regulation or a standard" if each.statute else "The partnership, a partner or good practice"),
                  TableCell("yes" if each.verified else "no: for the partnership to confirm"), TableCell(counted[each.rests_on])) for each in found.values())
    columns = (Column("The rule"), Column("Who sets the day"), Column("Read at its source"), Column("Days that rest on it", 0))
    return Page("clock/rules", "What the days rest on", "Clock", "Each day in this clock rests on one of these rules.",
                (Callout("A clock can only tell what is recorded. What nobody wrote down is not in it.", "warning"),
                 Table("clock-rules", "Rules, and whether they were read at their source", columns, body)))
