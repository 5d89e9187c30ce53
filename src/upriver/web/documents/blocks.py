"""A document's blocks as the workspace's pages draw them (`templates/documents/blocks.html`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from upriver.report.charts import chart_inline
from upriver.report.html import SHORT, Ids, shown
from upriver.report.maps import map_inline
from upriver.report.plans.watched.answers import plainly
from upriver.words.document import Block, Bullets, Callout, Chart, Column, Heading, KeyFigures, Map, Paragraph, Table
from upriver.words.language.speaking import say

IN_BRACKETS = re.compile(r"\s*\(`?upriver [^)]*\)")
TONES = {"worse": "red", "better": "green", "same": "grey"}


def laid(blocks: Iterable[Block], *, prefix: str = "part", to: Callable[[str], str] = lambda target: "") -> list[dict[str, Any]]:
    """Each block with its kind and what its template needs. `to` gives where a document's own link leads here, "" for nowhere.

    A kind of block that has no place on these pages is left out.
    """
    ids, under, told = Ids(), "", set[str]()
    made = []
    for block in blocks:
        found = _laid(block, ids, prefix, to)
        if found is None:
            continue
        under = found["words"] if found["kind"] == "heading" else under
        if found["kind"] in ("table", "picture"):
            name = "caption" if found["kind"] == "table" else "title"
            found[name] = _apart(found[name], under, told)
        made.append(found)
    return made


def folded(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lists that stand under a small heading of their own, folded behind it."""
    made: list[dict[str, Any]] = []
    for block in blocks:
        if block["kind"] == "bullets" and made and made[-1]["kind"] == "heading" and made[-1]["level"] == 3:
            made[-1] = {"kind": "folded", "words": made[-1]["words"], "items": block["items"]}
        else:
            made.append(block)
    return made


def _apart(name: str, under: str, told: set[str]) -> str:
    """A table's or picture's name, told apart from an equal one on the page by the heading it stands under, or by a number."""
    wanted = name if name not in told else f"{under}: {name}"
    number = 2
    while wanted in told:
        wanted, number = f"{under}: {name} ({number})", number + 1
    told.add(wanted)
    return wanted


def _laid(block: Block, ids: Ids, prefix: str, to: Callable[[str], str]) -> dict[str, Any] | None:
    if isinstance(block, Heading):
        return {"kind": "heading", "words": block.text, "level": min(max(block.level, 2), 4), "id": ids.new(f"{prefix}-{block.text}")}
    if isinstance(block, Paragraph):
        links = [(href, words) for words, target in block.links if (href := _way(target, to))]
        return {"kind": "paragraph", "words": spoken_plainly(block.text), "links": links} if block.text or links else None
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": tuple(map(spoken_plainly, block.items))}
    if isinstance(block, Callout):
        return {"kind": "callout", "words": spoken_plainly(block.text), "warning": block.kind == "warning"}
    if isinstance(block, KeyFigures):
        return {"kind": "figures", "items": block.items}
    if isinstance(block, Table):
        return {"kind": "table", **_table(block, to)}
    if isinstance(block, Chart):
        return {"kind": "picture", "title": block.title, "says": block.subtitle, "source": block.source, "id": ids.new(f"{prefix}-{block.slug}"),
                "svg": Markup(chart_inline(block, ids.new(f"{prefix}-{block.slug}.w"), narrow=False))}
    if isinstance(block, Map):
        return {"kind": "picture", "title": block.title, "says": block.subtitle, "source": block.source, "id": ids.new(f"{prefix}-{block.slug}"),
                "svg": Markup(map_inline(block, ids.new(f"{prefix}-{block.slug}.areas")))}
    return None


def spoken_plainly(text: str) -> str:
    """Words without the commands that some records name: who reads a page clicks."""
    return plainly(IN_BRACKETS.sub("", text)) if "upriver " in text else text


def _way(target: str, to: Callable[[str], str]) -> str:
    return target if target.startswith(("https://", "http://", "mailto:")) else to(target)


def _table(block: Table, to: Callable[[str], str]) -> dict[str, Any]:
    columns = [{"words": each.name, "numeric": each.decimals is not None} for each in block.columns]
    rows = [[_cell(cell, column, to) for cell, column in zip(row, block.columns, strict=True)] for row in block.rows]
    most = block.shown_rows if block.shown_rows is not None else len(rows)
    return {"caption": block.caption, "columns": columns, "rows": rows[:most], "rest": rows[most:], "notes": block.notes, "source": block.source,
            "stack": len(columns) < 7}


def _cell(cell: Any, column: Column, to: Callable[[str], str]) -> Mapping[str, Any] | str:
    told = shown(cell, column, lambda target: _way(target, to))
    words = " ".join([spoken_plainly(told.words), *(f"[{say(SHORT[marker])}]" for marker in told.markers)]).strip()
    return {"words": words, "tag": TONES[cell.tone]} if cell.tone in TONES and words else {"words": words, "href": told.link}
