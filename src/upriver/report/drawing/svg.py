"""SVG written by hand: elements, text that fits, marks and keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from upriver.report.bilingual.marking import code_of
from upriver.words.language.speaking import like

INK = "#0b0c0c"
QUIET = "#3d3d3d"
GRID = "#d4d7da"
PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
"""The Analysis Function's categorical colours, in its order."""
FLAGGED = "#F46A25"
FLAGGED_EDGE = "#8a3208"
HALO = "#ffffff"
FONT = "Arial, Helvetica, sans-serif"

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_WIDTHS = {
    0.22: "ijl'|",
    0.28: " !,./:;I[]ft\\",
    0.34: '-()r`"',
    0.50: "ckvxyzsJ",
    0.61: "FTZ",
    0.67: "ABEKPSVXY&",
    0.73: "CDHNRUw",
    0.78: "GOQ",
    0.84: "mM",
    0.92: "W%@",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A piece of SVG and the height it takes up."""

    height: float
    body: str


def clean(text: str) -> str:
    """Text without what XML forbids, and without the marks that turn other text round (bidirectional)."""
    return _UNWANTED.sub("", text)


def coordinate(value: float) -> str:
    """A length as it is written: one decimal at most, no trailing zero, never minus zero."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def element(name: str, *inside: str, **attributes: str | float | None) -> str:
    """One element. Attributes are escaped; what is inside must be SVG already (see `words`)."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="'
        f'{escape(clean(value)) if isinstance(value, str) else coordinate(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """Text made safe to stand inside an element."""
    return escape(clean(text), quote=False)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is in Arial, in the units of `size`; a little on the generous side."""
    return sum(_WIDTH_OF.get(letter, 0.56) for letter in text) * size * (1.08 if bold else 1.0)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Text broken at spaces into lines that fit `room`; a word that is too long stays whole."""
    lines: list[str] = []
    for word in clean(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [like(text, one) for one in lines]


def text(
    x: float,
    y: float,
    says: str,
    *,
    size: float = 14,
    anchor: str | None = None,
    bold: bool = False,
    quiet: bool = False,
    halo: bool = False,
) -> str:
    """One line of text, its baseline at y. `halo` draws it over a white edge, to be read over lines."""
    return element(
        "text",
        words(says),
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        font_weight="bold" if bold else None,
        fill=QUIET if quiet else INK,
        class_="quiet" if quiet else "ink",
        stroke=HALO if halo else None,
        stroke_width=4.0 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
        lang=code_of(says),
    )


def paragraph(
    x: float,
    y: float,
    lines: list[str],
    *,
    size: float,
    leading: float,
    bold: bool = False,
    quiet: bool = False,
) -> str:
    """Several lines of text, the first baseline at y."""
    return "".join(
        text(x, y + index * leading, line, size=size, bold=bold, quiet=quiet) for index, line in enumerate(lines)
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1, **more: str | None) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, **more)


def grid(x1: float, y1: float, x2: float, y2: float) -> str:
    """A grid line, light enough to stay behind."""
    return line(x1, y1, x2, y2, GRID, class_="grid")


def mark(x: float, y: float, colour: str, *, size: float = 4, hollow: bool = False, flagged: bool = False) -> str:
    """A point: a disc; a larger diamond where flagged; hollow where provisional."""
    fill = HALO if hollow else (FLAGGED if flagged else colour)
    edge = FLAGGED_EDGE if flagged else colour
    width = 2.0 if hollow or flagged else 1.0
    if not flagged:
        return element("circle", cx=x, cy=y, r=size, fill=fill, stroke=edge, stroke_width=width)
    reach = size + 3
    path = "M" + "L".join(
        f"{coordinate(across)} {coordinate(down)}"
        for across, down in ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    )
    return element("path", d=path + "Z", fill=fill, stroke=edge, stroke_width=width)


def whisker(at: float, low: float, high: float, *, upright: bool, cap: float = 4, colour: str = INK) -> str:
    """An interval: a line from low to high with a cap at both ends, over a white edge."""
    if upright:
        path = [(at, low, at, high), (at - cap, low, at + cap, low), (at - cap, high, at + cap, high)]
    else:
        path = [(low, at, high, at), (low, at - cap, low, at + cap), (high, at - cap, high, at + cap)]
    drawn = "".join(f"M{coordinate(x1)} {coordinate(y1)}L{coordinate(x2)} {coordinate(y2)}" for x1, y1, x2, y2 in path)
    return element("path", d=drawn, stroke=HALO, stroke_width=3.5, stroke_linecap="square", fill="none") + element(
        "path", d=drawn, stroke=colour, stroke_width=1.5, fill="none"
    )


def hatched(x: float, y: float, width: float, height: float, *, edge: bool = False) -> str:
    """A box of slanting lines for what isn't known, its lines drawn one by one: quicker than a pattern to paint.

    In a large box the lines stand further apart: a page of a long series with many holes is lighter for it.
    """
    right, bottom, apart = x + width, y + height, 11.0 if width + height < 250 else 18.0
    lines = []
    along = x + y + apart / 2
    while along < right + bottom:
        start, end = max(x, along - bottom), min(right, along - y)
        path = (start, along - start, end, along - end)
        lines.append("M{} {}L{} {}".format(*(coordinate(one) for one in path)))
        along += apart
    ground = element("rect", x=x, y=y, width=width, height=height, fill="#f6f6f6", stroke="#8a9096" if edge else None)
    return ground + element("path", d="".join(lines), stroke="#cbd0d4", stroke_width=1.6, class_="hatch")


def hatch(ident: str, *, scale: float = 1.0, colour: str = "#c3c8cd", ground: str = "#f6f6f6") -> str:
    """A pattern of slanting lines for what isn't known; refer to it as url(#ident)."""
    lines = element("rect", x=-1, y=-1, width=9.0, height=9.0, fill=ground) + element(
        "path", d="M0 0V7", stroke=colour, stroke_width=2.5
    )
    turn = f"rotate(45) scale({scale:.4g})" if scale != 1.0 else "rotate(45)"
    return element(
        "defs",
        element(
            "pattern",
            lines,
            id=ident,
            width=7.0,
            height=7.0,
            patternUnits="userSpaceOnUse",
            patternTransform=turn,
        ),
    )
