"""How much the maps hang on how they are drawn."""

from __future__ import annotations

from upriver.report.beside.maps import AGREEMENT, CHOICES, RANKS, agreement
from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Story, shown
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Page, Paragraph, Table, TableCell

ORDER = 52
TABLES = {
    AGREEMENT: "How alike the highest twentieth of small areas is under other choices",
    RANKS: "Ranks of the highest small areas under other choices",
}
MADE = {
    "sensitivity": "The small areas in the highest twentieth by smoothed rate are set beside those that other units, denominators and "
    "treatments of institutions name; ranks are among areas with ten events or more.",
}
SOURCE = "data.police.uk, ONS Census 2021, ONS boundaries; OGL v3.0"
WAYS = {"residents": "by smoothed rate", "without_institutions": "without institutions", "counts": "by number", "hectares": "by hectare"}
CAUTION = (
    "No one way of drawing a map is right. A place that is among the highest however it is drawn is a safe place to start; one that comes "
    "and goes with the choice needs a closer look before anything is said of it."
)
HOW = (
    "The measure is the share of small areas that both ways name, of those that either names: 100% is the same list, 0% nothing in common. "
    "For neighbourhoods and wards, their small areas are taken, from the highest down, until they are a twentieth of all."
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page: agreement under each choice, and the ranks of the highest areas."""
    rows = [(words, cell) for name, words in CHOICES.items() if (cell := agreement(story, name)) is not None and cell.value is not None]
    if not rows:
        return ()
    listed = [row for row in rows if row[0] != CHOICES["neighbours"]] or rows
    lowest, safest = (pick(listed, key=lambda row: row[1].value or 0.0) for pick in (min, max))
    lead = (
        f"The list of the highest small areas changes most with this choice: {lowest[0]}, under which {shown(lowest[1])}% of the areas on either "
        f"list are on both. It changes least with this one: {safest[0]}, {shown(safest[1])}%."
    )
    ranks = _ranks(story)
    blocks: list[Block] = [Callout(CAUTION), _agreement(rows), Paragraph(HOW)]
    if ranks:
        blocks += [Paragraph(_moved(ranks)), _rank_table(ranks)]
    return (Page("questions/sensitivity", "How much do the maps hang on how they are drawn?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """What denominators are not held."""
    return ("No workday or night-time population is held, so rates of town centres are set against those who live there; residents, the size "
            "of the ground and plain counts are set beside each other instead.",)  # fmt: skip


def _ranks(story: Story) -> list[tuple[Area, dict[str, Cell]]]:
    """The highest areas in the order of the mapped rate, with their ranks by way."""
    found: dict[Area, dict[str, Cell]] = {}
    for cell in story.cells_of(RANKS):
        found.setdefault(cell.key.area, {})[cell.key.names["by"]] = cell
    rows = [(area, ways) for area, ways in found.items() if "residents" in ways and ways["residents"].value is not None]
    return sorted(rows, key=lambda row: (row[1]["residents"].value or 0.0, row[0].code))


def _moved(ranks: list[tuple[Area, dict[str, Cell]]]) -> str:
    """The area whose rank moves furthest under each choice."""
    said = []
    for name, words in WAYS.items():
        moves = [(abs((ways[name].value or 0.0) - (ways["residents"].value or 0.0)), area, ways) for area, ways in ranks
                 if name in ways and ways[name].value is not None]  # fmt: skip
        far, area, ways = max(moves, key=lambda move: move[0]) if moves else (0.0, None, {})
        if far and area is not None:
            said.append(f"{area.name} moves furthest {words}: from number {shown(ways['residents'])} to number {shown(ways[name])}.")
    return " ".join(said) or "None of the highest areas changes its rank under any of these choices."


def _agreement(rows: list[tuple[str, Cell]]) -> Table:
    body = tuple((TableCell(words), number_cell(cell)) for words, cell in rows)
    columns = (Column("Choice"), Column("Areas on both lists (%)", 0))
    return Table("sensitivity-agreement", "The highest twentieth of small areas under other choices", columns, body,
                 ("Set against the smoothed rate per resident, all points counted, which is what the maps show.",), SOURCE, explain_of(AGREEMENT))  # fmt: skip


def _rank_table(ranks: list[tuple[Area, dict[str, Cell]]]) -> Table:
    body = tuple(
        (TableCell(f"{area.name} {area.code}"), *(number_cell(ways.get(name)) for name in WAYS)) for area, ways in ranks
    )
    columns = (Column("Area"), *(Column(f"Rank {words}", 0) for words in WAYS.values()))
    note = "1 is the highest. Ranks next to each other can rarely be told apart; what matters is a large move."
    return Table("sensitivity-ranks", "The highest small areas, and their rank under each choice", columns, body, (note,), SOURCE, explain_of(RANKS))
