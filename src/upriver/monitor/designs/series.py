"""Interrupted series: where the months before were heading, and where the months after went."""

from __future__ import annotations

import numpy as np

from upriver.monitor.designs.answer import Answer, Beside, number, refuse
from upriver.monitor.designs.observed import Observed
from upriver.monitor.designs.rungs import rung_of
from upriver.stats.evaluation.interrupted import Design, Interrupted, interrupted
from upriver.words.period import month_period

BEFORE, AFTER = 12, 8
SEASON = 24
"""Months before from which on the season is in the model; with fewer it can't be told from the trend."""
A_MONTH = 2.0
"""Events a month before with fewer of which a series is too thin for a trend."""
EXACT = 1 + 1e-6
"""An interval narrower than this ratio is no interval: the model fits to the last digit, which counts don't."""
SHORT_SEASON = "There are fewer than two years before, so the season can't be told apart and isn't in the model."
BY_ITSELF = "There is no comparison: whatever else began at that time is in the result."


def its(seen: Observed) -> Answer:
    """A step in the treated areas' own series."""
    if seen.breaks:
        when, what = seen.breaks[0]
        return refuse(f"How this is recorded changed in {month_period(when).words} ({what}), between the first and the last month: without a comparison that can't "
                      "be told from the action.")
    return _answer(seen, "its", control=False)


def its_control(seen: Observed) -> Answer:
    """The same, over the step in the compared areas' series."""
    if "compared" not in seen.groups:
        return refuse("No compared area is named, so there is no control series.")
    return _answer(seen, "its_control", control=True)


def _answer(seen: Observed, design: str, *, control: bool) -> Answer:
    if why := _thin(seen, control):
        return refuse(*why)
    series = {name: _series(seen, name) for name in ("treated", "compared") if name == "treated" or control}
    season = int(seen.before.sum()) >= SEASON
    how = Design(len(seen.stretches.before), phase_in=len(seen.stretches.between), slope=False, harmonics=1 if season else 0, errors="bouts")
    found = interrupted(series["treated"], how, control=series.get("compared"))
    if not np.isfinite(float(found.step.value)):
        return refuse("The months can't be fitted: too few events, or too few months that tell them apart.")
    if not float(found.step.upper) > EXACT * float(found.step.lower):
        return refuse("The months leave no chance about the fitted line, so no interval can be given.")
    warnings = ((SHORT_SEASON,) if not season else ()) + ((BY_ITSELF,) if not control else ())
    return _told(design, found, warnings)


def _told(design: str, found: Interrupted, warnings: tuple[str, ...]) -> Answer:
    value, lower, upper = found.step.limits(())
    error = (np.log(upper) - np.log(lower)) / 2
    sure = lower > 1 or upper < 1
    away = abs(np.log(value)) / (error / 1.96) if error > 0 else 0.0
    rung = rung_of(design, side=-1 if value < 1 else 1, error_away=float(away), sure=bool(sure), least=found.detectable)
    least = number(found.detectable)
    return Answer(rung, "rate_ratio", number(value), number(lower), number(upper), least, least, found.step.method, warnings=warnings,
                  beside=(Beside("spread", "ratio", number(found.dispersion), method="dispersion about the model"),))


def _thin(seen: Observed, control: bool) -> tuple[str, ...]:
    before, after = int(seen.before.sum()), int(seen.after.sum())
    why = []
    if before < BEFORE or after < AFTER:
        why.append(f"A series needs {BEFORE} months before and {AFTER} after; {before} and {after} are held.")
    for name in ("treated", "compared") if control else ("treated",):
        if before and seen.series(name)[seen.before].mean() < A_MONTH:
            why.append(f"There are fewer than {A_MONTH:.0f} events a month before in the {name} areas: no trend can be read.")
        if after and not seen.series(name)[seen.after].sum():
            why.append(f"There is no event after in the {name} areas: no step can be reckoned to nought.")
    return tuple(why)


def _series(seen: Observed, name: str) -> np.ndarray:
    """The months of the study in order; those left out or missing are NaN."""
    row = np.where(seen.before | seen.after, seen.series(name), np.nan)
    kept = [at for at, month in enumerate(seen.months) if month in seen.stretches.all]
    return np.asarray(row[kept])
