"""Registers as one TOML file: arrays of tables by the register's slug; read with the same faults as a workbook, and written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from upriver.intake.mapping import quoted
from upriver.intake.records.reading import Taken, read_row
from upriver.intake.registers import MOST_ROWS, _repeated
from upriver.words.refusal import Refusal
from upriver.words.registers.register import RegisterOf
from upriver.words.registers.stamp import Stamp, stamp_read
from upriver.words.sharing.sheet import SheetColumn, SheetFault, SheetRow

LARGEST = 64 * 2**20
LARGEST_NUMBER = 10**15
EXPORT = "export"
"""The table that carries the stamp."""


def read_toml(path: Path, registers: Sequence[RegisterOf[object]]) -> Taken:
    """The rows of every register that a TOML file has tables for; a fault's row is the table's number, from 1.

    Raises:
        Refusal: it isn't TOML; says on which line.
    """
    table = _table(path)
    by_slug = {register.slug: register for register in registers}
    stamp, faults = _stamp(table.pop(EXPORT, None), set(by_slug))
    found: dict[str, tuple[SheetRow, ...]] = {}
    for slug, tables in table.items():
        register = by_slug.get(slug)
        if register is None:
            faults.append(SheetFault(f"[[{_legible(slug)}]]", 0, "", "is no register; take it out, or give it its former name"))
        elif not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables) or len(tables) > MOST_ROWS:
            faults.append(SheetFault(f"[[{slug}]]", 0, "", f"is not written as [[{slug}]] before each row, or has more than {MOST_ROWS:,}"))
        else:
            found[slug], wrong = _rows(register, tables)
            faults += wrong
    # An export leaves out the tables of a register without rows, so that a missing one means that all its rows are gone.
    if stamp:
        found = {**dict.fromkeys(stamp.only or by_slug, ()), **found}
    return Taken(found, tuple(faults), stamp, "toml")


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(f"{path.name} is too large for registers", do="Check that it is the right file.")
        return tomllib.loads(path.read_text("utf-8-sig"), parse_float=str)
    except tomllib.TOMLDecodeError as fault:
        words = str(fault)
        where = words[words.rfind("at "):].rstrip(")") if "at " in words else "at an unknown line"
        raise Refusal(f"{path.name} isn't TOML that can be read ({where})", do="Mend that line; nothing was stored.") from None
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{path.name} can't be read", do="Name a UTF-8 text file; nothing was stored.") from None
    except (RecursionError, ValueError):  # brackets in brackets by the thousand, or a number of thousands of digits
        raise Refusal(f"{path.name} is nested too deep, or holds a number that is too long", do="Write it as an export is; nothing was stored.") from None


def _stamp(told: object, known: set[str]) -> tuple[Stamp | None, list[SheetFault]]:
    if told is None:
        return None, []
    stamp = stamp_read(str(told.get("stamp", ""))) if isinstance(told, dict) and set(told) <= {"stamp", "about"} else None
    if stamp is None or not set(stamp.only) <= known:
        return None, [SheetFault(f"[{EXPORT}]", 0, "stamp", "can't be read; write it back as the export had it, or export again")]
    return stamp, []


def _rows(register: RegisterOf[object], tables: Sequence[Mapping[str, Any]]) -> tuple[tuple[SheetRow, ...], list[SheetFault]]:
    sheet, where = register.sheet, f"[[{register.slug}]]"
    columns = {column.name: column for column in sheet.columns}
    rows: list[SheetRow] = []
    faults: list[SheetFault] = []
    for number, table in enumerate(tables, 1):
        given: dict[str, str] = {}
        wrong: dict[str, str] = {}
        for name, value in table.items():
            if name not in columns:
                wrong[_legible(name)] = "is a key that the register doesn't know; take it out"
            else:
                given[name], says = _text(value, columns[name])
                wrong |= {name: says} if says else {}
        row, found = read_row(sheet, number, given)
        names = {column.heading: column.name for column in sheet.columns}
        told = {names[each.column]: each.says for each in found}
        faults += [SheetFault(where, number, name, says) for name, says in {**told, **wrong}.items()]
        rows.append(row)
    faults += [SheetFault(where, each.row, each.column.lower(), each.says.replace("row", "number")) for each in _repeated(sheet, rows)]
    return tuple(rows), faults


def _text(value: Any, column: SheetColumn) -> tuple[str, str]:
    """A TOML value as the text of a cell, and what is wrong with its kind."""
    if isinstance(value, list):
        if not column.several or not all(isinstance(each, str) for each in value):
            return "", "is a list of values that can't be read" if column.several else "holds several values, and takes one"
        if any(";" in each for each in value):
            return "", "holds a semicolon in one of its values; it parts values from each other"
        return ";".join(value), ""
    if isinstance(value, bool | dict | datetime) or not isinstance(value, str | int | date):
        return "", "is not of its kind; write it in quotes"
    if isinstance(value, int) and abs(value) >= LARGEST_NUMBER:  # Python itself refuses to write one of thousands of digits
        return "", "is a number that is too long"
    return value.isoformat() if isinstance(value, date) else str(value), ""


def _legible(key: str) -> str:
    """A key as a fault tells it: bare ones as they are, and of others only that there is one, since anything may stand in quotes."""
    return key[:40] if re.fullmatch("[A-Za-z0-9_-]+", key) else "a name in quotes"


def written(registers: Sequence[tuple[RegisterOf[object], Sequence[Mapping[str, str]]]], *, stamp: Stamp | None, about: Sequence[str] = ()) -> str:
    """Registers as TOML, the same text each time; what is empty is left out."""
    lines = [f"# {line}" for line in about]
    if stamp:
        lines += ["", f"[{EXPORT}]", "# Leave this as it is: it says what the file was made from.", f"stamp = {quoted(str(stamp))}"]
    for register, rows in registers:
        columns = {column.name: column for column in register.sheet.columns}
        for row in rows:
            lines += ["", f"[[{register.slug}]]", *(f"{name} = {_value(row[name], column)}" for name, column in columns.items() if row.get(name))]
    return "\n".join(lines).lstrip("\n") + "\n"


def _value(text: str, column: SheetColumn) -> str:
    if column.several:
        return f"[{', '.join(quoted(part) for part in _parts(text))}]"
    if column.kind == "number" and text.isdecimal():
        return str(int(text))
    return quoted(text)


def _parts(text: str) -> Iterable[str]:
    return (part.strip() for part in text.split(";") if part.strip())
