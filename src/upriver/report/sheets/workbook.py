"""The sheets that both spreadsheet formats hold: cover, contents, notes, then one table a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from upriver.report.drawing.svg import clean
from upriver.report.explained.naming import name_form, page_of
from upriver.report.html import MARKERS
from upriver.report.sheets.tidy import Columns, columns_of, tidy_rows
from upriver.words.cleared import ClearedTable
from upriver.words.figure import UNITS
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.text import plural

Entry = str | tuple[float, int]
"""What a cell holds: text, or a number with the decimals it is shown with. There are no empty numbers."""
COVER, CONTENTS, NOTES = mark("Cover"), mark("Contents"), mark("Notes")
MOST_ROWS = 1_000_000
"""A sheet ends at 1,048,576 rows in both formats."""
LONGEST_NAME = 31
TITLE = mark("Tables of the strategic needs assessment")
NO_WORDS: Mapping[str, str] = MappingProxyType({})
MADE = date(2000, 1, 1)
"""Written into files as their date where none is given: a clock would change the bytes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title in A1, lines under it, then at most one table that starts with its header row.

    `lines` are words with the name of the sheet they lead to, "" for none. `leads` is True where the first column
    of the table holds names of sheets, to be links; `right` tells its columns of numbers, counted from 0; `wraps`
    is True for prose that is broken within its column. `rows` starts anew at each call.
    """

    name: str
    title: str
    lines: tuple[tuple[str, str], ...]
    columns: tuple[str, ...] = ()
    widths: tuple[int, ...] = (90,)
    count: int = 0
    rows: Callable[[], Iterable[tuple[Entry, ...]]] = tuple
    leads: bool = False
    right: frozenset[int] = frozenset()
    wraps: bool = False

    @property
    def header_row(self) -> int:
        """The row of the header, counted from 1."""
        return len(self.lines) + 2


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets in their order, with what the file says of itself."""

    title: str
    language: str
    made: date
    sheets: tuple[Sheet, ...]
    marking: str = ""
    """Stands on every sheet, under its title and at the head of each printed page; "" for none."""


def workbook_of(
    tables: Sequence[ClearedTable],
    facts: Sequence[tuple[str, str]],
    attribution: Sequence[str],
    *,
    title: str = TITLE,
    language: str = "en",
    made: date = MADE,
    measures: Mapping[str, str] = NO_WORDS,
    marking: str = "",
    handling: str = "",
) -> Workbook:
    """The sheets of the tables. A table without a cell has no sheet. `measures`: words for measures, by slug.

    Raises:
        Refusal: a table is longer than a sheet can be.
    """
    held = [table for table in tables if table.cells]
    for table in held:
        if len(table.cells) > MOST_ROWS:
            raise Refusal(
                f"the table {table.slug} has {plural(len(table.cells), 'row')}, more than a sheet can hold",
                do="Take its figures from data/cells.csv, or choose fewer areas or months.",
            )
    names = [_name(at, table) for at, table in enumerate(held, start=1)]
    sheets = [_table_sheet(at, table, names[at - 1], measures) for at, table in enumerate(held, start=1)]
    notes = _notes(held)
    cover = _cover(title, len(held), facts, attribution, handling)
    every = (cover, _contents((notes, *sheets)), notes, *sheets)
    if marking:
        every = tuple(replace(sheet, lines=((plain(marking), ""), *sheet.lines)) for sheet in every)
    return Workbook(plain(title), language, made, every, plain(marking))


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Text as a cell can hold it: no control characters, line ends as spaces, no longer than Excel takes."""
    return clean(re.sub(r"[\t\r\n\v\f]", " ", text))[:32_000]


def _name(number: int, table: ClearedTable) -> str:
    """A sheet's name: its number and the end of its slug. Unique by the number, legal in both formats."""
    words = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(table.slug.split("/")[-2:])).strip("_")
    return f"{number}_{words}"[:LONGEST_NAME].rstrip("_")


def _cover(title: str, tables: int, facts: Sequence[tuple[str, str]], attribution: Sequence[str], handling: str = "") -> Sheet:
    says = [
        *((handling,) if handling else ()),
        several("This file holds {n} table of published figures, on a worksheet of its own.",
                "This file holds {n} tables of published figures, one on each worksheet.", tables),
        say("Every figure has passed the lock, which hides what its source's rules ask to be hidden. Counts that a publisher "
            "has put before the public already are not hidden again."),
        say("The worksheet {notes} explains the shorthand, the units and the intervals.", notes=say(NOTES)),
        *(f"{say(label)}: {words}" for label, words in facts),
        *attribution,
    ]
    lines = [(plain(line), "") for line in says]
    return Sheet(say(COVER), plain(title), (*lines, (say("Go to the contents"), say(CONTENTS))), wraps=True)


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    listed: list[tuple[Entry, ...]] = [(sheet.name, sheet.title, (float(sheet.count), 0)) for sheet in sheets]
    return Sheet(
        say(CONTENTS),
        say("Contents"),
        ((say("This worksheet contains one table. Each name in its first column is a link to that worksheet."), ""),),
        (say("Worksheet"), say("What it holds"), say("Rows")),
        (34, 90, 10),
        len(listed),
        lambda: listed,
        leads=True,
        right=frozenset({2}),
    )


def _notes(tables: Sequence[ClearedTable]) -> Sheet:
    units = {cell.key.unit for table in tables for cell in table.cells}
    listed: list[tuple[Entry, ...]] = [(say("Shorthand"), f"[{marker}]", plain(say(says))) for marker, says in MARKERS.items()]
    listed += [
        (say("Unit"), say(words), several("Shown with {n} decimal", "Shown with {n} decimals", decimals))
        for unit, (words, decimals) in UNITS.items()
        if unit in units
    ]
    listed += [(say("Reading"), say(name), say(says)) for name, says in READING]
    return Sheet(
        say(NOTES),
        say("Shorthand, units and intervals"),
        ((say("This worksheet contains one table."), ""), (say("Go to the contents"), say(CONTENTS))),
        (say("Kind"), say("Note"), say("What it means")),
        (12, 44, 90),
        len(listed),
        lambda: listed,
        wraps=True,
    )


READING = (
    (mark("Shorthand in place of a number"), mark("The number is hidden, not available or does not apply. It is never zero.")),
    (mark("Marker"), mark("Shorthand about a figure that is shown. An empty cell there means that there is nothing to add.")),
    (
        mark("Lower and upper 95% limits"),
        mark("The interval that allows for chance: the fewer the events, the wider it is. Limits of rates rest on "
             "exact Poisson limits under 10 events and on Byar's approximation from 10. How a figure was made is "
             "on the page that explains it."),
    ),
    (mark("Denominator"), mark("What the count is divided by, such as residents, or residents times years observed.")),
    (mark("Association"), mark("Figures that rise and fall together do not show that one causes the other.")),
)


def _table_sheet(number: int, table: ClearedTable, name: str, measures: Mapping[str, str]) -> Sheet:
    columns: Columns = columns_of(table)
    lines = [say("This worksheet contains one table.")]
    used = {marker for cell in table.cells for marker in cell.marker.split(";") if marker}
    used |= {"z"} if columns.gaps else set()
    if used:
        said = "; ".join(f"[{marker}] {say(says)}" for marker, says in MARKERS.items() if marker in used)
        lines.append(say("Shorthand: {list}.", list=said))
    if columns.marked:
        lines.append(say("An empty cell in the column {marker} means that there is nothing to add.", marker=say("Marker")))
    lines += [say(note) for note in table.notes]
    lines.append(say("Each figure has a name that never changes: {form}. The page {page}/ of the website says how it was made.",
                     form=name_form(table.slug), page=page_of(table.slug)))
    rows = _rows_of(table, columns, measures)
    return Sheet(
        name,
        plain(say("Table {n}: {title}", n=number, title=say(table.title))),
        (*((plain(line), "") for line in lines), (say("Sources and licences"), say(COVER)), (say("Go to the contents"), say(CONTENTS))),
        tuple(say(name) for name in columns.names),
        _widths(columns.names, rows),
        len(table.cells),
        rows,
        right=columns.right,
    )


def _rows_of(
    table: ClearedTable, columns: Columns, measures: Mapping[str, str]
) -> Callable[[], Iterator[tuple[Entry, ...]]]:
    def rows() -> Iterator[tuple[Entry, ...]]:
        for row in tidy_rows(table, columns, measures):
            yield tuple(plain(one) if isinstance(one, str) else one for one in row)

    return rows


def _widths(names: tuple[str, ...], rows: Callable[[], Iterator[tuple[Entry, ...]]]) -> tuple[int, ...]:
    """Each column as wide as its name's longest word and its first hundred entries need."""
    wide = [max(map(len, name.split())) for name in names]
    for _, row in zip(range(100), rows(), strict=False):
        wide = [
            max(held, len(one) if isinstance(one, str) else len(f"{one[0]:,.{one[1]}f}"))
            for held, one in zip(wide, row, strict=True)
        ]
    return tuple(min(max(one + 2, 9), 60) for one in wide)
