"""Who lives in one area: residents, the young, the old, and how many live where deprivation is deepest."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.residents.held import BY_AGE, DEPRIVED, MID_YEAR, RESIDENTS, TENTHS, one, year_of
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Column, Heading, Table, TableCell


def who_lives_here(story: Story, area: Area) -> list[Block]:
    """One row for the area and one for the whole, where residents or ages of the area are held."""
    rows_of = [(each.name, _row(story, each)) for each in (_inside(story, area) or [area])]
    told = [(name, cells) for name, cells in rows_of if any(cell is not None and cell.value is not None for cell in cells)]
    if not told:
        return []
    year = year_of(told[0][1][1] or told[0][1][2])
    columns = (
        Column("Area"), Column("Residents, Census 2021", 0), Column("Aged 10 to 24, %", 1), Column("Aged 65 and over, %", 1),
        Column("In the most deprived tenth of England, %", 1),
    )
    rows = tuple(
        (TableCell(name), *(number_cell(cell) for cell in cells))
        for name, cells in (*told, ("The whole partnership", _row(story, story.partnership)))
    )
    ages = (f"Ages are of the middle of {year}.",) if year else ()
    notes = (
        *ages,
        "The most deprived tenth are the small areas of England that rank so in the Indices of Deprivation 2025; not everybody there is poor.",
    )
    source = f"{DEPRIVED}; {MID_YEAR.split(';')[0]}" if year else DEPRIVED
    return [
        Heading("Who lives here"),
        Table(f"area-{area.code}-people", f"Residents of {area.name}", columns, rows, notes, source, explain_of(RESIDENTS)),
    ]


def _inside(story: Story, area: Area) -> list[Area]:
    """The districts that a partnership of several is made of: residents are held by district."""
    if area.level != "csp":
        return []
    ground = story.within.get((area.level, area.code), frozenset())
    found = [each for each in story.areas.get("ltla", ()) if (own := story.within.get(("ltla", each.code))) and own <= ground]
    return found if len(found) > 1 else []


def _row(story: Story, area: Area) -> tuple[Cell | None, Cell | None, Cell | None, Cell | None]:
    def found(table: str, measure: str, unit: str) -> Cell | None:
        return next((cell for cell in story.cells_of(table) if (cell.key.area, cell.key.measure, cell.key.unit) == (area, measure, unit)), None)

    return (
        found(RESIDENTS, "residents", "residents"), found(BY_AGE, "aged_10_to_24", "percent"),
        one(story, BY_AGE, area, "share_of_residents", "65_plus"), one(story, TENTHS, area, "share_of_residents", "01"),
    )
