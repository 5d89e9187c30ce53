"""Claims that something rose, fell or stayed: borne out only where the interval leaves out no change."""

from __future__ import annotations

from upriver.report.exploring.rows import Row
from upriver.report.saying import comparing
from upriver.report.saying.answers import HIDDEN, NOT, SUPPORTED, UNKNOWN, Answer, answer
from upriver.report.saying.claim.numbers import Amount
from upriver.report.saying.claim.reading import Part
from upriver.report.saying.claim.times import before
from upriver.report.saying.figures import Figures, at_time, way_of
from upriver.report.saying.places import Place
from upriver.report.saying.subjects import Subject
from upriver.report.saying.wording import change_said, period_of, trend_said

NARROW = 10.0
"""Within this many percent either way an interval about no change may be called "no change"; a wider one only "no clear change"."""


def changed(part: Part, subject: Subject, places: tuple[Place, ...], figures: Figures) -> Answer | None:
    """A claim of change, or of none, at one place; None where no change of this subject is published there."""
    if len(places) > 1:
        return comparing.beside(part, subject, places, figures)
    place = places[0]
    rows, said = _rows(part, subject, place, figures)
    if rows is None:
        there = figures.changes(subject, place)
        if not there:
            return None
        return answer(UNKNOWN, "No figure sets those times beside each other.", subject, _say(subject, at_time(there, None)), at_time(there, None))
    row = rows[0]
    if row.value is None:
        return answer(UNKNOWN, HIDDEN, subject, rows=(row,))
    way = way_of(row)
    sentence = said(subject, row)
    if way is None:
        return answer(UNKNOWN, "That change is published without an interval, so whether it is clear can't be told.", subject, rows=(row,))
    if part.kind in ("same", "unclear"):
        return _still(part, subject, row, way, sentence)
    return _moved(part, subject, row, way, sentence, figures)


def _say(subject: Subject, rows: list[Row]) -> str:
    return change_said(subject, rows[0]) if rows and rows[0].value is not None and way_of(rows[0]) is not None else ""


def _rows(part: Part, subject: Subject, place: Place, figures: Figures):  # type: ignore[no-untyped-def]
    """The change that a claim is about, and how it is said; None where its times are ones that nothing sets beside each other."""
    against = next((when for when in part.times if when.role == "against"), None)
    since = next((when for when in part.times if when.role == "since"), None)
    inside = next((when for when in part.times if when.role == "in"), None)
    if any(when.period is None for when in part.times if when.role == "in") or sum(when.role == "in" for when in part.times) > 1:
        return None, change_said
    if part.yearly:
        trends = [row for row in figures.trends(subject, place) if since is None or (since.period and row.start[:4] == str(since.period.start.year))]
        return at_time(trends, None) or None, trend_said
    if since is not None:
        trends = [row for row in figures.trends(subject, place) if since.period and row.start[:4] == str(since.period.start.year)]
        latest = at_time(figures.changes(subject, place), None)
        if trends:
            return trends, trend_said
        if latest and since.period and before(period_of(latest[0])) == since.period:
            return latest, change_said
        return None, change_said
    found = at_time(figures.changes(subject, place), inside.period if inside else None)
    if not found:
        return None, change_said
    if against is not None and against.period is not None and before(period_of(found[0])) != against.period:
        return None, change_said
    return found, change_said


def _still(part: Part, subject: Subject, row: Row, way: int, sentence: str) -> Answer:
    if way != 0:
        return answer(NOT, "The change is clear: its interval leaves out no change.", subject, sentence, (row,))
    wide = max(abs(row.lower or 0), abs(row.upper or 0)) > NARROW
    if part.amounts and not any(_value(each, row) for each in part.amounts):
        return answer(NOT, "The number is another one.", subject, sentence, (row,))
    if part.kind == "same" and wide:
        return answer(UNKNOWN, "No change is clear, yet the interval is too wide to say that there was none.", subject, sentence, (row,))
    if not _interval_holds(part, row):
        return answer(NOT, "The interval is another one.", subject, sentence, (row,))
    return answer(SUPPORTED, "The interval holds no change.", subject, sentence, (row,))


def _value(amount: Amount, row: Row) -> bool:
    return amount.holds(row.value or 0.0) or amount.holds(abs(row.value or 0.0))


def _moved(part: Part, subject: Subject, row: Row, way: int, sentence: str, figures: Figures) -> Answer:
    if part.negated:
        if way == part.way:
            return answer(NOT, "It did, clearly.", subject, sentence, (row,))
        if way == 0:
            return answer(UNKNOWN, "No change is clear either way: the figures neither show it nor leave it out.", subject, sentence, (row,))
        return answer(SUPPORTED, "It went the other way, clearly.", subject, sentence, (row,))
    if way == 0:
        return answer(NOT, "No change is clear: the interval holds both a rise and a fall.", subject, sentence, (row,))
    if part.way and way != part.way:
        return answer(NOT, f"It {'rose' if way > 0 else 'fell'}.", subject, sentence, (row,))
    if not part.way and not part.amounts:
        return answer(SUPPORTED, "The interval leaves out no change.", subject, sentence, (row,))
    if not _interval_holds(part, row):
        return answer(NOT, "The interval is another one.", subject, sentence, (row,))
    return _by_how_much(part, subject, row, sentence, figures)


def _interval_holds(part: Part, row: Row) -> bool:
    """Whether an interval that was typed is the printed one."""
    if part.interval is None:
        return True
    near = 0.5 * 10.0**-row.decimals + 1e-9
    return all(abs(typed - (own or 0)) <= near for typed, own in zip(part.interval, (row.lower, row.upper), strict=True))


def _by_how_much(part: Part, subject: Subject, row: Row, sentence: str, figures: Figures) -> Answer:
    """The amount that was typed: a percentage, a number of events, or two counts."""
    if part.way and not part.negated and any(each.value < 0 for each in part.amounts) and not part.signed:
        return answer(UNKNOWN, "A fall or rise by a minus number can be read in two ways.", subject, sentence, (row,))
    percents = [each for each in part.amounts if each.percent]
    plain = [each for each in part.amounts if not each.percent]
    rows: tuple[Row, ...] = (row,)
    if percents and not part.yearly and "a=year" in row.breakdown.split(";"):
        return answer(UNKNOWN, "The figure is a change a year on average, not over the whole time.", subject, sentence, rows)
    if percents and not all(each.holds((row.value or 0) if part.signed else abs(row.value or 0)) for each in percents):
        return answer(NOT, "The direction is right and the number is another one.", subject, sentence, rows)
    if part.unit.startswith("per_") and plain:
        return answer(UNKNOWN, "No figure sets these two rates beside each other with an interval. Say the change in percent.", subject, sentence, rows)
    if plain:
        first, last = figures.pair(subject, row, before(period_of(row)))
        if first is None or last is None or first.value is None or last.value is None:
            return answer(UNKNOWN, HIDDEN, subject, sentence, rows)
        rows = (row, first, last)
        wanted = (first.value, last.value) if len(plain) > 1 else (abs(last.value - first.value),) if part.absolute else (last.value,)
        if len(plain) > 2 or not all(amount.holds(actual) for amount, actual in zip(plain, wanted, strict=False)):
            return answer(NOT, "The direction is right and the numbers are others.", subject, sentence, rows)
    return answer(SUPPORTED, "The direction is clear: its interval leaves out no change." if not part.amounts else
                  "The number is the printed one, and its interval leaves out no change.", subject, sentence, rows)
