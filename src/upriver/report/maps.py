"""Maps: areas coloured by class, straight from their outlines, with stated classes and no basemap."""

from __future__ import annotations

import re
from dataclasses import replace

from upriver.report.bilingual.marking import code_of
from upriver.report.charts import WIDE, framed, opened
from upriver.report.drawing import svg
from upriver.report.drawing.svg import Drawing
from upriver.words.document import Map, MapShape
from upriver.words.language.speaking import mark, say

BLUES = {
    1: ("#2073bc",),
    2: ("#a6c8e8", "#12436d"),
    3: ("#cfe1f2", "#5e9bd1", "#12436d"),
    4: ("#dce9f5", "#93bde3", "#3a82c4", "#12436d"),
    5: ("#e3eef8", "#b0cfea", "#6ba6da", "#2a72b8", "#0f3559"),
}
"""One hue from light to dark, so that the order reads without colour vision; borders are drawn."""
PLAIN_MIDDLE = ("#28a197", "#f3f5f6", "#801650")
"""Low, nothing in particular, high: far apart in lightness and in hue."""
NOT_SHOWN = mark("Not shown or not available")
TALLEST = 760.0
NUMBERED = re.compile(r"[-\u2212]?[\d,.]+( \D.*)")
"""A number and what it counts."""


def map_svg(drawn: Map) -> str:
    """A map as a file of its own: title, subtitle, areas, the key of classes and the source line."""
    areas = _areas(drawn, "map")
    legend = _legend(drawn)
    key = svg.element("g", legend.body, transform=f"translate(0 {svg.coordinate(areas.height + 14)})")
    whole = Drawing(areas.height + 14 + legend.height, areas.body + key)
    return framed(drawn.slug, drawn.title, drawn.subtitle, drawn.source, drawn.alt, whole)


def map_inline(drawn: Map, ident: str) -> str:
    """The areas alone, for a page that says title, unit, classes and source in its own text: an area says its number alone."""
    areas = _areas(replace(drawn, shapes=_without_unit(drawn)), ident)
    return opened(ident, drawn.title, drawn.alt, WIDE, areas.height, areas.body, "map")


def classes(drawn: Map) -> list[tuple[str, str]]:
    """(colour, words) of each class, lowest first; last the hatched one, if it is used."""
    found = list(zip(_colours(drawn), drawn.bands, strict=True))
    return found + ([("", say(NOT_SHOWN))] if any(shape.band is None for shape in drawn.shapes) else [])


def _without_unit(drawn: Map) -> tuple[MapShape, ...]:
    """The shapes, what their numbers count left out where it is the same for all and the subtitle says it."""
    counts = {found.group(1) for shape in drawn.shapes if (found := NUMBERED.fullmatch(shape.shown))}
    unit = counts.pop() if len(counts) == 1 else ""
    said = bool(unit) and unit.partition(",")[0].strip() in drawn.subtitle
    return tuple(replace(shape, shown=shape.shown.removesuffix(unit)) if said else shape for shape in drawn.shapes)


def _colours(drawn: Map) -> tuple[str, ...]:
    if len(drawn.bands) not in BLUES:
        raise ValueError(f"map {drawn.slug}: a map has 1 to {max(BLUES)} classes, not {len(drawn.bands)}")
    return PLAIN_MIDDLE if drawn.middle_is_plain and len(drawn.bands) == 3 else BLUES[len(drawn.bands)]


def _areas(drawn: Map, ident: str) -> Drawing:
    left, top, wide, high = drawn.view_box
    scale = min(WIDE / wide, TALLEST / high)
    aside = (WIDE - wide * scale) / 2
    colours = _colours(drawn)
    parts = [svg.hatch(f"{ident}.hatch", scale=1 / scale)]
    for band in (*range(len(colours)), None):
        inside = "".join(
            svg.element("path", svg.element("title", svg.words(f"{shape.name}: {shape.shown}"), lang=code_of(shape.shown)), d=shape.path)
            for shape in drawn.shapes
            if shape.band == band
        )
        if inside:
            fill = f"url(#{ident}.hatch)" if band is None else colours[band]
            parts.append(svg.element("g", inside, fill=fill))
    lines = "".join(svg.element("path", d=path) for path in drawn.outlines)
    shapes = svg.element(
        "g", "".join(parts), stroke="#4a5a68", stroke_width=f"{0.4 / scale:.4g}", stroke_linejoin="round"
    )
    outlines = (
        svg.element("g", lines, fill="none", stroke=svg.INK, stroke_width=f"{1.1 / scale:.4g}", class_="outline")
        if lines
        else ""
    )
    move = f"translate({svg.coordinate(aside)} 0) scale({scale:.6g}) translate({-left:.6g} {-top:.6g})"
    return Drawing(high * scale, svg.element("g", shapes + outlines, transform=move))


def _legend(drawn: Map) -> Drawing:
    parts, x, y = [], 0.0, 0.0
    parts.append(svg.hatch("key-hatch"))
    for colour, says in classes(drawn):
        wide = 34 + svg.text_width(says, 14)
        if x and x + wide > WIDE:
            x, y = 0.0, y + 26
        fill = colour or "url(#key-hatch)"
        parts.append(svg.element("rect", x=x, y=y, width=26.0, height=18.0, fill=fill, stroke="#4a5a68"))
        parts.append(svg.text(x + 33, y + 14, says, size=14))
        x += wide + 18
    return Drawing(y + 22, "".join(parts))
