"""What weapons, health services and nights out look like in one district."""

from __future__ import annotations

from upriver.report.areas.rows import Row, single_figures
from upriver.report.story import Story
from upriver.report.timing.told import SOURCES, UNDER_AGREEMENT, one
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Heading

FLAGS, BEDS = "assessment/weapons/flags", "assessment/weapons/admissions"
ADMITTED, CALLS = "assessment/health/admissions", "assessment/health/by_district"
NIGHTS = "assessment/times/nights_out"
NHS = "NHS England; Open Government Licence v3.0"
OHID = "Office for Health Improvement and Disparities, Fingertips; Open Government Licence v3.0"


def weapons(story: Story, area: Area) -> list[Block]:
    """How much of the violence involved a knife, and admissions by sharp object: where either is held."""
    rows: list[Row] = []
    if (knife := one(story, FLAGS, "knife_flag_known", "percent", (("knife", "yes"),), area=area)) is not None:
        rows.append(("Violence and robbery with a knife, % of those where it is recorded", knife, "%", "police extract; blanks are left out"))
    rows += [(words, cell, "", "where patients live; hidden if few") for measure, words in (
        ("admissions_sharp_object", "Admissions for assault with a sharp object"), ("admissions_assault", "Admissions for all assault"),
    ) if (cell := _latest(story, BEDS, measure, area)) is not None]
    return _told(
        "Weapons",
        f"area-{area.code}-weapons",
        f"Weapons in {area.name}",
        rows,
        FLAGS if knife is not None else BEDS,
        f"{UNDER_AGREEMENT}; {NHS}",
    )


def health(story: Story, area: Area) -> list[Block]:
    """Admissions as published beside England, and ambulance calls beside police records: where either is held."""
    rows: list[Row] = []
    admitted = _latest(story, ADMITTED, "admissions_for_violence", area)
    if admitted is not None:
        england = next((cell for cell in story.cells_of(ADMITTED, "admissions_for_violence") if cell.key.area.level == "country"
                        and cell.key.period == admitted.key.period), None)
        rows.append(("Emergency admissions for violence, per 100,000, age-standardised", admitted, "", _beside(admitted, england)))
    calls, ratio = (
        one(story, CALLS, "ambulance_calls", "count", area=area),
        one(story, CALLS, "calls_over_police", "rate_ratio", (("against", "rest"),), area=area),
    )
    if calls is not None:
        rows.append(("Ambulance calls to assaults", calls, "", "never added to police records: many are the same event"))
    if ratio is not None:
        side = next((said for kind in ("higher", "lower", "similar") if (said := story.signal(ratio, kind))), "")
        rows.append(("Ambulance calls for each crime recorded, as times the other districts", ratio, "", side))
    return _told(
        "What health services see",
        f"area-{area.code}-health",
        f"Health services and violence in {area.name}",
        rows,
        ADMITTED if admitted is not None else CALLS,
        f"{OHID if admitted is not None else ''}{'; ' if admitted is not None and calls is not None else ''}"
        f"{UNDER_AGREEMENT if calls is not None else ''}",
    )


def nights(story: Story, area: Area) -> list[Block]:
    """The share of each source's events that falls on Friday and Saturday nights."""
    rows: list[Row] = []
    for source, words in SOURCES.items():
        share = one(story, NIGHTS, f"{source}_nights", "percent", (("when", "nights_out"),), area=area)
        if share is not None:
            rows.append((f"{words}, on Friday and Saturday nights", share, "%", "14.3% if violence came evenly through the week"))
    return _told(
        "Nights out",
        f"area-{area.code}-nights",
        f"Friday and Saturday nights from 18:00 to 06:00 in {area.name}",
        rows,
        NIGHTS,
        UNDER_AGREEMENT,
    )


def _told(heading: str, slug: str, caption: str, rows: list[Row], table: str, source: str) -> list[Block]:
    return [Heading(heading), single_figures(slug, caption, rows, table, source)] if any(cell.value is not None for _, cell, _, _ in rows) else []


def _latest(story: Story, table: str, measure: str, area: Area) -> Cell | None:
    """The latest year that has a number, else the latest at all."""
    found = story.cells_of(table, measure, area=area)
    return max(
        (cell for cell in found if cell.value is not None),
        key=lambda cell: cell.key.period,
        default=max(found, key=lambda cell: cell.key.period, default=None),
    )


def _beside(cell: Cell, england: Cell | None) -> str:
    if england is None or None in (cell.lower, cell.upper, england.lower, england.upper):
        return "no interval beside England"
    if (cell.lower or 0) > (england.upper or 0):
        return "higher than England"
    return "lower than England" if (cell.upper or 0) < (england.lower or 0) else "not clearly different from England"
