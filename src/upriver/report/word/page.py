"""A paper as one page by itself: its style inside, no script, nothing asked of anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from upriver.report.bilingual.marking import lang, passage, say_on_page
from upriver.report.drawing.svg import clean
from upriver.report.html import Ids, shown
from upriver.words.document import Heading, Paragraph, Table
from upriver.words.sharing.paper import Block, Paper
from upriver.words.text import day

ROOM = Path(__file__).parent.parent
LEADS_OUT = ("https://", "http://", "mailto:", "#")


def page(paper: Paper) -> bytes:
    """The paper as one HTML file, UTF-8; the same paper gives the same bytes.

    A link that would lead to a page beside it is printed as its bare words, since nothing lies beside it.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    ids = Ids()
    written = _template().get_template("paper.html").render(
        paper=paper,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
        style=Markup(style),
        as_of=day(paper.as_of) if paper.as_of else "",
        blocks=[_block(block, ids) for block in paper.blocks],
    )
    return written.encode()


def _block(block: Block, ids: Ids) -> dict[str, object]:
    found: dict[str, object] = {"kind": type(block).__name__.lower(), "it": block}
    if isinstance(block, Heading):
        found |= {"level": min(max(block.level, 2), 4), "id": ids.new(block.text)}
    elif isinstance(block, Paragraph):
        found["links"] = [(words, href if href.startswith(LEADS_OUT) else "") for words, href in block.links]
    elif isinstance(block, Table):
        found |= {"id": ids.new(block.slug), "rows": _rows(block)}
    return found


def _rows(table: Table) -> list[list[tuple[str, str, bool]]]:
    """Each cell as the name of its column, its words, and whether it is a number."""
    rows = []
    for row in table.rows:
        cells = [shown(one, column, lambda href: href) for one, column in zip(row, table.columns, strict=True)]
        words = [" ".join([cell.words, *(f"[{marker}]" for marker in cell.markers)]).strip() for cell in cells]
        rows.append([(column.name, said, cell.numeric)
                     for column, said, cell in zip(table.columns, words, cells, strict=True)])
    return rows


@cache
def _style() -> str:
    return (ROOM / "assets" / "paper.css").read_text("utf-8").replace("\r\n", "\n")


@cache
def _template() -> Environment:
    made = Environment(loader=FileSystemLoader(ROOM / "templates"), undefined=StrictUndefined, autoescape=True,
                       trim_blocks=True, lstrip_blocks=True,
                       finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value)
    made.globals.update(say=say_on_page, lang=lang, passage=passage)
    return made
