"""An indicator's control chart and the table that says the same."""

from __future__ import annotations

from upriver.report.drawing.described import LIMITS
from upriver.report.drawn import number_cell
from upriver.report.story import unit_words
from upriver.words.cleared import Cell
from upriver.words.document import Break, Chart, Column, Point, Series, Table, TableCell
from upriver.words.figure import UNITS
from upriver.words.language.dates import short_month
from upriver.words.language.speaking import mark as marked
from upriver.words.monitoring.indicator import CADENCES, SIGNALS, Mark, Standing
from upriver.words.period import Period
from upriver.words.text import number

SHOWN_ROWS = 12
USUAL = "What chance does"
HIDDEN = marked("Hidden")
"""Said in place of a signal where every reading is too small to show."""


def months_each(told: Standing) -> int:
    """How many months each of its readings is of."""
    return len(told.series[0].key.period.months) if told.series else CADENCES[told.indicator.cadence]


def when(period: Period) -> str:
    """A reading's time, short: "2025-03" for a month (the axis words it), "Jul to Sep 25", "2024/25", "2022/23 to 2024/25"."""
    months = period.months
    if len(months) == 1:
        return months[0]
    if len(months) == 3:
        return f"{short_month(int(months[0][5:]))} to {short_month(int(months[-1][5:]))} {months[-1][2:4]}"
    if len(months) in (12, 36) and months[0].endswith("-01"):
        return months[0][:4] if len(months) == 12 else f"{months[0][:4]} to {months[-1][:4]}"
    first, last = f"{months[0][:4]}/{int(months[0][:4]) + 1 - 2000:02d}", f"{int(months[-1][:4]) - 1}/{months[-1][2:4]}"
    return first if len(months) == 12 else f"{first} to {last}"


def said_when(period: Period) -> str:
    """The same for a table's row: a month as people say it."""
    return period.words if len(period.months) == 1 else when(period)


def unit_of(told: Standing) -> str:
    """What its readings are measured in, in words."""
    unit = told.read_from.unit if told.read_from else told.indicator.unit
    noun = {1: "a month", 3: "a quarter", 12: "a year"}.get(months_each(told), "")
    if told.indicator.measured_in and unit != "count":
        return told.indicator.measured_in
    return f"number {noun}".strip() if unit == "count" else unit_words(unit)


def decimals_of(told: Standing) -> int:
    """How many decimals its readings are printed with."""
    unit = told.read_from.unit if told.read_from else told.indicator.unit
    return max([UNITS[unit][1] if unit != "published" else 0, *(cell.decimals for cell in told.series)])


def control_chart(told: Standing, slug: str) -> Chart | None:
    """Its readings with the limits of chance, holes as holes, changes of recording marked; None where it has too few to draw."""
    if sum(1 for mark in told.marks if mark.cell.value is not None) < 2:
        return None
    points = tuple(Point(when(mark.cell.key.period), mark.cell.value, marker=mark.cell.marker if mark.cell.value is not None else mark.cell.marker or "x",
                         flag=mark.flag) for mark in told.marks)
    series = [Series(told.area_name, points)]
    if any(mark.expected is not None for mark in told.marks):
        series.append(Series(f"{USUAL}, on trial" if told.signal == "too_few" else USUAL, tuple(_band(mark) for mark in told.marks)))
    return Chart(
        slug, "months", told.says, f"{told.indicator.title}, {unit_of(told)}, {told.area_name}", tuple(series), "", unit_of(told),
        source_of(told), _alt(told), breaks=_breaks(told), table=slug, interval=LIMITS,
    )  # fmt: skip


def _band(mark: Mark) -> Point:
    """A limit is drawn no finer than its readings are counted, or its labels would say more than is known."""
    if mark.cell.value is None or mark.expected is None:
        return Point(when(mark.cell.key.period), None)
    places = mark.cell.decimals if mark.expected >= 20 else max(mark.cell.decimals, 1)
    usual, lower, upper = (None if each is None else round(each, places) for each in (mark.expected, mark.lower, mark.upper))
    return Point(when(mark.cell.key.period), usual, lower, upper)


def _breaks(told: Standing) -> tuple[Break, ...]:
    places = [at for at in range(1, len(told.marks)) if told.marks[at].phase != told.marks[at - 1].phase]
    return tuple(Break(when(told.marks[at].cell.key.period), f"{shift.what}") for at, shift in zip(places, told.shifts, strict=False))


def source_of(told: Standing) -> str:
    """Where its readings come from, for the foot of a picture."""
    return f"{told.source_title}, figures of the assessment" if told.source_title else "Figures of the assessment"


def _alt(told: Standing) -> str:
    held = [mark.cell for mark in told.marks if mark.cell.value is not None]
    low, high = min(held, key=lambda cell: cell.value or 0), max(held, key=lambda cell: cell.value or 0)
    places = decimals_of(told)
    gone = len(told.marks) - len(held)
    return (f"Control chart of {told.indicator.title.lower()} in {told.area_name}, {len(told.marks)} readings from {said_when(told.marks[0].cell.key.period)} to "
            f"{said_when(told.marks[-1].cell.key.period)}. Lowest {number(low.value or 0, places)} in {said_when(low.key.period)}, highest "
            f"{number(high.value or 0, places)} in {said_when(high.key.period)}; {gone} {'is a gap' if gone == 1 else 'are gaps'}. {told.says}")


def readings_table(told: Standing, slug: str) -> Table:
    """Every reading with what was usual, its limits and what the rules say of it where they say anything, the latest first."""
    places = decimals_of(told)
    charted = any(mark.expected is not None for mark in told.marks)
    limits = any(mark.cell.lower is not None for mark in told.marks)
    columns = [Column("When"), Column(f"Reading ({unit_of(told)})", places)]
    columns += [Column("Lower 95% limit", places), Column("Upper 95% limit", places)] if limits else []
    columns += [Column("Usual", 1), Column("Lower control limit", 1), Column("Upper control limit", 1)] if charted else []
    ruled = any(_rule_words(mark) for mark in told.marks)
    columns += [Column("What the rules say")] if ruled else []
    rows = []
    for mark in reversed(told.marks):
        row = [TableCell(said_when(mark.cell.key.period)), number_cell(mark.cell)]
        row += [number_cell(mark.cell, "lower"), number_cell(mark.cell, "upper")] if limits else []
        row += [_limit(mark.expected), _limit(mark.lower), _limit(mark.upper)] if charted else []
        row += [TableCell(_rule_words(mark) or "nothing")] if ruled else []
        rows.append(tuple(row))
    notes = (f"Made as {told.method}." if told.method else "", *told.notes)
    return Table(slug, f"{told.indicator.title}: every reading, {told.area_name}", tuple(columns), tuple(rows),
                 tuple(note for note in notes if note), source_of(told), shown_rows=SHOWN_ROWS)


def _limit(value: float | None) -> TableCell:
    return TableCell("") if value is None else TableCell(round(value, 1))


def _rule_words(mark: Mark) -> str:
    if mark.cell.value is None:
        return "a gap, not a zero"
    return mark.flag or ("" if mark.judged else "provisional, not judged")


def reading_words(told: Standing) -> str:
    """The latest reading with its unit, in a table: "1,083 a quarter", "96.2%", "0.34"."""
    shown = value_words(told.latest, decimals_of(told))
    unit = told.read_from.unit if told.read_from else told.indicator.unit
    if told.latest is None:
        return "hidden" if any("c" in cell.marker.split(";") for cell in told.series) else "not held"
    if unit == "percent":
        return f"{shown}%"
    words = unit_of(told).removeprefix("number ")
    if words.startswith("%"):
        return f"{shown}{words}"
    return f"{shown} {words}" if unit not in ("ratio", "rate_ratio") and words != "as published" else shown


def value_words(cell: Cell | None, places: int) -> str:
    """A reading as it is printed, or what stands for it."""
    if cell is None or cell.value is None:
        return "hidden" if cell is not None and "c" in cell.marker.split(";") else "not held"
    return number(cell.value, places)


def signal_words(told: Standing) -> str:
    """Its signal in words, with a mark so that colour isn't needed."""
    mark = {"better": "▼ " if told.indicator.better == "lower" else "▲ ", "worse": "▲ " if told.indicator.better == "lower" else "▼ ",
            "unusual": "◆ ", "none": "● ", "too_few": "○ ", "no_data": "– "}[told.signal]
    return ("– " if told.series and told.latest is None else mark) + signal_name(told)


def signal_name(told: Standing) -> str:
    """The same without its mark: one wording wherever an indicator is shown."""
    if told.series and told.latest is None:
        return HIDDEN if any("c" in cell.marker.split(";") for cell in told.series) else SIGNALS["no_data"]
    return SIGNALS[told.signal]
