"""What is wrong with a file, as CSV and ODS: a line for each rule and row, never a value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from upriver.report.sheets.inert import inert
from upriver.report.sheets.ods import ods_of
from upriver.report.sheets.workbook import MADE, Entry, Sheet, Workbook, plain
from upriver.words.part import Fault

COLUMNS = ("row", "column", "rule", "what is wrong")
WIDTHS = (12, 26, 14, 80)


def fault_lines(faults: Sequence[Fault]) -> Iterator[tuple[int | None, str, str, str]]:
    """(row, column, rule, words), in the order of faults and rows; None for the row where it is the whole file's.

    Where a fault names fewer rows than break its rule, a last line says how many more there are.
    """
    for fault in faults:
        yield from ((row, fault.field, fault.rule, fault.says) for row in fault.rows)
        if more := fault.count - len(fault.rows):
            yield None, fault.field, fault.rule, f"{fault.says} ({more:,} more)"


def faults_csv(faults: Sequence[Fault]) -> bytes:
    """The faults as CSV in UTF-8 with a mark for Excel; row 1 is the first below the header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, *words in fault_lines(faults):
        writer.writerow(["" if row is None else row, *map(inert, words)])
    return out.getvalue().encode("utf-8-sig")


def faults_ods(faults: Sequence[Fault], *, title: str, lines: Sequence[str]) -> bytes:
    """The faults as one sheet of an ODS file, the same bytes each time; `lines` stand above the table."""
    count = sum(1 for _ in fault_lines(faults))

    def rows() -> Iterator[tuple[Entry, ...]]:
        for row, *words in fault_lines(faults):
            yield "" if row is None else (float(row), 0), *map(plain, words)

    sheet = Sheet("Faults", plain(title), tuple((plain(line), "") for line in lines), COLUMNS, WIDTHS, count, rows,
                  right=frozenset({0}))
    return ods_of(Workbook(plain(title), "en", MADE, (sheet,)))
