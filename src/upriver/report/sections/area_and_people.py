"""Who lives here, and what a rate for each thousand residents leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.story import Headline, Story, shown
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Series,
    Table,
    TableCell,
)
from upriver.words.text import listed, number, plural, sentence

ORDER = 10
RESIDENTS, TENTHS, ETHNIC = (f"assessment/people/{name}" for name in ("residents", "tenths", "ethnic_groups"))
BY_AGE, SEX_AND_AGE, SETS = (f"assessment/people/{name}" for name in ("ages", "sex_and_age", "sets"))
TABLES = {
    RESIDENTS: "Residents by area",
    TENTHS: "Residents by tenth of deprivation",
    ETHNIC: "Residents by ethnic group",
    BY_AGE: "Residents by age",
    SEX_AND_AGE: "Residents by sex and broad age",
    SETS: "Two sets of residents side by side",
}
MADE = {
    "people": "Published counts of residents are added up over the small areas or districts of each area. A share has both its "
    "numbers from one set. The year of a mid-year file is read from its name, as the file itself doesn't say it.",
}
SOURCE = "ONS Census 2021; Open Government Licence v3.0"
MID_YEAR = "ONS mid-year population estimates; Open Government Licence v3.0"
DEPRIVED = "ONS Census 2021, MHCLG Indices of Deprivation 2025; Open Government Licence v3.0"
AGE_WORDS = {
    "0_9": "0 to 9", "10_17": "10 to 17", "18_24": "18 to 24", "25_34": "25 to 34", "35_49": "35 to 49", "50_64": "50 to 64",
    "65_plus": "65 and over",
}
BROAD = {"younger": "Younger", "working_age": "Of working age", "older": "Older"}
TITLE = "Who lives here"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: residents by area, age, sex, ethnic group and deprivation; then what residents don't show."""
    whole = _whole(story)
    if whole is None and not _cells(story, BY_AGE) and not _cells(story, SEX_AND_AGE):
        return ()
    blocks: list[Block] = [
        *_figures(story, whole),
        *_areas(story),
        *_deprivation(story),
        *_ages(story),
        *_sexes(story),
        *_ethnic(story),
        Heading("What residents don't show"),
        *_denominators(story),
    ]
    return (Page("questions/people", TITLE, "Questions", _lead(story, whole), tuple(blocks)),)


def headlines(story: Story) -> tuple[Headline, ...]:
    """How many residents live in the most deprived tenth of England."""
    share = _one(story, TENTHS, story.partnership, "share_of_residents", "01")
    count = _one(story, TENTHS, story.partnership, "residents", "01")
    if share is None or count is None or share.value is None or count.value is None:
        return ()
    tops = [row for row in _shares_in_first(story, "ltla") if row[1].value]
    most = f" The largest share is in {tops[0][0].name}: {shown(tops[0][1])}%." if len(tops) > 1 else ""
    says = (
        f"{shown(count)} residents ({shown(share)}%) live in small areas that are among the most deprived tenth of England.{most}"
    )
    follows = "Look at rates beside deprivation before two districts are compared."
    cells = (count, share, *([tops[0][1]] if most else []))
    return (Headline("people_in_the_most_deprived_tenth", says, "questions/people", "inequality", cells, ("local_authority",), follows),)


def lacking(story: Story) -> tuple[str, ...]:
    """What of the area's people can't be said, for want of data."""
    found = []
    if _whole(story) is None:
        found.append("No residents by small area are held, so there is no rate and no count of residents. Take in Census 2021 residents by small area.")
    if not _cells(story, BY_AGE):
        found.append("Ages of residents can't be shown: no mid-year file whose name states its year and whose places are today's "
                     "districts or small areas is held. Name it as in population_mid_2022_districts.csv.")
    if not _cells(story, TENTHS):
        found.append("How many residents live in deprived areas can't be said: the Indices of Deprivation 2025 by small area aren't held.")
    left = [signal.says for signal in _signals(story, RESIDENTS, "left_out")]
    if left:
        found.append(f"{plural(len(left), 'population file')} ({listed(left)}) {'is' if len(left) == 1 else 'are'} held and not used: a "
                     "file by small areas of 2011, or whose name states no year, can't be set beside today's areas.")
    found.append("No rural and urban classification, no workday or night-time population and no count of students is held: rates are "
                 "over residents alone.")
    return tuple(found)


def _cells(story: Story, table: str) -> tuple[Cell, ...]:
    found = story.clearance.table(table)
    return found.cells if found else ()


def _signals(story: Story, table: str, kind: str) -> Iterator:  # type: ignore[type-arg]
    found = story.clearance.table(table)
    return (each for each in (found.signals if found else ()) if each.kind == kind)


def _whole(story: Story) -> Cell | None:
    found = [cell for cell in _cells(story, RESIDENTS) if cell.key.area == story.partnership and cell.key.unit == "residents"]
    return found[0] if found and found[0].value is not None else None


def _one(story: Story, table: str, area: Area, measure: str, value: str) -> Cell | None:
    """The cell of one value of a table's breakdown."""
    return next((cell for cell in _cells(story, table) if cell.key.area == area and cell.key.measure == measure
                 and any(part == value for _, part in cell.key.breakdown)), None)


def _lead(story: Story, whole: Cell | None) -> str:
    if whole is None:
        return f"What is held on the residents of {story.partnership.name}; their number by small area isn't."
    share = _one(story, TENTHS, story.partnership, "share_of_residents", "01")
    lead = f"{shown(whole)} people lived in {story.partnership.name} on Census day, 21 March 2021"
    if share is not None and share.value is not None:
        return lead + f"; {shown(share)}% of them in small areas that are among the most deprived tenth of England."
    return lead + "."


def _figures(story: Story, whole: Cell | None) -> list[Block]:
    items = []
    if whole is not None:
        items.append(KeyFigure("Residents", shown(whole), "people", "Census, 21 March 2021", explain_of(RESIDENTS)))
    young = _young(story, "residents")
    if young is not None and young.value is not None:
        items.append(KeyFigure("Aged 10 to 24", shown(young), "people", f"middle of {_year(young)}", explain_of(BY_AGE)))
    first = _one(story, TENTHS, story.partnership, "residents", "01")
    if first is not None and first.value is not None:
        items.append(KeyFigure("In the most deprived tenth of England", shown(first), "people", "Census 2021, Indices of Deprivation 2025",
                               explain_of(TENTHS)))
    return [KeyFigures(tuple(items))] if items else []


def _young(story: Story, unit: str) -> Cell | None:
    return next((cell for cell in _cells(story, BY_AGE) if cell.key.area == story.partnership and cell.key.measure == "aged_10_to_24"
                 and cell.key.unit == unit), None)


def _year(cell: Cell | None) -> str:
    return f"{cell.key.period.start:%Y}" if cell else ""


def _areas(story: Story) -> list[Block]:
    """Residents of each council area and district; the two sets side by side where both are held."""
    blocks: list[Block] = []
    for level in ("utla", "ltla"):
        areas = story.areas.get(level, ())
        if not areas or (level == "utla" and {each.code for each in areas} == {each.code for each in story.areas.get("ltla", ())}):
            continue
        blocks.append(_area_table(story, level, areas))
    if not blocks:
        return []
    said = "Census day and the middle of another year are different sets, made in different ways. What lies between them is no growth."
    return [Heading("How many people, and where"), *([Paragraph(said)] if _cells(story, SETS) else []), *blocks]


def _area_table(story: Story, level: str, areas: tuple[Area, ...]) -> Table:
    mid = _cells(story, SETS)
    year = next((f"{cell.key.period.start:%Y}" for cell in mid if cell.key.unit == "residents"), "")
    columns = [Column(sentence(LEVEL_NAMES[level])), Column("Census, 21 March 2021", 0), Column("Share of the whole, %", 1)]
    columns += [Column(f"Middle of {year}", 0), Column("Census above or below it, %", 2)] if mid else []
    columns += [Column("In the most deprived tenth, %", 1)] if _cells(story, TENTHS) else []
    rows = []
    for area in areas:
        mine = {(cell.key.measure, cell.key.unit): cell for cell in _cells(story, RESIDENTS) if cell.key.area == area}
        beside = {cell.key.measure: cell for cell in mid if cell.key.area == area}
        row = [TableCell(area.name, href=f"areas/{story.profiled(area).code}"), number_cell(mine.get(("residents", "residents"))),
               number_cell(mine.get(("share_of_the_partnership", "percent")))]
        row += [number_cell(beside.get(name)) for name in ("residents", "census_against_mid_year")] if mid else []
        row += [number_cell(_one(story, TENTHS, area, "share_of_residents", "01"))] if _cells(story, TENTHS) else []
        rows.append((rows_key(row), tuple(row)))
    rows.sort(key=lambda each: each[0])
    caption = f"Residents by {LEVEL_NAMES[level]}"
    notes = ("Students are counted where they live in term time; people in prison for half a year or more, in the prison.",)
    sources = f"{SOURCE}; {MID_YEAR.split(';')[0]}" if mid else SOURCE
    return Table(f"people-{level}", caption, tuple(columns), tuple(row for _, row in rows), notes, sources, explain_of(RESIDENTS))


def rows_key(row: list[TableCell]) -> tuple[float, str]:
    """Largest first; those without a number last."""
    value = row[1].value
    return (-value if isinstance(value, (int, float)) else 0.0, str(row[0].value))


def _shares_in_first(story: Story, level: str) -> list[tuple[Area, Cell]]:
    found = [(area, _one(story, TENTHS, area, "share_of_residents", "01")) for area in story.areas.get(level, ())]
    return sorted(((area, cell) for area, cell in found if cell is not None), key=lambda row: -(row[1].value or 0.0))


def _deprivation(story: Story) -> list[Block]:
    tenths = [f"{each:02d}" for each in range(1, 11)]
    rows = [(tenth, *(_one(story, TENTHS, story.partnership, measure, tenth) for measure in ("residents", "share_of_residents")))
            for tenth in tenths]
    if not any(count is not None for _, count, _ in rows):
        return []
    names = {"01": "1, most deprived", "10": "10, least"}
    words = {tenth: names.get(tenth, str(int(tenth))) for tenth in tenths}
    table = Table(
        "people-tenths", "Residents by the tenth of England that their small area falls in",
        (Column("Tenth"), Column("Residents", 0), Column("Share, %", 1)),
        tuple((TableCell(words[tenth]), number_cell(count), number_cell(share)) for tenth, count, share in rows),
        ("If the area were like England, each tenth would hold about 10%. A tenth is of small areas, not of people: not everybody in a "
         "deprived area is poor, and most people who are poor live elsewhere.",),
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


def _ages(story: Story) -> list[Block]:
    rows = [(words, *(_one(story, BY_AGE, story.partnership, measure, age) for measure in ("residents", "share_of_residents")))
            for age, words in AGE_WORDS.items()]
    if not any(count is not None for _, count, _ in rows):
        return []
    year, file = _year(rows[0][1]), next((each.says for each in _signals(story, BY_AGE, "file")), "")
    table = Table(
        "people-ages", f"Residents by age, {story.partnership.name}, middle of {year}",
        (Column("Age"), Column("Residents", 0), Column("Share, %", 1)),
        tuple((TableCell(words), number_cell(count), number_cell(share)) for words, count, share in rows),
        (f"The year is taken from the file's name ({file}): the file doesn't say it. Both sexes together.",), MID_YEAR, explain_of(BY_AGE),
    )
    points = tuple(point(words, share) for words, _, share in rows)
    title = f"{shown(_young(story, 'percent'))}% of residents are from 10 to 24"
    alt = f"Bar chart of the share of residents in seven bands of age. {title}."
    chart = Chart("people-ages", "bars", title, f"Share of residents, %, {story.partnership.name}, middle of {year}",
                  (Series("share", points),), "", "% of residents", MID_YEAR, alt, table="people-ages")
    return [Heading("Age"), chart, table, *_ages_by_area(story, year)]


def _ages_by_area(story: Story, year: str) -> list[Block]:
    areas = story.areas.get("ltla", ())
    if len(areas) < 2:
        return []
    columns = (Column("District"), *(Column(f"{words}, %", 1) for words in AGE_WORDS.values()))
    rows = tuple((TableCell(area.name), *(number_cell(_one(story, BY_AGE, area, "share_of_residents", age)) for age in AGE_WORDS)) for area in areas)
    return [Table("people-ages-districts", f"Share of residents in each band of age, by district, middle of {year}", columns, rows, (), MID_YEAR,
                  explain_of(BY_AGE))]


def _sexes(story: Story) -> list[Block]:
    found = {tuple(value for _, value in cell.key.breakdown): cell for cell in _cells(story, SEX_AND_AGE)
             if cell.key.area == story.partnership and cell.key.measure == "share_of_residents"}
    if not found:
        return []
    series = tuple(Series(f"{sex}s".capitalize(), tuple(point(words, found.get((age, sex))) for age, words in BROAD.items()))
                   for sex in ("female", "male"))
    title = f"{shown(found.get(('female',)))}% of residents are female"
    chart = Chart("people-sexes", "bars", title, f"Share of all residents, %, {story.partnership.name}, Census 2021", series, "", "% of residents",
                  SOURCE, f"Bar chart of residents by sex and three broad ages. {title}.", table="people-sexes")
    counts = {tuple(value for _, value in cell.key.breakdown): cell for cell in _cells(story, SEX_AND_AGE)
              if cell.key.area == story.partnership and cell.key.measure == "residents"}
    columns = (Column("Broad age"), Column("Females", 0), Column("Males", 0), Column("Females, %", 1), Column("Males, %", 1))
    rows = tuple((TableCell(words), *(number_cell(part.get((age, sex))) for part in (counts, found) for sex in ("female", "male")))
                 for age, words in BROAD.items())
    notes = ("The publisher's file doesn't say where one broad age ends and the next begins, so no rate is made with them.",)
    return [Heading("Sex"), chart, Table("people-sexes", "Residents by sex and broad age, Census 2021", columns, rows, notes, SOURCE,
                                          explain_of(SEX_AND_AGE))]


def _ethnic(story: Story) -> list[Block]:
    mine = [cell for cell in _cells(story, ETHNIC) if cell.key.area == story.partnership]
    counts = sorted((cell for cell in mine if cell.key.unit == "residents"), key=lambda cell: -(cell.value or 0.0))
    if not counts:
        return []
    shares = {cell.key.breakdown: cell for cell in mine if cell.key.unit == "percent"}
    named = {cell.key.breakdown: story.signal(cell, "name") or cell.key.breakdown[0][1].replace("_", " ") for cell in counts}
    rows = tuple((TableCell(named[cell.key.breakdown]), number_cell(cell), number_cell(shares.get(cell.key.breakdown))) for cell in counts)
    columns = (Column("Ethnic group"), Column("Residents", 0), Column("Share, %", 1))
    blocks: list[Block] = [Heading("Ethnic group"), Table("people-groups", f"Residents by ethnic group, {story.partnership.name}, Census 2021", columns,
                                                           rows, ("The census's own broad groups; each holds people of very different lives.",), SOURCE, explain_of(ETHNIC))]
    level, order = "ltla", [cell.key.breakdown for cell in counts]
    areas = story.areas.get(level, ())
    if len(areas) > 1:
        found = {(cell.key.area, cell.key.breakdown): cell for cell in _cells(story, ETHNIC) if cell.key.unit == "percent"}
        body = tuple((TableCell(area.name), *(number_cell(found.get((area, split))) for split in order)) for area in areas)
        blocks.append(Table("people-groups-districts", "Share of residents in each ethnic group, by district, %, Census 2021",
                            (Column("District"), *(Column(named[split], 1) for split in order)), body, (), SOURCE, explain_of(ETHNIC)))
    return blocks


def _denominators(story: Story) -> list[Block]:
    return [
        Callout(
            "A rate divides what was recorded by who lives there. A town centre, a hospital or a coast in summer holds many more people than "
            "live there, so its rate says where events are, not how much risk a resident runs.",
            "warning",
        ),
        Bullets((
            "Residents are held: people counted where they usually live. Students count where they live in term time, so a university town "
            "holds them all year in these figures, in summer too.",
            "The workday population isn't held: how many people are in a place on a working day.",
            "The night-time population isn't held: how many people are in a place on a Saturday night. No open source gives it for small areas.",
            "Visitors, commuters and people passing through are in no denominator here, and are among the victims and the people who harm.",
            "People who aren't in the census at all, many of them in need, are in none of these figures.",
        )),
    ]
