"""A state told: its chart, its table, and its paragraph with the caveat that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upriver.report.exploring.rows import Row, meaning, measure_said, unit_said
from upriver.report.exploring.state import Found, table_said
from upriver.report.titles import how_made
from upriver.words.area import LEVEL_NAMES, LEVEL_PLURALS
from upriver.words.document import Chart, Column, Point, Series, Table, TableCell
from upriver.words.text import number, plural, sentence

MOST_BARS, MOST_ROWS = 20, 400
FEW = 10
SOURCES = "The published release's own cells (data/cells.csv), whose sources its pages name"


def chart_of(rows: Sequence[Row], beside: Sequence[Row] = (), *, slug: str = "explored", source: str = SOURCES) -> Chart | None:
    """A chart of rows of one measure and unit: months as a line, else the largest as bars; None where nothing has a number."""
    given = [row for row in rows if row.value is not None]
    if not given:
        return None
    monthly = all(row.start[:7] == row.end[:7] and row.start.endswith("-01") for row in rows)
    if monthly and len({row.start for row in rows}) > 2 and len({(row.code, row.breakdown) for row in rows}) == 1:
        return _months(rows, beside, slug, source)
    return _bars(rows, beside, slug, source)


def _months(rows: Sequence[Row], beside: Sequence[Row], slug: str, source: str) -> Chart:
    series = []
    for each in (rows, beside):
        for breakdown in sorted({row.breakdown for row in each}):
            points = sorted((row for row in each if row.breakdown == breakdown), key=lambda row: row.start)
            if len(points) > 2:
                series.append(Series(points[0].name, tuple(Point(row.start[:7], row.value, row.lower, row.upper, row.marker) for row in points)))
    first = rows[0]
    subject = f"{measure_said(first.measure)}, {unit_said(first.unit)}"
    names = " and ".join(dict.fromkeys(each.name for each in series))
    return Chart(slug, "months", f"{measure_said(first.measure)}, month by month: {names}", f"{subject}, {names}", tuple(series[:4]), "Month",
                 unit_said(first.unit), source, f"Line chart of {subject} by month in {names}. {told(rows)}")


def _bars(rows: Sequence[Row], beside: Sequence[Row], slug: str, source: str) -> Chart:
    first = rows[0]
    ranked = sorted([row for row in rows if row.value is not None], key=lambda row: (-(row.value or 0), row.name, row.breakdown, row.start))
    kept = [*ranked[:MOST_BARS], *(row for row in beside if row.value is not None and row not in ranked[:MOST_BARS])]
    by_area, by_time = len({row.code for row in kept}) > 1, len({(row.start, row.end) for row in kept}) > 1
    points = tuple(Point(_name(row, area=by_area, time=by_time), row.value, row.lower, row.upper, row.marker) for row in kept)
    rest = f", the {len(ranked[:MOST_BARS])} highest of {len(rows):,}" if len(ranked) > MOST_BARS else ""
    subject = f"{measure_said(first.measure)}, {unit_said(first.unit)}, {first.when if not by_time else 'several periods'}{rest}"
    return Chart(slug, "bars", _title(ranked), subject, (Series("value", points),), "", unit_said(first.unit), source,
                 f"Bar chart of {subject}. {told(rows)}")


def _title(ranked: Sequence[Row]) -> str:
    """What the bars show first; a lead that its interval doesn't carry is said so."""
    top = ranked[0]
    name = _name(top, area=True, time=len({row.start for row in ranked}) > 1)
    if len(ranked) == 1:
        return f"{name}: {top.shown} {unit_said(top.unit)}"
    close = sum(1 for row in ranked[1:] if row.upper is not None and top.lower is not None and row.upper >= top.lower)
    if close:
        return f"{name} is highest of what is shown, not clearly above {plural(close, 'other')}"
    return f"{name} is highest of what is shown, at {top.shown}"


def _name(row: Row, *, area: bool, time: bool) -> str:
    parts = [row.name] if area or not row.breakdown else []
    parts += [", ".join(part.partition("=")[2] for part in row.breakdown.split(";"))] if row.breakdown else []
    parts += [row.when] if time else []
    return ", ".join(parts) or row.name


def table_of(rows: Sequence[Row], beside: Sequence[Row] = (), *, slug: str = "explored-table", caption: str = "", most: int = MOST_ROWS,
             source: str = SOURCES) -> Table:
    """The same rows as a table, highest first (times in their order); as many as `most`."""
    every = [*rows, *beside]
    timed = len({(row.start, row.end) for row in every}) > 1
    ordered = sorted(
        every, key=lambda row: (row.start, row.end, row.name) if timed else (row.value is None, -(row.value or 0), row.name, row.breakdown)
    )
    first = ordered[0]
    decimals = first.decimals
    columns = [Column("Area"), *([Column("Period")] if timed else []), *([Column("Split")] if any(row.breakdown for row in every) else [])]
    numbers = [("Value", "value", decimals), ("Lower 95% limit", "lower", decimals), ("Upper 95% limit", "upper", decimals)]
    if first.unit != "count":
        numbers = [("Events", "count", 0), ("Out of", "denominator", 0), *numbers]
    numbers = [each for each in numbers if any(getattr(row, each[1]) is not None for row in every) or each[1] == "value"]
    columns += [Column(name, places) for name, _, places in numbers]
    body = []
    for row in ordered[:most]:
        cells = [TableCell(row.name), *([TableCell(row.when)] if timed else [])]
        cells += (
            [TableCell(row.breakdown.replace("_", " ").replace("=", ": ").replace(";", "; "))]
            if len(columns) - len(numbers) > len(cells)
            else []
        )
        cells += [_number(row, part) for _, part, _ in numbers]
        body.append(tuple(cells))
    left = len(ordered) - len(body)
    notes = (f"{plural(left, 'further row')} of this choice {'is' if left == 1 else 'are'} in the CSV file.",) if left else ()
    says = caption or f"{measure_said(first.measure)}, {unit_said(first.unit)}"
    return Table(slug, says, tuple(columns), tuple(body), notes, source, "", 40)


def _number(row: Row, part: str) -> TableCell:
    value = getattr(row, part)
    return TableCell(value, (row.marker or "x") if value is None else row.marker if part == "value" else "")


def told(rows: Sequence[Row]) -> str:
    """What the rows say, in a sentence or two of their own numbers: nothing is worked out from them."""
    given = sorted((row for row in rows if row.value is not None), key=lambda row: (-(row.value or 0), row.name))
    gone = len(rows) - len(given)
    hidden = sum("c" in row.marker.split(";") for row in rows)
    if not given:
        return f"None of the {plural(len(rows), 'figure')} can be shown: {_why(hidden, gone - hidden)}."
    first = given[0]
    unit, what = unit_said(first.unit), measure_said(first.measure)
    if len(rows) == 1:
        return f"{what} in {_name(first, area=True, time=False)}, {first.when}: {first.between}, {unit}."
    time = len({row.start for row in rows}) > 1
    top, low = (_name(row, area=True, time=time) for row in (given[0], given[-1]))
    says = f"{what} ({unit}{'' if time else ', ' + first.when}): highest in {top}, {given[0].between}"
    says += f"; lowest in {low}, {given[-1].between}." if len(given) > 1 else "."
    return says + (f" {number(gone)} of {number(len(rows))} can't be shown: {_why(hidden, gone - hidden)}." if gone else "")


def _why(hidden: int, absent: int) -> str:
    parts = [f"{hidden:,} hidden to protect people"] * bool(hidden) + [f"{absent:,} not available"] * bool(absent)
    return " and ".join(parts)


def compared(found: Found) -> str:
    """One area beside another, where both have one number: which is higher, or that chance could be the difference."""
    if len(found.rows) != 1 or len(found.beside) != 1:
        return ""
    mine, other = found.rows[0], found.beside[0]
    if mine.value is None or other.value is None:
        return f"Compared with {other.name}: one of the two can't be shown."
    if None in (mine.lower, mine.upper, other.lower, other.upper):
        return f"Compared with {other.name}: {other.between}. No interval is given, so whether they differ by more than chance isn't said."
    apart = (mine.lower or 0) > (other.upper or 0) or (mine.upper or 0) < (other.lower or 0)
    way = "higher" if mine.value > other.value else "lower"
    return f"Compared with {other.name}, {other.between}: " + (
        f"{way}, by more than chance." if apart else "not clearly different; their intervals overlap."
    )


def caveat(rows: Sequence[Row]) -> str:
    """What must be known to use these figures: how they came about, and what is weak in them."""
    first = rows[0]
    section = first.table.split("/")[1] if first.table.count("/") else first.table
    parts = [f"{sentence(table_said(first.table)).rstrip('.')}. {meaning(first.measure)} {how_made().get(section, '')}".strip()]
    if any(row.count is not None and row.count < FEW and row.unit != "count" for row in rows):
        parts.append(f"Rates on fewer than {FEW} events are uncertain and aren't ranked.")
    if any("p" in row.marker.split(";") for row in rows):
        parts.append("Figures marked [p] are provisional.")
    if first.level in ("lsoa21", "msoa21", "ward"):
        parts.append("These are figures of places, not of the people who live there.")
    parts.append("They are what was recorded, not all that happened.")
    return re.sub(r"\s+", " ", " ".join(parts))


def heading(found: Found) -> str:
    """The state as a title."""
    state, first = found.state, (found.rows or found.beside)[0]
    where = first.name if state.area else f"all {LEVEL_PLURALS.get(state.where, LEVEL_NAMES.get(state.where, state.where))}"
    return re.sub(r"\s+", " ", f"{measure_said(state.what)}: {where}")
