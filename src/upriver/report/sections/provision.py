"""What is there, for whom and with what money, set against need."""

from __future__ import annotations

from upriver.report.areas.provision import what_is_provided
from upriver.report.coded import quarter_words
from upriver.report.drawn import explain_of, number_cell
from upriver.report.harm.lookup import in_words, one
from upriver.report.story import Headline, Story, shown
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, plural, sentence

ORDER = 67
ON_AREAS = 70
"""Where it stands on the pages of areas, beside the ORDERs of others."""
SERVICES, COVER = "assessment/provision/services", "assessment/provision/by_district"
MIX, MONEY = "assessment/provision/mix", "assessment/provision/spend"
TABLES = {
    SERVICES: "Services and interventions, as told", COVER: "Services, places and money by district",
    MIX: "Services by level of prevention, evaluation and evidence", MONEY: "Money planned and spent",
}
MADE = {
    "provision": "The register of the last quarter sent is taken as it was told; what wasn't told is left out of sums. Places are set against "
    "residents aged 10 to 24, money against all residents. Spend is added over the quarters that every spender has sent without a gap.",
}
SOURCE = "Register of provision and spend, under agreement"
MIXES = {
    "prevention_level": "Level of prevention",
    "evaluation": "How it is evaluated",
    "evidence": "What is known of the approach",
    "funding_ends": "When funding ends",
}


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where a register or spend is held and used; none otherwise."""
    services, money = _services(story), story.cells_of(MONEY)
    if not services and not money:
        return ()
    blocks: list[Block] = []
    if services:
        blocks += [
            Callout(
                "A list of what providers told. A service that wasn't asked is missing from it, not absent; being listed doesn't mean that it works."
            ),
            Heading("District by district, beside need"),
            Paragraph(_without_words(story)),
            _districts(story),
            Heading("The mix"),
            _mix(story),
            Heading("Every service"),
            _register(story, services),
        ]
    if money:
        blocks += [Heading("What was spent"), _spend(story, money)]
    return (Page("questions/provision", "What is there against what is needed?", "Questions", _lead(story), tuple(blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """Services, places and money of one district."""
    return what_is_provided(story, area)


def lacking(story: Story) -> tuple[str, ...]:
    """What isn't held of services and money."""
    said = []
    if not _services(story):
        said.append("What services are there, for whom and with what places: no register of provision is held for the period.")
    if not story.cells_of(MONEY):
        said.append("What is spent on prevention: no spend is held for the period.")
    return tuple(said)


def headlines(story: Story) -> tuple[Headline, ...]:
    """Districts without a service of their own, and funding about to end."""
    found, without = [], _without(story)
    if without:
        cells = tuple(cell for area in without if (cell := _cover(story, area, "services", "count")) is not None)
        says = f"{listed([area.name for area in without])} {'has' if len(without) == 1 else 'have'} no service of {'its' if len(without) == 1 else 'their'} own in the register."
        found.append(Headline("provision_without", says, "questions/provision", "provision", cells, ("local_authority", "local_policing_body"),
                              "Ask what reaches these districts before money is set."))
    ends = one(story.cells_of(MIX), "funding_ends", "count", what="within a year")
    money = one(story.cells_of(MIX), "funding_ends", "pounds", what="within a year")
    whole = _cover(story, story.partnership, "services", "count")
    if ends is not None and ends.value and whole is not None:
        says = f"Funding of {shown(ends)} of {shown(whole)} services, £{shown(money)} a year, ends within a year of {story.period.end:%B %Y}."
        found.append(
            Headline(
                "provision_ends",
                says,
                "questions/provision",
                "provision",
                (ends,),
                ("local_policing_body", "local_authority", "health"),
                "Decide early what goes on.",
            )
        )
    return tuple(found)


def _services(story: Story) -> list[Cell]:
    return [cell for cell in story.cells_of(SERVICES) if cell.key.unit == "count"]


def _cover(story: Story, area: Area, measure: str, unit: str, **names: str) -> Cell | None:
    return one(story.cells_of(COVER), measure, unit, area, **names)


def _districts_of(story: Story) -> list[Area]:
    return sorted({cell.key.area for cell in story.cells_of(COVER) if cell.key.area.level == "ltla"}, key=lambda area: area.name)


def _without(story: Story) -> list[Area]:
    return [area for area in _districts_of(story) if (cell := _cover(story, area, "services", "count")) is not None and cell.value == 0]


def _lead(story: Story) -> str:
    whole, money = _cover(story, story.partnership, "services", "count"), _cover(story, story.partnership, "funding", "pounds")
    if whole is None:
        return "What was planned and spent on prevention."
    told = f"The register lists {plural(int(whole.value or 0), 'service')} with £{shown(money)} a year."
    return " ".join([told, *(each.says for each in headlines(story))])


def _without_words(story: Story) -> str:
    without = _without(story)
    whole = sum(1 for cell in _services(story) if cell.key.area == story.partnership)
    told = (
        f"No service of its own is listed in {listed([area.name for area in without])}. "
        if without
        else "Every district has a service of its own in the register. "
    )
    return told + f"{plural(whole, 'service')} for the whole area {'counts' if whole == 1 else 'count'} in no district."


def _districts(story: Story) -> Table:
    rows = []
    for area in _districts_of(story):
        need = story.rate("assessment/places/ltla", area, story.definition.slug)
        rows.append(_district(story, area, need, f"areas/{story.profiled(area).code}"))
    rows.append(_district(story, story.partnership, story.rate("assessment/places/partnership", story.partnership, story.definition.slug), ""))
    columns = (Column("District"), Column(f"Need: {story.definition.title.lower()}, rate", 2), Column("Services", 0), Column("Places a year", 0),
               Column("Places per 1,000 aged 10 to 24", 1), Column("Pounds a year", 0), Column("Pounds a resident", 2))
    notes = (f"Need is {story.rate_words}. Places are for whoever a service is for, not for those aged 10 to 24 alone: they show scale.",
             "The last row holds services for the whole area too. Nothing here says that more places would mean less violence.")
    return Table(
        "provision-districts",
        f"Need, places and money by district, {story.partnership.name}",
        columns,
        tuple(rows),
        notes,
        SOURCE,
        explain_of(COVER),
    )


def _district(story: Story, area: Area, need: Cell | None, href: str) -> tuple[TableCell, ...]:
    parts = (("services", "count"), ("places", "people"), ("places", "per_1000"), ("funding", "pounds"), ("funding", "pounds_per_resident"))
    return (TableCell(area.name, href=href), number_cell(need), *(number_cell(_cover(story, area, *each)) for each in parts))


def _mix(story: Story) -> Table:
    cells, rows = story.cells_of(MIX), []
    for measure, title in MIXES.items():
        for cell in (each for each in cells if each.key.measure == measure and each.key.unit == "count"):
            value = cell.key.names["what"]
            rows.append((TableCell(f"{title}: {value}"), number_cell(cell), number_cell(one(cells, measure, "pounds", what=value))))
    notes = ("Evidence is that of the kind of approach where it was tried, by the ratings on the page on what works.",)
    return Table(
        "provision-mix",
        "Services and money by kind",
        (Column("Kind"), Column("Services", 0), Column("Pounds a year", 0)),
        tuple(rows),
        notes,
        SOURCE,
        explain_of(MIX),
    )


def _register(story: Story, services: list[Cell]) -> Table:
    cells, rows = story.cells_of(SERVICES), []
    for cell in sorted(services, key=lambda each: (each.key.area != story.partnership, each.key.area.name, each.key.measure)):
        told, measure, area = cell.key.names, cell.key.measure, cell.key.area
        where = "The whole area" if area == story.partnership else area.name
        numbers = (
            one(cells, measure, "pounds", area, of="funding"),
            one(cells, measure, "people", area, of="places"),
            one(cells, measure, "people", area, of="reached"),
        )
        rows.append(
            (
                TableCell(told["name"]),
                TableCell(where),
                TableCell(sentence(told["approach"])),
                TableCell(told["cohort"]),
                *(number_cell(each) for each in numbers),
                TableCell(_month(told["ends"])),
                TableCell("Not evaluated" if told["evaluation"] == "none" else sentence(told["evaluation"])),
            )
        )
    columns = (Column("Service"), Column("Where"), Column("Approach"), Column("For whom"), Column("Pounds a year", 0), Column("Places a year", 0),
               Column("Reached in the quarter", 0), Column("Funding ends"), Column("Evaluated by"))
    when = quarter_words(services[0].key.period)
    return Table(
        "provision-services",
        f"The register, {when}",
        columns,
        tuple(rows),
        ("[x] stands for what wasn't told.",),
        SOURCE,
        explain_of(SERVICES),
        30,
    )


def _month(words: str) -> str:
    return words if not words[:4].isdigit() else f"{words[5:]}/{words[:4]}"


def _spend(story: Story, cells: tuple[Cell, ...]) -> Table:
    kinds = sorted({cell.key.measure for cell in cells} - {"all"}, key=lambda kind: -_pounds(cells, kind))
    rows = []
    for kind in (*kinds, "all"):
        share = one(cells, kind, "percent", of="spent_pounds")
        rows.append(
            (
                TableCell("All" if kind == "all" else in_words(kind)),
                *(number_cell(one(cells, kind, "pounds", of=what)) for what in ("planned_pounds", "spent_pounds")),
                TableCell(100.0) if kind == "all" else number_cell(share),
            )
        )
    columns = (Column("Spent on"), Column("Planned, pounds", 0), Column("Spent, pounds", 0), Column("Share of spend, %", 1))
    when = f"{cells[0].key.period.words}"
    return Table(
        "provision-spend",
        f"Money planned and spent, {when}",
        columns,
        tuple(rows),
        ("What was spent says nothing of what it achieved.",),
        SOURCE,
        explain_of(MONEY),
    )


def _pounds(cells: tuple[Cell, ...], kind: str) -> float:
    cell = one(cells, kind, "pounds", of="spent_pounds")
    return cell.value or 0.0 if cell is not None else 0.0


