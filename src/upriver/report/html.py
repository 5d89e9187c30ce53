"""Pages as HTML: every block of the document's model, with headings, ids, links and markers set right."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from upriver.report.bilingual.held import language
from upriver.report.bilingual.marking import lang, passage, say_on_page
from upriver.report.bilingual.toggle import folder_of, tongues
from upriver.report.charts import chart_inline
from upriver.report.drawing.marking.lighter import lighter
from upriver.report.drawing.svg import clean, hatch
from upriver.report.explained.naming import address_of_name
from upriver.report.links import Links, name_for, up_from
from upriver.report.maps import classes, map_inline
from upriver.report.public.framing import PLAIN, Frame, framed
from upriver.words.document import Block, Chart, Column, Document, Heading, Map, Page, Prose, Table, TableCell
from upriver.words.language.speaking import mark, several, speaking, spoken
from upriver.words.text import day, number

MARKERS = {
    "c": mark("hidden to protect people, because the number behind it is small"),
    "x": mark("not available"),
    "z": mark("not applicable"),
    "low": mark("rounds to zero, but is not zero"),
    "p": mark("provisional"),
    "r": mark("revised"),
}
SHORT = {
    "c": mark("hidden"),
    "x": mark("not available"),
    "z": mark("not applicable"),
    "low": mark("low, not zero"),
    "p": mark("provisional"),
    "r": mark("revised"),
}
AUDIENCES = (mark("public"), mark("restricted"))
"""What a document's audience is called on its pages."""
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'"
FOLDED_GROUP = 12
"""A group of the contents with more pages than this is folded away on pages outside it."""
LONG_CONTENTS = 40
"""With more pages than this in the contents, every group is folded away on pages outside it."""


TONES = ("", "worse", "better", "same")
"""How a cell of a comparison may be shaded."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table's cell as it is written: its words, its markers, where it leads."""

    words: str
    markers: tuple[str, ...]
    link: str
    numeric: bool
    tone: str = ""
    anchor: str = ""
    why: str = ""
    """Where its figure is explained."""


@dataclass(slots=True)
class Ids:
    """The ids given out on one page, so that none is given twice.

    Ids that follow from another, and the page's own, hold a full stop, which no id given out here does.
    """

    taken: set[str] = field(default_factory=lambda: {"main", "contents", "contrast", "larger", "edition", "top"})

    def new(self, wish: str) -> str:
        """The wish as an id, with a number after it where it is taken."""
        base = name_for(clean(wish))[:60].strip("-") or "part"
        base = base if base[0].isalpha() else f"part-{base}"
        given, count = base, 1
        while given in self.taken:
            count += 1
            given = f"{base}-{count}"
        self.taken.add(given)
        return given


@cache
def templates() -> Environment:
    """The templates of pages, which escape every word and refuse one that is forgotten."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_final,
    )
    found.globals.update(say=say_on_page, several=several, lang=lang, passage=passage, spoken=spoken)
    found.globals.update(markers=MARKERS, short=SHORT, kind_of=lambda block: type(block).__name__.lower())
    return found


def _final(value: object) -> object:
    """What a template prints: text without control characters; nothing that was forgotten."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError("a page was about to print a value that isn't there")
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def page_html(document: Document, page: Page, links: Links, *, pictures_apart: bool = True, frame: Frame = PLAIN) -> str:
    """One page of the site, whole. Raises ValueError for a link that leads nowhere.

    `pictures_apart` says whether each picture also stands beside the page as a file, to be linked to. `frame` is the public
    site that the page stands in.
    """
    with speaking(language(document.language)):
        return _page(document, page, links, frame, pictures_apart=pictures_apart)


def _page(document: Document, page: Page, links: Links, frame: Frame, *, pictures_apart: bool) -> str:
    ids = Ids()
    here = page.slug

    def to(target: str) -> str:
        return links.to(target, at=here)

    blocks = _explained([_block(block, ids, to) for block in page.blocks])
    order = [one for one in document.pages if one.in_contents]
    at = next((index for index, one in enumerate(order) if one.slug == here), None)
    return (
        templates()
        .get_template("page.html")
        .render(
            document=document,
            page=page,
            blocks=blocks,
            root=up_from(here),
            to=to,
            assets=f"{up_from(here)}{folder_of(document, document.language)[1]}assets/",
            tongues=tongues(document, here),
            policy=POLICY,
            as_of=day(document.as_of),
            places=[block for block in blocks if block["kind"] == "heading" and block["level"] == 2],
            groups=contents(document, here, frame.front),
            before=order[at - 1] if at and not frame.own else None,
            after=order[at + 1] if at is not None and at + 1 < len(order) and not frame.own else None,
            **framed(frame, document, page, up_from(here), to),
            accessibility=next((one for one in document.pages if "accessibility" in one.slug), None),
            group_id=lambda name: f"group.{name_for(name)}",
            pictures_apart=pictures_apart,
        )
    )


def contents(document: Document, here: str, front: str = "") -> list[dict[str, object]]:
    """The groups of the contents in the order they first appear; `open` where all their pages are listed."""
    names = list(dict.fromkeys(page.group for page in document.pages if page.in_contents and page.slug != front))
    mine = next((page.group for page in document.pages if page.slug == here), None)
    most = FOLDED_GROUP if sum(1 for page in document.pages if page.in_contents) <= LONG_CONTENTS else 0
    groups: list[dict[str, object]] = []
    for name in names:
        pages = [page for page in document.pages if page.group == name and page.in_contents and page.slug != front]
        groups.append({"name": name, "pages": pages, "open": len(pages) <= most or name == mine})
    return groups


def _block(block: Block, ids: Ids, to: Callable[[str], str]) -> dict[str, object]:
    """What the template needs to print one block, besides the block itself."""
    found: dict[str, object] = {"kind": type(block).__name__.lower(), "it": block}
    if isinstance(block, Heading):
        found |= {"level": min(max(block.level, 2), 4), "id": ids.new(block.text)}
    elif isinstance(block, Prose):
        found |= {"id": ids.new(block.title)}
    elif isinstance(block, Table):
        found |= grid_of(block, ids, to)
    elif isinstance(block, Chart):
        ident = ids.new(f"chart-{block.slug}")
        wide, narrow = (lighter(chart_inline(block, f"{ident}.{size}", narrow=size == "n")) for size in "wn")
        found |= {
            "id": ident,
            "wide": Markup(wide),
            "narrow": Markup(narrow),
            "file": f"charts/{name_for(block.slug)}",
        }
    elif isinstance(block, Map):
        ident = ids.new(f"map-{block.slug}")
        found |= {
            "id": ident,
            "drawn": Markup(lighter(map_inline(block, f"{ident}.areas"))),
            "classes": classes(block),
            "hatch": Markup(hatch(f"{ident}.key")),
            "file": f"charts/{name_for(block.slug)}",
        }
    return found


def _explained(blocks: list[dict[str, object]]) -> list[dict[str, object]]:
    """The blocks of a page, each picture with the explanation of the table that holds the same numbers: the one that it names,
    else the next on the page."""
    after = ""
    named = {block["it"].slug: block["explain"] for block in blocks if isinstance(block["it"], Table)}
    for block in reversed(blocks):
        it = block["it"]
        if isinstance(it, Table):
            after = str(block["explain"])
        elif isinstance(it, Chart | Map):
            block["explain"] = named.get(it.table) or after
    return blocks


def grid_of(table: Table, ids: Ids, to: Callable[[str], str]) -> dict[str, object]:
    """What the template needs to print a table: its rows, those that are folded away, the markers used."""
    rows = [[shown(cell, column, to) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    for row, cells in zip(rows, table.rows, strict=True):
        _lead_on(row, cells, to)
    fold = table.shown_rows if table.shown_rows is not None and table.shown_rows < len(rows) else len(rows)
    used = {marker for row in rows for cell in row for marker in cell.markers}
    ident = ids.new(table.slug)
    return {
        "id": ident,
        "rows": rows[:fold],
        "rest": rows[fold:],
        "rest_id": f"{ident}.rest",
        "used": [marker for marker in MARKERS if marker in used],
        "explain": to(table.explain) if table.explain else "",
    }


def _lead_on(row: list[Shown], cells: Sequence[TableCell], to: Callable[[str], str]) -> None:
    """Give the first number of a row that is a figure of its own a link to the line that names and explains it.

    One a row: with one for each number a reader who goes from link to link would never get to the end of a table.
    """
    for at, cell in enumerate(cells):
        if at and cell.figure and not row[at].link and (place := address_of_name(cell.figure)):
            try:
                row[at] = replace(row[at], why=to(place))
            except ValueError:  # the page that explains it isn't in this document
                continue
            return


def shown(cell: TableCell, column: Column, to: Callable[[str], str]) -> Shown:
    """A cell as it is printed. A missing number shows its marker, `x` where it has none: never zero."""
    if cell.tone not in TONES:
        raise ValueError(f"a cell has a tone that isn't one: {cell.tone}")
    markers = tuple(one for one in cell.marker.split(";") if one)
    unknown = set(markers) - set(MARKERS)
    if unknown:
        raise ValueError(f"a cell carries a marker that isn't one: {', '.join(sorted(unknown))}")
    link = to(cell.href) if cell.href else ""
    if isinstance(cell.value, str):
        return Shown(cell.value, markers, link, column.decimals is not None, cell.tone, cell.anchor)
    if cell.value is None:
        return Shown("", markers or ("x",), link, numeric=column.decimals is not None)
    if not math.isfinite(cell.value):
        raise ValueError(f"column {column.name!r} holds a value that isn't a number; a missing one is None")
    decimals = column.decimals
    if decimals is None:
        decimals = 0 if float(cell.value).is_integer() else 1
    return Shown(number(cell.value, decimals), markers, link, numeric=column.decimals is not None)
