"""A study on its rung: its dates and areas held up first, then the design it declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from upriver.monitor.designs.answer import Answer, refuse
from upriver.monitor.designs.observed import Observed, faults
from upriver.monitor.designs.panel import did
from upriver.monitor.designs.series import its, its_control
from upriver.monitor.designs.simple import before_after, monitoring
from upriver.monitor.designs.weighing import harm_wdd, wdd
from upriver.words.period import month_period
from upriver.words.registers.learning import Study
from upriver.words.text import listed, plural

EXPLORATORY = "Exploratory: this was written down after the time it looks at had ended, when the result could already be seen."
LATE = "This was written down after the start, though before the end of the time it looks at."
BROKEN = "How this is recorded changed in {month} ({what}). It drops out only where it reached all the areas alike."


def answer(seen: Observed, *, seed: int) -> Answer:
    """What the declared design says of a study, or why it says nothing; the same whenever it is asked."""
    study = seen.study
    if amiss := (*faults(study), *_areas(seen)):
        return refuse(*amiss)
    if seen.why_not:
        return refuse(seen.why_not)
    if "treated" not in seen.groups:
        return refuse("No area where it happened can be counted here.")
    if why := _not_over(seen):
        return refuse(why, warnings=timing(study))
    designs: Mapping[str, Callable[[Observed], Answer]] = {
        "monitoring": monitoring, "before_after": before_after, "wdd": wdd, "harm_wdd": harm_wdd, "its": its, "its_control": its_control,
        "did": partial(did, seed=seed),
    }
    found = designs[study.design](seen)
    broken = tuple(BROKEN.format(month=month_period(month).words, what=what) for month, what in seen.breaks) if study.design not in ("monitoring", "its") else ()
    missing = [month for month in (*seen.stretches.before, *seen.stretches.after) if not seen.held[seen.months.index(month)]]
    words = [month_period(month).words for month in missing]
    holes = (f"Not held in every area, or in doubt, and left out on all sides: {listed(words, most=6)}.",) if missing else ()
    return replace(found, warnings=(*timing(study), *found.warnings, *broken, *holes))


def timing(study: Study) -> tuple[str, ...]:
    """What the day of its declaration says against a study."""
    declared, start, last = study.declared_on, study.starts, study.after_to
    if declared is None or start is None or last is None:
        return ()
    return (EXPLORATORY,) if declared > last else (LATE,) if declared > start else ()


def exploratory(study: Study) -> bool:
    """Whether it was written down after the time it looks at had ended."""
    return EXPLORATORY in timing(study)


def _areas(seen: Observed) -> tuple[str, ...]:
    why = []
    if seen.unknown:
        why.append(f"{plural(len(seen.unknown), 'code')} of areas can't be counted here: {listed(list(seen.unknown), most=4)}.")
    if seen.overlapping:
        why.append(f"An area stands on two sides at once: {listed(list(seen.overlapping), most=4)}.")
    return tuple(why)


def _not_over(seen: Observed) -> str:
    """Where the time after isn't held to its end, no result is given: who looks early and often finds something."""
    after = seen.stretches.after
    if not after:
        return "The dates leave no whole month after."
    if not seen.stretches.before:
        return "The dates leave no whole month before."
    if seen.last_held < after[-1]:
        held = month_period(seen.last_held).words if seen.last_held else "no month"
        due = month_period(after[-1]).words
        return f"Figures are held to {held} and the time after runs to {due}. No result is given before, since who looks often finds something."
    return ""
