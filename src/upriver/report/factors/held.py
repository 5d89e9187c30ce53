"""What is held of each factor in each area, put together from cleared cells and signals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from upriver import shelf
from upriver.report.story import Story, shown
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.reference.factor import LEVELS, Factor, factor_of

VALUES, EARLIER = "assessment/risk_and_protective/values", "assessment/risk_and_protective/earlier"
SOURCE = "Department for Education (Local Authority Interactive Tool), OHID (Fingertips), ONS, MHCLG; Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class Held:
    """One factor in one area: its latest cell, its comparators', what the comparison says, and the value before.

    `england_word` and `region_word` are keys of AGAINST, "" where there is no such comparator; `neighbours` is a phrase,
    `neighbours_held` says how many of the neighbours have a value.
    """

    factor: Factor
    area: Area
    own: Cell
    years: str
    england: Cell | None
    region: Cell | None
    england_word: str
    region_word: str
    neighbours: str
    neighbours_held: str
    earlier: Cell | None
    earlier_years: str
    trend: str


@cache
def factors() -> tuple[Factor, ...]:
    """All factors, by the levels of the model, risk before protective, then by name."""
    found = [factor_of(table) for table in shelf.declared("factors").values()]
    return tuple(sorted(found, key=lambda each: (list(LEVELS).index(each.level), each.effect != "risk", each.title)))


def title_of(factor: Factor) -> str:
    """A factor's name as people read it."""
    return factor.title


def evidence_words(factor: Factor) -> str:
    """Where the evidence stands, and whether it was seen there."""
    where = ", ".join(part for part in (factor.source, factor.source_date) if part)
    return where if factor.verified else f"{where or 'No source'}; not verified at source"


def held(story: Story, code: str = "") -> list[Held]:
    """All factors that are held, of the area with that code where one is given, in the order of factors and then of areas' names."""
    table, before = story.clearance.table(VALUES), story.clearance.table(EARLIER)
    if table is None:
        return []
    order = {factor.slug: (at, factor) for at, factor in enumerate(factors())}
    inside = {area.code for level in ("utla", "ltla") for area in story.areas.get(level, ()) if code in ("", area.code)}
    cells = [cell for cell in table.cells if cell.key.measure in order]
    by_code = {(cell.key.measure, cell.key.area.code, _table(cell)): cell for cell in cells if not _neighbour(cell)}
    earlier = {(cell.key.measure, cell.key.area.code): cell for cell in (before.cells if before else ())}
    found = []
    for cell in cells:
        if cell.key.area.code in inside and not _neighbour(cell):
            found.append(_held(story, order[cell.key.measure][1], cell, by_code, earlier, cells))
    return sorted(found, key=lambda each: (order[each.factor.slug][0], each.area.level != "utla", each.area.name))


def _table(cell: Cell) -> str:
    return next((value for name, value in cell.key.breakdown if name == "from_table"), "")


def _neighbour(cell: Cell) -> str:
    return next((value for name, value in cell.key.breakdown if name == "neighbours"), "")


def _held(story: Story, factor: Factor, own: Cell, by_code: dict[tuple[str, str, str], Cell], earlier: dict[tuple[str, str], Cell],
          cells: list[Cell]) -> Held:
    def other(kind: str) -> Cell | None:
        return by_code.get((factor.slug, story.signal(own, f"{kind}_code"), _table(own)))

    before = earlier.get((factor.slug, own.key.area.code))
    return Held(
        factor, own.key.area, own, story.signal(own, "years"), other("country"), other("region"), story.signal(own, "country"),
        story.signal(own, "region"), _neighbours(story, own, cells), story.signal(own, "neighbours_held"), before,
        story.signal(before, "years"), story.signal(own, "trend"),
    )


def _neighbours(story: Story, own: Cell, cells: list[Cell]) -> str:
    place = story.signal(own, "place_among_neighbours")
    if not place:
        return ""
    mine = {_neighbour(cell): cell for cell in cells if cell.key.area == own.key.area and cell.key.measure == own.key.measure and _neighbour(cell)}
    return (f"{place} from the worst; middle {shown(mine.get('median'))}, from {shown(mine.get('lowest'))} to {shown(mine.get('highest'))} "
            f"({story.signal(own, 'neighbours_held')} neighbours held)")
