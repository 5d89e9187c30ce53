"""Saying what a file is, from its header and first rows; nothing is stored and names of files are not asked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from upriver.intake.contracts import WIDE_NAMES
from upriver.words.declared import Contract, Field
from upriver.words.sharing.profile import Profile

MOST_COLUMNS = 4_000
"""The most columns that a header may have: the widest real table at hand has 187."""
PREAMBLE_LINES = 20
FEWEST_WIDE = 15
"""How many headers must follow the pattern before a table counts as wide."""

_YEAR = r"(?P<yy>[0-9]{2}|[0-9]{4})"
_GEOMETRY = frozenset({"geometry", "geom", "the geom", "wkb geometry", "geometry wkb", "wkb"})
_FINER = re.compile(r"oa[0-9]{2}cd|(?:sicbl|pcon|par|parncp|ced)[0-9]{2,4}cd")
"""Codes of areas that no level stands for: an outline that has one is never taken for a larger area it names."""
_CODES_NEEDED = {"look_up": 2, "residents": 1, "ranks": 1}
"""How many columns with area codes a contract must find where it requires none by name."""
_MARKED = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
           (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = (b"[Content_Types].xml", b"xl/workbook", b"xl/worksheets", b"docProps/")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file and how to read it. form: csv, geojson, gpkg, parquet, sheet."""

    form: str
    columns: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    skip_lines: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A contract that a header fits: its fields' columns, the years that headers name, and the header.

    For outlines the first of `columns` is the level that the outlines are of, as lsoa21 or ward.
    """

    contract: Contract
    columns: Mapping[str, str]
    years: Mapping[str, int]
    header: Header
    profile: Profile | None = None


def form_of(head: bytes) -> str:
    """What the first bytes are: csv, geojson, gpkg, parquet, workbook, zip, or unknown."""
    if head[:4] == b"PAR1":
        return "parquet"
    if head[:16] == b"SQLite format 3\x00":
        return "gpkg"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "workbook" if any(mark in head for mark in _WORKBOOK) or b"mimetype" in head[:64] else "zip"
    text = None if head.startswith(_OLD_OFFICE) else decoded(head[:4096])
    start = text[0].lstrip("\ufeff \t\r\n") if text else ""
    if not start or start[:1] == "<" or start[:4] == "%PDF":
        return "unknown"
    if start[:1] == "{":
        return "geojson" if '"FeatureCollection"' in start or '"features"' in start else "unknown"
    return "csv"


def why_unknown(head: bytes) -> str:
    """Why a file's first bytes are none of the forms that are read, for a person."""
    text = decoded(head)
    start = text[0].lstrip("\ufeff \t\r\n")[:200].casefold() if text else ""
    if not head.strip():
        return "is empty"
    if head.startswith(_OLD_OFFICE):
        return "is a spreadsheet of an old kind (.xls); save it as CSV or XLSX"
    if form_of(head) == "zip":
        return "is a zip inside a zip, which isn't opened; unpack it first"
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<script")):
        return "is a web page that was saved under another name; download the data file itself"
    if start.startswith("<"):
        return "is XML, which isn't read; download it as CSV"
    if start.startswith("%pdf"):
        return "is a PDF; its tables have to be had as CSV or as a spreadsheet"
    if text is None:
        return "isn't text, or holds bytes that text can't have"
    if any(len(header) > MOST_COLUMNS for header in _first_rows(text[0])[1]):
        return f"has more than {MOST_COLUMNS:,} columns in its header"
    return "isn't a kind of file that is known here"


def encoding_of(head: bytes) -> str | None:
    """The encoding that a byte-order mark at the start declares, or None where there is none."""
    return next((encoding for mark, encoding in _MARKED if head.startswith(mark)), None)


def decoded(head: bytes) -> tuple[str, str] | None:
    """Text and its encoding (utf-8, utf-16, utf-32 or cp1252), or None where it is no text."""
    marked = encoding_of(head)
    if marked in ("utf-16", "utf-32"):
        return head[: len(head) // 4 * 4].decode(marked, "replace").lstrip("\ufeff"), marked
    if b"\x00" in head:
        return None
    try:
        return head.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as fault:
        if fault.start >= len(head) - 4:
            return head[: fault.start].decode("utf-8-sig", "replace"), "utf-8"
    return head.decode("cp1252", "replace"), "cp1252"


def csv_headers(head: bytes) -> tuple[Header, ...]:
    """What could be the header of a text file: its first line, and after a preamble (as Nomis writes) later ones."""
    text = decoded(head)
    if text is None:
        return ()
    delimiter, rows = _first_rows(text[0])
    return tuple(
        Header("csv", tuple(columns), text[1], delimiter, skip)
        for skip, columns in enumerate(rows)
        if 1 < len(columns) <= MOST_COLUMNS
    )


def _first_rows(text: str) -> tuple[str, list[list[str]]]:
    """The delimiter, and each of the first lines as a row; a quoted heading may run on over lines."""
    lines = re.split(r"\r\n|\n|\r", text, maxsplit=PREAMBLE_LINES + 40)
    first = lines[:PREAMBLE_LINES]
    delimiter = max((",", "\t", ";"), key=lambda mark: max(line.count(mark) for line in first))
    rows = []
    for skip, line in enumerate(first):
        torn = line.count('"') % 2
        whole = "\n".join(lines[skip : skip + 40]) if torn else line
        try:
            rows.append(next(csv.reader(io.StringIO(whole), delimiter=delimiter), []))
        except csv.Error:
            rows.append([])
    return delimiter, rows


def geojson_header(head: bytes) -> Header | None:
    """The properties of the first feature; None where the opening shows none."""
    text = decoded(head)
    features = text[0].find('"features"') if text else -1
    found = re.compile(r'"properties"\s*:\s*(?=\{)').search(text[0], features) if text and features >= 0 else None
    if text is None or found is None:
        return None
    try:
        names = tuple(json.JSONDecoder().raw_decode(text[0], found.end())[0])
    except (ValueError, RecursionError):
        return None
    return Header("geojson", (*names, "geometry"), text[1]) if names else None


def best_match(
    headers: Sequence[Header], contracts: Mapping[str, Contract], profiles: Sequence[Profile] = ()
) -> Match | None:
    """The contract that fits best: all its required columns are there, and it explains the most columns.

    The first line that fits any contract is the header; what stands below it are rows, and isn't asked. Each of
    `profiles` lets its own contract be found by a partner's headers too.
    """
    found: dict[str, Match] = {}
    for header in headers:
        if header.sheet in found:
            continue
        outlines = not _GEOMETRY.isdisjoint(_names(header.columns))
        tried = [fit(header, each) for each in contracts.values() if (each.holds == "outlines") == outlines]
        tried += [fit(header, contracts[each.contract], each) for each in profiles if each.contract in contracts]
        if matches := [match for match in tried if match is not None]:
            found[header.sheet] = max(matches, key=_weight)
    return max(found.values(), key=_weight, default=None)


def _weight(match: Match) -> tuple[int, int, int, str, int]:
    required = sum(1 for field in match.contract.fields if field.required)
    wide = FEWEST_WIDE if match.contract.wide else 0
    version = match.profile.version if match.profile else 0
    return required + wide, len(match.columns) + (match.profile.settled if match.profile else 0), -match.header.skip_lines, match.contract.slug, version


def fit(header: Header, contract: Contract, profile: Profile | None = None) -> Match | None:
    """The columns of a contract found in a header, or None where it isn't that kind of file.

    A profile says where a partner keeps what, and by "" that a field isn't given; one that it doesn't name is looked for
    under the contract's headers.

    Every required column must be there. A look-up needs codes of two kinds of area, residents and ranks of one.
    Outlines keep the finest kind of area only, with its name: the order of their fields is finest first.
    """
    names = _names(header.columns)
    columns: dict[str, str] = {}
    years: dict[str, int] = {}
    for field in contract.fields:
        found = _column(field, names) if profile is None else _mapped(field, names, profile)
        if found is None:
            if field.required and field.constant is None and not (profile and field.name in profile.constants):
                return None
            continue
        columns[field.name] = names[found[0]]
        if found[1]:
            years[field.name] = found[1]
    if contract.wide and sum(1 for name in header.columns if wide_name(name, contract)) < FEWEST_WIDE:
        return None
    codes = [field.name for field in contract.fields if field.type == "code" and field.name in columns]
    if contract.holds == "outlines":
        if not codes or any(_FINER.fullmatch(name) for name in names):
            return None
        kept = (codes[0], f"{codes[0]}_name")
        columns = {name: columns[name] for name in kept if name in columns}
        years = {name: years[name] for name in kept if name in years}
    return Match(contract, columns, years, header, profile) if len(codes) >= _CODES_NEEDED.get(contract.holds, 0) else None


def nearest(headers: Sequence[Header], contract: Contract, profile: Profile | None = None) -> tuple[dict[str, int], tuple[str, ...]]:
    """On the line with most of a contract's columns: fields with the place of their column, from 1; required ones it lacks."""
    best: dict[str, int] = {}
    for header in headers:
        names = _names(header.columns)
        found = {field.name: _mapped(field, names, profile) if profile else _column(field, names) for field in contract.fields}
        there = {field: header.columns.index(names[hit[0]]) + 1 for field, hit in found.items() if hit}
        best = there if len(there) > len(best) else best
    given = {*best, *(profile.constants if profile else ())}
    return best, tuple(field.name for field in contract.fields
                       if field.required and field.constant is None and field.name not in given)


def _mapped(field: Field, names: Mapping[str, str], profile: Profile) -> tuple[str, int] | None:
    """The plain name under which a partner's profile has a field, as `_column`."""
    if field.name in profile.columns:
        wanted = _plain(profile.columns[field.name])
        return (wanted, 0) if wanted and wanted in names else None
    return None if field.name in profile.constants else _column(field, names)


def wide_name(name: str, contract: Contract) -> bool:
    """Whether a header is one of those that a wide contract turns into rows."""
    return bool(contract.wide and _pattern(WIDE_NAMES[contract.wide[2]]).fullmatch(str(name).strip().casefold()))


def is_geometry(name: str) -> bool:
    """Whether a column's name is one that geometry goes by."""
    return _plain(name) in _GEOMETRY


@lru_cache(maxsize=100)
def _names(columns: tuple[str, ...]) -> Mapping[str, str]:
    """Columns by their plain name: case, underscores and spare spaces don't count; the first of a name stands.

    Kept for the next contract: each of them is tried on the same header.
    """
    names: dict[str, str] = {}
    for name in columns:
        names.setdefault(_plain(str(name)), name)
    return names


@cache
def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@cache
def _dated(spelling: str) -> re.Pattern[str]:
    """The pattern of a header that carries a year, as `LSOA{yy}CD`."""
    return re.compile(re.escape(spelling).replace(r"\{yy\}", _YEAR))


def _column(field: Field, names: Mapping[str, str]) -> tuple[str, int] | None:
    """The plain name under which a field is found, newest year first, and that year (0 where none)."""
    found: list[tuple[int, int, str]] = []
    for rank, spelling in enumerate(field.headers):
        wanted = _plain(spelling)
        if "{yy}" not in wanted:
            if wanted in names:
                found.append((0, -rank, wanted))
            continue
        pattern = _dated(wanted)
        for name in names:
            if hit := pattern.fullmatch(name):
                year = int(hit.group("yy"))
                found.append((year if year > 99 else 2000 + year, -rank, name))
    if not found:
        return None
    year, _, name = max(found, key=lambda item: (item[1], item[0]))
    return name, year
