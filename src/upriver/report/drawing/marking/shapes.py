"""Shapes and textures of series: each differs from the others in black and white too."""

from __future__ import annotations

from upriver.report.drawing import svg

DASHES = (None, "7 3", "2 3", "9 3 2 3")
"""How the line of each series is broken, first to fourth."""


TONES = {"worse": ("diamond", svg.PALETTE[3]), "better": ("square", svg.PALETTE[0]), "same": ("disc", svg.PALETTE[4])}
"""The shape and the colour of how a value stands to another."""


def mark(x: float, y: float, colour: str, *, at: int = 0, size: float = 4, hollow: bool = False, flagged: bool = False) -> str:
    """A point of the series at that place: a disc, a square, a triangle or a cross; flagged ones are larger diamonds."""
    if flagged or at % 4 == 0:
        return svg.mark(x, y, colour, size=size, hollow=hollow, flagged=flagged)
    fill = svg.HALO if hollow else colour
    wide = 2.0 if hollow else 1.0
    if at % 4 == 1:
        side = size * 1.8
        return svg.element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, fill=fill, stroke=colour, stroke_width=wide)
    if at % 4 == 2:
        reach = size * 1.25
        return svg.element("path", d=_ring(((x, y - reach), (x + reach, y + reach * 0.8), (x - reach, y + reach * 0.8))), fill=fill,
                           stroke=colour, stroke_width=wide)
    reach = size * 0.95
    cross = f"M{_at(x - reach, y - reach)}L{_at(x + reach, y + reach)}M{_at(x - reach, y + reach)}L{_at(x + reach, y - reach)}"
    ground = svg.element("path", d=cross, stroke=svg.HALO, stroke_width=size * 1.4, fill="none") if hollow else ""
    return ground + svg.element("path", d=cross, stroke=colour, stroke_width=1.5 if hollow else 2.6, fill="none")


def _at(x: float, y: float) -> str:
    return f"{svg.coordinate(x)} {svg.coordinate(y)}"


def _ring(corners: tuple[tuple[float, float], ...]) -> str:
    return "M" + "L".join(_at(*corner) for corner in corners) + "Z"


def bar(x: float, y: float, wide: float, high: float, colour: str, *, at: int = 0, hollow: bool = False) -> str:
    """A bar of the series at that place: plain, slanting white lines, upright white lines, or an outline; hollow if provisional."""
    wide = max(wide, 0.5)
    if hollow or at % 4 == 3:
        inset = min(1.0, wide / 4)
        return svg.element("rect", x=x + inset, y=y + inset, width=max(wide - 2 * inset, 0.5), height=high - 2 * inset, fill=svg.HALO,
                           stroke=colour, stroke_width=2.0, stroke_dasharray="4 2" if not hollow else None)
    ground = svg.element("rect", x=x, y=y, width=wide, height=high, fill=colour)
    if at % 4 == 0:
        return ground
    lines = _slanting(x, y, wide, high) if at % 4 == 1 else _upright(x, y, wide, high)
    return ground + (svg.element("path", d=lines, stroke=svg.HALO, stroke_width=1.2, fill="none", class_="texture") if lines else "")


def _slanting(x: float, y: float, wide: float, high: float) -> str:
    right, bottom, along, lines = x + wide, y + high, x + y + 4.0, []
    while along < right + bottom:
        start, end = max(x, along - bottom), min(right, along - y)
        lines.append(f"M{_at(start, along - start)}L{_at(end, along - end)}")
        along += 7.0
    return "".join(lines)


def _upright(x: float, y: float, wide: float, high: float) -> str:
    return "".join(f"M{_at(x + at, y)}V{svg.coordinate(y + high)}" for at in range(3, int(wide), 5))


def toned(x: float, y: float, flag: str) -> str:
    """A diamond for worse, a square for better, a disc for the same; hollow where chance isn't known or nothing is said."""
    shape, colour = TONES.get(flag.rstrip("?"), ("disc", svg.PALETTE[4]))
    hollow = flag.endswith("?") or not flag
    if shape == "square":
        return mark(x, y, colour, at=1, size=5, hollow=hollow)
    if shape == "disc":
        return mark(x, y, colour, size=5, hollow=hollow)
    reach = 7.5
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    path = "M" + "L".join(f"{svg.coordinate(one)} {svg.coordinate(two)}" for one, two in corners) + "Z"
    return svg.element("path", d=path, fill=svg.HALO if hollow else colour, stroke=svg.FLAGGED_EDGE, stroke_width=2.0)
