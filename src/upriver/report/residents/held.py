"""What is held of residents: cells and signals by what they say, and the words of their ages."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.cleared import Cell, ClearedSignal

RESIDENTS, TENTHS, ETHNIC = (f"assessment/people/{name}" for name in ("residents", "tenths", "ethnic_groups"))
BY_AGE, SEX_AND_AGE, SETS = (f"assessment/people/{name}" for name in ("ages", "sex_and_age", "sets"))
SOURCE = "ONS Census 2021; Open Government Licence v3.0"
MID_YEAR = "ONS mid-year population estimates; Open Government Licence v3.0"
DEPRIVED = "ONS Census 2021, MHCLG Indices of Deprivation 2025; Open Government Licence v3.0"
AGE_WORDS = {
    "0_9": "0 to 9", "10_17": "10 to 17", "18_24": "18 to 24", "25_34": "25 to 34", "35_49": "35 to 49", "50_64": "50 to 64",
    "65_plus": "65 and over",
}
BROAD = {"younger": "Younger", "working_age": "Of working age", "older": "Older"}



def signals_of(story: Story, table: str, kind: str) -> Iterator[ClearedSignal]:
    """All signals of one kind in a table."""
    found = story.clearance.table(table)
    return (each for each in (found.signals if found else ()) if each.kind == kind)


def one(story: Story, table: str, area: Area, measure: str, value: str) -> Cell | None:
    """The cell of one value of a table's breakdown."""
    return next((cell for cell in story.cells_of(table) if cell.key.area == area and cell.key.measure == measure
                 and any(part == value for _, part in cell.key.breakdown)), None)


def year_of(cell: Cell | None) -> str:
    """The year a cell is of, as written."""
    return f"{cell.key.period.start:%Y}" if cell else ""


def young(story: Story, unit: str) -> Cell | None:
    """The number or share of residents from 10 to 24, of the whole partnership."""
    return next((cell for cell in story.cells_of(BY_AGE) if cell.key.area == story.partnership and cell.key.measure == "aged_10_to_24"
                 and cell.key.unit == unit), None)
