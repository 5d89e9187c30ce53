"""Lists: the same rows as a page, as CSV, as ODS and as XLSX; filters, order and page stand in the address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpResponse

from upriver.report.sheets.records.layout import Grid, sheet_name
from upriver.report.sheets.records.opendocument import ods
from upriver.report.sheets.records.workbook import xlsx
from upriver.web.framework.asked import Asked
from upriver.web.showing.forms import Field
from upriver.words.language.speaking import say

T = TypeVar("T")
A_PAGE = 50
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORDS = {"csv": "CSV", "ods": "ODS", "xlsx": "XLSX"}
EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for a formula at the beginning of a cell of a CSV file, wide signs too: written after an apostrophe there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as `parts.html` draws it; `tag` is the colour of a tag, "" for a grey one, None for plain words."""

    words: str
    href: str = ""
    tag: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its words, what a row says there, where that leads, and the colour of its tag. `sort` gives the order."""

    key: str
    title: str
    says: Callable[[T], str]
    href: Callable[[T], str] | None = None
    tag: Callable[[T], str | None] | None = None
    sort: Callable[[T], Any] | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Filter(Generic[T]):
    """One filter: what may be chosen, and whether a row fits a choice."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    fits: Callable[[T, str], bool]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: where it leads to be sorted by, and how it is now (ascending, descending or "")."""

    words: str
    href: str
    sorted: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a long list one is, and the ways to its other pages."""

    page: int
    pages: int
    total: int
    first: int
    last: int
    before: str
    after: str
    numbers: list[tuple[int | None, str]]


def listing(asked: Asked, *, title: str, rows: Sequence[T], columns: Sequence[Column[T]], filters: Sequence[Filter[T]] = (), intro: str = "",
            empty: str = "", template: str = "list.html", filed: Sequence[Column[T]] = (), **context: Any) -> HttpResponse:
    """The page or file of a list. `rows` are those that the visitor's right reaches, already; nothing is added to them here.

    `filed` are the columns of a file where it tells more of each row; which rows there are, and in which order, is the page's to say.
    """
    query = asked.query
    chosen = [row for row in rows if _fits(row, columns, filters, query)]
    ordered = _in_order(chosen, columns, query.get("sort", ""))
    if query.get("as") in FORMS:
        return _file(asked, title, ordered, filed or columns, query["as"])
    pages = max(1, -(-len(ordered) // A_PAGE))
    wanted = query.get("page", "1")
    number = min(max(int(wanted), 1), pages) if wanted.isdecimal() and len(wanted) < 7 else 1
    shown = ordered[(number - 1) * A_PAGE:number * A_PAGE]
    return asked.render(
        template,
        title=title,
        intro=intro,
        filters=_fields(filters, query),
        selected=_selected(asked, filters, query),
        kept=[("sort", query["sort"])] if query.get("sort") else [],
        columns=[_heading(asked, column, query) for column in columns],
        rows=[[_cell(column, row) for column in columns] for row in shown],
        empty=say("Nothing fits these filters.") if rows else empty or say("There is nothing here yet."),
        exports=[(_address(asked, {**query, "as": form, "page": ""}), words) for form, words in WORDS.items()] if ordered else [],
        pages=_pages(asked, query, number, pages, len(ordered)),
        **context,
    )


def _fits(row: T, columns: Sequence[Column[T]], filters: Sequence[Filter[T]], query: Mapping[str, str]) -> bool:
    if any(query.get(each.name) and not each.fits(row, query[each.name]) for each in filters):
        return False
    wanted = query.get("q", "").strip().casefold()
    return not wanted or any(wanted in column.says(row).casefold() for column in columns)


def _in_order(rows: list[T], columns: Sequence[Column[T]], by: str) -> list[T]:
    column = next((each for each in columns if each.key == by.removeprefix("-")), None)
    if column is None:
        return rows
    return sorted(rows, key=column.sort or (lambda row: column.says(row).casefold()), reverse=by.startswith("-"))


def _cell(column: Column[T], row: T) -> Cell:
    return Cell(column.says(row), column.href(row) if column.href else "", column.tag(row) if column.tag else None)


def _heading(asked: Asked, column: Column[Any], query: Mapping[str, str]) -> Heading:
    now = query.get("sort", "")
    state = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "")
    by = f"-{column.key}" if now == column.key else column.key
    return Heading(column.title, _address(asked, {**query, "sort": by, "page": ""}), state, column.numeric)


def _fields(filters: Sequence[Filter[Any]], query: Mapping[str, str]) -> list[Field]:
    search = Field("q", say("Search"), value=query.get("q", "")[:200])
    return [search, *(replace(Field(each.name, each.label, "select"), choices=(("", say("All")), *each.choices), value=query.get(each.name, ""))
                      for each in filters)]


def _selected(asked: Asked, filters: Sequence[Filter[Any]], query: Mapping[str, str]) -> list[tuple[str, str]]:
    """The filters that are on: (words, address without it)."""
    found = [("q", f"{say('Search')}: {query['q'][:60]}")] if query.get("q") else []
    found += [(each.name, f"{each.label}: {dict(each.choices)[query[each.name]]}") for each in filters if query.get(each.name) in dict(each.choices)]
    return [(words, _address(asked, {**query, name: "", "page": ""})) for name, words in found]


def _pages(asked: Asked, query: Mapping[str, str], number: int, pages: int, total: int) -> Pages:
    near = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    numbers: list[tuple[int | None, str]] = []
    for before, each in zip([0, *near], near, strict=False):
        if each > before + 1:
            numbers.append((None, ""))
        numbers.append((each, _address(asked, {**query, "page": str(each)})))
    to = {each: _address(asked, {**query, "page": str(each)}) for each in (number - 1, number + 1) if 1 <= each <= pages}
    first = (number - 1) * A_PAGE + 1
    return Pages(number, pages, total, first, min(total, first + A_PAGE - 1), to.get(number - 1, ""), to.get(number + 1, ""), numbers)


def _address(asked: Asked, state: Mapping[str, str]) -> str:
    return f"{asked.request.path}?{urlencode({name: value for name, value in state.items() if value})}"


def _file(asked: Asked, title: str, rows: Sequence[T], columns: Sequence[Column[T]], form: str) -> HttpResponse:
    head = tuple(column.title for column in columns)
    body = tuple(tuple(column.says(row) for column in columns) for row in rows)
    if form == "csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([head, *(tuple(unevaluated(value) for value in row) for row in body)])
        made = out.getvalue().encode("utf-8")
    else:
        grid = Grid(sheet_name(title), ((title,),), head, tuple(24 for _ in head), body)
        made = (ods if form == "ods" else xlsx)([grid], title=title, made=asked.today)
    answer = HttpResponse(made, content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{asked.page.name}-{asked.today.isoformat()}.{form}"'
    return answer


def unevaluated(value: str) -> str:
    """A value that no spreadsheet takes for a formula when it opens a CSV file."""
    return f"'{value}" if value.startswith(EVALUATED) else value
