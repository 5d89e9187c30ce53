"""Objectives with their indicators: baseline, where they stand now, and target."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.exploring.rows import rows_of_cells
from upriver.report.plans.citing import printed, when_short
from upriver.report.plans.strategy.chosen import Chosen
from upriver.report.plans.tables import coded, date_words
from upriver.report.plans.watched.charting import said_when
from upriver.words.cleared import Cell
from upriver.words.document import Column, Table, TableCell
from upriver.words.monitoring.indicator import Standing
from upriver.words.registers.strategy import DIRECTIONS, Measure, Objective

NO_READING = "no reading yet"
SAME_LENGTH = "Where the baseline is of a year, the latest is of a year too: a month or a quarter can't be held against it."


def measures_table(chosen: Chosen, objectives: Sequence[Objective], slug: str, caption: str = "How we will know") -> Table | None:
    """Indicators one a row; None where no objective has one. A reading is printed only as it left the lock."""
    rows: list[tuple[TableCell, ...]] = []
    for objective in objectives:
        for measure in chosen.measures(objective.id):
            standing = standing_of(chosen, measure)
            rows.append((
                TableCell(f"{coded(objective.direction, DIRECTIONS)}: {title_of(standing, measure)}"),
                TableCell(_baseline(standing, measure)), TableCell(_latest(standing)),
                TableCell(_target(measure)), TableCell(_chance(standing, measure)),
            ))
    if not rows:
        return None
    columns = [Column("Indicator"), Column("Baseline"), Column("Latest"), Column("Target"), Column("Chance of meeting it")]
    if not any(row[-1].value for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Table(slug, caption, tuple(columns), tuple(rows), (SAME_LENGTH,))


def standing_of(chosen: Chosen, measure: Measure) -> Standing | None:
    """How a measure stands, where it has been read."""
    return next((each for each in chosen.told.standings if each.measure is not None and each.measure.id == measure.id), None)


def title_of(standing: Standing | None, measure: Measure) -> str:
    """The indicator's title; its short name as words before it has been read."""
    return standing.indicator.title if standing else measure.indicator.replace("_", " ")


def _latest(standing: Standing | None) -> str:
    """The latest reading; where the baseline is of longer, the latest stretch as long as it, or a reader would take a quarter for a fall."""
    if standing is None:
        return NO_READING
    baseline, latest = standing.baseline, standing.latest
    if baseline is None or latest is None or len(latest.key.period.months) >= len(baseline.key.period.months):
        return _said(latest, dated=True)
    if standing.since_baseline is not None:
        return f"{standing.since_baseline.says} ({said_when(standing.since_baseline.now.period)})"
    if baseline.key.period.end >= latest.key.period.end:
        return "nothing after the baseline yet"
    return "not as long a time as the baseline yet"


def _baseline(standing: Standing | None, measure: Measure) -> str:
    when = ""
    if measure.baseline_from and measure.baseline_to:
        whole = (measure.baseline_from.month, measure.baseline_from.day, measure.baseline_to.month, measure.baseline_to.day) == (1, 1, 12, 31)
        same = whole and measure.baseline_from.year == measure.baseline_to.year
        when = str(measure.baseline_from.year) if same else f"{date_words(measure.baseline_from)} to {date_words(measure.baseline_to)}"
    value = _said(standing.baseline) if standing and standing.baseline else ""
    return f"{value} ({when})" if value and when else value or when or "none set"


def _said(cell: Cell | None, *, dated: bool = False) -> str:
    """A reading as it left the lock, with its period where the column doesn't say it."""
    if cell is None:
        return NO_READING
    row = next(rows_of_cells([cell]))
    when = f" ({when_short(row)})" if dated else ""
    return f"{printed(row)}{when}" if row.value is not None else "hidden to protect people" if "c" in row.marker.split(";") else "not available"


def _chance(standing: Standing | None, measure: Measure) -> str:
    """The chance of meeting the target in words; nothing where none is set and readings are there."""
    if standing is None or (measure.target is None and standing.latest is not None):
        return ""
    return standing.chance_says


def _target(measure: Measure) -> str:
    if measure.target is None:
        return "none set"
    why = f" Why: {measure.target_why}" if measure.target_why else ""
    return f"{measure.target.normalize():,f}{f' by {date_words(measure.target_by)}' if measure.target_by else ''}.{why}"
