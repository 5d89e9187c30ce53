"""Where a workbook holds formulas and merged cells: the reader of values gives what they show, and not that they are there."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from upriver.intake.sheets import _column_number

MOST = 200
"""Of each kind on each sheet; whoever has more has seen enough to mend."""
_TOKEN = re.compile(rb"""<(?:\w+:)?(c|f|mergeCell)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_PLACE = re.compile(rb"""\br(?:ef)?\s*=\s*["']\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?["']""")
_SHEET = re.compile(r"""<(?:\w+:)?sheet\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_RELATION = re.compile(r"""<(?:\w+:)?Relationship\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ODS = re.compile(rb"""<(/?)table:(table|table-row|table-cell|covered-table-cell)((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)>""")

Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The places of a sheet's formulas, and of the first cell of each merged block."""

    formulas: list[Place] = field(default_factory=list)
    merged: list[Place] = field(default_factory=list)


def marks(path: Path) -> dict[str, Marks]:
    """The marks of each sheet by its name; the package was looked through before, so that what it unpacks to is bounded."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if "content.xml" in names:
            return _ods(package.read("content.xml"))
        if "xl/workbook.xml" not in names:
            return {}
        return {name: _xlsx(package.read(part)) for name, part in _parts(package) if part in names}


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the part that holds it."""
    relations = {}
    for found in _RELATION.finditer(package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        target = _attribute(found[1], "Target")
        relations[_attribute(found[1], "Id")] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    for found in _SHEET.finditer(package.read("xl/workbook.xml").decode("utf-8", "replace")):
        yield _attribute(found[1], "name"), relations.get(_attribute(found[1], r"\w+:id"), "")


def _attribute(text: str, name: str) -> str:
    found = re.search(rf"""(?:^|\s){name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", text)
    return unescape((found[1] if found[1] is not None else found[2]) or "") if found else ""


def _xlsx(data: bytes) -> Marks:
    made, at = Marks(), (0, 0)
    for found in _TOKEN.finditer(data):
        place = _PLACE.search(found[2])
        if found[1] == b"c" and place:
            at = (int(place[2]), _column_number(place[1]))
        elif found[1] == b"f" and len(made.formulas) < MOST:
            made.formulas.append(at)
        elif found[1] == b"mergeCell" and place and place[3] and len(made.merged) < MOST:
            made.merged.append((int(place[2]), _column_number(place[1])))
            if int(place[4]) > int(place[2]):  # the first row may lie above the header, and the rest below it
                made.merged.append((int(place[4]), _column_number(place[1])))
    return made


def _ods(data: bytes) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    made, row, column, repeat = Marks(), 0, 0, 1
    for token in _ODS.finditer(data):
        closing, kind, attributes = token[1] == b"/", token[2], token[3].decode("utf-8", "replace")
        if kind == b"table" and not closing:
            made, row = found.setdefault(_attribute(attributes, "table:name"), Marks()), 0
        elif kind == b"table-row":
            if closing or attributes.endswith("/"):
                row += repeat if closing else int(_attribute(attributes, "table:number-rows-repeated") or 1)
            else:
                repeat, column = int(_attribute(attributes, "table:number-rows-repeated") or 1), 0
        elif kind in (b"table-cell", b"covered-table-cell") and not closing:
            if " table:formula" in attributes and len(made.formulas) < MOST:
                made.formulas.append((row + 1, column + 1))
            if any(int(_attribute(attributes, f"table:number-{each}-spanned") or 1) > 1 for each in ("rows", "columns")) and len(made.merged) < MOST:
                made.merged.append((row + 1, column + 1))
            column += int(_attribute(attributes, "table:number-columns-repeated") or 1)
    return found
