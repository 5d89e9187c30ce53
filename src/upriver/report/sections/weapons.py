"""Knives, firearms and other weapons: what was used, what was carried, and what health services see."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.areas.health import weapons
from upriver.report.drawn import explain_of, number_cell, point, worth_printing
from upriver.report.story import Headline, Story, percent_words, shown
from upriver.report.timing.told import SHORT, SOURCES, UNDER_AGREEMENT, one
from upriver.words.area import Area
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
from upriver.words.text import sentence

ORDER = 36
ON_AREAS = 37
"""Where it stands on the pages of areas, beside the ORDERs of others."""
TABLES = {
    "assessment/weapons/used": "Crimes by the weapon used",
    "assessment/weapons/flags": "The knife flag",
    "assessment/weapons/possession": "Possession of weapons",
    "assessment/weapons/health": "Weapons as health services record them",
    "assessment/weapons/force": "Offences with a knife by force, as published",
    "assessment/weapons/homicide": "Homicides by force, as published",
    "assessment/weapons/admissions": "Admissions for assault with a sharp object, as published",
}
MADE = {
    "weapons": "Crimes of violence and robbery are counted by the weapon that the police name, else by the knife flag; possession of weapons apart, since it "
    "shows where police search. A share is of the records that say what was used, and says so; how many do stands beside it. Sources are never added. "
    "Published tables by force are added up over whole financial years; a year with a hidden or missing number has none.",
}
USED, FLAGS, CARRIED, SEEN, FORCE, DEATHS, BEDS = (
    f"assessment/weapons/{name}" for name in ("used", "flags", "possession", "health", "force", "homicide", "admissions"))
HEALTH = ("ed_assault_attendances", "ambulance_assault_calls")
KIND_WORDS = {
    "knife_or_sharp": "Knife or other sharp object", "firearm": "Firearm", "glass_or_bottle": "Glass or bottle", "other_weapon": "Another weapon",
    "no_weapon": "No weapon: fists, feet, the body alone", "not_said": "Not said",
}
KNIFE = (("knife", "yes"),)
SAID = (("of", "all"), ("weapon", "said"))


def pages(story: Story) -> tuple[Page, ...]:
    """A page of weapons, where any source that names them is held."""
    blocks = [*_used(story), *_flag(story), *_seen(story), *_force(story), *_published(story), *_carried(story)]
    if not blocks:
        return ()
    first = Callout("Flags and words for weapons are under-used, so every number of crimes with a knife means at least so many. Shares are of the records "
                    "that say what was used: of all records they would be smaller, and nobody knows what the rest would say.", "warning")
    return (Page("questions/weapons", "How often are weapons used?", "Questions", _lead(story), (first, *blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """Weapons in one district."""
    return weapons(story, area)


def lacking(story: Story) -> tuple[str, ...]:
    """What can't be said of weapons."""
    gone = []
    if not story.cells_of(FLAGS):
        gone.append(
            "How often knives and firearms are used here can't be said: open police data count weapons that were found, not weapons that were used, and no "
            "police extract with its knife flag is used here."
        )
    if not story.cells_of(FORCE):
        gone.append("Offences with a knife across the whole force can't be shown: the Home Office's open table isn't held.")
    if not any(story.cells_of(SEEN, f"{source}_weapon") for source in HEALTH):
        gone.append("What weapons hospitals and ambulance crews see can't be said: none of their data with a method are used here.")
    return tuple(gone)


def headlines(story: Story) -> tuple[Headline, ...]:
    """The knife flag of the police, beside what emergency departments see."""
    flag, count = one(story, FLAGS, "knife_flag_known", "percent", KNIFE), one(story, FLAGS, "knife_flag_known", "count", KNIFE)
    if flag is None or count is None or flag.value is None or count.value is None:
        return ()
    seen = one(story, SEEN, "ed_assault_attendances_weapon", "percent", (("of", "said"), ("weapon", "knife_or_sharp")))
    beside = f"; at emergency departments a sharp object was used in {percent_words(seen)} of attendances where the method is known" if seen and seen.value is not None else ""
    rests = (flag, count, *((seen,) if seen is not None and beside else ()))
    return (Headline("knives_used", f"Police flagged at least {shown(count)} crimes of violence and robbery with a knife, {percent_words(flag)} of those with the flag "
                     f"filled in{beside}.", "questions/weapons", "knife", rests, ("police", "health", "youth_justice", "education"),
                     "Plan with what hospitals see beside what police flag, and fill in the flag every time: its gaps hide both harm and progress."),)


def _lead(story: Story) -> str:
    flag, count = one(story, FLAGS, "knife_flag_known", "percent", KNIFE), one(story, FLAGS, "knife_flag_known", "count", KNIFE)
    if flag is not None and count is not None and count.value is not None:
        return f"At least {shown(count)} crimes of violence and robbery were flagged with a knife, {percent_words(flag)} of those with the flag filled in."
    force = _last(story.cells_of(FORCE, "knife_offences", unit="count"))
    if force is not None:
        return f"{force.key.area.name} recorded {shown(force)} selected offences with a knife in {force.key.period.words}; for smaller areas nothing is held."
    return "What is held of weapons, by each source that names them."


def _last(found: Sequence[Cell]) -> Cell | None:
    given = [cell for cell in found if cell.value is not None]
    return max(given, key=lambda cell: cell.key.period) if given else None


def _kinds(story: Story, table: str, measure: str, name: str, caption: str) -> tuple[list[Cell], Table] | None:
    """The table of one source by kind of weapon, and its shares."""
    whole = one(story, table, measure, "count")
    if whole is None:
        return None
    rows: list[tuple[TableCell, ...]] = []
    shares = []
    for kind, words in KIND_WORDS.items():
        count = one(story, table, measure, "count", (("weapon", kind),))
        share = one(story, table, measure, "percent", (("of", "said"), ("weapon", kind)))
        if count is None or (count.value == 0 and kind in ("glass_or_bottle", "other_weapon", "no_weapon")):
            continue
        if kind == "not_said" or share is None:
            rows.append((TableCell(words), number_cell(count), *(TableCell(None, "z") for _ in range(3))))
        else:
            rows.append((TableCell(words), number_cell(count), *(number_cell(share, part) for part in ("value", "lower", "upper"))))
            shares.append(share)
    rows.append((TableCell("All"), number_cell(whole), *(TableCell(None, "z") for _ in range(3))))
    said = one(story, table, measure, "percent", SAID)
    columns = (
        Column("What was used"),
        Column("Number", 0),
        Column("Share of those that say, %", 1),
        Column("Lower 95% limit", 1),
        Column("Upper 95% limit", 1),
    )
    notes = (f"Shares are of the records that say what was used: {percent_words(said)} of all.",) if shares else (
        "Too few records say what was used for a share of any weapon: what is filled in for knives alone would make every weapon a knife.",)
    return shares, Table(name, f"{caption}, {whole.key.period.words}", *worth_printing(columns, rows), notes, UNDER_AGREEMENT, explain_of(table))


def _used(story: Story) -> list[Block]:
    found = _kinds(story, USED, "weapon", "weapons-used", "Crimes of violence and robbery by weapon")
    if found is None:
        return []
    said = one(story, USED, "weapon", "percent", SAID)
    return [
        Heading("What was used, as the police record it"),
        Paragraph(
            f"The police say what was used in {percent_words(said)} of crimes of violence and robbery. Where they don't, it isn't known to be nothing."
        ),
        found[1],
    ]


def _flag(story: Story) -> list[Block]:
    areas = sorted({cell.key.area for cell in story.cells_of(FLAGS, "knife_flag_known")}, key=lambda area: (area.level != "partnership", area.name))
    if not areas:
        return []
    rows, points = [], []
    for area in areas:
        share = one(story, FLAGS, "knife_flag_known", "percent", KNIFE, area=area)
        rows.append((TableCell(area.name), number_cell(one(story, FLAGS, "violence_and_robbery", "count", area=area)),
                     number_cell(one(story, FLAGS, "knife_flag_blank", "count", area=area)), number_cell(one(story, FLAGS, "knife_flag_known", "count", KNIFE, area=area)),
                     *(number_cell(share, part) for part in ("value", "lower", "upper"))))
        if area != story.partnership:
            points.append(point(area.name, share))
    period = story.cells_of(FLAGS)[0].key.period.words
    table = Table("weapons-flag", f"Crimes of violence and robbery flagged with a knife, {period}",
                  (Column("Area"), Column("Crimes", 0), Column("Flag left blank", 0), Column("Flagged, at least", 0), Column("Share of those flagged yes or no, %", 1),
                   Column("Lower 95% limit", 1), Column("Upper 95% limit", 1)), tuple(rows),
                  ("Crimes without a known place are in the number for the partnership and in no district.",), UNDER_AGREEMENT, explain_of(FLAGS))
    given = sorted((each for each in points if each.y is not None), key=lambda each: -(each.y or 0))
    if len(given) < 2:
        return [Heading("The knife flag"), table]
    apart = (given[0].lower or 0) > (given[-1].upper or 0)
    title = (
        f"{given[0].x} has a larger share of crimes with a knife than {given[-1].x}"
        if apart
        else "Districts don't clearly differ in their share of crimes with a knife"
    )
    chart = Chart(
        "weapons-flag-chart",
        "bars",
        title,
        f"Share of crimes of violence and robbery with a knife flag filled in that are flagged, %, {period}",
        (Series("share", tuple(given)),),
        "",
        "%",
        UNDER_AGREEMENT,
        f"Bars of {len(given)} districts with 95% intervals, from {given[-1].x} to {given[0].x}.",
        table="weapons-flag",
    )
    return [Heading("The knife flag"), chart, table]


def _seen(story: Story) -> list[Block]:
    blocks: list[Block] = []
    for source in HEALTH:
        found = _kinds(story, SEEN, f"{source}_weapon", f"weapons-{source}", sentence(SHORT[source]))
        if found is not None:
            blocks += [Heading(SOURCES[source], 3), found[1]]
    said = (
        "These count people who came or called, in the words of those who took the record. An ambulance call coded as an assault says nothing of a weapon. "
        "They are never added to the police's."
    )
    return [Heading("What health services see"), Paragraph(said), *blocks] if blocks else []


def _force(story: Story) -> list[Block]:
    knives = sorted((cell for cell in story.cells_of(FORCE, "knife_offences", unit="count")), key=lambda cell: (cell.key.area.name, cell.key.period))
    deaths = sorted(story.cells_of(DEATHS, "homicides"), key=lambda cell: (cell.key.area.name, cell.key.period))
    blocks: list[Block] = []
    if knives:
        rows = []
        for cell in reversed(knives):
            share = next(
                (
                    each
                    for each in story.cells_of(FORCE, "knife_offences", area=cell.key.area, unit="percent")
                    if each.key.period == cell.key.period
                ),
                None,
            )
            every = next(
                (each for each in story.cells_of(FORCE, "selected_offences", area=cell.key.area) if each.key.period == cell.key.period),
                None,
            )
            rows.append((TableCell(f"{cell.key.area.name}, {cell.key.period.words}"), number_cell(every), number_cell(cell),
                         *(number_cell(share, part) for part in ("value", "lower", "upper"))))
        blocks.append(Table("weapons-force", "Selected offences with a knife or sharp instrument, by force and financial year", (
            Column("Force and year"), Column("Selected offences", 0), Column("With a knife", 0), Column("Share, %", 1), Column("Lower 95% limit", 1),
            Column("Upper 95% limit", 1)), tuple(rows), ("Years before and after a force began to use the national data quality tool can't be compared.",
                                                       "Published for forces, never below."), "Home Office; Open Government Licence v3.0", explain_of(FORCE), 12))
    if deaths:
        rows = [(TableCell(f"{cell.key.area.name}, {cell.key.period.words}"), number_cell(cell)) for cell in reversed(deaths)]
        blocks.append(
            Table(
                "weapons-homicide",
                "Homicides recorded, whatever the weapon, by force and financial year",
                (Column("Force and year"), Column("Homicides", 0)),
                tuple(rows),
                ("Few enough for chance alone to double or halve them. The weapon isn't in this table.",),
                "Home Office; Open Government Licence v3.0",
                explain_of(DEATHS),
                12,
            )
        )
    return [Heading("The whole force, from open tables"), *blocks] if blocks else []


def _published(story: Story) -> list[Block]:
    found = story.cells_of(BEDS)
    if not found:
        return []
    if all(cell.value is None for cell in found):
        return [Heading("Admissions to hospital"), Paragraph(
            "Admissions for assault are held by district and year, and none can be shown: in every year some part was too small to be published.")]
    years = sorted({cell.key.period for cell in found}, reverse=True)
    areas = sorted({cell.key.area for cell in found}, key=lambda area: area.name)
    rows = [
        (
            TableCell(f"{area.name}, {year.words}"),
            *(
                number_cell(
                    next(
                        (cell for cell in found if cell.key.area == area and cell.key.period == year and cell.key.measure == measure), None
                    )
                )
                for measure in ("admissions_sharp_object", "admissions_assault")
            ),
        )
        for year in years
        for area in areas
    ]
    return [Heading("Admissions to hospital"), Table(
        "weapons-admissions", "Admissions for assault, by where patients live", (Column("District and year"), Column("With a sharp object (X99)", 0),
        Column("All assault (X85 to Y09)", 0)), tuple(rows), ("A year has no number where the publisher hid any part of it.",),
        "NHS England; Open Government Licence v3.0", explain_of(BEDS), 12)]


def _carried(story: Story) -> list[Block]:
    carried = one(story, CARRIED, "possession_of_weapons", "count")
    if carried is None:
        return []
    return [
        Heading("Weapons that were carried"),
        Bullets(
            (
                f"{shown(carried)} offences of possession of weapons were recorded over {carried.key.period.words}.",
                "Possession is found where and when police search: more of it can mean more searching. It is told apart from violence, never added to it, and never used to say where harm is.",
            )
        ),
    ]


