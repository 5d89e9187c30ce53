"""Cleared figures of one CSP as sentences that can be pasted, each with its source; a hidden number is said to be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upriver.report.coded import year_words
from upriver.report.plans.csp.ground import Ground
from upriver.report.series.changes import CHANGE, counts_of, verdict
from upriver.report.story import Story, change_words, measure_words, shown, unit_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.period import Period
from upriver.words.text import listed, number, sentence

RECORDED, STREET, EXTRACT = "assessment/depth/recorded", "assessment/places/csp", "assessment/depth/districts"
KINDS = "assessment/kinds/rates"
WHOLE_STREET = "assessment/places/partnership"
HOME_OFFICE = "Home Office, police recorded crime open tables; ONS Census 2021; Open Government Licence v3.0"
POLICE_UK = "data.police.uk; ONS Census 2021; Open Government Licence v3.0"
EXTRACT_SOURCE = "Police crime extract, shared under agreement; ONS Census 2021"
SIDES = {"higher": "higher than", "lower": "lower than", "same": "not clearly different from"}


@dataclass(frozen=True, slots=True)
class Said:
    """One or two sentences with the cells that they rest on and where these come from."""

    text: str
    cells: tuple[Cell, ...]
    source: str


def called(ground: Ground, measure: str) -> str:
    """What a measure is called, in lower case: a kind of violence, a part of the definition, or its own name in words."""
    story = ground.story
    titles = {each.slug: each.title for each in story.profiles} if story else {}
    if measure in titles:
        return titles[measure][0].lower() + titles[measure][1:]
    return measure_words(story, measure) if story else measure.replace("_", " ")


def limits(cell: Cell, after: str = "") -> str:
    """ "(2.15 to 2.59)"; nothing where there is no interval. The paragraph says once that these are 95% intervals. """
    if cell.lower is None or cell.upper is None:
        return ""
    return f"({number(cell.lower, cell.decimals)}{after} to {number(cell.upper, cell.decimals)}{after})"


def with_limits(cell: Cell, after: str = "") -> str:
    """ "4.3% (3.7% to 4.9%)". """
    return " ".join(filter(None, (f"{shown(cell)}{after}", limits(cell, after))))


def beside(cell: Cell, other: Cell | None) -> str:
    """How a figure stands to another: higher, lower, or neither where their intervals meet; "" where either has none."""
    if other is None or None in (cell.lower, cell.upper, other.lower, other.upper):
        return ""
    if (cell.lower or 0) > (other.upper or 0):
        return SIDES["higher"]
    return SIDES["lower"] if (cell.upper or 0) < (other.lower or 0) else SIDES["same"]


def said_hidden(places: Sequence[str]) -> str:
    """That the numbers of these places are hidden."""
    return f"The number for {listed(list(places))} is hidden: it is small, or a small one could be worked out from it." if places else ""


def when_words(period: Period) -> str:
    """A stretch of time, short where it has a name: "2025", "2024/25", "March 2025"."""
    return year_words(period) if period.start.month in (1, 4) and len(period.months) == 12 else period.words


def recorded(ground: Ground, measure: str) -> Said | None:
    """Offence-coded crime of one kind in the CSP's latest four quarters: how many, the rate beside the whole, and the change."""
    story, area = ground.story, _csp(ground)
    own = story.cells_of(RECORDED, measure, area=area) if story and area else ()
    if story is None or area is None or not own:
        return None
    when = max(cell.key.period for cell in own)
    rate = story.cell(RECORDED, area, measure, "per_1000_residents", period=when)
    count = story.cell(RECORDED, area, measure, "count", period=when)
    name = sentence(called(ground, measure))
    if rate is None or rate.value is None:
        hidden = any(cell is not None and "c" in cell.marker for cell in (rate, count))
        return Said(f"{name}, {when_words(when)}: {said_hidden([area.name])}", tuple(c for c in (rate, count) if c), HOME_OFFICE) if hidden else None
    whole = story.cell(RECORDED, story.partnership, measure, "per_1000_residents", period=when)
    change = story.cell(RECORDED, area, measure, "change_percent", period=when, split=(("against", "year_before"),))
    text = (f"{name}: in {when_words(when)} the police recorded {shown(count)} crimes in {area.name}, {shown(rate)} {unit_words(rate.key.unit)} "
            f"{limits(rate)}.{_whole(rate, whole)}{_changed(story, change)}")
    return Said(text, tuple(cell for cell in (count, rate, whole, change) if cell), HOME_OFFICE)


def _changed(story: Story, change: Cell | None) -> str:
    if change is None or change.value is None:
        return ""
    if "few_events" in change.flags:
        return " There are too few to say whether that is a change on the year before."
    word = {"rose": "a rise beyond chance", "fell": "a fall beyond chance"}.get(story.signal(change, "change"), "which chance alone could make")
    return f" There were {change_words(change).replace('95% interval ', '')} than the year before, {word}."


def _whole(rate: Cell, whole: Cell | None) -> str:
    side = beside(rate, whole)
    return f" The rate is {side} that of the whole partnership, {with_limits(whole)}." if side and whole is not None else ""


def street(ground: Ground, measure: str) -> Said | None:
    """A type of police.uk in the CSP: the rate of the months held beside the whole, and the change on the same months before."""
    story, area = ground.story, _csp(ground)
    rate = (story.rate(STREET, area, measure) or story.rate(KINDS, area, measure)) if story and area else None
    if story is None or area is None or rate is None or rate.value is None:
        return None
    whole = story.rate(WHOLE_STREET, story.partnership, measure) or story.rate(KINDS, story.partnership, measure)
    held = "" if rate.key.unit == "per_1000_residents" else "the months held of "
    name = sentence(called(ground, measure).removesuffix(" (police.uk proxy)"))
    text = (f"{name}: in {held}{when_words(rate.key.period)} the police recorded {shown_count(rate)} crimes in {area.name}, {shown(rate)} "
            f"per 1,000 residents a year {limits(rate)}.{_whole(rate, whole)}")
    change = next(iter(story.cells_of(CHANGE, measure, area=area, unit="change_percent")), None)
    now, before = counts_of(story, change) if change is not None else (None, None)
    if change is not None and change.value is not None:
        word = {"more than chance": f"a {'rise' if change.value > 0 else 'fall'} beyond chance"}.get(verdict(story, change), "which chance alone could make")
        months = story.signal(change, "compared")
        text += (f" In the same months of both years{f' ({months})' if months else ''} it was {shown(now)} after {shown(before)}, "
                 f"{change_words(change).replace('95% interval ', '')}, {word}.")
    return Said(text, tuple(cell for cell in (rate, whole, now, before, change) if cell), POLICE_UK)


def shown_count(cell: Cell) -> str:
    """The number of events behind a rate."""
    return "an unknown number of" if cell.count is None else number(cell.count)


def extract(ground: Ground, measure: str) -> Said | None:
    """A kind of violence as the police extract shows it, district by district; nothing where no district has any."""
    story = ground.story
    if story is None or not any(cell.value is None or cell.value > 0 for cell in story.cells_of(EXTRACT, measure, unit="count")):
        return None
    told: list[str] = []
    cells: list[Cell] = []
    hidden: list[str] = []
    for area in districts(ground):
        count, rate = (story.cell(EXTRACT, area, measure, unit) for unit in ("count", "per_1000_residents"))
        if count is not None and "c" in count.marker:
            hidden.append(area.name)
        if count is None or rate is None or count.value is None or rate.value is None:
            continue
        unit = "" if told else f" {unit_words(rate.key.unit)}"
        told.append(f"{shown(count)}{'' if told else ' crimes'} in {area.name}, {shown(rate)}{unit} {limits(rate)}")
        cells += [count, rate]
    if not told and not hidden:
        return None
    name = sentence(called(ground, measure))
    text = f"{name}: in {when_words(cells[0].key.period)} the police recorded {'; and '.join(told)}." if told else f"{name}:"
    span = _span(story, measure) if told else ()
    if len(span) == 2:
        text += f" Rates of the partnership's districts run from {shown(span[0])} to {shown(span[1])}."
    return Said(" ".join(filter(None, (text, said_hidden(hidden)))), (*cells, *span), EXTRACT_SOURCE)


def _span(story: Story, measure: str) -> tuple[Cell, ...]:
    """The lowest and the highest rate of the partnership's districts, where three or more have one and none is hidden."""
    rates = story.cells_of(EXTRACT, measure, unit="per_1000_residents", level="ltla")
    given = sorted((cell for cell in rates if cell.value is not None), key=lambda cell: cell.value or 0)
    return (given[0], given[-1]) if len(given) > 2 and len(given) == len(rates) else ()


def districts(ground: Ground) -> tuple[Area, ...]:
    """The CSP's districts, as figures name them."""
    return tuple(each for each in ground.areas if each.level == "ltla")


def _csp(ground: Ground) -> Area | None:
    return next((each for each in ground.areas if each.level == "csp"), None)
