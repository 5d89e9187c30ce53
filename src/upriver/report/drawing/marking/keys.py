"""Keys: what the marks of a chart mean, each beside a small drawing of the mark itself."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.report.drawing import svg
from upriver.report.drawing.marking import shapes
from upriver.report.drawing.svg import Drawing


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One entry of a key.

    kind: line, rule, dash, box, band, whisker, hollow, frame, flag, tone, like, hatch, letter or note.
    A `letter` shows its `colour` as the letter that stands on the chart, a `tone` its own as how a value stands to another;
    a `note` is words alone. `at` is the place of the
    series among the chart's, which gives its shape, its dashes and its texture.
    """

    kind: str
    words: str
    colour: str = svg.PALETTE[0]
    at: int = 0


def key(items: list[KeyItem], x: float, y: float, room: float, *, size: float = 13) -> Drawing:
    """Entries side by side, on as many rows as they need; y is the top of the first."""
    if not items:
        return Drawing(0, "")
    drawn, across, down, leading = [], x, y, size + 6
    for item in items:
        lead = 0 if item.kind == "note" else 26
        lines = svg.wrapped(item.words, size, room - lead) or [""]
        wide = lead + max(svg.text_width(one, size) for one in lines)
        if across > x and across + wide > x + room:
            across, down = x, down + leading
        drawn.append(_swatch(item, across, down + leading / 2 - 1))
        drawn.append(svg.paragraph(across + lead, down + size, lines, size=size, leading=size + 3, quiet=True))
        across += wide + 18
        down += (len(lines) - 1) * (size + 3)
    return Drawing(down + leading - y, "".join(drawn))


def _swatch(item: KeyItem, x: float, y: float) -> str:
    middle, colour = x + 10, item.colour
    box = {"x": x, "y": y - 6, "width": 20.0, "height": 12.0}
    match item.kind:
        case "line":
            drawn = svg.line(x, y, x + 20, y, colour, width=2.5, stroke_dasharray=shapes.DASHES[item.at % 4])
            return drawn + shapes.mark(middle, y, colour, at=item.at, size=3.5)
        case "rule":
            return svg.line(x, y, x + 20, y, colour, width=1.5)
        case "letter":
            return svg.text(middle, y + 5, colour, size=13, anchor="middle", bold=True)
        case "frame":
            return svg.element("rect", fill=svg.HALO, stroke=colour, stroke_width=2.0, **box)
        case "dash":
            return svg.line(x, y, x + 20, y, colour, width=1.5, stroke_dasharray="5 3")
        case "box":
            return shapes.bar(x, y - 6, 20, 12, colour, at=item.at)
        case "band":
            return svg.element("rect", fill=colour, fill_opacity=0.2, **box)
        case "hatch":
            return svg.hatched(x, y - 6, 20, 12, edge=True)
        case "whisker":
            return svg.whisker(y, x + 1, x + 19, upright=False)
        case "hollow":
            return svg.mark(middle, y, colour, hollow=True)
        case "tone":
            return shapes.toned(middle, y, colour)
        case "like":
            return svg.element("rect", fill=colour, stroke="#5b6873", **box)
        case "flag":
            return svg.mark(middle, y, colour, flagged=True)
    return ""
