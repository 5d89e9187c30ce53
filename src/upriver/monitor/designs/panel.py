"""Areas month by month: those treated beside those not, each area with its own level and each month with its own."""

from __future__ import annotations

from math import comb

import numpy as np

from upriver.monitor.designs.answer import Answer, Beside, number, refuse
from upriver.monitor.designs.observed import Observed
from upriver.monitor.designs.rungs import rung_of
from upriver.stats.evaluation.differences import WARNINGS, Compared, two_way

LEAST_AREAS, A_SIDE, BEFORE, AFTER = 6, 2, 6, 3
CHANCE = 0.05
SHUFFLES = 1_999
HOLES = "Areas in which a month is missing, or where nothing was ever counted, are left out."


def did(seen: Observed, *, seed: int, shuffles: int = SHUFFLES) -> Answer:
    """The treated areas' change over the others', with a test that both moved alike before.

    Nothing is called more than chance unless the interval and the shuffled p agree: with few treated areas the interval is too narrow
    (docs/evaluation-simulations.md).
    """
    if why := _thin(seen):
        return refuse(*why)
    used = seen.before | seen.after
    rows = np.vstack([seen.groups["treated"], seen.groups["compared"]])[:, used]
    who = np.arange(len(rows)) < len(seen.groups["treated"])
    found = two_way(rows, who, int(seen.before.sum()), seed=seed, shuffles=shuffles)
    flags = found.ratio.flags_at(())
    if not np.isfinite(float(found.ratio.value)) or not np.isfinite(float(found.ratio.lower)):
        return refuse("The areas can't be fitted: one side of the start has no event, or too few areas have any.")
    if "already_apart" in flags:
        return refuse(f"Before it began the treated areas were already moving otherwise than the compared ones (p = {found.p_before:.3f}): the "
                      "comparison doesn't hold.")
    return _told(found, flags, int(who.sum()), len(who))


def _told(found: Compared, flags: tuple[str, ...], treated: int, areas: int) -> Answer:
    value, lower, upper = found.ratio.limits(())
    few = "few_areas" in flags or "few_treated" in flags
    sure = (lower > 1 or upper < 1) and found.p_shuffled < CHANCE
    warnings = [WARNINGS[name] for name in flags if name in WARNINGS] + ([HOLES] if "left_out" in flags else [])
    if few and 1 / comb(areas, treated) >= CHANCE:
        warnings.append("With so few areas no shuffling could show less than 1 in 20, so nothing can be called more than chance.")
    rung = rung_of("did", side=-1 if value < 1 else 1, error_away=abs(found.z), sure=bool(sure), least=found.detectable)
    least = number(found.detectable)
    return Answer(rung, "rate_ratio", number(value), number(lower), number(upper), least, least, found.ratio.method, warnings=tuple(warnings),
                  beside=(Beside("before", "p_value", number(found.p_before), method="test that both moved alike before"),
                          Beside("shuffled", "p_value", number(found.p_shuffled), method="share of shuffled treatments at least as far from 1")))


def _thin(seen: Observed) -> tuple[str, ...]:
    if "compared" not in seen.groups:
        return ("No compared area is named, so there is nothing to set the change against.",)
    treated, others = len(seen.groups["treated"]), len(seen.groups["compared"])
    before, after = int(seen.before.sum()), int(seen.after.sum())
    why = []
    if min(treated, others) < A_SIDE or treated + others < LEAST_AREAS:
        why.append(f"It needs {A_SIDE} areas on each side and {LEAST_AREAS} in all; there are {treated} and {others}.")
    if before < BEFORE or after < AFTER:
        why.append(f"It needs {BEFORE} months before and {AFTER} after; {before} and {after} are held.")
    return tuple(why)
