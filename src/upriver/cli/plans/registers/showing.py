"""Rows of a register on a terminal 80 signs wide: as a table, and one of them whole."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetColumn, SheetFault
from upriver.words.text import plural

WIDE = 80
FIRST = ("title", "name", "says", "said", "decision", "asked", "question", "respect", "source", "year", "planned", "spent", "status", "answer", "due",
         "action", "group", "referred", "started", "completed", "starts", "held_on", "lead", "authority")
"""Columns that say most, in that order; then those that must be filled."""
LEAST, MOST = 6, 44


def table(register: RegisterOf[Any], rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Rows as a table with as many columns as fit; the rest is in `show`."""
    if not rows:
        return []
    columns = _chosen(register, rows)
    widths = _widths(columns, rows)
    lines = [_line([column.heading for column, _ in columns], widths), _line(["-" * width for width in widths], widths)]
    lines += [_line([shown(row.get(column.name, ""), column) for column, _ in columns], widths) for row in rows]
    more = len(register.sheet.columns) - len(columns)
    return [*lines, "", f"{plural(len(rows), 'row')}. {plural(more, 'more column')} of each: upriver {register.command} show ID"]


def shown(value: str, column: SheetColumn) -> str:
    """A value as people read it: the short words of a code, several with commas, one line."""
    codes = column.codes or {}
    parts = [part.strip() for part in (value.split(";") if column.several else [value])]
    words = [codes[part].partition(":")[0] if part in codes else part for part in parts]
    return " ".join(", ".join(words).split())


def details(register: RegisterOf[Any], values: Mapping[str, str], naming: Sequence[tuple[str, str]], bodies: Mapping[str, str]) -> list[str]:
    """One row whole: what is filled, what isn't, and which rows name it; `bodies` are the names of authorities by id."""
    filled = [column for column in register.sheet.columns if values.get(column.name)]
    wide = max(len(column.heading) for column in filled)
    lines = []
    for column in filled:
        value = values[column.name]
        words = (column.codes or {}).get(value, value) if column.kind == "list" else ", ".join(value.split(";")) if column.several else value
        if column.known == "authorities":
            words = ", ".join(f"{bodies[part]} ({part})" if part in bodies else part for part in value.split(";"))
        first, *rest = [part for line in words.split("\n") for part in textwrap.wrap(line, WIDE - wide - 2) or [""]]
        lines += [f"{column.heading:<{wide}}  {first}", *(f"{'':<{wide}}  {each}" for each in rest)]
    empty = [column.heading for column in register.sheet.columns if not values.get(column.name)]
    if empty:
        lines += ["", *textwrap.wrap(f"Empty: {', '.join(empty)}.", WIDE)]
    for each in REGISTERS:
        if ids := [ident for slug, ident in dict.fromkeys(naming) if slug == each.slug]:
            lines += textwrap.wrap(f"{each.sheet.name}: {', '.join(ids)}", WIDE, subsequent_indent="  ")
    return lines


def fault_line(fault: SheetFault, *, place: bool = True) -> str:
    """A fault as one line: sheet, row and column (in TOML the table and its number), and what to do."""
    number = "number" if fault.sheet.startswith("[[") else "row"
    where = (fault.sheet, f"{number} {fault.row:,}" if fault.row else "", fault.column) if place else (fault.column,)
    head = ", ".join(filter(None, where))
    return f"{head} {fault.says}." if not place and head else f"{head}: {fault.says}." if head else f"{fault.says}."


def _chosen(register: RegisterOf[Any], rows: Sequence[Mapping[str, str]]) -> list[tuple[SheetColumn, int]]:
    """The columns that fit side by side, each with the width that its values want."""
    ident, *others = register.sheet.columns
    first = [column for name in FIRST for column in others if column.name == name]
    wanted = [*first, *(column for column in others if column not in first and column.required)]
    found, left = [(ident, _wants(ident, rows))], WIDE - _wants(ident, rows)
    for column in wanted:
        if any(row.get(column.name) for row in rows):
            wants = _wants(column, rows)
            if left >= min(wants, 24) + 2:
                found.append((column, wants))
                left -= min(wants, 24) + 2
    return found


def _wants(column: SheetColumn, rows: Sequence[Mapping[str, str]]) -> int:
    return min(MOST, max(LEAST, len(column.heading), *(len(shown(row.get(column.name, ""), column)) for row in rows)))


def _widths(columns: Sequence[tuple[SheetColumn, int]], rows: Sequence[Mapping[str, str]]) -> list[int]:
    """Each at least what was reserved for it; what is left goes to those that want more, the first of them first."""
    widths = [min(wants, 24) if at else wants for at, (_, wants) in enumerate(columns)]
    left = WIDE - sum(widths) - 2 * (len(widths) - 1)
    for at, (_, wants) in enumerate(columns):
        more = max(0, min(left, wants - widths[at]))
        widths[at], left = widths[at] + more, left - more
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join((cell if len(cell) <= width else cell[: width - 1].rstrip() + "…").ljust(width)
                     for cell, width in zip(cells, widths, strict=True)).rstrip()
