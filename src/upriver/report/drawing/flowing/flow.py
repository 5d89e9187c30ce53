"""A theory of change: boxes in columns joined by arrows; on a narrow page the columns one under another, arrows said by number."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.report.drawing import svg
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart, Point
from upriver.words.language.speaking import say

SIZE, LEADING, PAD = 13.0, 16.0, 8.0
GAP, BETWEEN, HEAD = 34.0, 14.0, 34.0
COLUMNS = 4
"""Series past these stand below the others across the whole width: what the rest rests on."""
ARROW = "#4a5a68"


@dataclass(frozen=True, slots=True)
class Card:
    """A box with its place: `x` and `y` of its upper left corner."""

    point: Point
    column: int
    lines: tuple[str, ...]
    x: float
    y: float
    wide: float

    @property
    def high(self) -> float:
        return len(self.lines) * LEADING + 2 * PAD

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


def flow(chart: Chart, width: float) -> Drawing:
    """Draws a `flow`: a series for each column, a point for each box (`x` its number, `name` its words), `links` from box to box."""
    return _stacked(chart, width) if width < 500 else _beside(chart, width)


def _beside(chart: Chart, width: float) -> Drawing:
    columns, below = chart.series[:COLUMNS], chart.series[COLUMNS:]
    wide = (width - GAP * (len(columns) - 1)) / len(columns)
    columns_of = [[_card(point, at, at * (wide + GAP), 0.0, wide) for point in one.points] for at, one in enumerate(columns)]
    tallest = max((sum(each.high + BETWEEN for each in cards) - BETWEEN for cards in columns_of if cards), default=0.0)
    placed: dict[str, Card] = {}
    heads = []
    for at, (series, cards) in enumerate(zip(columns, columns_of, strict=True)):
        heads.append(_head(series.name, at, at * (wide + GAP), 0.0, wide))
        spare = tallest - sum(each.high for each in cards)
        apart = max(min(spare / (len(cards) + 1), 60.0), BETWEEN)
        y = HEAD + BETWEEN + (spare - apart * (len(cards) - 1)) / 2
        for each in cards:
            placed[str(each.point.x)] = Card(each.point, at, each.lines, each.x, y, each.wide)
            y += each.high + apart
    arrows = "".join(_arrow(placed[start], placed[end]) for start, end in chart.links if start in placed and end in placed)
    boxes = "".join(_box(each, _leads(chart, each)) for each in placed.values())
    bottom = HEAD + BETWEEN + tallest + BETWEEN
    whole = "".join(heads) + arrows + boxes
    for at, series in enumerate(below, COLUMNS):
        under = _list_below(chart, series.name, series.points, at, bottom + 6, width)
        whole, bottom = whole + under.body, bottom + 6 + under.height
    return Drawing(bottom, whole)


def _stacked(chart: Chart, width: float) -> Drawing:
    """Every column below the one before it; each box says in words where it leads."""
    drawn, y = [], 0.0
    for at, series in enumerate(chart.series):
        drawn.append(_head(series.name, at, 0.0, y, width))
        y += HEAD + 8
        for point in series.points:
            to = _ends(chart, point)
            card = _card(point, at, 0.0, y, width, _after(to, at))
            drawn.append(_box(card, ends=bool(to) or at >= COLUMNS - 1))
            y += card.high + 8
        if at < min(COLUMNS, len(chart.series)) - 1:
            drawn.append(_down(width / 2, y))
            y += 18
    return Drawing(y, "".join(drawn))


def _list_below(chart: Chart, name: str, points: tuple[Point, ...], at: int, top: float, width: float) -> Drawing:
    drawn, y = [_head(name, at, 0.0, top, width)], HEAD + 8
    for point in points:
        to = _ends(chart, point)
        card = _card(point, at, 0.0, top + y, width, _after(to, at))
        drawn.append(_box(card, ends=True))
        y += card.high + 8
    return Drawing(y, "".join(drawn))


def _after(to: list[str], at: int) -> str:
    """What a box leads to or, past the columns, supports, where no arrow says so; "" for a box that ends."""
    if not to:
        return ""
    return say("Supports {boxes}.", boxes=", ".join(to)) if at >= COLUMNS else say("Leads to {boxes}.", boxes=", ".join(to))


def _ends(chart: Chart, point: Point) -> list[str]:
    return [end for start, end in chart.links if start == str(point.x)]


def _leads(chart: Chart, card: Card) -> bool:
    """Whether a box leads on, or is in the last column, where nothing need follow."""
    return card.column == COLUMNS - 1 or bool(_ends(chart, card.point))


def _card(point: Point, column: int, x: float, y: float, wide: float, after: str = "") -> Card:
    says = f"{point.x}  {point.name}" + (f"{'' if point.name[-1:] in '.!?' else '.'} {after}" if after else "")
    return Card(point, column, tuple(svg.wrapped(says, SIZE, wide - 2 * PAD - 2)), x, y, wide)


def _head(name: str, at: int, x: float, y: float, wide: float) -> str:
    colour = PALETTE[0] if at < COLUMNS else PALETTE[4]
    ground = svg.element("rect", x=x, y=y, width=wide, height=HEAD - 8, fill=colour)
    words = svg.element("text", svg.words(name), x=x + PAD, y=y + 18, font_size=14.0, font_weight="bold", fill="#ffffff", class_="on-dark")
    return ground + words


def _box(card: Card, ends: bool) -> str:
    """A card; its edge is broken where it leads to nothing yet. Its number is set in bold."""
    colour = PALETTE[0] if card.column < COLUMNS else PALETTE[4]
    frame = svg.element("rect", x=card.x + 1, y=card.y, width=card.wide - 2, height=card.high, fill="#ffffff", stroke=colour,
                        stroke_width=1.5, rx=3.0, stroke_dasharray=None if ends else "5 4")
    number = str(card.point.x)
    first = svg.element(
        "text", svg.element("tspan", svg.words(number), font_weight="bold"), svg.words(card.lines[0][len(number):]),
        x=card.x + PAD, y=card.y + PAD + 12, font_size=SIZE, fill=svg.INK, class_="ink",
    )
    rest = svg.paragraph(card.x + PAD, card.y + PAD + 12 + LEADING, list(card.lines[1:]), size=SIZE, leading=LEADING)
    return frame + first + rest


def _arrow(start: Card, end: Card) -> str:
    """A curve from the right of one box to the left of another; within a column along its right edge; past a column over it."""
    c = svg.coordinate
    if start.column == end.column:
        x = start.x + start.wide
        path = f"M{c(x)} {c(start.middle)}C{c(x + 20)} {c(start.middle)} {c(x + 20)} {c(end.middle)} {c(x + 5)} {c(end.middle)}"
        head = f"M{c(x + 8)} {c(end.middle - 4)}L{c(x)} {c(end.middle)}L{c(x + 8)} {c(end.middle + 4)}Z"
    else:
        x, to = start.x + start.wide, end.x - 1
        path = f"M{c(x)} {c(start.middle)}C{c(x + GAP * 0.7)} {c(start.middle)} {c(to - GAP * 0.7)} {c(end.middle)} {c(to - 6)} {c(end.middle)}"
        head = f"M{c(to - 8)} {c(end.middle - 4)}L{c(to)} {c(end.middle)}L{c(to - 8)} {c(end.middle + 4)}Z"
    return (svg.element("path", d=path, stroke=ARROW, stroke_width=1.5, fill="none")
            + svg.element("path", d=head, fill=ARROW))


def _down(x: float, y: float) -> str:
    c = svg.coordinate
    return svg.line(x, y - 2, x, y + 8, ARROW, width=1.5) + svg.element(
        "path", d=f"M{c(x - 5)} {c(y + 6)}L{c(x)} {c(y + 14)}L{c(x + 5)} {c(y + 6)}Z", fill=ARROW)
