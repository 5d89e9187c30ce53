"""Readiness: how ready the partnership judged itself, respect by respect, over time, beside what the evidence says."""

from __future__ import annotations

from datetime import date

from upriver.report.plans.duty.inspecting import names
from upriver.report.plans.told import Told
from upriver.words.document import (
    Block,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.registers.governing import READINESS, Readiness
from upriver.words.standing.requirement import Respect
from upriver.words.text import day, plural

SLUG = "readiness"
TITLE = "How ready we are"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
OWN = "The partnership's own judgement"
SCALE = "1 not begun, 2 begun, 3 mostly in place, 4 in place and reviewed. Our own scale: no official one was found."


def pages(told: Told) -> tuple[Page, ...]:
    """One page: the levels by date, where each respect stands today, and what each level means."""
    rows = [each for each in told.plan.of(Readiness) if each.judged_on and each.judged_on <= told.on]
    days = sorted({each.judged_on for each in rows if each.judged_on})
    respects = told.inspection.respects
    if not rows:
        lead = "Readiness has never been judged. `upriver duty ready add` records it, respect by respect."
        return (Page("readiness", TITLE, "Readiness", lead, tuple(_meaning(respects))),)
    judged = [each for each in respects if any(row.respect == each.slug for row in rows)]
    never = [each.title for each in respects if each not in judged]
    lead = (f"Judged on {plural(len(days), 'day')}, last on {day(days[-1].isoformat())}. "
            + (f"Never judged: {'; '.join(each[:1].lower() + each[1:] for each in never)}." if never else "Every respect has been judged."))
    blocks: list[Block] = [Callout(f"A level is what the partnership thinks of itself; beside it stands what the evidence says. {SCALE}"),
                           _chart(judged, rows, days), _by_date(judged, rows, days), _now(told, respects, rows), *_meaning(respects)]
    return (Page("readiness", TITLE, "Readiness", lead, tuple(blocks)),)


def _level(rows: list[Readiness], respect: str, on: date) -> int | None:
    found = [each for each in rows if each.respect == respect and each.judged_on == on]
    return int(found[-1].level) if found else None


def _chart(respects: list[Respect], rows: list[Readiness], days: list[date]) -> Chart:
    series = tuple(Series(each.title, tuple(Point(day(on.isoformat()), _level(rows, each.slug, on)) for on in days)) for each in respects)
    said = "; ".join(f"{each.title}: " + ", ".join(f"{_level(rows, each.slug, on) or 'not judged'} on {day(on.isoformat())}" for on in days) for each in respects)
    return Chart("readiness-levels", "multiples", "How ready the partnership judged itself", f"Level from 1 to 4; {SCALE}", series, "Day", "Level", OWN, said,
                 table="readiness-by-date")


def _by_date(respects: list[Respect], rows: list[Readiness], days: list[date]) -> Table:
    levels = {each.slug: [_level(rows, each.slug, on) for on in days] for each in respects}
    body = tuple((TableCell(each.title), *(TableCell(level, "" if level else "x") for level in levels[each.slug])) for each in respects)
    return Table("readiness-by-date", "Levels by the day on which they were judged", (Column("Respect"), *(Column(day(on.isoformat()), 0) for on in days)), body,
                 (SCALE,), OWN)


def _now(told: Told, respects: tuple[Respect, ...], rows: list[Readiness]) -> Table:
    body = []
    for each in respects:
        mine = sorted((row for row in rows if row.respect == each.slug), key=lambda row: row.judged_on or told.on)
        last = mine[-1] if mine else None
        body.append((TableCell(each.title), TableCell(f"{last.level}: {READINESS[last.level]}" if last else "Never judged"),
                     TableCell(last.why if last else ""), TableCell(names(told, each.rests_on))))
    columns = tuple(Column(name) for name in ("Respect", "Judged last", "Why", "What the evidence says"))
    return Table("readiness-now", "Where each respect stands, beside what the evidence says", columns, tuple(body),
                 ("Letters and numbers are those of the register of requirements; upriver duty shows them.",), OWN)


def _meaning(respects: tuple[Respect, ...]) -> list[Block]:
    columns = (Column("Respect"), *(Column(f"{level}: {says}") for level, says in READINESS.items()))
    body = tuple((TableCell(f"{each.title}. {each.asks}"), *(TableCell(one) for one in each.levels)) for each in respects)
    return [Heading("What each level means"), Paragraph(SCALE), Table("readiness-meaning", "The levels of each respect", columns, body)]
