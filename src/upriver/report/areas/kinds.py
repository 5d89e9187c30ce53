"""What a local profile tells of each kind of violence: the same table for every area."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.coded import year_words
from upriver.report.drawn import LIMITS, explain_of, number_cell
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.declared import Profile
from upriver.words.document import Block, Column, Heading, Table, TableCell

RECORDED, DISTRICTS = "assessment/depth/recorded", "assessment/depth/districts"


def kinds_in_depth(story: Story, area: Area, told: Sequence[Profile]) -> list[Block]:
    """Offence-coded kinds with rate and change, and what the police extract shows, where either speaks of the area.

    `told` are the kinds that have a page: no other is listed, or its link would lead nowhere.
    """
    blocks = [each for each in (_recorded(story, area, told), _extract(story, area, told)) if each]
    return [Heading("Kinds of violence in depth"), *blocks] if blocks else []


def address(slug: str) -> str:
    """The page of a kind of violence."""
    return f"kinds/{slug.replace('_', '-')}"


def _recorded(story: Story, area: Area, told: Sequence[Profile]) -> Table | None:
    periods = sorted({cell.key.period for cell in story.cells_of(RECORDED, area=area)})
    if not periods:
        return None
    latest, rows = periods[-1], []
    for profile in told:
        count, rate = (story.cell(RECORDED, area, profile.slug, unit, period=latest) for unit in ("count", "per_1000_residents"))
        if count is None:
            continue
        change = story.cell(RECORDED, area, profile.slug, "change_percent", period=latest, split=(("against", "year_before"),))
        said = {"rose": "rise beyond chance", "fell": "fall beyond chance", "same": "not beyond chance"}.get(story.signal(change, "change"), "")
        said = "the year before isn't held" if change is None else "too few to say" if "few_events" in change.flags else said
        limits = (number_cell(rate, "lower"), number_cell(rate, "upper"))
        rows.append((TableCell(profile.title, href=address(profile.slug)), number_cell(count), number_cell(rate), *limits, number_cell(change), TableCell(said)))
    columns = (
        Column("Kind of violence"),
        Column("Recorded", 0),
        Column("Per 1,000 residents", 2),
        *LIMITS,
        Column("% change on the year before", 1),
        Column("Change"),
    )
    caption = f"Kinds of violence by offence code in {area.name}, {year_words(latest)}"
    notes = ("One crime can belong to several kinds: they are never added up.",)
    return (
        Table(
            f"area-{area.code}-depth",
            caption,
            columns,
            tuple(rows),
            notes,
            "Home Office, police recorded crime open tables",
            explain_of(RECORDED),
        )
        if rows
        else None
    )


def _extract(story: Story, area: Area, told: Sequence[Profile]) -> Table | None:
    rows = []
    for profile in told:
        count, rate = (story.cell(DISTRICTS, area, profile.slug, unit) for unit in ("count", "per_1000_residents"))
        flagged = any(cell.value is None or cell.value > 0 for cell in story.cells_of(DISTRICTS, profile.slug, unit="count"))
        if count is not None and flagged:  # no such crime in any district: the extract doesn't tell of that kind
            rows.append(
                (
                    TableCell(profile.title, href=address(profile.slug)),
                    number_cell(count),
                    *(number_cell(rate, part) for part in ("value", "lower", "upper")),
                )
            )
    columns = (Column("Kind of violence"), Column("Number", 0), Column("Per 1,000 residents", 2), *LIMITS)
    caption = f"Kinds of violence in the police extract in {area.name}, {story.period.words}"
    notes = ("Crimes whose place isn't known are in no area. One crime can belong to several kinds: they are never added up.",)
    return (
        Table(
            f"area-{area.code}-extract",
            caption,
            columns,
            tuple(rows),
            notes,
            "Police crime extract, under agreement",
            explain_of(DISTRICTS),
        )
        if rows
        else None
    )
