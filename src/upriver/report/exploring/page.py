"""The exploration as a page and as CSV: one state of it, told from published cells alone."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from markupsafe import Markup

from upriver.report.cells import COLUMNS
from upriver.report.charts import chart_inline
from upriver.report.drawing.marking.lighter import lighter
from upriver.report.exploring.state import WORDS, Arranged, Found, find, read_state
from upriver.report.exploring.telling import caveat, chart_of, compared, heading, table_of, told
from upriver.report.html import Ids, grid_of, templates
from upriver.words.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: the status as a number, and the bytes."""

    status: int
    body: bytes


def explore_page(figures: Arranged, query: str, *, partnership: str, form: bool = True) -> Answer:
    """The page of a state; what no published figure is called gets a plain page with status 404, what can't be read 400.

    `form` is whether its form of choices stands on it: the workspace has its own around what is told.
    """
    try:
        found = find(figures, read_state(query))
    except Refusal as refusal:
        return Answer(_status(refusal), _render(partnership, title="Nothing to show", refused=str(refusal)))
    told_in = " ".join(part for part in (told(found.rows) if found.rows else "", compared(found)) if part)
    blocks = _blocks(found)
    page = _render(
        partnership, title=heading(found), instead=found.instead, choices=found.choices if form else {},
        said=told_in or "No figure is published for this choice: another period or area may have one.",
        caveat=caveat(found.rows or found.beside) if found.rows or found.beside else "", origin=f"Source: {partnership}, published assessment.",
        blocks=blocks, csv=f"cells.csv?{found.state.address}" if found.rows else "",
    )
    return Answer(200, page)


def explore_csv(figures: Arranged, query: str) -> Answer:
    """The rows of a state in the columns of cells.csv, those of the area compared with after them."""
    try:
        found = find(figures, read_state(query))
    except Refusal as refusal:
        return Answer(_status(refusal), f"{refusal}\n".encode())
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for row in (*found.rows, *found.beside):
        lines.writerow(row.printed)
    return Answer(200, out.getvalue().encode())


def _status(refusal: Refusal) -> int:
    return 404 if "published" in refusal.what else 400


def _blocks(found: Found) -> list[dict[str, object]]:
    """The chart and the table, as the templates print them."""
    if not found.rows:
        return []
    blocks: list[dict[str, object]] = []
    if chart := chart_of(found.rows, found.beside):
        wide, narrow = (Markup(lighter(chart_inline(chart, f"chart.{size}", narrow=size == "n"))) for size in "wn")
        blocks.append({"kind": "drawing", "it": chart, "id": "chart", "wide": wide, "narrow": narrow})
    table = table_of(found.rows, found.beside)
    blocks.append({"kind": "table", "it": table, **grid_of(table, Ids(), lambda target: target)})
    return blocks


def _render(partnership: str, **given: object) -> bytes:
    empty: dict[str, object] = {"instead": (), "choices": {}, "refused": "", "said": "", "caveat": "", "origin": "", "blocks": [], "csv": ""}
    words = {**empty, **given, "partnership": partnership or "This partnership", "questions": tuple(WORDS.items()), "root": "../"}
    return templates().get_template("explore.html").render(**words, to=lambda target: target).encode()
