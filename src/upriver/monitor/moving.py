"""Is it moving? A series of cleared readings against the limits of its own chance, with the changes of recording it crosses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from upriver.monitor.readings import Series
from upriver.stats.series.control import ENOUGH, Chart, u_chart, xmr
from upriver.stats.series.rare import Gaps, event_days, gaps_between, t_chart
from upriver.stats.series.targets import WHOLE_YEARS, seasons
from upriver.words.cleared import Cell
from upriver.words.declared import Break
from upriver.words.monitoring.indicator import Indicator, Mark, Shift

RARE = 4.0
"""Fewer events than this in each reading, on average, are told by the time between them (METHODS 9)."""
RECENT = {1: 3, 3: 2, 12: 1}
"""How many of the latest readings may raise a single signal, by the months in each: what was odd a year ago isn't news."""
METHODS = {
    "u": "a u chart, for days{season}: limits are three standard deviations from the average, widened where readings vary more than chance alone",
    "xmr": "an individuals chart (XmR): limits are 2.66 mean moving ranges from the average",
    "rare": "a chart of the days between one and the next (T chart), since there are fewer than four in a reading",
    "": "no chart: there is nothing to draw limits from",
}


@dataclass(frozen=True, slots=True)
class Moving:
    """A series with its limits. `kind` is u, xmr, rare or "" for none.

    `values` are what is judged, NaN for what is hidden, missing or provisional; `exposure` days times season; `at` the middle of
    each reading in years; `phase` counts the stretches between changes of recording.
    """

    series: Series
    kind: str
    marks: tuple[Mark, ...]
    shifts: tuple[Shift, ...]
    values: np.ndarray
    exposure: np.ndarray
    at: np.ndarray
    phase: np.ndarray
    method: str
    chart: Chart | None = None
    gaps: Gaps | None = None

    @property
    def last(self) -> np.ndarray:
        """Positions of the readings since the last change of recording."""
        return np.flatnonzero(self.phase == self.phase[-1])

    @property
    def maybe_season(self) -> bool:
        """Whether too few whole years are held for the season to be told from a level that moves."""
        return self.kind == "u" and self.series.each < 12 and int(np.isfinite(self.values).sum()) * self.series.each < WHOLE_YEARS * 12

    @property
    def judged(self) -> int:
        """How many of those are held and judged."""
        return int(np.isfinite(self.values[self.last]).sum())


def moving(indicator: Indicator, series: Series, breaks: Sequence[Break]) -> Moving:
    """The control chart of a series: counts by days and season, rare ones by the days between them, anything else as it is."""
    cells = series.cells
    counted = series.read_from.unit == "count"
    raw = [cell.count if counted and cell.count is not None else cell.value for cell in cells]
    values = np.array([np.nan if value is None or not _sound(cell) else float(value) for value, cell in zip(raw, cells, strict=True)])
    days = np.array([(cell.key.period.end - cell.key.period.start).days + 1.0 for cell in cells])
    at = np.array([cell.key.period.start.year + (cell.key.period.start.timetuple().tm_yday - 1) / 365.25 for cell in cells]) + days / 730.5
    starts = _starts(indicator, series, breaks)
    positions = sorted(starts)
    phase = np.searchsorted(np.array(positions, dtype=int), np.arange(len(cells)), side="right")
    shifts = tuple(starts[position] for position in positions)
    known = np.isfinite(values)
    if not known.any() or series.each > 12:
        return Moving(series, "", tuple(Mark(cell, judged=_sound(cell)) for cell in cells), shifts, values, days, at, phase, METHODS[""])
    if counted and values[known].mean() < RARE:
        return _rare(series, shifts, values, days, at, phase)
    season = seasons(values, days, at, phase, each=series.each) if counted else np.ones(len(cells))
    exposure = days * season
    if counted:
        chart = u_chart(values, exposure, breaks=positions)
        told = METHODS["u"].format(season=" and season" if np.ptp(season) else "")
        return _drawn(series, "u", chart, exposure, shifts, values, exposure, at, told)
    chart = xmr(values, breaks=positions)
    return _drawn(series, "xmr", chart, np.ones(len(cells)), shifts, values, exposure, at, METHODS["xmr"])


def _sound(cell: Cell) -> bool:
    """Whether a reading is held against the limits: a provisional one is shown and not judged."""
    return "p" not in cell.marker.split(";") and cell.value is not None


def _starts(indicator: Indicator, series: Series, breaks: Sequence[Break]) -> dict[int, Shift]:
    """Positions at which a declared change of recording starts a stretch of its own; the last of several in one place."""
    names = set(indicator.touches)
    found: dict[int, Shift] = {}
    for each in sorted(breaks, key=lambda one: one.month):
        later = [at for at, cell in enumerate(series.cells) if cell.key.period.months[0] >= each.month]
        if names & set(each.touches) and later and later[0] > 0:
            found[later[0]] = Shift(date.fromisoformat(f"{each.month}-01"), each.what, each.verified)
    return found


def _drawn(
    series: Series, kind: str, chart: Chart, scale: np.ndarray, shifts: tuple[Shift, ...], values: np.ndarray, exposure: np.ndarray,
    at: np.ndarray, method: str,
) -> Moving:  # fmt: skip
    floor = kind == "u"
    marks = tuple(
        Mark(cell, _whole(chart.centre[t] * scale[t]), _limit(chart.lower[t] * scale[t], floor), _whole(chart.upper[t] * scale[t]),
             _flag(chart, t), _sound(cell), int(chart.phase[t]))
        for t, cell in enumerate(series.cells)
    )
    return Moving(series, kind, marks, shifts, values, exposure, at, chart.phase, method, chart)


def _whole(value: float) -> float | None:
    return round(float(value), 3) if np.isfinite(value) else None


def _limit(value: float, floor: bool) -> float | None:
    found = _whole(value)
    return max(found, 0.0) if found is not None and floor else found


def _flag(chart: Chart, t: int) -> str:
    """What the rules say of a reading, the strongest first; nothing on trial limits."""
    if chart.trial[t] or not np.isfinite(chart.points[t]):
        return ""
    side = "above" if chart.points[t] > chart.centre[t] else "below"
    if chart.outside[t]:
        return f"{side} the control limits"
    if chart.one_side[t]:
        return f"seven or more in a row {side} the average"
    if chart.drift[t]:
        return "seven or more moving one way"
    return "two of three close to a limit" if chart.two_of_three[t] else ""


def _rare(
    series: Series, shifts: tuple[Shift, ...], values: np.ndarray, days: np.ndarray, at: np.ndarray, phase: np.ndarray
) -> Moving:
    """Few events: the days between them, over the readings since the last change of recording; across a hole none is counted."""
    last = np.flatnonzero(phase == phase[-1])
    starts = np.concatenate([[0.0], np.cumsum(days)[:-1]])
    own = values[last]
    holes = starts[last][~np.isfinite(own)] + 0.5
    gaps = t_chart(gaps_between(event_days(own, starts[last], days[last]), holes))
    marks = tuple(Mark(cell, judged=_sound(cell), phase=int(phase[t])) for t, cell in enumerate(series.cells))
    return Moving(series, "rare", marks, shifts, values, days, at, phase, METHODS["rare"], None, gaps)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the chart says now. `way` is up, down or "" ; `lasting` whether the level has moved, or one reading is odd.

    `count` is how many readings in a row it rests on, `at` the position of the latest of them.
    """

    kind: str
    way: str = ""
    lasting: bool = False
    count: int = 0
    at: int = -1


def verdict(found: Moving) -> Verdict:
    """The one thing to say: few, lasting, odd or none. Only the latest readings since the last change of recording count."""
    if found.kind == "":
        return Verdict("few", count=found.judged)
    if found.gaps is not None:
        return _rare_verdict(found.gaps)
    if found.chart is None or found.judged < ENOUGH:
        return Verdict("few", count=found.judged)
    chart = found.chart
    held = [int(t) for t in found.last if np.isfinite(found.values[t])]
    latest = held[-1]
    if chart.one_side[latest]:
        above = bool(chart.points[latest] > chart.centre[latest])
        return Verdict("moved", "up" if above else "down", True, _in_a_row(chart, held, above), latest)
    if chart.drift[latest]:
        rising = bool(chart.points[latest] > chart.points[held[-2]])
        return Verdict("drift", "up" if rising else "down", True, 7, latest)
    for t in reversed(held[-RECENT.get(found.series.each, 1):]):
        if chart.outside[t] or chart.two_of_three[t]:
            kind = "outside" if chart.outside[t] else "close"
            return Verdict(kind, "up" if chart.points[t] > chart.centre[t] else "down", False, 1, t)
    return Verdict("none", count=len(held), at=latest)


def _in_a_row(chart: Chart, held: Sequence[int], above: bool) -> int:
    count = 0
    for t in reversed(held):
        if bool(chart.points[t] > chart.centre[t]) != above or chart.points[t] == chart.centre[t]:
            break
        count += 1
    return count


def _rare_verdict(gaps: Gaps) -> Verdict:
    if gaps.trial:
        return Verdict("few_gaps", count=int(gaps.gaps.size))
    if gaps.closer[-1] or gaps.longer[-1] or gaps.apart[-1]:
        return Verdict("closer" if gaps.closer[-1] else "apart", "up" if gaps.closer[-1] else "down", True, int(gaps.gaps.size))
    return Verdict("none", count=int(gaps.gaps.size))
