"""What a kind's table says of change where the year before isn't held: not that there were too few."""

from __future__ import annotations

from dataclasses import dataclass, field

from upriver.report.areas.kinds import kinds_in_depth
from upriver.report.sections.kinds_in_depth import _areas
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.declared import Profile
from upriver.words.document import Table
from upriver.words.figure import Key
from upriver.words.period import Period, months_period

AREA, YEAR, TABLE = Area("csp", "E22", "Harbour"), months_period("2017-04", "2018-03"), "assessment/depth/recorded"
AGAINST = (("against", "year_before"),)


@dataclass
class Told:
    """A story of one area's counts, as far as a table of kinds asks."""

    cells: tuple[Cell, ...]
    profiles: tuple[Profile, ...] = (Profile("homicide", 1, "Homicide and near misses", "Deaths."),)
    partnership: Area = field(default=AREA)
    period: Period = field(default=YEAR)

    def cells_of(self, table: str, measure: str = "", *, unit: str = "", area: Area | None = None) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.key.table == table and unit in ("", cell.key.unit))

    def cell(self, table: str, area: Area, measure: str, unit: str, *, period: Period = YEAR, split: tuple = ()) -> Cell | None:
        wanted = Key(table, area, period, measure, unit, split)
        return next((cell for cell in self.cells if cell.key == wanted), None)

    def signal(self, cell: Cell | None, kind: str) -> str:
        return ""


def a_cell(unit: str, value: float, *flags: str, split: tuple = ()) -> Cell:
    return Cell(Key(TABLE, AREA, YEAR, "homicide", unit, split), int(value), None, value, None, None, "", "", 0, flags)


def said_of_change(story: Told) -> set[str]:
    """Every word on change in the kind's own table and in the area's."""
    tables = [_areas(story, story.profiles[0]), *(each for each in kinds_in_depth(story, AREA, story.profiles) if isinstance(each, Table))]
    return {cell.value for table in tables if table for row in table.rows for cell in row[1:] if isinstance(cell.value, str)} | {
        note for table in tables if table for note in table.notes if "change" in note
    }


def test_a_change_that_can_t_be_given_for_want_of_the_year_before_says_so() -> None:
    said = " ".join(said_of_change(Told((a_cell("count", 912), a_cell("per_1000_residents", 0.46)))))
    assert "the year before isn't held" in said and "too few" not in said


def test_a_change_of_few_events_says_that_they_are_few() -> None:
    few = Told((a_cell("count", 4), a_cell("change_percent", 33, "few_events", split=AGAINST)))
    assert "too few to say" in said_of_change(few)


def test_a_kind_without_a_page_is_not_linked_from_an_area() -> None:
    assert not kinds_in_depth(Told((a_cell("count", 912),)), AREA, ())
