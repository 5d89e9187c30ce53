"""Residents by deprivation, age, sex and ethnic group: a picture, its table, a sentence."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.residents.held import (
    AGE_WORDS,
    BROAD,
    BY_AGE,
    DEPRIVED,
    ETHNIC,
    MID_YEAR,
    SEX_AND_AGE,
    SOURCE,
    TENTHS,
    one,
    year_of,
    young,
)
from upriver.report.story import Story, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Chart, Column, Heading, Series, Table, TableCell
from upriver.words.text import number


def _both(story: Story, table: str, value: str) -> tuple[Cell | None, Cell | None]:
    """The count and the share of one value of a table's breakdown, for the whole partnership."""
    return one(story, table, story.partnership, "residents", value), one(story, table, story.partnership, "share_of_residents", value)


def deprivation(story: Story) -> list[Block]:
    """Residents by the tenth of England that their small area falls in."""
    tenths = [f"{each:02d}" for each in range(1, 11)]
    rows = [(tenth, *_both(story, TENTHS, tenth)) for tenth in tenths]
    if not any(count is not None for _, count, _ in rows):
        return []
    names = {"01": "1, most deprived", "10": "10, least"}
    words = {tenth: names.get(tenth, str(int(tenth))) for tenth in tenths}
    table = Table(
        "people-tenths", "Residents by the tenth of England that their small area falls in",
        (Column("Tenth"), Column("Residents", 0), Column("Share, %", 1)),
        tuple((TableCell(words[tenth]), number_cell(count), number_cell(share)) for tenth, count, share in rows),
        ("If the area were like England, each tenth would hold about 10%. A tenth is of small areas, not of people: not everybody in a "
         "deprived area is poor, and many people who are poor live elsewhere.",),
        DEPRIVED, explain_of(TENTHS),
    )
    given = [share for _, _, share in rows if share is not None and share.value is not None]
    first, last = (given[0].value or 0.0, given[-1].value or 0.0) if given else (0.0, 0.0)
    more = "More" if first > 10 else "Fewer"
    title = f"{more} residents than England's tenth live in the most deprived areas: {number(first, 1)}%"
    alt = f"Bar chart of the share of residents in each tenth of deprivation: {number(first, 1)}% in the most deprived, {number(last, 1)}% in the least."
    points = tuple(point(words[tenth], share) for tenth, _, share in rows)
    chart = Chart("people-tenths", "bars", title, f"Share of residents, %, {story.partnership.name}", (Series("share", points),), "",
                  "% of residents", DEPRIVED, alt, table="people-tenths")
    return [Heading("Deprivation"), chart, table]


def ages(story: Story) -> list[Block]:
    """Residents in bands of age, for the whole and by district."""
    rows = [(words, *_both(story, BY_AGE, age)) for age, words in AGE_WORDS.items()]
    if not any(count is not None for _, count, _ in rows):
        return []
    year = year_of(rows[0][1])
    table = Table(
        "people-ages", f"Residents by age, {story.partnership.name}, middle of {year}",
        (Column("Age"), Column("Residents", 0), Column("Share, %", 1)),
        tuple((TableCell(words), number_cell(count), number_cell(share)) for words, count, share in rows),
        ("The year is taken from the publisher's file name: the file itself doesn't say it. Both sexes together.",), MID_YEAR, explain_of(BY_AGE),
    )
    points = tuple(point(words, share) for words, _, share in rows)
    title = f"{shown(young(story, 'percent'))}% of residents are from 10 to 24"
    alt = f"Bar chart of the share of residents in seven bands of age. {title}."
    chart = Chart("people-ages", "bars", title, f"Share of residents, %, {story.partnership.name}, middle of {year}",
                  (Series("share", points),), "", "% of residents", MID_YEAR, alt, table="people-ages")
    return [Heading("Age"), chart, table, *ages_by_area(story, year)]


def ages_by_area(story: Story, year: str) -> list[Block]:
    """Shares of each band of age by district."""
    areas = story.areas.get("ltla", ())
    if len(areas) < 2:
        return []
    columns = (Column("District"), *(Column(f"{words}, %", 1) for words in AGE_WORDS.values()))
    rows = tuple((TableCell(area.name), *(number_cell(one(story, BY_AGE, area, "share_of_residents", age)) for age in AGE_WORDS)) for area in areas)
    return [Table("people-ages-districts", f"Share of residents in each band of age, by district, middle of {year}", columns, rows, (), MID_YEAR,
                  explain_of(BY_AGE))]


def sexes(story: Story) -> list[Block]:
    """Residents by sex and three broad ages."""
    found = {tuple(value for _, value in cell.key.breakdown): cell for cell in story.cells_of(SEX_AND_AGE)
             if cell.key.area == story.partnership and cell.key.measure == "share_of_residents"}
    if not found:
        return []
    series = tuple(Series(f"{sex}s".capitalize(), tuple(point(words, found.get((age, sex))) for age, words in BROAD.items()))
                   for sex in ("female", "male"))
    title = f"{shown(found.get(('female',)))}% of residents are female"
    chart = Chart("people-sexes", "bars", title, f"Share of all residents, %, {story.partnership.name}, Census 2021", series, "", "% of residents",
                  SOURCE, f"Bar chart of residents by sex and three broad ages. {title}.", table="people-sexes")
    counts = {tuple(value for _, value in cell.key.breakdown): cell for cell in story.cells_of(SEX_AND_AGE)
              if cell.key.area == story.partnership and cell.key.measure == "residents"}
    columns = (Column("Broad age"), Column("Females", 0), Column("Males", 0), Column("Females, %", 1), Column("Males, %", 1))
    rows = tuple((TableCell(words), *(number_cell(part.get((age, sex))) for part in (counts, found) for sex in ("female", "male")))
                 for age, words in BROAD.items())
    notes = ("The publisher's file doesn't say where one broad age ends and the next begins, so no rate is made with them.",)
    return [Heading("Sex"), chart, Table("people-sexes", "Residents by sex and broad age, Census 2021", columns, rows, notes, SOURCE,
                                          explain_of(SEX_AND_AGE))]


def ethnic_groups(story: Story) -> list[Block]:
    """Residents by ethnic group, for the whole and by district."""
    mine = list(story.cells_of(ETHNIC, area=story.partnership))
    counts = sorted((cell for cell in mine if cell.key.unit == "residents"), key=lambda cell: -(cell.value or 0.0))
    if not counts:
        return []
    shares = {cell.key.breakdown: cell for cell in mine if cell.key.unit == "percent"}
    named = {cell.key.breakdown: story.signal(cell, "name") or cell.key.breakdown[0][1].replace("_", " ") for cell in counts}
    rows = tuple((TableCell(named[cell.key.breakdown]), number_cell(cell), number_cell(shares.get(cell.key.breakdown))) for cell in counts)
    columns = (Column("Ethnic group"), Column("Residents", 0), Column("Share, %", 1))
    blocks: list[Block] = [
        Heading("Ethnic group"),
        Table(
            "people-groups",
            f"Residents by ethnic group, {story.partnership.name}, Census 2021",
            columns,
            rows,
            ("The census's own broad groups; each holds people of very different lives.",),
            SOURCE,
            explain_of(ETHNIC),
        ),
    ]
    level, order = "ltla", [cell.key.breakdown for cell in counts]
    areas = story.areas.get(level, ())
    if len(areas) > 1:
        found = {(cell.key.area, cell.key.breakdown): cell for cell in story.cells_of(ETHNIC) if cell.key.unit == "percent"}
        body = tuple((TableCell(area.name), *(number_cell(found.get((area, split))) for split in order)) for area in areas)
        blocks.append(Table("people-groups-districts", "Share of residents in each ethnic group, by district, %, Census 2021",
                            (Column("District"), *(Column(named[split], 1) for split in order)), body, (), SOURCE, explain_of(ETHNIC)))
    return blocks
