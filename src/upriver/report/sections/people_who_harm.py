"""Who is suspected of harm, children who enter the youth justice system, caseloads, and people who both harm and are harmed."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell, worth_printing
from upriver.report.leading.plain import in_a_sentence
from upriver.report.people import again
from upriver.report.people.ages import between_short, counts_table, highest, rates_blocks
from upriver.report.people.groups import apart_words, group_table, unknown_words
from upriver.report.story import Headline, Story, percent_words, shown
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.text import listed, number, sentence

ORDER = 46
TABLES = {
    "assessment/people_who_harm/ages": "People suspected, by age and sex",
    "assessment/people_who_harm/ages_whole": "People suspected, all ages and sexes",
    "assessment/people_who_harm/rates": "Rates of people suspected, by age and sex",
    "assessment/people_who_harm/ethnicity": "People suspected, by ethnic group as an officer recorded it",
    "assessment/people_who_harm/with_a_suspect": "Crimes with and without a suspect",
    "assessment/people_who_harm/again": "People suspected more than once",
    "assessment/people_who_harm/also_victims": "People suspected who were harmed too",
    "assessment/people_who_harm/entrants": "Children entering the youth justice system for the first time",
    "assessment/people_who_harm/youth_justice": "Children on the youth justice caseload",
    "assessment/people_who_harm/youth_justice_first_time_entrant": "Children on the youth justice caseload, sum over first-time entrants",
    "assessment/people_who_harm/youth_justice_offence_group": "Children on the youth justice caseload, sum over offence groups",
    "assessment/people_who_harm/probation": "People on probation",
    "assessment/people_who_harm/probation_supervision": "People on probation, sum over kinds of supervision",
    "assessment/people_who_harm/probation_index_offence_group": "People on probation, sum over offence groups",
}
MADE = {
    "people_who_harm": "Each crime of the police extract with a suspect of whom age, sex or ethnic group is recorded counts once. A suspect has not "
    "been found to have done it. Rates divide by residents of that age and sex; people are counted by a keyed hash that never leaves the store. "
    "First-time entrants are the department's published rates by council; a comparator outside half to twice the span of its parts is held back. "
    "Caseloads are of the newest quarter held.",
}
AGES, _, RATES, ETHNIC, SUSPECT, AGAIN, BOTH, ENTRANTS, YOUTH, _, _, PROBATION, _, _ = TABLES
POLICE = "Police crime extract, under agreement"
DFE = "Department for Education, Local Authority Interactive Tool; OGL v3.0"
ADDRESS = "questions/people-who-harm"


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where any source tells of people who harm or of children in the youth justice system."""
    blocks = [*_suspects(story), *_again(story), *_both(story), *_entrants(story), *_caseload(story, YOUTH, "children"), *_probation(story)]
    if not blocks:
        return ()
    first: Block = Callout(
        "These are numbers, of nobody. No person is scored, ranked or predicted here. A suspect has not been found to have done it; children in the "
        "youth justice system are children first, many of whom have been harmed themselves. What police record depends on where they are and whom they look for."
    )
    return (Page(ADDRESS, "Who causes harm, as far as is known?", "Questions", _lead(story), (first, *blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """What can't be said of people who harm for want of data."""
    said = []
    if story.own(AGES, "suspects", "count") is None:
        said.append(
            "Who is suspected of violence, by age, sex and ethnic group, can't be said: no police crime extract with bands of suspects is held."
        )
    if not _has(story, YOUTH):
        said.append("How many children the youth justice service works with can't be said: no caseload table is held under an agreement.")
    if not _has(story, PROBATION):
        said.append("How many people on probation there are, and for what, can't be said: no caseload table is held under an agreement.")
    if not _has(story, ENTRANTS):
        said.append("First-time entrants to the youth justice system can't be compared: the department's table by council isn't held.")
    return tuple(said)


def headlines(story: Story) -> Iterator[Headline]:
    """Who is suspected most, how many suspects were harmed too, and children entering the system."""
    if found := highest(story, AGES, RATES, "suspects"):
        words, cells = found
        yield Headline("suspected_most", f"Where there is a suspect, those suspected most often are {words}.", ADDRESS, "people_who_harm", cells,
                       ("police", "youth_justice", "probation"), "Set what is offered beside the ages at which harm begins.")
    both = story.own(BOTH, "suspects_people", "percent", also="yes")
    if both and both.value is not None:
        yield Headline("suspected_and_harmed", f"{percent_words(both)} of people suspected were also victims of a crime in the same period.", ADDRESS,
                       "people_who_harm", (both,), ("police", "youth_justice", "probation", "health"),
                       "Ask people who harm what has happened to them, and offer both kinds of help together.")
    latest = _latest(story)
    if latest:
        yield Headline(
            "first_time_entrants",
            _entrants_words(story, latest),
            ADDRESS,
            "people_who_harm",
            tuple(latest),
            ("youth_justice", "local_authority"),
        )


def _has(story: Story, table: str) -> bool:
    return any(cell.value is not None for cell in story.cells_of(table))


def _lead(story: Story) -> str:
    known = story.own(SUSPECT, "victims", "percent", suspect="yes")
    if known and known.value is not None:
        first = f"{percent_words(known)} of crimes with a victim have a suspect of whom anything is recorded; who did the others isn't known."
        found = highest(story, AGES, RATES, "suspects")
        return f"{first} Of those with one, suspected most often are {found[0]}." if found else first
    latest = _latest(story)
    return _entrants_words(story, latest) if latest else "Caseloads tell how many people services work with, not how many harm."


def _suspects(story: Story) -> list[Block]:
    if story.own(AGES, "suspects", "count") is None:
        return []
    basis = story.signal(story.own(AGES, "suspects", "count"), "basis") or "residents of that age and sex"
    blocks: list[Block] = [Heading("People suspected, by age and sex")]
    blocks += rates_blocks(story, "suspects", AGES, RATES, "suspects", who="People suspected", source=POLICE, basis=basis)
    blocks.append(counts_table(story, "suspects-ages", AGES, "suspects", f"People suspected, by age and sex, {story.period.words}", POLICE,
                               ("One a crime with a suspect; somebody suspected of several counts each time.",)))
    if story.own(ETHNIC, "suspects", "count") is not None:
        told = " ".join(
            part
            for part in (unknown_words(story, ETHNIC, "suspects", "suspects"), apart_words(story, ETHNIC, "suspects", "suspected"))
            if part
        )
        blocks += [
            Heading("By ethnic group, as an officer recorded it"), Paragraph(told),
            group_table(story, "suspects-ethnicity", ETHNIC, "suspects", f"People suspected, by ethnic group, {story.period.words}", POLICE,
                        notes=("What an officer sees differs from how people describe themselves at the census, by which these rates divide.",)),
            Paragraph("A ratio isn't proof of discrimination, nor of offending: whom police look for, who is reported, age, place and poverty all "
                      "move it. How groups stand at each stage is set side by side in its own chapter."),
        ]  # fmt: skip
    return blocks


def _again(story: Story) -> list[Block]:
    found = again.blocks(story, "suspects", AGAIN, "suspects", POLICE, done="were suspected", of="crimes with a known suspect")
    return [Heading("Suspected again"), *found] if found else []


def _both(story: Story) -> list[Block]:
    share = story.own(BOTH, "suspects_people", "percent", also="yes")
    if not share or share.value is None:
        return []
    both, of = story.own(BOTH, "suspects_people", "people", also="yes"), story.own(BOTH, "suspects_people", "people")
    back, chance = story.own(BOTH, "victims_people", "percent", also="yes"), story.own(BOTH, "both_by_chance", "people")
    by_chance = f" Were the two unrelated, about {shown(chance)} would." if chance and chance.value is not None else ""
    columns = (Column("People"), Column("In all", 0), Column("Also the other", 0), Column("%", 1), Column("95% interval"))
    rows = tuple(
        (TableCell(words), number_cell(story.own(BOTH, what, "people")), number_cell(story.own(BOTH, what, "people", also="yes")),
         number_cell(story.own(BOTH, what, "percent", also="yes")), TableCell(_ends(story.own(BOTH, what, "percent", also="yes"))))
        for what, words in (("suspects_people", "Suspected"), ("victims_people", "Harmed"))
    )
    return [
        Heading("Harmed and suspected"),
        Paragraph(
            f"{shown(both)} of {shown(of)} people suspected were victims of a crime in the same period too: {percent_words(share)}.{by_chance} Of people "
            f"harmed, {percent_words(back, short=True)} were suspected too. Which came first isn't asked. Only crimes whose record holds both hashes can show it."
        ),
        Table("suspects-victims", f"People suspected and people harmed, {story.period.words}", columns, rows, (), POLICE, explain_of(BOTH)),
    ]


def _ends(cell: Cell | None) -> str:
    return between_short(cell).partition(" (")[2].rstrip(")") if cell and cell.value is not None else ""


def _latest(story: Story) -> list[Cell]:
    """The newest year's rate of each council that has one."""
    councils = [cell for cell in story.cells_of(ENTRANTS) if cell.key.area.level == "utla" and cell.value is not None]
    newest = max((cell.key.period for cell in councils), default=None)
    return sorted((cell for cell in councils if cell.key.period == newest), key=lambda cell: cell.key.area.name)


def _entrants_words(story: Story, latest: list[Cell]) -> str:
    year = latest[0].key.period.start.year
    told = listed([f"{shown(cell)} in {cell.key.area.name}" for cell in latest])
    beside = [f"{shown(cell)} in {in_a_sentence(name)}" for name, cell in _compared(story, year) if cell.value is not None]
    against = f", against {listed(beside)}" if beside else ""
    return f"In {year}, per 100,000 children from 10 to 17, {told} entered the youth justice system for the first time{against}."


def _compared(story: Story, year: int) -> list[tuple[str, Cell]]:
    found = [(cell.key.names.get("compared_with", ""), cell) for cell in story.cells_of(ENTRANTS) if cell.key.period.start.year == year]
    return sorted((name, cell) for name, cell in found if name)


def _entrants(story: Story) -> list[Block]:
    cells = story.cells_of(ENTRANTS)
    latest = _latest(story)
    if not latest:
        return []
    years = sorted({cell.key.period.start.year for cell in cells})
    areas = sorted({cell.key.area for cell in cells if cell.key.area.level == "utla"}, key=lambda area: area.name)
    others = sorted({cell.key.names["compared_with"] for cell in cells if cell.key.breakdown})
    at = {(cell.key.area.code, cell.key.period.start.year): cell for cell in cells if not cell.key.breakdown}
    beside = {(name, year): cell for year in years for name, cell in _compared(story, year)}
    rows = tuple(
        (TableCell(str(year)), *(number_cell(at.get((area.code, year))) for area in areas), *(number_cell(beside.get((name, year))) for name in others))
        for year in reversed(years)
    )
    table = Table("entrants", "Children entering the youth justice system for the first time, per 100,000 aged 10 to 17, as published",
                  *worth_printing((Column("Year, as published"), *(Column(area.name, 0) for area in areas), *(Column(name, 0) for name in others)), rows),
                  _notes(story), DFE,
                  explain_of(ENTRANTS))
    series = tuple(Series(area.name, tuple(Point(str(year), *_value(at.get((area.code, year)))) for year in years)) for area in areas)
    low, high = (each(latest, key=lambda cell: cell.value or 0) for each in (min, max))
    title = f"In {latest[0].key.period.start.year}, from {shown(low)} in {low.key.area.name} to {shown(high)} in {high.key.area.name}"
    alt = f"Rates by year for {listed([area.name for area in areas])}, {years[0]} to {years[-1]}. {title}."
    chart = Chart(
        "entrants",
        "steps",
        title,
        "First-time entrants per 100,000 children from 10 to 17, as published",
        series,
        "Year",
        "per 100,000",
        DFE,
        alt,
        table="entrants",
    )
    words = _entrants_words(story, latest)
    said = [] if words == _lead(story) else [Paragraph(words)]
    return [Heading("Children entering the youth justice system for the first time"), *said, chart, table]


def _value(cell: Cell | None) -> tuple[float | None]:
    return (cell.value if cell else None,)


def _notes(story: Story) -> tuple[str, ...]:
    notes = ["The department gives a rate and no number of children, so no interval can be made: a small council's rate moves by chance.",
             "Fewer children entering can be fewer who harm, or more who are diverted: the rate alone can't say which."]
    held = sorted({(cell.key.names["compared_with"], cell.key.period.start.year) for cell in story.cells_of(ENTRANTS)
                   if cell.key.breakdown and story.signal(cell, "held_back")})
    for name in dict.fromkeys(name for name, _ in held):
        years = [str(year) for of, year in held if of == name]
        notes.append(
            f"The figure for {name} of {listed(years, most=20)} is held back: it lies outside half to twice the span of the areas it is made of, as "
            "a slip in the source would."
        )
    return tuple(notes)


def _caseload(story: Story, table: str, measure: str) -> list[Block]:
    cells = list(story.cells_of(table, measure))
    if not cells:
        return []
    period = cells[0].key.period
    when = f"{period.start:%B} to {period.end:%B} {period.end:%Y}"
    parts = sorted((cell for cell in cells if cell.key.breakdown), key=lambda cell: (cell.key.breakdown, -(cell.value or 0)))
    names = {"first_time_entrant": "First time", "offence_group": "Main offence", "supervision": "Supervision", "index_offence_group": "Main offence"}
    rows = tuple(
        (
            TableCell(names.get(cell.key.breakdown[0][0], "")),
            TableCell(sentence(cell.key.breakdown[0][1].replace("_", " "))),
            number_cell(cell),
        )
        for cell in parts
    )
    least, most = (story.cell(table, story.partnership, f"{measure}_at_{name}", "people", period=period) for name in ("least", "most"))
    total = next((cell for cell in cells if not cell.key.breakdown), None)
    who = "children" if measure == "children" else "people on probation"
    said = (f"{shown(total)} {who} were on the caseload from {when}." if total and total.value is not None else
            f"From {when} between {number(least.value)} and {number(most.value)} {who} were on the caseload: some numbers were too small to be sent."
            if least and most and least.value is not None and most.value is not None else f"The caseload from {when}:")
    title = "Children in the youth justice system" if measure == "children" else "People on probation"
    table_block = Table(f"caseload-{measure.replace('_', '-')}", f"{title}, {when}", (Column("By"), Column("Group"), Column(sentence(who), 0)), rows,
                        ("A quarter's caseload, once for each: quarters aren't added. [c] is too small to be shown or would tell such a number.",),
                        "Services' own tables, under agreement", explain_of(table))
    return [Heading(title), Paragraph(said), table_block]


def _probation(story: Story) -> list[Block]:
    return _caseload(story, PROBATION, "people_on_probation")
