"""One partnership's slice of the statistics through the lock, and on to its page and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.pipeline.national.laying import LEVEL, Country
from upriver.pipeline.national.statistics import Statistics, within
from upriver.places.outlines import drawing
from upriver.places.slicing import part_of
from upriver.report.cells import cells_csv
from upriver.report.national.index import Entry, plain_page
from upriver.report.national.profile import Beside, profile, without_pages_of_explanation
from upriver.report.national.rendering import Edition, entry_json, rendered
from upriver.report.story import Plan, Story, indexed
from upriver.report.titles import titles
from upriver.words.area import Area, Nesting
from upriver.words.cleared import Clearance, Rule
from upriver.words.decision import Decision
from upriver.words.finding import Finding, Signal
from upriver.words.period import Period

DOCUMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Making:
    """What every profile is made with: the country, its statistics, outlines by code, and the rule of each contract."""

    country: Country
    statistics: Statistics
    outlines: Mapping[str, bytes]
    rules: Mapping[str, Rule]
    edition: Edition
    decisions: tuple[Decision, ...]
    run: str
    as_of: str


def figures_of(making: Making, area: Area) -> dict[str, bytes]:
    """The files of a partnership with data, by name: its page, its cells, and its entry for the list."""
    country = making.country
    ground, _ = part_of(country.ground, LEVEL, area)
    homes = {home for home in ground.home if home}
    forces = {slug: each for slug, each in country.ground.forces.items() if slug in homes}
    beside = Beside(tuple(forces[slug] for slug in sorted(forces)), country.ground.partnership)
    clearance = _cleared(making, area, ground.levels["lsoa21"].areas, beside)
    story = _story(making, area, ground.levels["lsoa21"].areas, clearance, {slug: each.name for slug, each in forces.items()})
    page = without_pages_of_explanation(profile(story, beside))
    html = rendered(making.edition, page, files=(f"{page.slug}/cells.csv",))
    entry = _entry(story, area, beside)
    return {"index.html": html, "cells.csv": cells_csv(clearance.tables), "profile.json": entry_json(entry)}


def _cleared(making: Making, area: Area, small: tuple[Area, ...], beside: Beside) -> Clearance:
    """All figures of the page through the lock together: its own, its small areas', and those that stand beside it."""
    found = (*making.statistics.of(area.code, *(each.code for each in beside.areas)), *within(making.country, area))
    definition = making.country.ask.definition
    limbs = {definition.slug: tuple(limb.slug for limb in definition.limbs if limb.takes)}
    return clear(
        tuple(each for each in found if isinstance(each, Finding)),
        tuple(each for each in found if isinstance(each, Signal)),
        document=DOCUMENT,
        audience=making.country.ask.audience,
        rules=making.rules,
        sums=Sums((Nesting(area, small),), limbs),
        titles=titles(),
        explanations={},
    )


def _story(making: Making, area: Area, small: tuple[Area, ...], clearance: Clearance, forces: Mapping[str, str]) -> Story:
    cells, signals = indexed(clearance)
    ask, ground = making.country.ask, making.country.ground
    mine = {each.code: making.outlines[each.code] for each in small if each.code in making.outlines}
    drawn = drawing(mine, width=600) if mine else None
    return Story(
        clearance=clearance,
        partnership=area,
        period=ask.period,
        as_of=making.as_of,
        run=making.run,
        definition=ask.definition,
        basis=ground.basis,
        coverage=ask.coverage,
        forces=forces,
        decisions=making.decisions,
        breaks=ask.breaks,
        sources=(),
        areas={LEVEL: (area,), "lsoa21": small},
        within={(LEVEL, area.code): frozenset(each.code for each in small)},
        partly=(),
        plans={"small": Plan(drawn.paths, drawn.box)} if drawn else {},
        notes=(),
        cells=cells,
        signals=signals,
    )


def _entry(story: Story, area: Area, beside: Beside) -> Entry:
    table, measure = f"assessment/places/{LEVEL}", story.definition.slug
    rate = story.rate(table, area, measure)
    forces = tuple(each.name for each in beside.forces)
    if rate is None:
        return Entry(area.code, area.name, forces, marker="x")
    side = next((kind for kind in ("higher", "lower", "similar") if story.signal(rate, kind)), "")
    over = "the whole year" if rate.key.unit == "per_1000_residents" else "the months observed"
    count = None if rate.count is None else float(rate.count)
    return Entry(area.code, area.name, forces, (count, rate.value, rate.lower, rate.upper), rate.marker, over, side)


def plain_files(edition: Edition, area: Area, forces: tuple[str, ...], why: str) -> dict[str, bytes]:
    """The files of a partnership without data: a plain page, and its entry for the list."""
    entry = Entry(area.code, area.name, forces, why=why)
    return {"index.html": rendered(edition, plain_page(entry)), "profile.json": entry_json(entry)}


def edition_of(publisher: str, period: Period, as_of: str, audience: str, attribution: tuple[str, ...]) -> Edition:
    """What every page of the run says of itself."""
    return Edition(publisher, period.words, as_of, audience, attribution)
