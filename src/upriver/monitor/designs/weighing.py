"""Weighted displacement: fewer events where it happened than the change elsewhere led to expect, and whether they moved next door."""

from __future__ import annotations

import numpy as np

from upriver.monitor.designs.answer import SHORT, Answer, Beside, number, refuse
from upriver.monitor.designs.observed import Observed
from upriver.monitor.designs.rungs import rung_of
from upriver.stats.evaluation.displacement import (
    WARNINGS,
    Difference,
    displacement_quotient,
    fano_factor,
    harm_weighted_displacement,
    weighted_displacement,
)
from upriver.stats.evaluation.memory import widening

APART = (
    "By number and by proportion the result isn't the same: the areas are of different size and both changed, so the difference alone "
    "isn't read as more than chance."
)
ONE_SIDED = "The areas around the compared ones aren't named, so what happened around is told beside the result and isn't in it."


def wdd(seen: Observed) -> Answer:
    """The difference in events over the time after, with the areas around both sides where both are named."""
    if why := _short(seen):
        return why
    both = "around" in seen.groups and "around_compared" in seen.groups
    counts = {name: seen.sums(name) for name in seen.groups}
    lengths = (float(seen.before.sum() / seen.after.sum()), 1.0)
    series = np.array([seen.series(name)[seen.before] for name in ("treated", "compared")])
    around, across = (counts["around"], counts["around_compared"]) if both else ((0.0, 0.0), (0.0, 0.0))
    found = weighted_displacement(counts["treated"], counts["compared"], around_treated=around, around_control=across, lengths=lengths,
                                  series_before=series, memory=_memory(seen, "treated", "compared"))
    agree = _in_proportion(seen, counts, both)
    warnings = (*found.warnings, *((APART,) if found.z and abs(found.z) > 1.96 and not agree else ()))
    beside = _next_door(seen, counts, lengths) if "around" in seen.groups else ()
    if "around" in seen.groups and not both:
        warnings = (*warnings, ONE_SIDED)
    return _told("wdd", found, _expected(counts, lengths, both), agree, warnings, beside, "change")


def harm_wdd(seen: Observed) -> Answer:
    """The differences of all kinds of offence, each weighed by its harm, added up, over the time after."""
    if why := _short(seen):
        return why
    if not len(seen.weights) or not seen.kinds:
        return refuse("Harm is weighed by offence code, and only the police extract has one: nothing here can be weighed.")
    pairs = {name: np.column_stack([rows[:, seen.before].sum(axis=1), rows[:, seen.after].sum(axis=1)]) for name, rows in seen.kinds.items()}
    lengths = (float(seen.before.sum() / seen.after.sum()), 1.0)
    around, across = (pairs.get("around"), pairs.get("around_compared")) if len(pairs) == 4 else (None, None)
    series = np.array([seen.series(name)[seen.before] for name in ("treated", "compared")])
    found = harm_weighted_displacement(pairs["treated"], pairs["compared"], seen.weights, around_treated=around, around_control=across,
                                       lengths=lengths, series_before=series, memory=_memory(seen, "treated", "compared"))
    expected = float(seen.weights @ pairs["treated"][:, 0]) / lengths[0]
    return _told("harm_wdd", found, expected, True, found.warnings, (), "harm")


def _short(seen: Observed) -> Answer | None:
    if "compared" not in seen.groups:
        return refuse("No compared area is named, so there is nothing to set the change against.")
    if min(int(seen.before.sum()), int(seen.after.sum())) < SHORT:
        return refuse(f"There are fewer than {SHORT} whole months on one side of the start.")
    if not seen.sums("treated")[0] or not seen.sums("compared")[0]:
        return refuse("There was no event before in the treated or in the compared areas.")
    return None


def _memory(seen: Observed, ours: str, theirs: str) -> float:
    """How much one month's surprise in the difference of two series carries into the next, over the months before."""
    row = np.where(seen.before, seen.series(ours) - seen.series(theirs), np.nan)
    held = row[np.isfinite(row)]
    return widening((row - held.mean()) / held.std(), 1) if held.size > 3 and held.std() > 1e-6 else 1.0


def _expected(counts: dict[str, tuple[float, float]], lengths: tuple[float, float], both: bool) -> float:
    """Events after in the treated areas, and around, had nothing changed."""
    return (counts["treated"][0] + (counts["around"][0] if both else 0.0)) / lengths[0]


def _in_proportion(seen: Observed, counts: dict[str, tuple[float, float]], both: bool) -> bool:
    """Whether the ratio of the two changes shows a difference too: areas of different size differ in number when both change alike."""
    ours, theirs = np.array(counts["treated"]), np.array(counts["compared"])
    if both:
        ours, theirs = ours + counts["around"], theirs + counts["around_compared"]
    if not ours.all() or not theirs.all():
        return False
    spread = max(1.0, *(np.nan_to_num(fano_factor(seen.series(name)[seen.before]), nan=1.0) for name in ("treated", "compared")))
    away = np.log(ours[1] / ours[0]) - np.log(theirs[1] / theirs[0])
    return bool(abs(away) > 1.96 * np.sqrt(spread * (1 / ours + 1 / theirs).sum()))


def _next_door(seen: Observed, counts: dict[str, tuple[float, float]], lengths: tuple[float, float]) -> tuple[Beside, ...]:
    """What happened around, against the compared areas, and the quotient of both."""
    control = "around_compared" if "around_compared" in counts else "compared"
    moved = weighted_displacement(counts["around"], counts[control], lengths=lengths,
                                  series_before=np.array([seen.series(name)[seen.before] for name in ("around", control)]),
                                  memory=_memory(seen, "around", control))
    found = displacement_quotient(counts["treated"], counts["around"], counts["compared"])
    value, lower, upper = (number(each) for each in moved.result.limits(()))
    return (
        Beside("around", "change", value, lower, upper, "weighted displacement difference of the areas around"),
        Beside("quotient", "ratio", number(found.quotient.value), method="weighted displacement quotient"),
    )


def _told(design: str, found: Difference, expected: float, agree: bool, warnings: tuple[str, ...], beside: tuple[Beside, ...],
          unit: str) -> Answer:
    value, lower, upper = found.result.limits(())
    share = 1 + found.detectable / expected if expected > 0 else float("nan")
    sure = (lower > 0 or upper < 0) and agree
    away = abs(value / found.error) if found.error > 0 else 0.0
    rung = rung_of(design, side=-1 if value < 0 else 1, error_away=away, sure=sure, least=share)
    said = tuple(dict.fromkeys(each for each in warnings if each != WARNINGS["zero_at_start"]))
    return Answer(rung, unit, number(value), number(lower), number(upper), number(found.detectable), number(share), found.result.method,
                  warnings=said, beside=beside)
