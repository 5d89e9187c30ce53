"""Alternative text made from the data of a chart or map: its kind, range, direction, extremes, what signals and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upriver.report.drawing.marking.said import flag_words, place_words
from upriver.report.drawing.scales import decimals_of
from upriver.words.document import Block, Chart, Document, Map, Point, Series
from upriver.words.text import listed, number, plural, sentence

SHORTEST = 40
"""Fewer letters than this describe nothing."""
CALLED = {
    "bars": "Bar chart", "months": "Line chart", "curve": "Curve", "steps": "Chart of ordered groups", "heat": "Heat table",
    "forest": "Chart of points on rows", "funnel": "Funnel chart", "pyramid": "Pyramid of two sides", "spine": "Spine chart",
    "multiples": "Small charts on one scale", "flow": "Chart of boxes joined by arrows",
}  # fmt: skip
MOST_NAMED = 4
LIMITS = "control limits"
"""The interval of a control chart: its first series is what was read, the rest what chance does, made from it."""


def described(chart: Chart) -> str:
    """What a chart shows, for who can't see it, from the very points that are drawn: no number that isn't one of theirs."""
    parts = [_opening(chart)]
    if chart.kind == "flow":
        return " ".join([*parts, *_boxes(chart)])
    if chart.kind == "heat":
        parts.append(_all_extremes(chart))
    elif chart.kind == "spine":
        parts += _spine(chart)
    elif chart.kind == "curve":
        parts += [_along(chart, series) for series in chart.series]
    elif chart.kind == "funnel":
        parts += [_extremes(chart, chart.series[0]), _outside(chart)]
    else:
        parts += [_extremes(chart, series, named=len(chart.series) > 1) for series in _read(chart)[:MOST_NAMED]]
        if len(chart.series) > MOST_NAMED:
            parts.append(_all_extremes(chart))
    parts += [_signals(chart), _missing(chart)]
    return " ".join(part for part in parts if part)


def _opening(chart: Chart) -> str:
    series = [each for each in chart.series if each.points]
    of = chart.subtitle or chart.y_title or chart.title
    said = f"{CALLED.get(chart.kind, 'Chart')}: {of[0].lower() + of[1:] if of[:1].isupper() and of[1:2].islower() else of}"
    if chart.kind == "heat":
        return f"{said}, {listed([one.name for one in (series[0], series[-1])], last='to')} by {chart.x_title.lower() or 'column'}." if series else f"{said}."
    if len(series) > 1 and chart.kind not in ("funnel", "spine"):
        said += f", for {listed([one.name for one in series], most=8)}"
    places = [place_words(point.x) for point in series[0].points] if series else []
    if chart.kind in ("months", "multiples", "steps", "pyramid") and len(places) > 1:
        said += f", from {places[0]} to {places[-1]}"
    return f"{said}."


def _boxes(chart: Chart) -> list[str]:
    """Which boxes stand in each column, and which leads to which; what stands in them is told in the table beside it."""
    leads: dict[str, list[str]] = {}
    for start, end in chart.links:
        leads.setdefault(start, []).append(end)
    columns = [f"{series.name}: {listed([str(each.x) for each in series.points], most=12) or 'nothing'}." for series in chart.series]
    return [*columns, *(f"{start} leads to {listed(ends, most=12)}." for start, ends in leads.items())]


def _read(chart: Chart) -> tuple[Series, ...]:
    """The series that hold readings: no extreme is told of a limit, and none counts as a value hidden or lacking."""
    return chart.series[:1] if chart.interval == LIMITS or chart.kind in ("funnel", "spine") else chart.series


def _known(points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.y is not None]


def _shown(chart: Chart, value: float) -> str:
    every = _read(chart) if chart.interval == LIMITS else chart.series  # what chance does may be finer than what is counted
    held = [point.y for series in every for point in series.points if point.y is not None]
    return number(value, max(decimals_of(held) if chart.kind != "spine" else 0, decimals_of([value])))


def _extremes(chart: Chart, series: Series, *, named: bool = False) -> str:
    """The highest and the lowest point of a series, and for one in time the first and the last, which say its direction."""
    known = _known(series.points)
    start = f"{series.name}: " if named else ""
    if not known:
        return sentence(f"{start}nothing can be shown.")
    top, low = max(known, key=lambda one: one.y or 0.0), min(known, key=lambda one: one.y or 0.0)
    if top.y == low.y:
        return sentence(f"{start}{'every value is' if len(known) > 1 else 'the only value,'} {_shown(chart, top.y or 0.0)}"
                        f"{'' if len(known) > 1 else ' for ' + _where(chart, top)}.")  # fmt: skip
    said = f"{start}highest {_shown(chart, top.y or 0.0)} {_at(chart, top)}, lowest {_shown(chart, low.y or 0.0)} {_at(chart, low)}"
    if chart.kind in ("months", "multiples") and known[0] is not known[-1]:
        first, last = known[0], known[-1]
        way = "up from" if (last.y or 0.0) > (first.y or 0.0) else "down from" if last.y != first.y else "the same as"
        said += f"; {_shown(chart, last.y or 0.0)} {_at(chart, last)}, {way} {_shown(chart, first.y or 0.0)} {_at(chart, first)}"
    return sentence(said) + "."


def _along(chart: Chart, series: Series) -> str:
    """A curve by its ends and three points between them; a straight line is only named."""
    known = _known(series.points)
    if len(known) < 3:
        return f"{series.name} is a straight line, for comparison."
    chosen = [known[round((len(known) - 1) * share)] for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    told = [f"{_exact(point.y or 0.0)} at {place_words(point.x)}" for point in dict.fromkeys(chosen)]
    return sentence(f"{series.name}: {'; '.join(told)}.")


def _exact(value: float) -> str:
    return number(value, decimals_of([value]))


def _where(chart: Chart, point: Point) -> str:
    return (point.name or point.flag or "one of the areas") if chart.kind == "funnel" else place_words(point.x)


def _at(chart: Chart, point: Point) -> str:
    if chart.kind == "funnel":
        return f"for {_where(chart, point)}"
    return f"{'in' if chart.kind in ('months', 'multiples') else 'for'} {place_words(point.x)}"


def _all_extremes(chart: Chart) -> str:
    """The highest and the lowest of all series together."""
    known = [(series, point) for series in chart.series for point in series.points if point.y is not None]
    if not known:
        return "Nothing can be shown."
    top, low = max(known, key=lambda one: one[1].y or 0.0), min(known, key=lambda one: one[1].y or 0.0)
    return (f"Of all, highest {_shown(chart, top[1].y or 0.0)} for {top[0].name}, {place_words(top[1].x)}; "
            f"lowest {_shown(chart, low[1].y or 0.0)} for {low[0].name}, {place_words(low[1].x)}.")  # fmt: skip


def _spine(chart: Chart) -> list[str]:
    """Which measures stand worse and which better, each with both numbers."""
    own, other = chart.series[0], chart.series[1]
    beside = {str(point.x): point.y for point in other.points}
    found = []
    for flag, word in (("worse", "Worse"), ("better", "Better"), ("same", "Not clearly different")):
        rows = [point for point in own.points if point.flag.rstrip("?") == flag and point.y is not None]
        told = [f"{point.x} {_shown(chart, point.y or 0.0)}, {other.name} {_shown(chart, beside[str(point.x)] or 0.0)}" for point in rows
                if beside.get(str(point.x)) is not None]  # fmt: skip
        if told:
            found.append(f"{word}: {'; '.join(told)}.")
    return found or [f"Nothing can be set beside {other.name}."]


def _outside(chart: Chart) -> str:
    named = [point.flag for point in chart.series[0].points if point.flag and point.y is not None]
    return f"Outside the outer limits: {listed(named, most=8)}." if named else "No area lies outside the outer limits."


def _signals(chart: Chart) -> str:
    """Each kind of signal with when it was; for charts in time and rows alike."""
    if chart.kind in ("funnel", "spine"):
        return ""
    found: dict[str, list[str]] = {}
    for series in chart.series:
        for point in _known(series.points):
            if point.flag:
                named = f"{series.name}, " if len(chart.series) > 1 else ""
                found.setdefault(flag_words(point.flag), []).append(f"{named}{place_words(point.x)}")
    told = [f"{words}: {listed(places, most=6)}" for words, places in found.items()]
    return f"Signals: {'; '.join(told)}." if told else ""


def _missing(chart: Chart) -> str:
    """How many values are hidden and how many are lacking; they are drawn as gaps or hatched."""
    gone = [point for one in _read(chart) for point in one.points if point.y is None and (point.lower is None or point.marker)]
    hidden = sum("c" in point.marker.split(";") for point in gone)
    said = [f"{plural(hidden, 'value')} hidden to protect people"] if hidden else []
    said += [f"{plural(len(gone) - hidden, 'value')} without data"] if len(gone) > hidden else []
    return f"{sentence(' and '.join(said))}: left as gaps, never as zero." if said else ""


def map_described(drawn: Map) -> str:
    """The map's own sentence, with how many areas are hatched; what the classes are where it has none."""
    said = drawn.alt
    if len(said) < SHORTEST:
        of = drawn.subtitle or drawn.title
        said = f"{said} Map of {plural(len(drawn.shapes), 'area')}: {of}. Classes: {listed(list(drawn.bands))}.".strip()
    hatched = sum(1 for shape in drawn.shapes if shape.band is None)
    return f"{said} {plural(hatched, 'area')} hatched: not shown or not available." if hatched and "hatched" not in said else said


def with_alt(document: Document, own: dict[str, str] | None = None) -> Document:
    """The document with every picture described: by a person's own words where some were written for it, else from its data."""
    written = own or {}

    def told(block: Block) -> Block:
        if isinstance(block, Chart):
            return replace(block, alt=written.get(block.slug) or described(block))
        if isinstance(block, Map):
            return replace(block, alt=written.get(block.slug) or map_described(block))
        return block

    return replace(document, pages=tuple(replace(page, blocks=tuple(told(block) for block in page.blocks)) for page in document.pages))
