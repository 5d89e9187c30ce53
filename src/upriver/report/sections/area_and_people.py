"""Who lives here, and what a rate for each thousand residents leaves out."""

from __future__ import annotations

from upriver.report.areas.people import who_lives_here
from upriver.report.drawn import explain_of, number_cell
from upriver.report.residents.breakdowns import ages, deprivation, ethnic_groups, sexes
from upriver.report.residents.held import (
    BY_AGE,
    ETHNIC,
    MID_YEAR,
    RESIDENTS,
    SETS,
    SEX_AND_AGE,
    SOURCE,
    TENTHS,
    one,
    signals_of,
    year_of,
    young,
)
from upriver.report.story import Headline, Story, shown
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.text import plural, sentence

ORDER = 10
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
TITLE = "Who lives here"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: residents by area, age, sex, ethnic group and deprivation; then what residents don't show."""
    whole = _whole(story)
    if whole is None and not story.cells_of(BY_AGE) and not story.cells_of(SEX_AND_AGE):
        return ()
    blocks: list[Block] = [
        *_figures(story, whole),
        *_areas(story),
        *deprivation(story),
        *ages(story),
        *sexes(story),
        *ethnic_groups(story),
        Heading("What residents don't show"),
        *_denominators(story),
    ]
    return (Page("questions/people", TITLE, "Questions", _lead(story, whole), tuple(blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """Residents, ages and deprivation of one area."""
    return who_lives_here(story, area)


def headlines(story: Story) -> tuple[Headline, ...]:
    """How many residents live in the most deprived tenth of England."""
    share = one(story, TENTHS, story.partnership, "share_of_residents", "01")
    count = one(story, TENTHS, story.partnership, "residents", "01")
    if share is None or count is None or share.value is None or count.value is None:
        return ()
    tops = [row for row in _shares_in_first(story, "ltla") if row[1].value]
    most = f" The largest share is in {tops[0][0].name}: {shown(tops[0][1])}%." if len(tops) > 1 else ""
    says = (
        f"{shown(count)} residents ({shown(share)}%) live in small areas that are among the most deprived tenth of England.{most}"
    )
    follows = "Look at rates beside deprivation before two districts are compared."
    cells = (count, share, *([tops[0][1]] if most else []))
    return (Headline("people_in_the_most_deprived_tenth", says, "questions/people", "area", cells, ("local_authority",), follows),)


def lacking(story: Story) -> tuple[str, ...]:
    """What of the area's people can't be said, for want of data."""
    found = []
    if _whole(story) is None:
        found.append(
            "No residents by small area are held, so there is no rate and no count of residents. Take in Census 2021 residents by small area."
        )
    if not story.cells_of(BY_AGE):
        found.append("Ages of residents can't be shown: no mid-year file whose name states its year and whose places are today's "
                     "districts or small areas is held. Name it as in population_mid_2022_districts.csv.")
    if not story.cells_of(TENTHS):
        found.append("How many residents live in deprived areas can't be said: the Indices of Deprivation 2025 by small area aren't held.")
    left = [signal.says for signal in signals_of(story, RESIDENTS, "left_out")]
    if left:
        found.append(f"{plural(len(left), 'population file')} {'is' if len(left) == 1 else 'are'} held and not used: a "
                     "file by small areas of 2011, or whose name states no year, can't be set beside today's areas.")
    found.append("No rural and urban classification, no workday or night-time population and no count of students is held: rates are "
                 "over residents alone.")
    return tuple(found)


def _whole(story: Story) -> Cell | None:
    found = [cell for cell in story.cells_of(RESIDENTS) if cell.key.area == story.partnership and cell.key.unit == "residents"]
    return found[0] if found and found[0].value is not None else None


def _lead(story: Story, whole: Cell | None) -> str:
    if whole is None:
        return f"What is held on the residents of {story.partnership.name}; their number by small area isn't."
    share = one(story, TENTHS, story.partnership, "share_of_residents", "01")
    lead = f"{shown(whole)} people lived in {story.partnership.name} on Census day, 21 March 2021"
    if share is not None and share.value is not None:
        return lead + f"; {shown(share)}% of them in small areas that are among the most deprived tenth of England."
    return lead + "."


def _figures(story: Story, whole: Cell | None) -> list[Block]:
    items = []
    if whole is not None:
        items.append(KeyFigure("Residents", shown(whole), "people", "Census, 21 March 2021", explain_of(RESIDENTS)))
    aged = young(story, "residents")
    if aged is not None and aged.value is not None:
        items.append(KeyFigure("Aged 10 to 24", shown(aged), "people", f"middle of {year_of(aged)}", explain_of(BY_AGE)))
    first = one(story, TENTHS, story.partnership, "residents", "01")
    if first is not None and first.value is not None:
        items.append(KeyFigure("In the most deprived tenth of England", shown(first), "people", "Census 2021, Indices of Deprivation 2025",
                               explain_of(TENTHS)))
    return [KeyFigures(tuple(items))] if items else []


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
    return [Heading("How many people, and where"), *([Paragraph(said)] if story.cells_of(SETS) else []), *blocks]


def _area_table(story: Story, level: str, areas: tuple[Area, ...]) -> Table:
    mid = story.cells_of(SETS)
    year = next((f"{cell.key.period.start:%Y}" for cell in mid if cell.key.unit == "residents"), "")
    columns = [Column(sentence(LEVEL_NAMES[level])), Column("Census, 21 March 2021", 0), Column("Share of the whole, %", 1)]
    columns += [Column(f"Middle of {year}", 0), Column("Census above or below it, %", 2)] if mid else []
    columns += [Column("In the most deprived tenth, %", 1)] if story.cells_of(TENTHS) else []
    rows = []
    for area in areas:
        mine = {(cell.key.measure, cell.key.unit): cell for cell in story.cells_of(RESIDENTS, area=area)}
        beside = {cell.key.measure: cell for cell in mid if cell.key.area == area}
        row = [TableCell(area.name, href=f"areas/{story.profiled(area).code}"), number_cell(mine.get(("residents", "residents"))),
               number_cell(mine.get(("share_of_the_partnership", "percent")))]
        row += [number_cell(beside.get(name)) for name in ("residents", "census_against_mid_year")] if mid else []
        row += [number_cell(one(story, TENTHS, area, "share_of_residents", "01"))] if story.cells_of(TENTHS) else []
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
    found = [(area, one(story, TENTHS, area, "share_of_residents", "01")) for area in story.areas.get(level, ())]
    return sorted(((area, cell) for area, cell in found if cell is not None), key=lambda row: -(row[1].value or 0.0))


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
