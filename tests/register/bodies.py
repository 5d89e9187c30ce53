"""Builders for registers: everything defaulted, so that a test shows what it is about."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook

from upriver.words.area import Area
from upriver.words.sharing.authority import SPECIFIED, Authority, Cover, Person, Register

NORSEA, HARROWMERE = Area("ltla", "E06009901", "Norsea"), Area("ltla", "E07009901", "Harrowmere")
DAY = date(2026, 2, 1)


def a_cover(district: str = "E06009901", name: str = "Norsea", share: float | None = 1.0, **more: Any) -> Cover:
    return Cover(district, name, share, **more)


def a_body(kind: str = "police", ident: str = "", *, areas: tuple[Cover, ...] = (a_cover(),), **more: Any) -> Authority:
    return replace(Authority(ident or f"{kind}-1", kind, f"The {kind} body", areas=areas), **more)


def six(*areas: Cover) -> tuple[Authority, ...]:
    """One body of each specified kind, all over the same areas."""
    return tuple(a_body(kind, areas=areas or (a_cover(),)) for kind in SPECIFIED)


def a_person(ident: str = "p1", name: str = "Oriel Tansley", **more: Any) -> Person:
    return Person(ident, name, **more)


def a_register(*bodies: Authority, people: tuple[Person, ...] = ()) -> Register:
    return Register(bodies or six(), people)


def as_opendocument(book: Path, into: Path) -> Path:
    """The same cells as a spreadsheet program would save them as OpenDocument: types kept, nothing else."""
    tables = []
    read = CalamineWorkbook.from_path(str(book))
    for name in read.sheet_names:
        rows = "".join(
            f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in read.get_sheet_by_name(name).to_python(skip_empty_area=False)
        )
        tables.append(f'<table:table table:name="{escape(name)}">{rows}</table:table>')
    spaces = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(into, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.3">{body}</office:document-content>')
        entry = '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        out.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}</manifest:manifest>')
    return into


def _cell(value: object) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
