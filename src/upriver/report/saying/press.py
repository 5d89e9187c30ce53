"""The press sheet: sentences that may be said, each held against the figures by the same judge that answers `say`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from upriver.report.exploring.rows import Row
from upriver.report.saying.answers import SUPPORTED, defined
from upriver.report.saying.figures import FEW, Figures, at_time, way_of
from upriver.report.saying.judging import Ground, judge
from upriver.report.saying.places import Place
from upriver.report.saying.subjects import Subject
from upriver.report.saying.wording import change_said, level_said, trend_said
from upriver.report.sheets.inert import inert

LEVELS = ("partnership", "csp", "ltla", "utla", "force")
"""Areas that sentences are made for: places that have a name which everybody knows."""
COLUMNS = ("sentence", "area_level", "area_code", "area_name", "figure", "value", "lower", "upper", "period_start", "period_end", "definition",
           "source", "never_say", "explain")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence that may be said, with the figure that it rests on and what may not be said of it."""

    sentence: str
    subject: Subject
    row: Row
    beware: str

    @property
    def definition(self) -> str:
        return defined(self.subject)


def press_lines(ground: Ground, levels: tuple[str, ...] = LEVELS) -> tuple[Line, ...]:
    """Every sentence that the figures bear out, by subject and area: changes, longer trends, then levels.

    A sentence that the judge would not call supported is left out: nothing stands on the sheet that `say` denies.
    """
    made: list[Line] = []
    seen: set[str] = set()
    places = sorted({place for each in ground.places.by_name.values() for place in each if place.level in levels},
                    key=lambda each: (levels.index(each.level), each.code))
    for subject in ground.subjects.all:
        if not subject.family.slug:
            continue
        for place in places:
            for sentence, row in _sentences(subject, place, ground.figures):
                found = judge(sentence, ground) if sentence not in seen else None
                seen.add(sentence)
                if found is not None and found.verdict == SUPPORTED and found.figures[:1] == (row,):
                    made.append(Line(sentence, subject, row, found.beware))
    return tuple(made)


def _sentences(subject: Subject, place: Place, figures: Figures) -> Iterator[tuple[str, Row]]:
    for row in at_time(figures.changes(subject, place), None)[:1]:
        if way_of(row) is not None:
            yield change_said(subject, row), row
    for row in at_time(figures.trends(subject, place), None)[:1]:
        if way_of(row) is not None:
            yield trend_said(subject, row), row
    units: set[str] = set()
    for row in figures.plain(subject, place):
        if row.unit in units or row.table in SHORT or (subject.unit == "%" and row.unit == "count"):
            continue
        latest = [each for each in at_time([one for one in figures.plain(subject, place) if (one.unit, one.table) == (row.unit, row.table)], None)
                  if each.value is not None and not _small(each)]
        for each in latest[:1]:
            units.add(row.unit)
            yield level_said(subject, each), each


SHORT = frozenset({"assessment/recorded/by_quarter", "assessment/kinds/by_month", "assessment/change/months"})
"""Tables of months and quarters: of no use alone in a sentence on how things stand."""


def _small(row: Row) -> bool:
    """Whether a rate rests on too few events to be said alone."""
    return row.unit.startswith(("per_", "standardised")) and row.count is not None and row.count < FEW


def press_csv(lines: Iterable[Line]) -> bytes:
    """The press sheet as a table, one sentence a row; UTF-8, line feeds."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for line in lines:
        row = line.row
        printed = dict(zip(row.plain, row.printed, strict=True))
        words = (line.sentence, row.level, row.code, row.name, row.figure, line.definition, line.subject.family.title, line.beware)
        said, level, code, name, figure, definition, source, beware = map(inert, words)
        rows.writerow([said, level, code, name, figure, printed["value"], printed["lower"], printed["upper"], row.start, row.end,
                       definition, source, beware, f"explain/{row.table.replace('/', '-')}/"])
    return out.getvalue().encode()
