"""A finding as a passer-by is told it: one thing said, few numbers, none that its exact sentence doesn't bear out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from upriver.report.coded import year_words
from upriver.report.story import Headline, Story, change_words, shown
from upriver.words.cleared import Cell
from upriver.words.language.speaking import say
from upriver.words.text import listed, number, sentence

_INTERVAL = re.compile(r" \(95% interval [^()]*\)")


def plainly(each: Headline) -> str:
    """The finding's plain words; where nobody has written any, its own without the intervals."""
    return each.plain or _INTERVAL.sub("", each.says).replace("; ", ", ")


def is_current(story: Story, each: Headline) -> bool:
    """Whether it rests on a number of the document's own period, or of the year before it."""
    first = (story.period.start.year - 1, story.period.start.month)
    return any((cell.key.period.end.year, cell.key.period.end.month) >= first for cell in each.rests_on)


def about(cell: Cell) -> str:
    """A number rounded to wholes: "about 43". A small one keeps one decimal, since nothing would be left of it."""
    value = cell.value or 0.0
    return say("about {number}", number=number(value, 0 if value >= 2 else min(cell.decimals, 1)))


def of_kind(story: Story, title: str, cells: Mapping[str, Cell]) -> str:
    """How many crimes of a kind police recorded, and whether that is a change. `cells` by unit: `count`, `change_percent`."""
    count, change = cells["count"], cells.get("change_percent")
    period = count.key.period
    if len(period.months) == 12:
        said = say("{kind}: police recorded {count} crimes in {year}.", kind=title, count=shown(count), year=year_words(period))
    else:
        said = say("{kind}: police recorded {count} crimes, {period}.", kind=title, count=shown(count), period=period.words)
    if change is None or change.value is None or "few_events" in change.flags:
        return said
    if story.signal(change, "change") in ("rose", "fell"):
        moved = change_words(change).partition(" (")[0]
        return f"{said} {say('That is {moved} than the year before, which is more than chance would do.', moved=moved)}"
    return f"{said} {say('That is no clear change from the year before.')}"


def of_place(story: Story, name: str, cell: Cell, overall: Cell) -> str:
    """Where most is recorded for each resident, beside the whole, naming what is counted."""
    kinds = listed([limb.title.lower() for limb in story.definition.limbs], most=4)
    if len(story.period.months) == 12:
        return say("{area} has the most recorded {kinds} for each resident: {here} crimes a year for every 1,000 people who live there, against {there} "
                   "across the whole area.", area=name, kinds=kinds, here=about(cell), there=about(overall))
    return say("{area} has the most recorded {kinds} for each resident: {here} crimes for every 1,000 people who live there, against {there} across the "
               "whole area.", area=name, kinds=kinds, here=about(cell), there=about(overall))


def of_survey(who: str, did: str, cell: Cell, nobody: Cell | None) -> str:
    """What a share of those asked said, as people in every hundred. `nobody` is the share of them who told nobody."""
    said = sentence(say("{about} in every 100 {who} {did}, as a survey of {period} found.", about=about(cell), who=who, did=did, period=cell.key.period.words))
    if nobody is None or nobody.value is None:
        return said
    return f"{said} {say('Of those, {about} in every 100 told nobody.', about=about(nobody))}"


def in_a_sentence(region: str) -> str:
    """A region as it stands after "in": "the South East", "the East of England", "London"."""
    return f"the {region}" if region.startswith(("North ", "South ", "East ", "West ")) else region


def of_untold(cell: Cell) -> str:
    """How many visits to hospital after an assault police had not heard of, of those where that is written down."""
    return say("Police had not been told of {about} in every 100 visits to an emergency department after an assault, where that is written down.",
               about=about(cell))
