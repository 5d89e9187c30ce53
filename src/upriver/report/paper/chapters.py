"""A document as plain data for the print template: chapters, blocks, links, every word still only a word."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from upriver.report.charts import chart_inline
from upriver.report.drawing.svg import FONT
from upriver.report.explained.naming import name_form
from upriver.report.html import MARKERS, shown
from upriver.report.links import Links, links_of
from upriver.report.maps import classes, map_inline
from upriver.report.paper.glyphs import FAMILY, printable, visible
from upriver.report.pictures import picture_name
from upriver.report.prose.writing import plain_blocks
from upriver.report.site import with_front_page
from upriver.report.themes.wearing import logo_picture
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Code,
    Column,
    Document,
    Easy,
    Heading,
    KeyFigures,
    Map,
    Page,
    Paragraph,
    Prose,
    Table,
)
from upriver.words.language.speaking import mark, say
from upriver.words.text import day

DEEPEST = 4
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
Target = Callable[[str, str], dict[str, Any]]
"""From words and where they lead to what the template prints: a link in the PDF, to the web, or words alone."""


def as_data(document: Document) -> dict[str, Any]:
    """All that the template prints. Only pages with `in_pdf` are chapters."""
    document = with_front_page(document)
    printed = [page for page in document.pages if page.in_pdf]
    order = {page.slug: at for at, page in enumerate(printed)}
    links = links_of(document)
    data = {
        "title": _named(document.title),
        "partnership": document.partnership,
        "period": document.period,
        "says": f"{document.title}: {document.partnership}, {document.period}",
        "foot": " · ".join(part for part in (document.partnership, document.period, say("As of {day}", day=day(document.as_of))) if part),
        "date": date_of(document.as_of),
        "language": document.language.partition("-")[0],
        "region": "GB",
        "font": FAMILY,
        "facts": [(say(label), words) for label, words in {mark("As of"): day(document.as_of), **dict(document.facts)}.items()],
        "words": _words(),
        "attribution": document.attribution,
        "marking": document.marking,
        "handling": document.handling,
        "large": False,
        "pictures": {},
        "brand": document.theme.brand,
        "logo": logo_picture(document.theme),
        "chapters": [_chapter(page, links, order) for page in printed],
    }
    return {name: _printable(held) for name, held in data.items()}


def _words() -> dict[str, Any]:
    """The template's own fixed words; the foot of a page as parts, since its numbers stand where the language wants them."""
    foot = [part for part in re.split(r"(\{pages?\})", say("Page {page} of {pages}")) if part]
    return {"table": say("Table"), "contents": say("Contents"), "source": say("Source:"), "warning": say("Warning:"), "foot": foot}


def date_of(words: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date as documents print it, or as ISO has it; None where it is neither."""
    found = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", words.strip())
    try:
        if found and found[2] in MONTHS:
            read = date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        else:
            read = datetime.fromisoformat(words.strip()).date()
    except ValueError:
        return None
    return read.year, read.month, read.day


def _printable(value: Any) -> Any:
    """The same data, every text in it without what can't be printed; names of fields are our own."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(held) for held in value]
    return value


def _named(words: str) -> str:
    """A title or heading; the standard refuses an empty one."""
    return words if visible(words) else say("Untitled")


def _chapter(page: Page, links: Links, order: dict[str, int]) -> dict[str, Any]:
    def to(words: str, target: str) -> dict[str, Any]:
        return _target(words, target, page.slug, links, order)

    blocks, level = [], 1
    for block in (each for whole in page.blocks for each in (plain_blocks(whole) if isinstance(whole, Prose) else (whole,))):
        if isinstance(block, Heading):
            # A skipped level, such as 2 then 4, would be refused by the standard: it is closed up.
            level = max(2, min(block.level, level + 1, DEEPEST))
            blocks.append({"kind": "heading", "level": level, "text": _named(block.text)})
        elif not (isinstance(block, Bullets | KeyFigures) and not block.items):
            blocks.append(_block(block, page, to))
    return {"title": _named(page.title), "lead": page.lead, "blocks": blocks}


def _target(words: str, target: str, at: str, links: Links, order: dict[str, int]) -> dict[str, Any]:
    address, words = links.to(target, at=at), words if visible(words) else target
    if re.match(r"https?:|mailto:", address, re.IGNORECASE):
        return {"kind": "web", "words": words, "href": address}
    slug = target.partition("#")[0].removesuffix("index.html").strip("/")
    if slug not in links.pages and f"explain/{slug}" in links.pages:
        slug = f"explain/{slug}"
    if target.startswith("#"):
        slug = at
    if slug in order:
        return {"kind": "chapter", "words": words, "chapter": order[slug]}
    where = say("web edition, page {page}", page=slug) if slug in links.pages else say("file {file}", file=slug)
    return {"kind": "elsewhere", "words": words, "where": where}


def _block(block: Block, page: Page, to: Target) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "links": [to(*link) for link in block.links]}
        case Bullets():
            return {"kind": "bullets", "items": block.items}
        case Callout():
            return {"kind": "callout", "style": block.kind, "text": block.text}
        case Code():
            return {"kind": "code", "text": _broken(block.text, 80), "caption": block.caption}
        case KeyFigures():
            return _key_figures(block, to)
        case Table():
            return _table(block, page, to)
        case Chart():
            return _picture(chart_inline(block, "chart", narrow=False), block)
        case Map():
            return _picture(map_inline(block, "map"), block)
        case Easy():
            return {"kind": "easy", "lines": [{"text": line.text, "picture": line.picture, "alt": line.alt} for line in block.lines]}
    raise TypeError(f"no way is known to print a {type(block).__name__}")


def _key_figures(block: KeyFigures, to: Target) -> dict[str, Any]:
    items = [
        {
            "label": one.label,
            "shown": one.shown,
            "unit": one.unit,
            "note": one.note,
            "explain": to(say("How this was made"), one.explain) if one.explain else None,
        }
        for one in block.items
    ]
    return {"kind": "keyfigures", "items": items}


def _table(table: Table, page: Page, to: Target) -> dict[str, Any]:
    """The table's first rows with their markers, and under it what a reader needs to read them."""
    rows = table.rows if table.shown_rows is None else table.rows[: table.shown_rows]
    printed: list[list[dict[str, Any]]] = []
    used: set[str] = set()
    for row in rows:
        cells = []
        for cell, column in zip(row, table.columns, strict=True):
            one = shown(cell, column, lambda target: target)
            used.update(one.markers)
            words = " ".join((*((one.words,) if one.words else ()), *(f"[{marker}]" for marker in one.markers)))
            # A number stays on one line with its marker.
            words = words.replace(" ", "\u00a0") if one.numeric else _broken(words, 28)
            link = to(words, cell.href) if cell.href else None
            cells.append({"words": words, "href": link if link and link["kind"] != "elsewhere" else None})
        printed.append(cells)
    return {
        "kind": "table",
        "caption": table.caption or table.slug,
        "columns": [
            {"name": _header(column, [row[at]["words"] for row in printed]), "number": column.decimals is not None}
            for at, column in enumerate(table.columns)
        ],
        "rows": printed,
        "under": [*_under(table, page, len(rows), used), *_called(table)],
        "made": to(say("How these figures were made"), table.explain) if table.explain else None,
    }


def _called(table: Table) -> list[str]:
    """How the figures of a printed table are named, so that any of them can be looked up and explained."""
    names = {cell.figure.partition("#")[0] for row in table.rows for cell in row if cell.figure}
    return [say("Each figure has a name that never changes: {form}.", form=name_form(name)) for name in sorted(names)]


def _header(column: Column, entries: list[str]) -> str:
    """A column's name; over numbers broken into lines about as long as they are, to leave room for words."""
    if column.decimals is None:
        return column.name
    return "\n".join(textwrap.wrap(column.name, max(10, *map(len, entries), 0), break_long_words=False))


def _under(table: Table, page: Page, printed: int, used: set[str]) -> list[str]:
    lines = []
    if printed < len(table.rows):
        where = say("the page {page} of the web edition", page=page.slug) if page.slug else say("the first page of the web edition")
        lines.append(
            say("The first {printed} of {n} rows. All of them are on {where} and in the spreadsheets beside it (data/tables.ods, "
                "data/tables.xlsx).", printed=printed, n=len(table.rows), where=where)
        )
    legend = [f"[{marker}] {say(says)}" for marker, says in MARKERS.items() if marker in used]
    lines += ["; ".join(legend) + "."] if legend else []
    lines += table.notes
    lines += [say("Source: {source}", source=table.source)] if table.source else []
    return lines


def _picture(drawn: str, block: Chart | Map) -> dict[str, Any]:
    """A drawing; its title, its classes and its source are printed as text, at the size of all other text."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    if size is None:
        raise ValueError(f"the drawing {block.slug} has no size")
    title = _named(block.title)
    return {
        "kind": "picture",
        "name": picture_name(block),
        "title": title,
        "subtitle": block.subtitle,
        "source": block.source,
        "classes": classes(block) if isinstance(block, Map) else [],
        "svg": drawn.replace(f'font-family="{FONT}"', f'font-family="{FAMILY}"', 1),
        "alt": ". ".join(part.rstrip(". ") for part in (title, block.alt) if part),
        "wide": float(size[1]),
        "high": float(size[2]),
    }


def _broken(text: str, longest: int) -> str:
    """Text in which a word longer than `longest` may be broken, so that it can't run off the page."""
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: "\u200b".join(re.findall(rf".{{1,{longest}}}", word[0])), text)
