"""Charts as SVG and PNG: drawn straight from the document's own model, text as text."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import cast

import vl_convert

from upriver.report.bilingual.marking import code_of
from upriver.report.drawing import svg
from upriver.report.drawing.curve import curve
from upriver.report.drawing.flowing.flow import flow
from upriver.report.drawing.funnel import funnel
from upriver.report.drawing.groups import groups
from upriver.report.drawing.heat import heat
from upriver.report.drawing.months import months
from upriver.report.drawing.multiples import multiples
from upriver.report.drawing.rows import rows
from upriver.report.drawing.sides.pyramid import pyramid
from upriver.report.drawing.sides.spine import spine
from upriver.report.drawing.svg import Drawing
from upriver.words.document import Chart
from upriver.words.language.speaking import ENGLISH, say, spoken

KINDS: dict[str, Callable[[Chart, float], Drawing]] = {
    "bars": rows,
    "months": months,
    "curve": curve,
    "flow": flow,
    "funnel": funnel,
    "steps": groups,
    "heat": heat,
    "forest": partial(rows, dots=True),
    "pyramid": pyramid,
    "spine": spine,
    "multiples": multiples,
}
APART, AROUND = 8, (-1, 0, 1)
WIDE, NARROW, EDGE = 720.0, 296.0, 20.0
MOST_SERIES = 4
MORE_SERIES = {"heat": 31, "multiples": 24, "flow": 5}
"""A heat table has a series for each of its rows, small multiples one for each small chart, a flow one for each column."""


def chart_svg(chart: Chart) -> str:
    """A chart as a file of its own: title, subtitle, plot and source drawn, description inside."""
    return framed(chart.slug, chart.title, chart.subtitle, chart.source, chart.alt, _drawn(chart, WIDE))


def chart_inline(chart: Chart, ident: str, *, narrow: bool) -> str:
    """The plot alone, for a page that says title and source in its own text; ids start with `ident`."""
    width = NARROW if narrow else WIDE
    drawing = _drawn(chart, width)
    return opened(
        ident,
        chart.title,
        chart.alt,
        width,
        drawing.height,
        drawing.body,
        "chart " + ("narrow" if narrow else "wide"),
    )


def _drawn(chart: Chart, width: float) -> Drawing:
    if chart.kind not in KINDS:
        raise ValueError(f"chart {chart.slug}: no chart is of the kind {chart.kind!r}; there are {', '.join(KINDS)}")
    most = MORE_SERIES.get(chart.kind, MOST_SERIES)
    if not 1 <= len(chart.series) <= most:
        raise ValueError(f"chart {chart.slug}: a chart holds 1 to {most} series, not {len(chart.series)}")
    return KINDS[chart.kind](chart, width)


def framed(slug: str, title: str, subtitle: str, source: str, alt: str, plot: Drawing, *, width: float = WIDE) -> str:
    """A drawing with its title and subtitle above and its source below, on white, as a file of its own."""
    titles = _balanced(title, 20, width)
    under = svg.wrapped(subtitle, 15, width)
    sources = svg.wrapped(say("Source: {source}", source=source) if source else "", 13, width)
    y = EDGE + 18.0
    parts = [svg.paragraph(EDGE, y, titles, size=20, leading=25, bold=True)]
    y += len(titles) * 25
    parts.append(svg.paragraph(EDGE, y, under, size=15, leading=20, quiet=True))
    y += len(under) * 20
    parts.append(svg.element("g", plot.body, transform=f"translate({svg.coordinate(EDGE)} {svg.coordinate(y)})"))
    y += plot.height + 26
    parts.append(svg.paragraph(EDGE, y, sources, size=13, leading=17, quiet=True))
    height, wide = y + len(sources) * 17 + EDGE - 10, width + 2 * EDGE
    ground = svg.element("rect", width=wide, height=height, fill="#ffffff")
    return opened("chart", title, alt, wide, height, ground + "".join(parts), None) + "\n"


def _balanced(title: str, size: float, room: float) -> list[str]:
    """The title in as few lines as fit, each about as long as the others, so that no last word stands alone."""
    lines = svg.wrapped(title, size, room, bold=True)
    for share in (0.6, 0.7, 0.8, 0.9):
        closer = svg.wrapped(title, size, room * share, bold=True)
        if len(closer) == len(lines):
            return closer
    return lines


def opened(ident: str, title: str, alt: str, width: float, height: float, body: str, kind: str | None) -> str:
    """The outermost element: an image to assistive technology, with its title and its description."""
    return svg.element(
        "svg",
        svg.element("title", svg.words(title), id=f"{ident}.title", lang=code_of(title)),
        svg.element("desc", svg.words(alt), id=f"{ident}.desc", lang=code_of(alt)),
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {svg.coordinate(width)} {svg.coordinate(height)}",
        width=width if kind is None else None,
        height=height if kind is None else None,
        role="img",
        aria_labelledby=f"{ident}.title",
        aria_describedby=f"{ident}.desc",
        font_family=svg.FONT,
        class_=kind,
        lang=None if kind is not None or spoken().code == ENGLISH else spoken().code,
    )


def chart_png(drawn: str) -> bytes:
    """The PNG of an SVG made here, half as large again, with its title and description embedded as text.

    Set in Arimo, which is as wide as Arial and travels with the package, so that a machine's own fonts don't
    change the picture.
    """
    _take_fonts()
    png = few_colours(vl_convert.svg_to_png(drawn.replace(svg.FONT, "Arimo"), scale=1.5))
    said = {
        name: unescape(found.group(1))
        for name, tag in (("Title", "title"), ("Description", "desc"))
        if (found := re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", drawn, re.DOTALL))
    }
    return _with_words(png, said)


@cache
def _take_fonts() -> None:
    vl_convert.register_font_directory(str(Path(__file__).parent.parent / "vendor" / "fonts"))


def few_colours(png: bytes) -> bytes:
    """The same picture with at most 256 colours, each as it was painted: a third of the size and no difference to the eye.

    Those that cover most are kept, each at least APART from all others, or the renderer of palettes takes one for another;
    the shades between them at the edges of letters and lines go to the nearest.
    """
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    thinned = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)), Image.Resampling.NEAREST)
    found = cast("list[tuple[int, tuple[int, ...]]]", thinned.getcolors(thinned.width * thinned.height) or [])
    counted = sorted(found, key=lambda each: (-each[0], each[1]))
    kept: dict[tuple[int, ...], tuple[int, ...]] = {}
    for _, colour in counted:
        at = tuple(part // APART for part in colour)
        near = (kept.get((at[0] + x, at[1] + y, at[2] + z)) for x in AROUND for y in AROUND for z in AROUND)
        if len(kept) < 256 and all(one is None or max(abs(a - b) for a, b in zip(one, colour, strict=True)) >= APART for one in near):
            kept[at] = colour
    colours = Image.new("P", (1, 1))
    colours.putpalette([part for colour in kept.values() for part in colour])
    written = io.BytesIO()
    picture.quantize(palette=colours, dither=Image.Dither.NONE).save(written, "PNG", compress_level=1)
    return written.getvalue()


def _with_words(png: bytes, said: dict[str, str]) -> bytes:
    """The PNG with international text chunks after its header, and its picture packed tighter."""
    header, packed, rest, at = b"", b"", [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IHDR":
            header = _chunk(kind, data)
        elif kind == b"IDAT":
            packed += data
        elif kind != b"IEND":
            rest.append(_chunk(kind, data))
    texts = [_chunk(b"iTXt", name.encode() + b"\0\0\0\0\0" + words.encode()) for name, words in said.items()]
    picture = _chunk(b"IDAT", zlib.compress(zlib.decompress(packed), 7))
    return b"".join((png[:8], header, *rest, *texts, picture, _chunk(b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
