"""Tartan rugs: factors by areas, each cell with its value, a word and a shade that says the same."""

from __future__ import annotations

from upriver.report.drawn import explain_of
from upriver.report.factors.held import SOURCE, VALUES, Held, title_of
from upriver.report.factors.words import AGAINST, SHORT, differs_from, value_words
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.document import Block, Column, Paragraph, Table, TableCell
from upriver.words.reference.factor import LEVELS, Factor

MOST_COLUMNS = 6
KEY = (
    "Worse and better are against England of the same years. A question mark: the publisher gives no interval, so chance isn't known. Close: less "
    "than a tenth apart."
)


def rug_by_factor(story: Story, found: list[Held]) -> list[Block]:
    """Factors down, council areas across; areas down where there are many."""
    areas = [area for area in story.areas.get("utla", ()) if any(each.area.code == area.code for each in found)]
    if not areas:
        return []
    cells = {(each.factor.slug, each.area.code): each for each in found}
    kept = [factor for factor in dict.fromkeys(each.factor for each in found) if any((factor.slug, area.code) in cells for area in areas)]
    caption = "Factors in each council area, against England"
    if len(areas) > MOST_COLUMNS:
        return _by_area("factors-rug-councils", caption, areas, kept, cells)
    columns = (Column("Factor"), *(Column(area.name) for area in areas), Column("England"), Column("Years"))
    rows = []
    for factor in kept:
        mine = [cells[(factor.slug, area.code)] for area in areas if (factor.slug, area.code) in cells]
        england = " and ".join(dict.fromkeys(differs_from(each.england, each.england_word) for each in mine))
        years = " and ".join({each.years.replace(" ", ""): each.years for each in mine}.values())
        rows.append((
            TableCell(f"{title_of(factor)}, {factor.unit} ({LEVELS[factor.level].lower()}, {factor.effect})"),
            *(_cell(cells.get((factor.slug, area.code))) for area in areas),
            TableCell(england),
            TableCell(years),
        ))
    return [Paragraph(KEY), Table("factors-rug-councils", caption, columns, tuple(rows), (), SOURCE, explain_of(VALUES))]


def rug_by_area(story: Story, found: list[Held]) -> list[Block]:
    """Districts down, the factors that are published for districts across."""
    councils = {area.code for area in story.areas.get("utla", ())}
    areas = [area for area in story.areas.get("ltla", ()) if any(each.area == area for each in found)]
    kept = [factor for factor in dict.fromkeys(each.factor for each in found)
            if any(each.factor == factor and each.area.level == "ltla" and each.area.code not in councils for each in found)]
    if not kept or len(areas) < 2:
        return []
    cells = {(each.factor.slug, each.area.code): each for each in found if each.factor in kept}
    return _by_area("factors-rug-districts", "Factors that are published for districts, against England", areas, kept, cells)


def _by_area(slug: str, caption: str, areas: list[Area], kept: list[Factor], cells: dict[tuple[str, str], Held]) -> list[Block]:
    columns = (Column("Area"), *(Column(f"{title_of(factor)}, {factor.unit}") for factor in kept))
    rows = tuple((TableCell(area.name), *(_cell(cells.get((factor.slug, area.code))) for factor in kept)) for area in areas)
    return [Table(slug, caption, columns, rows, (KEY,), SOURCE, explain_of(VALUES))]


def _cell(each: Held | None) -> TableCell:
    if each is None:
        return TableCell("not held")
    if each.own.value is None:
        return TableCell("not given")
    word = SHORT.get(each.england_word, "")
    tone = AGAINST.get(each.england_word, ("", ""))[1]
    return TableCell(f"{value_words(each.own, each.factor)} {word}".strip(), tone=tone)
