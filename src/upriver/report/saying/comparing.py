"""Claims that one area is higher than another, or the highest of all: borne out only where intervals lie apart."""

from __future__ import annotations

from upriver.report.exploring.rows import Row
from upriver.report.saying.answers import HIDDEN, NOT, SUPPORTED, UNKNOWN, Answer, answer
from upriver.report.saying.claim.reading import Part
from upriver.report.saying.figures import FEW, RATES, Figures, at_time
from upriver.report.saying.places import Place
from upriver.report.saying.subjects import Subject
from upriver.report.saying.wording import beside_said, clearer, level_said

NUMBERS = "It compares numbers, and those follow how many people live in each area. Compare the rates."
WITHOUT = "One of the two is published without an interval, so whether the difference is clear can't be told."
SMALL = f"It rests on fewer than {FEW} events, so it is not compared."


def beside(part: Part, subject: Subject, places: tuple[Place, ...], figures: Figures) -> Answer | None:
    """A claim that one place's rate is higher, lower or the same as another's; None where no rate of both is published."""
    if len(places) != 2 or places[0] == places[1]:
        return None
    mine, theirs = (_rates(part, subject, place, figures) for place in places)
    same = [(row, other) for row in mine for other in theirs if (row.table, row.unit, row.start, row.end) == (other.table, other.unit, other.start, other.end)]
    if not same:
        return None
    row, other = next(((a, b) for a, b in same if a.value is not None and b.value is not None), same[0])
    if row.value is None or other.value is None:
        return answer(UNKNOWN, HIDDEN, subject, rows=(row, other))
    if None in (row.lower, row.upper, other.lower, other.upper):
        return answer(UNKNOWN, WITHOUT, subject, f"{level_said(subject, row)} {level_said(subject, other)}", (row, other))
    if any(each.count is not None and each.count < FEW for each in (row, other)):
        return answer(UNKNOWN, SMALL, subject, level_said(subject, row), (row, other))
    how, said = clearer(row, other), beside_said(subject, row, other)
    if part.counted:
        return answer(UNKNOWN, NUMBERS, subject, said, (row, other))
    if part.kind in ("same", "unclear"):
        clear = "Their intervals lie apart: the difference is clear."
        return answer(SUPPORTED if how == 0 else NOT, "Their intervals overlap." if how == 0 else clear, subject, said, (row, other))
    if part.negated:
        verdict = NOT if how == part.way else SUPPORTED if how == -part.way else UNKNOWN
        return answer(verdict, "Their intervals lie apart." if how else "Their intervals overlap: no difference is clear.", subject, said, (row, other))
    if how == 0:
        return answer(NOT, "Their intervals overlap: no difference is clear.", subject, said, (row, other))
    if how != part.way:
        return answer(NOT, "It is the other way round.", subject, said, (row, other))
    return _numbers(part, subject, row, other, said)


def _numbers(part: Part, subject: Subject, row: Row, other: Row, said: str) -> Answer:
    """Numbers in a comparison may only be the two rates themselves: by how much one is higher is not published."""
    if not part.amounts:
        return answer(SUPPORTED, "Their intervals lie apart.", subject, said, (row, other))
    values = (row.value or 0.0, other.value or 0.0)
    if len(part.amounts) == 2 and not any(each.percent for each in part.amounts):
        held = all(amount.holds(value) for amount, value in zip(part.amounts, values, strict=True))
        return answer(SUPPORTED if held else NOT, "Both are the printed ones, and their intervals lie apart." if held else "The numbers are others.",
                      subject, said, (row, other))
    return answer(UNKNOWN, "By how much one is higher than the other is not published.", subject, said, (row, other))


def _rates(part: Part, subject: Subject, place: Place, figures: Figures) -> list[Row]:
    """The rates of a place at the time that was named, else the latest."""
    inside = next((when for when in part.times if when.role == "in"), None)
    if inside is not None and inside.period is None:
        return []
    rows = [row for row in figures.plain(subject, place) if row.unit in RATES or row.unit == "published" or (row.unit == "percent" and subject.split)]
    found = at_time(rows, inside.period if inside else None)
    return [row for row in found if not part.unit.startswith("per_") or row.unit.startswith(part.unit) or part.unit in row.unit]


def most(part: Part, subject: Subject, places: tuple[Place, ...], figures: Figures) -> Answer | None:
    """A claim that a place has the highest or lowest rate of all areas of its kind."""
    place = places[0]
    if place.level in ("partnership", "country"):
        return answer(UNKNOWN, "Name the area that is said to be highest or lowest, and of which kind.", subject)
    for mine in _rates(part, subject, place, figures):
        level = [row for row in figures.plain(subject) if (row.table, row.unit, row.start, row.end, row.level) ==
                 (mine.table, mine.unit, mine.start, mine.end, mine.level) and row.code != mine.code]
        if not level or mine.unit == "published":
            continue
        if mine.value is None and not any(row.value is not None for row in level):
            continue
        return _ranked(part, subject, mine, level)
    return None


def _ranked(part: Part, subject: Subject, mine: Row, level: list[Row]) -> Answer:
    if mine.value is None or any(row.value is None or row.lower is None for row in level):
        return answer(UNKNOWN, HIDDEN, subject, rows=(mine,))
    if mine.count is not None and mine.count < FEW:
        return answer(UNKNOWN, SMALL, subject, rows=(mine,))
    next_to = sorted(level, key=lambda row: -part.way * (row.value or 0))[0]
    said = beside_said(subject, mine, next_to)
    if part.counted:
        return answer(UNKNOWN, NUMBERS, subject, said, (mine, next_to))
    if part.amounts:
        return answer(UNKNOWN, "Say the number and the comparison in two sentences.", subject, said, (mine, next_to))
    if clearer(mine, next_to) == part.way:
        return answer(SUPPORTED, "Its interval lies apart from that of every other area of its kind.", subject, said, (mine, next_to))
    first = "It is not." if part.way * ((mine.value or 0) - (next_to.value or 0)) <= 0 else "Its interval overlaps that of another area: it is not clearly so."
    return answer(NOT, first, subject, said, (mine, next_to))
