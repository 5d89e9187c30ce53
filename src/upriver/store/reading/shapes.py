"""Lines that aren't rows: a bad file's text is read once more to find them, and its rows are written out cleanly.

The engine is quick to say that a file is bad and slow, or careless with memory, to say all that is bad about it:
one line of 64,000 cells takes it twelve seconds. So that is done here, in bounds of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from pathlib import Path

from upriver.words.part import Fault

MOST_FAULTS = 1_000
MOST_NOTES = 40
SHOWN_ROWS = 5
_FEW = "has fewer columns than the header"
_MANY = "has more columns than the header"
_QUOTE = "has a quotation mark that is never closed, or stands where none may"
_LONG = "holds a value longer than any real one"
_BYTES = "holds bytes that aren't text"


@dataclass(frozen=True, slots=True)
class Shaped:
    """What was found: the faults, and the numbers of the rows that couldn't be read, from 1 below the header."""

    faults: tuple[Fault, ...]
    gone: tuple[int, ...]


def clean_rows(path: Path, into: Path, *, width: int, delimiter: str, skipped: int, shown: int = SHOWN_ROWS) -> Shaped:
    """Write the rows of the right width to `into`, as CSV with a header, and say what the others are.

    Empty cells past the last column of the header are let go. Below a table with a preamble, as Nomis writes, a
    blank line and at most 40 lines to the end are notes, from the first that has another shape on. Reading stops after 1,000 faults. A fault names `shown` rows.
    """
    found: dict[str, list[int]] = {}
    number = 0
    with (path.open(encoding="utf-8", errors="surrogateescape", newline="") as came,
          into.open("w", encoding="utf-8", newline="") as out):
        for _ in range(skipped):
            came.readline()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([f"c{column}" for column in range(width)])
        rows = _without_notes(_rows(csv.reader(came, delimiter=delimiter, strict=True)), width, notes=skipped > 0)
        for row in islice(rows, 1, None):
            number += 1
            fault = row if isinstance(row, str) else _fault_of(row, width)
            if not fault:
                try:
                    writer.writerow(row[:width])
                except UnicodeEncodeError:
                    fault = _BYTES
            if fault:
                found.setdefault(fault, []).append(number)
                if sum(map(len, found.values())) >= MOST_FAULTS:
                    break
    gone = tuple(sorted(chain.from_iterable(found.values())))
    faults = [Fault("the row", "shape", says, len(where), tuple(where[:shown]))
              for says, where in sorted(found.items())]
    if len(gone) >= MOST_FAULTS:
        faults.append(Fault("the file", "shape", f"was read no further than {MOST_FAULTS:,} rows of a wrong shape", 1))
    return Shaped(tuple(faults), gone)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """Each row, or what is wrong with it; an empty list for a blank line."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield _LONG if "limit" in str(fault) else _QUOTE


def _without_notes(rows: Iterator[list[str] | str], width: int, *, notes: bool) -> Iterator[list[str] | str]:
    """Rows that aren't blank, up to the notes where there may be any: the first line of another shape begins them."""
    for row in rows:
        if row:
            yield row
        elif notes:
            rest = list(islice(rows, MOST_NOTES + 1))
            if len(rest) <= MOST_NOTES:
                filled = (row for row in rest if row)
                yield from takewhile(lambda row: not isinstance(row, str) and not _fault_of(row, width), filled)
                return
            yield from (row for row in chain(rest, rows) if row)


def _fault_of(row: list[str], width: int) -> str:
    if len(row) < width:
        return _FEW
    return _MANY if any(row[width:]) else ""
