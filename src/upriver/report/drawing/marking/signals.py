"""Signals of a control chart, named on the chart in words: one label for each run of months that signal the same."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from upriver.report.drawing import svg
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import flag_words, place_words
from upriver.report.drawing.plot import Plot
from upriver.report.drawing.scales import Slots, decimals_of, runs_of
from upriver.words.document import Chart
from upriver.words.language.speaking import say
from upriver.words.text import number

MOST_NAMED = 3
"""Of more runs than this the latest are named; the table beside the chart and the sentences below it hold all."""
ROOM, SIZE, LEADING = 172.0, 13.0, 15.0
MOST_COVERED = 2
"""Places of a line that a label may lie over: a stretch between two points, never the points of a season."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring months of one series that signal the same: the places of the first and the last, and the words."""

    first: int
    last: int
    value: float
    words: str


def runs(chart: Chart, along: Slots) -> list[Run]:
    """The signals of all series, no more than are named: those beyond the limits first, then the latest."""
    found: list[Run] = []
    decimals = decimals_of(point.y for series in chart.series for point in series.points if point.y is not None)
    for series in chart.series:
        marked = [(at, point) for point in series.points
                  if point.flag and point.y is not None and (at := along.place(str(point.x))) is not None]
        groups: list[list[tuple[int, str, float]]] = []
        for at, point in sorted(marked, key=lambda each: each[0]):
            if groups and groups[-1][-1][0] == at - 1 and groups[-1][-1][1] == point.flag:
                groups[-1].append((at, point.flag, point.y or 0.0))
            else:
                groups.append([(at, point.flag, point.y or 0.0)])
        for group in groups:
            first, last = group[0], group[-1]
            found.append(Run(first[0], last[0], last[2], _words(along, group, decimals)))
    return sorted(found, key=lambda run: ("control limits" not in run.words, -run.last))[:MOST_NAMED]


def _words(along: Slots, group: list[tuple[int, str, float]], decimals: int) -> str:
    first, last, flag = along.names[group[0][0]], along.names[group[-1][0]], group[-1][1]
    when = place_words(last) if first == last else say("{first} to {last}", first=_short(first, last), last=place_words(last))
    value = f": {number(group[-1][2], decimals)}" if first == last else ""
    return f"{when}{value}" + (f", {flag_words(flag)}" if " " in flag else "")


def _short(first: str, last: str) -> str:
    return place_words(first).removesuffix(f" {last[:4]}") if first[:4] == last[:4] else place_words(first)


def labels(chart: Chart, plot: Plot, along: Slots, step: float) -> tuple[str, list[KeyItem]]:
    """Each run's words near its last point, clear of the line and of one another; what finds no room there, for the key."""
    drawn: list[str] = []
    left_over: list[KeyItem] = []
    taken: list[tuple[float, float, float, float]] = []
    points = _inked(chart, plot, along, step)
    for run in runs(chart, along):
        x, y = plot.left + (run.last + 0.5) * step, plot.value(run.value)
        lines = svg.wrapped(run.words, SIZE, ROOM)
        wide, high = max(svg.text_width(line, SIZE) for line in lines), len(lines) * LEADING
        spot = _spot(x, y, wide, high, plot, taken, points, [plot.value(one.y) for one in chart.lines])
        if spot is None:
            left_over.append(KeyItem("flag", run.words))
            continue
        left, top = spot
        taken += [(left, top, left + wide, top + high), (x - 1, min(y, top), x + 1, max(y, top + high))]
        if not top - 2 <= y <= top + high + 2:
            edge = top + high + 1 if top + high / 2 < y else top - 1
            drawn.append(svg.line(x, y + (-9 if edge < y else 9), min(max(x, left + 6), left + wide - 6), edge, svg.FLAGGED_EDGE, width=1.2))
        drawn += [svg.text(left, top + 12 + at * LEADING, line, size=SIZE, halo=True) for at, line in enumerate(lines)]
    return "".join(drawn), left_over


def _inked(chart: Chart, plot: Plot, along: Slots, step: float) -> list[tuple[float, float]]:
    """Places that the lines go through: every point, and three between each two that are joined."""
    found = []
    for series in chart.series:
        for run in runs_of(series.points, along):
            places = [(plot.left + (at + 0.5) * step, plot.value(point.y or 0.0)) for at, point in run]
            found += places
            for (x1, y1), (x2, y2) in itertools.pairwise(places):
                found += [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in (0.25, 0.5, 0.75)]
    return found


def _spot(x: float, y: float, wide: float, high: float, plot: Plot, taken: list[tuple[float, float, float, float]],
          points: list[tuple[float, float]], lines: list[float]) -> tuple[float, float] | None:
    """The place (left, top) nearest to a point that covers no other label and the fewest points; none inside the plot, None."""
    beside = [(12.0, x - 14 - wide, y - high / 2 - 1), (12.0, x + 14, y - high / 2 - 1)]
    over = [
        (away + abs(share - 0.5) * 10, min(max(x - wide * share, plot.left + 4), plot.right - wide - 4), top)
        for share in (0.5, 0.1, 0.9) for away in (16.0, 24.0, 40.0, 62.0, 90.0, 120.0, 150.0) for top in (y - away - high, y + away)
    ]  # fmt: skip
    found: list[tuple[float, float, float]] = []
    for far, left, top in (*beside, *over):
        if top < plot.top - 4 or top + high > plot.bottom - 2 or left < plot.left or left + wide > plot.right:
            continue
        lead = (x - 4, min(y, top), x + 4, max(y, top + high))
        if any(_touch((left - 8, top - 6, left + wide + 8, top + high + 6), one) or _touch(lead, one) for one in taken):
            continue
        covered = sum(left - 6 < px < left + wide + 6 and top - 8 < py < top + high + 8 for px, py in points)
        if covered > MOST_COVERED:
            continue
        crossed = sum(top - 2 < line < top + high + 2 for line in lines)
        found.append((covered * 40 + crossed * 25 + far, left, top))
    return min(found)[1:] if found else None


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def key_items(chart: Chart, along: Slots) -> list[KeyItem]:
    """The same words for the key of a narrow chart, where none fits beside its point."""
    return [KeyItem("flag", run.words) for run in runs(chart, along)]
