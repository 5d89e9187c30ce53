"""A table of hours and weekdays as squares of five shades, their numbers in them where there is room."""

from __future__ import annotations

from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.svg import Drawing
from upriver.words.document import Chart
from upriver.words.language.speaking import say
from upriver.words.text import number

SHADES = ("#eaf1f8", "#bcd3e8", "#7fabd2", "#3f7cb3", "#12436d")
LIGHT_WORDS = 3
"""From this shade on words are white."""
ROW, GAP, SIZE = 34.0, 1.5, 13.0
ROOM_FOR_NUMBERS = 34.0


def heat(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `heat` chart: a row for each series, a column for each x; a hole is hatched.

    Every series has the same x in the same order. The shades are five steps of equal width from nought to the largest
    number, so that twice the shade is about twice the number.
    """
    columns = [str(point.x) for point in chart.series[0].points]
    names = [one.name if width > 500 else one.name[:3] for one in chart.series]
    left = max(svg.text_width(name, SIZE) for name in names) + 8
    step = (width - left) / max(len(columns), 1)
    shown = [point.y for one in chart.series for point in one.points if point.y is not None]
    most = max(shown, default=0.0)
    parts = [_axis(columns, left, step)]
    top = 24.0
    for row, one in enumerate(chart.series):
        y = top + row * ROW
        parts.append(svg.text(left - 8, y + ROW / 2 + 4.5, names[row], size=SIZE, anchor="end", quiet=True))
        for at, point in enumerate(one.points):
            parts.append(telling(chart, one, point, _square(point.y, left + at * step, y, step, most)))
    bottom = top + len(chart.series) * ROW
    items = [KeyItem("box", words, SHADES[at]) for at, words in band_words(most).items()] if shown else []
    if len(shown) < sum(len(one.points) for one in chart.series):
        items.append(KeyItem("hatch", say("not shown")))
    foot = keys.key(items, 0, bottom + 10, width)
    return Drawing(bottom + 12 + foot.height, "".join(parts) + foot.body)


def shade(value: float, most: float) -> int:
    """Which of the five shades a number has."""
    return min(int(5 * value / most), 4) if most > 0 else 0


def band_words(most: float) -> dict[int, str]:
    """The whole numbers that each shade stands for; a shade that no whole number falls in is left out."""
    by_shade: dict[int, list[int]] = {}
    edges = [most * step / 5 for step in range(6)]
    for at in range(5):
        around = range(int(edges[at]), int(edges[at + 1]) + 2)
        inside = [whole for whole in (around[0], around[0] + 1, *around[-3:]) if whole <= most and shade(whole, most) == at]
        if inside:
            by_shade[at] = inside
    return {at: number(min(them)) if min(them) == max(them) else say("{low} to {high}", low=number(min(them)), high=number(max(them))) for at, them in by_shade.items()}


def _square(value: float | None, x: float, y: float, step: float, most: float) -> str:
    wide, high = step - GAP, ROW - GAP
    if value is None:
        return svg.hatched(x, y, wide, high)
    at = shade(value, most)
    square = svg.element("rect", x=x, y=y, width=wide, height=high, fill=SHADES[at])
    if step < ROOM_FOR_NUMBERS:
        return square
    words = svg.element(
        "text", svg.words(number(value)), x=x + wide / 2, y=y + high / 2 + 4.5, font_size=SIZE, text_anchor="middle",
        fill="#ffffff" if at >= LIGHT_WORDS else svg.INK, class_="on-dark" if at >= LIGHT_WORDS else "on-light",
    )
    return square + words


def _axis(columns: list[str], left: float, step: float) -> str:
    """The columns' names over them, as many as have room, each at its column's left edge where they are left out."""
    widest = max((svg.text_width(name, SIZE) for name in columns), default=0.0) + 6
    every = next((each for each in (1, 2, 3, 6, 12) if each * step >= widest), len(columns))
    return "".join(
        svg.text(left + at * step + (step / 2 if every == 1 else 0), 16, name, size=SIZE, anchor="middle" if every == 1 else None, quiet=True)
        for at, name in enumerate(columns) if at % every == 0
    )
