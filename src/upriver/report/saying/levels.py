"""Claims of how much there is: a number of events or people, a rate, a share."""

from __future__ import annotations

from upriver.report.exploring.rows import Row
from upriver.report.saying.answers import HIDDEN, NOT, SUPPORTED, UNKNOWN, Answer, answer
from upriver.report.saying.claim.reading import Part
from upriver.report.saying.figures import COUNTED, RATES, Figures, at_time
from upriver.report.saying.places import Place
from upriver.report.saying.subjects import Subject
from upriver.report.saying.wording import level_said


def level(part: Part, subject: Subject, places: tuple[Place, ...], figures: Figures) -> Answer | None:
    """A claim of a level at one place; None where no such number of this subject is published there."""
    rows = _rows(part, subject, places[0], figures)
    if not rows:
        return None
    times = [when for when in part.times if when.role == "in"]
    if any(when.period is None for when in times) or len(times) > 1 or any(when.role != "in" for when in part.times):
        return answer(UNKNOWN, "It names a time that no figure is about.", subject, _latest(subject, rows))
    there = at_time(rows, times[0].period if times else None)
    if not there:
        return answer(UNKNOWN, "There is no figure for that time.", subject, _latest(subject, rows))
    shown = [row for row in there if row.value is not None]
    if not shown:
        return answer(UNKNOWN, HIDDEN, subject, rows=there[:1])
    row = shown[0]
    if not part.amounts:
        return answer(UNKNOWN, "It gives no number and no direction.", subject, level_said(subject, row), (row,))
    for each in shown:
        if len(part.amounts) == 1 and part.amounts[0].holds(each.value or 0.0) and _interval_holds(part, each):
            return answer(SUPPORTED, "The number is the printed one.", subject, level_said(subject, each), (each,))
    return answer(NOT, "The number is another one.", subject, level_said(subject, row), (row,))


def _latest(subject: Subject, rows: list[Row]) -> str:
    shown = at_time([row for row in rows if row.value is not None], None)
    return level_said(subject, shown[0]) if shown else ""


def _rows(part: Part, subject: Subject, place: Place, figures: Figures) -> list[Row]:
    """The figures of the kind that was claimed: a rate where one was named, a share where per cent was said, else counts."""
    plain = figures.plain(subject, place)
    if part.unit.startswith("per_"):
        return [row for row in plain if (row.unit in RATES and (row.unit.startswith(f"{part.unit}_") or row.unit == part.unit
                                                                or (part.unit == "per_100000" and row.unit == "standardised_per_100000")))
                or (row.unit == "published" and "100,000" in subject.unit and part.unit == "per_100000")]
    if part.unit == "percent":
        return [row for row in plain if row.unit == "percent" or (row.unit == "published" and subject.unit == "%")]
    counts = [row for row in plain if row.unit in COUNTED and not (row.unit == "published" and subject.unit == "%" and part.amounts)]
    return counts or ([] if part.amounts else plain)


def _interval_holds(part: Part, row: Row) -> bool:
    if part.interval is None:
        return True
    near = 0.5 * 10.0**-row.decimals + 1e-9
    return all(abs(typed - (own or 0)) <= near for typed, own in zip(part.interval, (row.lower, row.upper), strict=True))
