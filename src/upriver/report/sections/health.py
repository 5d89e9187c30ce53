"""What health services see of violence, how much of it the police don't know, and where the two part."""

from __future__ import annotations

from upriver.report.areas.health import health
from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.leading.plain import of_untold
from upriver.report.story import Headline, Story, between, percent_words, shown
from upriver.report.timing.told import SOURCES, UNDER_AGREEMENT, one
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Line,
    Page,
    Paragraph,
    Series,
    Table,
    TableCell,
)
from upriver.words.text import listed, number

ORDER = 38
TABLES = {
    "assessment/health/told_police": "Whether police were told",
    "assessment/health/complete": "How complete health records are",
    "assessment/health/ratio": "Attendances and calls beside police records",
    "assessment/health/by_district": "Ambulance calls beside police records by district",
    "assessment/health/agreement": "How alike health and police data are",
    "assessment/health/on_both_lists": "People on the hospitals' list, the police's, and both",
    "assessment/health/admissions": "Hospital admissions for violence, as published",
}
MADE = {
    "health": "Each source is counted by itself over the longest run of months that every provider has sent, and none is added to another. "
    "Shares have Wilson's interval; a number over another has the exact interval of two counts. Percentages of attendances are of counts rounded to the nearest "
    "5. Patterns are compared by the share of them that is the same, ranks by Spearman's correlation, both with intervals by drawing again. "
    "Published rates are shown as published.",
}
TOLD, COMPLETE, RATIO, DISTRICTS, AGREEMENT, BOTH, ADMITTED = (f"assessment/health/{name}" for name in (
    "told_police", "complete", "ratio", "by_district", "agreement", "on_both_lists", "admissions"))
ED, AMBULANCE = "ed_assault_attendances", "ambulance_assault_calls"
FIELD_WORDS = {"location_type": "kind of place", "assault_method": "what was used", "assaulted_at": "time of the assault",
               "told_police": "whether police were told", "lsoa21": "small area"}
ELSEWHERE = (
    "In South Wales 59.0% of assault attendances at an emergency department were unknown to police (Gray, 2017; not verified at source).",
    "In Swansea, of 1,513 assaults known to either, 65.6% were known to the emergency department alone, 23.6% to police alone and 10.8% to both (published study; not verified at source).",
)
UNKNOWN = (("told_police", "no"),)
AGAINST = (("against", "rest"),)


def pages(story: Story) -> tuple[Page, ...]:
    """A page of the health view, where any health source is held."""
    blocks = [*_told(story), *_ratio(story), *_lists(story), *_districts(story), *_agreement(story), *_admissions(story), *_complete(story)]
    if not blocks:
        return ()
    first = Callout("Health services and the police see different parts of the violence. The parts overlap, so the numbers stand side by side "
                    "and are never added. Attendances aren't crimes, and neither are people.", "warning")
    return (Page("questions/health", "What do health services see?", "Questions", _lead(story), (first, *blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """What health services see in one district."""
    return health(story, area)


def lacking(story: Story) -> tuple[str, ...]:
    """What can't be said from the health data that are held."""
    gone = []
    if not story.cells_of(COMPLETE):
        gone.append("What emergency departments and ambulance crews see can't be said: none of their data are used here. Police numbers alone "
                    "leave out what is never reported; a study in South Wales found 59.0% of assault attendances unknown to police (Gray, 2017; not verified at source).")
    elif _unknown(story) is None:
        gone.append("What share of attendances the police don't know of can't be said: no department records whether police were told.")
    if not story.cells_of(ADMITTED):
        gone.append("Admissions to hospital for violence beside England can't be shown: the published indicator (Fingertips 11201) isn't held.")
    return tuple(gone)


def headlines(story: Story) -> tuple[Headline, ...]:
    """The share unknown to police, and districts where ambulances are called more than police records say."""
    found = []
    unknown = _unknown(story)
    if unknown is not None and unknown.value is not None:
        found.append(Headline(
            "unknown_to_police", f"Police had not been told of {percent_words(unknown)} of assault attendances at emergency departments where that is recorded.",
            "questions/health", "health", (unknown,), ("health", "police", "local_authority"),
            "Plan from health data too: a fall in recorded crime alone doesn't show that fewer people are hurt.", of_untold(unknown),
        ))
    if higher := _beyond(story):
        names = listed([f"{cell.key.area.name}, {_against(cell)}" for cell in higher])
        found.append(Headline(
            "calls_beyond_police", f"Ambulances are called to more assaults than police records lead to expect in {names}.",
            "questions/health", "health", tuple(higher), ("health", "police", "local_authority"),
            "Ask residents and crews there why harm doesn't reach the police, before moving resources by police numbers.",
        ))
    return tuple(found)


def _unknown(story: Story) -> Cell | None:
    return one(story, TOLD, "ed_police_told_known", "percent", UNKNOWN)


def _beyond(story: Story) -> list[Cell]:
    return [cell for cell in story.cells_of(DISTRICTS, "calls_over_police") if story.signal(cell, "higher")]


def _against(cell: Cell) -> str:
    return f"{shown(cell)} times the rest's number for each crime recorded ({number(cell.lower or 0, 2)} to {number(cell.upper or 0, 2)})"


def _lead(story: Story) -> str:
    unknown, higher = _unknown(story), _beyond(story)
    if unknown is not None and unknown.value is not None:
        said = f"Of assault attendances where it is recorded, police had not been told of {percent_words(unknown)}."
    else:
        said = "Health data show harm that never reaches the police."
    return said + (f" {listed([cell.key.area.name for cell in higher])} has more ambulance calls than its police records lead to expect."
                   if len(higher) == 1 else "")


def _told(story: Story) -> list[Block]:
    unknown = _unknown(story)
    if unknown is None:
        return []
    known, no, yes = (one(story, TOLD, "ed_police_told_known", "count", split) for split in ((), UNKNOWN, (("told_police", "yes"),)))
    table = Table("health-told", f"Assault attendances by whether police were told, {unknown.key.period.words}",
                  (Column("Police were told"), Column("Attendances", 0), Column("Share, %", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1)),
                  ((TableCell("No"), number_cell(no), *(number_cell(unknown, part) for part in ("value", "lower", "upper"))),
                   (TableCell("Yes"), number_cell(yes), *(TableCell(None, "z") for _ in range(3))),
                   (TableCell("Recorded either way"), number_cell(known), *(TableCell(None, "z") for _ in range(3)))),
                  ("As far as the department knows: police may have heard of it otherwise, before or later.",
                   "Numbers of attendances are rounded to the nearest 5, so they needn't add up."), UNDER_AGREEMENT, explain_of(TOLD))
    return [Heading("Unknown to police"),
            Paragraph(f"Where departments recorded it, police had not been told of {percent_words(unknown)} of attendances."), table,
            Paragraph("What studies elsewhere found. These are other places and other years: nothing here is multiplied by them."),
            Bullets(ELSEWHERE)]


def _ratio(story: Story) -> list[Block]:
    found = [cell for source in (ED, AMBULANCE) if (cell := one(story, RATIO, f"{source}_over_police", "ratio")) is not None]
    police = one(story, RATIO, "police_violence_with_injury", "count")
    if not found:
        return []
    rows = tuple((TableCell(SOURCES[cell.key.measure.removesuffix("_over_police")]),
                  number_cell(one(story, RATIO, cell.key.measure, "count")), number_cell(police),
                  *(number_cell(cell, part) for part in ("value", "lower", "upper"))) for cell in found)
    table = Table("health-ratio", f"Beside police-recorded violence with injury, {found[0].key.period.words}",
                  (Column("Source"), Column("Number", 0), Column("Police: violence with injury", 0), Column("For each crime", 2),
                   Column("Lower 95% limit", 2), Column("Upper 95% limit", 2)), rows,
                  ("Read a change of this number, not its size: hospitals serve people from beyond the partnership, and some of its people go elsewhere.",),
                  UNDER_AGREEMENT, explain_of(RATIO))
    return [Heading("Beside police-recorded violence with injury"), table]


def _lists(story: Story) -> list[Block]:
    whole = one(story, BOTH, "people_on_lists", "count")
    if whole is None:
        return []
    names = {"ed_only": "Emergency departments alone", "police_only": "Police alone", "both": "Both"}
    rows = []
    for name, words in names.items():
        share = one(story, BOTH, "people_on_lists", "percent", (("on", name),))
        rows.append((TableCell(words), number_cell(one(story, BOTH, "people_on_lists", "count", (("on", name),))),
                     *(number_cell(share, part) for part in ("value", "lower", "upper"))))
    table = Table(
        "health-lists",
        f"People on either list by who knows them, {whole.key.period.words}",
        (Column("Known to"), Column("People", 0), Column("Share, %", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1)),
        tuple(rows),
        (
            "People are matched by keyed hashes that partners make; nobody is named, and a key that was made differently is missed.",
            "The police give a key for some offences only, so their list is shorter than their records.",
        ),
        UNDER_AGREEMENT,
        explain_of(BOTH),
    )
    estimated = one(story, BOTH, "people_estimated", "people")
    chapman = [Callout(
        f"If the two lists were independent, about {between(estimated)} people would have been hurt in all (Chapman's estimate). They aren't: police "
        "take the hurt to hospital and hospitals call police, which makes this too low, and some people avoid both, which does too. Missed "
        "links make it too high. Use it for no plan.", "warning")] if estimated is not None and estimated.value is not None else []
    return [Heading("Who is known to whom"), table, *chapman]


def _districts(story: Story) -> list[Block]:
    found = sorted((cell for cell in story.cells_of(DISTRICTS, "calls_over_police") if cell.value is not None), key=lambda cell: -(cell.value or 0))
    if not found:
        return []
    top, higher = found[0], _beyond(story)
    title = (f"{listed([cell.key.area.name for cell in higher])}: more ambulance calls than police records lead to expect" if higher
             else "No district has clearly more ambulance calls than police records lead to expect")
    rows = []
    for cell in found:
        calls, crimes = (
            one(story, DISTRICTS, measure, "count", area=cell.key.area) for measure in ("ambulance_calls", "police_violence_and_robbery")
        )
        side = next((said for kind in ("higher", "lower", "similar") if (said := story.signal(cell, kind))), "")
        rows.append((TableCell(cell.key.area.name), number_cell(calls), number_cell(crimes),
                     *(number_cell(cell, part) for part in ("value", "lower", "upper")), TableCell(side)))
    chart = Chart("health-districts", "bars", title, f"Ambulance calls for each crime of violence or robbery recorded, as times the rest, {top.key.period.words}",
                  (Series("ratio", tuple(point(cell.key.area.name, cell) for cell in found)),), "", "times the rest", UNDER_AGREEMENT,
                  f"Bars of {len(found)} districts with their intervals. The highest is {top.key.area.name}, {between(top)}.", (Line("as the rest", 1.0),),
                  table="health-by-district", interval="interval, 95% for all districts together")
    table = Table("health-by-district", f"Ambulance calls beside police records by district, {top.key.period.words}",
                  (Column("District"), Column("Ambulance calls", 0), Column("Police: violence and robbery", 0), Column("Times the rest", 2),
                   Column("Lower limit", 2), Column("Upper limit", 2), Column("Reading")), tuple(rows),
                  ("Each district's calls for each crime recorded, over those of all other districts together. Limits are 95% for all districts at once.",
                   "One district far above the others pulls each of them below the rest.",
                   "More may mean less reporting, other ways of coding calls, or nearer ambulances: ask before concluding."),
                  UNDER_AGREEMENT, explain_of(DISTRICTS))
    return [Heading("Where health and police data part"), chart, table]


def _agreement(story: Story) -> list[Block]:
    told = []
    for source in (ED, AMBULANCE):
        found = one(story, AGREEMENT, f"{source}_and_police", "percent", (("hours", "28"),))
        chance = one(story, AGREEMENT, f"{source}_and_police", "percent", (("hours", "28_by_chance"),))
        if found is not None and chance is not None and found.value is not None:
            told.append(
                f"By weekday and stretch of six hours, {percent_words(found)} of the pattern of {SOURCES[source].split(':')[0].lower()} data is that of "
                f"police data; two samples of one pattern would share {shown(chance)}%."
            )
    for cell in story.cells_of(AGREEMENT, "ambulance_and_police"):
        if cell.value is not None:
            level = "neighbourhoods (MSOA)" if cell.key.names.get("places", "") == "msoa21" else "small areas (LSOA)"
            told.append(
                f"Over {level}, the rank correlation of ambulance calls and police-recorded violence and robbery is {between(cell)}; 1 would be the same "
                "order, 0 none. Both count more where more people are."
            )
    return [Heading("Do they agree on when and where?"), Bullets(tuple(told))] if told else []


def _admissions(story: Story) -> list[Block]:
    found = [cell for cell in story.cells_of(ADMITTED) if cell.value is not None]
    if not found:
        return []
    last = max(cell.key.period for cell in found)
    now = sorted((cell for cell in found if cell.key.period == last), key=lambda cell: -(cell.value or 0))
    england = next((cell for cell in now if cell.key.area.level == "country"), None)
    rows = tuple(
        (
            TableCell(cell.key.area.name),
            *(number_cell(cell, part) for part in ("value", "lower", "upper")),
            TableCell(_beside(cell, england)),
        )
        for cell in now
    )
    table = Table("health-admissions", f"Emergency admissions for violence, {last.words}",
                  (Column("Area"), Column("Per 100,000, age-standardised", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1),
                   Column("Beside England")), rows,
                  ("Three years together, as published with its own interval; by where patients live, not where the assault happened.",
                   "Admissions, not people. Higher or lower where the two 95% intervals don't meet."),
                  "Office for Health Improvement and Disparities, Fingertips 11201; Open Government Licence v3.0", explain_of(ADMITTED))
    areas = [cell for cell in now if cell.key.area.level != "country"]
    said = [f"{cell.key.area.name}: {between(cell)} per 100,000, {_beside(cell, england)}." for cell in areas] if len(areas) <= 12 else []
    return [Heading("Admissions to hospital"), *([Bullets(tuple(said))] if said else []), table]


def _beside(cell: Cell, england: Cell | None) -> str:
    if england is None or cell is england or None in (cell.lower, cell.upper, england.lower, england.upper):
        return ""
    if (cell.lower or 0) > (england.upper or 0):
        return "higher than England"
    return "lower than England" if (cell.upper or 0) < (england.lower or 0) else "not clearly different from England"


def _complete(story: Story) -> list[Block]:
    rows = []
    for source in (ED, AMBULANCE):
        for field, words in FIELD_WORDS.items():
            share = one(story, COMPLETE, f"{source}_{field}", "percent", (("filled", "yes"),))
            whole = one(story, COMPLETE, f"{source}_{field}", "count")
            if whole is not None:
                rows.append((TableCell(f"{SOURCES[source].split(':')[0]}: {words}"), number_cell(whole),
                             number_cell(one(story, COMPLETE, f"{source}_{field}", "count", (("filled", "yes"),))),
                             *(number_cell(share, part) for part in ("value", "lower", "upper"))))
    table = Table(
        "health-complete",
        "How often health records say where, how and when",
        (
            Column("What is recorded"),
            Column("Records", 0),
            Column("With it", 0),
            Column("Share, %", 1),
            Column("Lower 95% limit", 1),
            Column("Upper 95% limit", 1),
        ),
        tuple(rows),
        ('Records that say "not known" are counted as without it.',),
        UNDER_AGREEMENT,
        explain_of(COMPLETE),
    )
    return [Heading("How complete the records are"), table] if rows else []
