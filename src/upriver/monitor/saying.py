"""The sentence about a chart: whether it has moved, in plain words, never why."""

from __future__ import annotations

from upriver.monitor.moving import Moving, Verdict
from upriver.stats.series.control import ENOUGH
from upriver.words.figure import UNITS
from upriver.words.monitoring.indicator import Indicator
from upriver.words.period import Period
from upriver.words.text import day, number, plural

NOUNS = {1: "month", 3: "quarter", 12: "year"}


def signal_of(indicator: Indicator, found: Verdict, *, maybe_season: bool = False) -> str:
    """The signal: only a level that has moved is better or worse, one odd reading is unusual, and so is what may be the season."""
    if found.kind in ("few", "few_gaps"):
        return "too_few"
    if found.kind == "none":
        return "none"
    if not found.lasting or maybe_season or indicator.better == "neither":
        return "unusual"
    return "better" if (found.way == "down") == (indicator.better == "lower") else "worse"


def sentence_of(indicator: Indicator, found: Moving, said: Verdict) -> str:
    """One sentence on whether it moves; a second where one reading alone could be misread."""
    noun = NOUNS.get(found.series.each, "reading")
    if said.kind == "few":
        return _few(found, said, noun)
    if said.kind == "few_gaps":
        return (f"Rare: {_total(found)}. Whether they come more or less often can be said from {ENOUGH + 1} on; until then each counts "
                "for itself.")
    if found.gaps is not None:
        return _rare(found, said)
    usual = _usual(found, said.at, noun)
    when = period_words(found.series.cells[said.at].key.period)
    if said.kind == "moved":
        side = "above" if said.way == "up" else "below"
        return f"{plural(said.count, noun)} in a row to {when} lie {side} what is usual ({usual}): {_level(indicator, found, said)}."
    if said.kind == "drift":
        # Seven readings make six steps: the first of them needn't be lower than the one before it.
        side = "up" if said.way == "up" else "down"
        return f"{plural(said.count, noun)} in a row to {when} go {side} without a break: {_level(indicator, found, said)}."
    if said.kind in ("outside", "close"):
        value = _shown(found, said.at)
        side = "above" if said.way == "up" else "below"
        what = f"is {side} the limits of what chance does" if said.kind == "outside" else f"and a {noun} beside it lie close to the {'upper' if said.way == 'up' else 'lower'} limit"
        return f"{when} ({value}) {what}; usual is {usual}. That alone doesn't say that the level has moved."
    return f"No signal: over {plural(said.count, noun)} to {when} it has varied as chance does about what is usual ({usual})."


def period_words(period: Period) -> str:
    """ "December 2025", "Jul to Sep 2025", "the year to March 2025"."""
    months = period.months
    if len(months) == 12:
        return f"the year to {_month(months[-1])}"
    if len(months) == 36:
        return f"the three years to {_month(months[-1])}"
    if len(months) == 3:
        return f"{_month(months[0])[:3]} to {_month(months[-1])[:3]} {months[-1][:4]}"
    return period.words


def _month(month: str) -> str:
    return day(f"{month}-01").split(" ", 1)[1]


def _level(indicator: Indicator, found: Moving, said: Verdict) -> str:
    more = said.way == "up"
    if found.maybe_season:
        return "that may be the time of year alone, which can't be told before three whole years are held"
    if indicator.better == "neither":
        return "the level is higher than it was" if more else "the level is lower than it was"
    good = more == (indicator.better == "higher")
    return f"the level is {'higher' if more else 'lower'} than it was, which is {'better' if good else 'worse'}"


def _usual(found: Moving, at: int, noun: str) -> str:
    mark = found.marks[at]
    if mark.expected is None:
        return "no average yet"
    unit = found.series.read_from.unit
    if unit == "count":
        return f"about {number(mark.expected)} for such a {noun}"
    decimals = found.series.cells[at].decimals or UNITS[unit][1]
    return f"about {number(mark.expected, decimals)}"


def _shown(found: Moving, at: int) -> str:
    cell = found.series.cells[at]
    return number(cell.value, cell.decimals) if cell.value is not None else "hidden"


def _few(found: Moving, said: Verdict, noun: str) -> str:
    if not any(cell.value is not None for cell in found.series.cells):
        hidden = any("c" in cell.marker.split(";") for cell in found.series.cells)
        why = "each is hidden, because a part of it is small" if hidden else "each is missing"
        return f"None of its {plural(len(found.series.cells), 'reading')} can be shown: {why}."
    if said.count == 0:
        return "Its readings are provisional, so none is judged yet."
    noun = "reading" if found.kind == "" else noun
    since = f" since the change of recording in {day(found.shifts[-1].at.isoformat()).split(' ', 1)[1]}" if found.shifts else ""
    only = f"Only {plural(said.count, noun)} {'is' if said.count == 1 else 'are'} held{since}"
    return f"{only}: a chart can judge from {ENOUGH} on, so this is shown and not judged.{_from_to(found)}"


def _from_to(found: Moving) -> str:
    """Of yearly figures, the first and the last since recording changed, without a word on chance."""
    held = [cell for at, cell in enumerate(found.series.cells) if cell.value is not None and at in set(found.last.tolist())]
    if found.series.each < 12 or len(held) < 3:
        return ""
    first, last = held[0], held[-1]
    return (f" It was {number(first.value or 0, first.decimals)} in {period_words(first.key.period)} and {number(last.value or 0, last.decimals)} in "
            f"{period_words(last.key.period)}.")


def _total(found: Moving) -> str:
    held = [cell.value for cell in found.series.cells if cell.value is not None]
    noun = NOUNS.get(found.series.each, "reading")
    return f"{number(sum(held))} in {plural(len(held), noun)}"


def _rare(found: Moving, said: Verdict) -> str:
    gaps = found.gaps
    usual = f"usually about {number(gaps.centre)} days lie between one and the next" if gaps is not None else ""
    if said.kind == "none":
        return f"No signal: {_total(found)}, and they come neither more nor less often than chance does ({usual})."
    if said.kind == "closer":
        return f"They have come closer together than chance does ({usual}; {_total(found)}): more than there were."
    return f"They have come further apart than chance does ({usual}; {_total(found)}): fewer than there were."
