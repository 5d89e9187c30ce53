"""How much harm the violence does and what it costs: counts, weights and pounds side by side, with homicide in and out."""

from __future__ import annotations

from upriver.report.areas.harm import harm_done
from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.harm.told import BY_AREA, BY_KIND, KINDS, Told, areas_of, millions, shipped, told
from upriver.report.story import Headline, Story, between, shown
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Series,
    Table,
    TableCell,
)
from upriver.words.text import day, listed, number, sentence

ORDER = 27
ON_AREAS = 36
"""Where it stands on the pages of areas, beside the ORDERs of others."""
TABLES = {
    BY_KIND: "Offences, harm and cost by kind of violence and part of the definition",
    BY_AREA: "Harm and cost by area, with and without homicide",
    "assessment/harm/by_profile": "Offences and weighed harm of the kinds told in depth",
}
MADE = {
    "harm": "Offences of the latest four quarters, by Home Office code, are multiplied by the weight or the unit cost of each code and "
    "added up. The interval is what chance gives to such a sum (Fay and Feuer 1997); it takes weights and costs as known. "
    "Offences without a weight are left out, so a sum is the least it can be. Costs are brought to the year's prices by the GDP deflator.",
}
SOURCE = "Home Office, police recorded crime open tables; severity weights and unit costs as the page names them"
SIDE_BY_SIDE = (
    "A count says how often; a weight says how grave a published index holds an offence to be; a unit cost puts harm into pounds, "
    "most of it the harm to people. None of them says what one person went through. The three stand side by side and are never added."
)
NOT_POLICE_UK = (
    "Places below a community safety partnership: the types of police.uk hold minor and grave offences together, so no true weight "
    "exists for one, and they are not weighed.",
    "Crimes against society, such as carrying weapons, and stalking and harassment: the Home Office gave them no unit cost.",
    "How sure the weights and unit costs themselves are: the intervals are for chance in the counts alone.",
    "Money that could be saved: a cost to society is no budget.",
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where an offence-coded year is held for some area; none otherwise."""
    found = told(story)
    if found is None:
        return ()
    blocks: list[Block] = [
        Callout(SIDE_BY_SIDE),
        Paragraph(_weighed_by(found)),
        Heading("Kind by kind"),
        *_by_kind(found),
        *_definition(found),
        Heading("Area by area, with and without homicide"),
        Paragraph(_one_event(found)),
        *_areas(found),
        Heading("One code, many weights"),
        *_ranges(found),
        Heading("What this can't show"),
        Bullets(NOT_POLICE_UK),
    ]
    return (Page("questions/harm", "How much harm does it do, and what does it cost?", "Questions", _lead(found), tuple(blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """Count, weighed harm and cost of one area."""
    return harm_done(story, area)


def lacking(story: Story) -> tuple[str, ...]:
    """What is missing for harm and cost."""
    found = told(story)
    if found is None:
        return ("How much harm the violence does and what it costs: no offence-coded year is held, and police.uk types can't be weighed.",)
    said = []
    weighed = found.share("weighed")
    if weighed is None or weighed.value is None or weighed.value < 99.5:
        said.append(f"The whole of the harm: a weight is held for {shown(weighed)}% of violent offences. The full list of an index can be taken in.")
    if found.pounds(made="adjusted") is None:
        said.append("The cost with crime that nobody records: no multiplier is held whose source was seen. They can be taken in with the unit costs.")
    return tuple(said)


def headlines(story: Story) -> tuple[Headline, ...]:
    """Which kind does most harm, and what the violence cost."""
    found = told(story)
    return tuple(each for each in (_harm_headline(found), _cost_headline(found)) if each) if found else ()


def _harm_headline(found: Told) -> Headline | None:
    kind = _first(found, "of_harm")
    harm, offences = found.share("of_harm", kind=kind), found.share("of_offences", kind=kind)
    if not kind or harm is None or offences is None or offences.value is None:
        return None
    says = (
        f"{KINDS[kind]} is {shown(offences)}% of violent offences in {found.area.name} in {found.when} and {shown(harm)}% of the harm "
        f"that could be weighed; {shown(found.share('weighed'))}% of offences have a weight{_unseen(found)}."
    )
    return Headline("harm_most", says, "questions/harm", kind, (harm, offences), ("police", "local_policing_body"),
                    "Weigh priorities by harm as well as by number.")


def _unseen(found: Told) -> str:
    """That the weights are the shipped ones, most of which were not seen at the publisher; nothing of a list taken in."""
    return ", and most weights were not seen at source" if found.index in {row["scheme"] for row in shipped("severity_weights")} else ""


def _cost_headline(found: Told) -> Headline | None:
    cost = found.pounds()
    if cost is None or cost.value is None:
        return None
    return Headline("harm_cost", _cost_words(found, cost), "questions/harm", "cost", (cost,), ("local_policing_body", "local_authority", "health"))


def _cost_words(found: Told, cost: Cell) -> str:
    return (
        f"Recorded violence cost society about £{millions(cost)} million in {found.area.name} in {found.when}, in {found.prices} prices (95% "
        f"interval for chance £{millions(cost, 'lower')} to £{millions(cost, 'upper')} million; {shown(found.share('costed'))}% of offences "
        "have a unit cost)."
    )


def _first(found: Told, share: str) -> str:
    """The kind with the largest share, "" where none is known."""
    known = {kind: cell.value for kind in KINDS if (cell := found.share(share, kind=kind)) is not None and cell.value is not None}
    return max(known, key=lambda kind: known[kind], default="")


def _lead(found: Told) -> str:
    harm, often, cost = _first(found, "of_harm"), _first(found, "of_offences"), found.pounds()
    said = []
    if harm and often and harm != often:
        said.append(
            f"{KINDS[often]} is most frequent, with {shown(found.share('of_offences', kind=often))}% of violent offences; "
            f"{KINDS[harm].lower()} does the largest part of the harm that could be weighed, {shown(found.share('of_harm', kind=harm))}%."
        )
    elif harm:
        said.append(
            f"{KINDS[harm]} is most frequent and does the largest part of the harm: {shown(found.share('of_harm', kind=harm))}% of what could be weighed."
        )
    if cost is not None and cost.value is not None:
        said.append(_cost_words(found, cost))
    return " ".join(said) or f"Violent offences of {found.when} by kind; no weight or cost is held for them."


def _weighed_by(found: Told) -> str:
    weighed = shown(found.share("weighed"))
    unseen = (
        ""
        if not _unseen(found)
        else " Most of these weights were quoted elsewhere and not seen at the publisher: load the publisher's own list before relying on them."
    )
    return (
        f"Weighed by {found.index}: a weight is held for {weighed}% of violent offences, and the others are left out, so every sum is the "
        f"least it can be, and kinds or areas whose offences have fewer weights look less harmful than they are.{unseen} Unit costs are in "
        f"{found.prices} prices, brought up by the GDP deflator (HM Treasury, June 2026). Of the shipped unit costs of the Home Office (second edition, "
        f"2018), {listed([KINDS.get(row['kind'], row['kind']).lower() for row in shipped('unit_costs') if row['verified'] == 'no'])} were not seen at source."
    )


def _by_kind(found: Told) -> list[Block]:
    kinds = sorted((kind for kind in KINDS if found.count(kind=kind)), key=lambda kind: -(_value(found.share("of_offences", kind=kind)) or 0))
    ways = (("of_offences", "share of offences"), ("of_harm", "share of weighed harm"), ("of_cost", "share of cost"))
    series = tuple(Series(name, tuple(point(KINDS[kind], found.share(way, kind=kind)) for kind in kinds)) for way, name in ways)
    harm, often = _first(found, "of_harm"), _first(found, "of_offences")
    title = f"{KINDS[often]} is most frequent; {KINDS[harm].lower()} weighs most" if harm and often else "Violence by kind"
    table = Table(
        "harm-kinds", f"Offences, harm and cost by kind, {found.area.name}, {found.when}", _columns("Kind"),
        (_row("All violence", found), *(_row(KINDS[kind], found, kind=kind) for kind in kinds)), _notes(found), SOURCE, explain_of(BY_KIND),
    )
    alt = f"Bars of {len(kinds)} kinds of violence: the share of offences, of weighed harm and of cost of each, in percent. {title}. The table holds every number."
    chart = Chart("harm-kinds", "bars", title, f"Share of all violence, %, {found.area.name}, {found.when}", series, "", "%", SOURCE, alt,
                  table="harm-kinds")
    return [chart, table] if kinds else [table]


def _columns(first: str) -> tuple[Column, ...]:
    limits = (Column("Harm", 0), Column("Lower 95% limit", 0), Column("Upper 95% limit", 0), Column("Offences with a weight, %", 1))
    money = (Column("Cost, pounds", 0), Column("Lower 95% limit", 0), Column("Upper 95% limit", 0))
    return (Column(first), Column("Offences", 0), *limits, *money)


def _row(name: str, found: Told, measure: str = "violence", kind: str = "") -> tuple[TableCell, ...]:
    harm, cost = found.harm(measure, kind), found.pounds(measure, kind)
    weighed = number_cell(found.share("weighed", measure, kind))
    parts = ("value", "lower", "upper")
    return (TableCell(name), number_cell(found.count(measure, kind), "count"), *(number_cell(harm, part) for part in parts), weighed,
            *(number_cell(cost, part) for part in parts))


def _notes(found: Told) -> tuple[str, ...]:
    return (
        f"Harm is in the units of {found.index}. Costs are what the recorded offences cost society, in {found.prices} prices.",
        "[x] stands for no weight or no unit cost, never for no harm.",
    )


def _definition(found: Told) -> list[Block]:
    definition = found.story.definition.agreed
    limbs = [limb for limb in definition.limbs if found.count(limb.slug)]
    if not limbs:
        return []
    rows = (_row(definition.title, found, definition.slug), *(_row(limb.title, found, limb.slug) for limb in limbs))
    caption = f"{definition.title} and its parts, {found.area.name}, {found.when}"
    return [
        Heading("The definition and its parts"),
        Table("harm-definition", caption, _columns("Part"), rows, _notes(found), SOURCE, explain_of(BY_KIND)),
    ]


def _one_event(found: Told) -> str:
    """Where a single offence carries a tenth or more of an area's harm; else that it does nowhere."""
    named = []
    for level in ("csp", "utla", "force"):
        for area in areas_of(found.story, level):
            cell = found.of(area).carried("one_event")
            if found.story.signal(cell, "dominates"):
                named.append(f"{area.name} ({shown(cell)}%)")
    ways = "One killing can outweigh hundreds of other offences, so each area is shown with homicide, without it, and with the heaviest weights drawn in."
    if not named:
        return f"{ways} No area of this assessment owes a tenth or more of its weighed harm to a single offence."
    return f"{ways} A single offence carries a tenth or more of the weighed harm in {listed(sorted(set(named)), most=12)}: compare these without homicide."


def _areas(found: Told) -> list[Block]:
    return [_area_table(found, level) for level in ("csp", "utla", "force") if areas_of(found.story, level)]


def _area_table(found: Told, level: str) -> Table:
    ways = (("harm_per_1000", "with"), ("harm_per_1000", "without"), ("harm_per_1000", "drawn_in"),
            ("pounds_per_resident", "with"), ("pounds_per_resident", "without"))
    rows = []
    for area in areas_of(found.story, level):
        own = found.of(area)
        page = f"areas/{found.story.profiled(area).code}" if level in ("csp", "utla") else ""
        cells = [number_cell(own.each(*way)) for way in ways]
        rows.append((TableCell(area.name, href=page), *cells, number_cell(own.carried("one_event")), number_cell(own.carried("one_offence"))))
    columns = (Column(sentence(LEVEL_NAMES[level])), Column("Harm per 1,000", 0), Column("without homicide", 0), Column("heavy weights drawn in", 0),
               Column("Pounds a resident", 0), Column("without homicide", 0), Column("On one event, %", 1), Column("On one offence code, %", 1))
    notes = ("No rank is given: offences with a weight differ from place to place, and chance moves a heavy offence from one year to the next.",
             "Heaviest weights drawn in: those above what 99 of 100 offences have are set to that.")
    return Table(
        f"harm-{level}",
        f"Harm and cost for each resident by {LEVEL_NAMES[level]}, {found.when}",
        columns,
        tuple(rows),
        notes,
        SOURCE,
        explain_of(BY_AREA),
    )


def _ranges(found: Told) -> list[Block]:
    """How far one code's weights range, and what that does to the sum where an index was loaded that says so."""
    facts = [row for row in shipped("cambridge_facts") if row["offence_code"] == "8N"]
    low, middle, high = (next(row["weight"] for row in facts if row["statistic"] == which) for which in ("min", "median", "max"))
    said: list[Block] = [
        Paragraph(
            f"One Home Office code can hold offences from slight to very grave. In the Cambridge Crime Harm Index (update of 2020, {day(facts[0]['source_date'])}) "
            f"assault with injury, code 8N, runs from {low} to {number(float(high))} days of a first offender's starting sentence, its middle being {middle}: "
            "a weight for each code is a choice of statistic, so it is named wherever it is used.",
            (("Cambridge Crime Harm Index", facts[0]["url"]),),
        )
    ]
    least, most = found.harm(weight="min"), found.harm(weight="max")
    if least is not None and most is not None:
        said.append(Paragraph(f"By {found.index}, the harm in {found.area.name} is {between(found.harm())} by the middle weight of each code, "
                              f"{shown(least)} by the least and {shown(most)} by the greatest."))
    return said


def _value(cell: Cell | None) -> float | None:
    return cell.value if cell else None


