"""Findings that priorities rest on: what each figure is, what it said when it was cited, and what it says now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.report.exploring.rows import Row, measure_said, rows_of_cells
from upriver.report.plans.told import Told
from upriver.words.figure import UNITS
from upriver.words.language.dates import month_words
from upriver.words.period import month_period
from upriver.words.registers.strategy import Because, Priority
from upriver.words.text import number, sentence

PLAIN = ("count", "published", "number", "index", "ratio", "score", "share", "rank")
"""Units that a number says by itself, beside the name of its table."""
SPLITS = {("index", "gini"): "Gini index: 0 where it is spread evenly, 1 where all of it is in one place"}
"""Parts whose codes say nothing to a reader."""
CURRENT, MOVED, HIDDEN, GONE = "current", "moved", "hidden", "gone"
HIDDEN_WORDS = "hidden to protect people"


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited figure as it stands today. `state`: current, moved since it was cited, hidden, or gone (no such figure now).

    `now` is its value as printed, with its interval where it has one; "" where hidden or gone. `changed` says how it moved.
    """

    because: Because
    title: str
    where: str
    state: str
    now: str = ""
    changed: str = ""
    row: Row | None = None


def cited(told: Told, because: Because) -> Cited:
    """What a cited figure is and says now. The old value is said only inside the partnership: who hides it now must not see it."""
    cell = told.cells.get(because.figure)
    if cell is None:
        return Cited(because, because.figure, "", GONE, "", "No figure of the latest assessment has this name.")
    row = next(rows_of_cells([cell]))
    title, where = titled(told, row), f"{row.name}, {when_short(row)}"
    if row.value is None:
        why = HIDDEN_WORDS if "c" in row.marker.split(";") else "not available"
        return Cited(because, title, where, HIDDEN, "", f"Now {why}.", row)
    now = printed(row)
    said = first_number(because.said)
    if not said or said == row.shown:
        return Cited(because, title, where, CURRENT, now, "", row)
    before = f" It said {because.said.strip('. ')} when it was cited." if told.audience != "public" else ""
    return Cited(because, title, where, MOVED, now, f"This has changed since the priority was set.{before}", row)


def printed(row: Row) -> str:
    """A figure with its unit and its interval, as it is cited: "36.82 per 1,000 residents (95% interval 36.28 to 37.36)"."""
    unit = UNITS.get(row.unit, (row.unit.replace("_", " "), 2))[0]
    if row.unit in ("percent", "change_percent"):
        shown = f"{row.shown}{unit}"
    elif row.unit == "pounds":
        shown = f"£{row.shown}"
    elif row.unit in PLAIN:
        shown = row.shown
    else:
        shown = f"{row.shown} {unit}"
    if row.lower is None or row.upper is None:
        return shown
    return f"{shown} (95% interval {number(row.lower, row.decimals)} to {number(row.upper, row.decimals)})"


def titled(told: Told, row: Row) -> str:
    """What a figure is in words: its table, its measure, and which part of it."""
    table = told.clearance.table(row.table) if told.clearance else None
    parts = [part.partition("=") for part in row.breakdown.split(";") if part]
    split = ", ".join(_split(name, value) for name, _, value in parts)
    measure = told_measure(told, row.measure)
    title = table.title if table else row.table
    several = table is None or len({cell.key.measure for cell in table.cells}) > 1
    said = f"{title}: {measure}" if several and measure.casefold() not in title.casefold() else title
    return sentence(f"{said} ({split})" if split else said)


def _split(name: str, value: str) -> str:
    """A split as words: "age 10-17", "by location type", "home"."""
    if (name, value) in SPLITS:
        return SPLITS[name, value]
    name, value = name.replace("_", " "), value.replace("_", " ")
    return value if name == "is" else f"{name} {value}"


def when_short(row: Row) -> str:
    """A period in few words: "2025" for a calendar year, "April 2024 to March 2025" for whole months."""
    start, end = row.start, row.end
    if start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]} to {end[:4]}"
    whole = start.endswith("-01") and month_period(end[:7]).end.isoformat() == end
    if not whole or start[:7] == end[:7]:
        return row.when
    first, last = (month_words(date.fromisoformat(each)) for each in (start, end))
    return f"{first.removesuffix(f' {start[:4]}') if start[:4] == end[:4] else first} to {last}"


def told_measure(told: Told, measure: str) -> str:
    """A measure as people read it."""
    if told.definition is not None and told.definition.slug == measure:
        return told.definition.title
    limbs = {limb.slug: limb.title for limb in told.definition.limbs} if told.definition else {}
    profiles = {each.slug: each.title for each in told.profiles}
    return str(limbs.get(measure) or profiles.get(measure) or measure_said(measure))


def first_number(words: str) -> str:
    """The first number of a text as it was printed; "" where it holds none."""
    start = next((at for at, letter in enumerate(words) if letter.isdigit()), None)
    if start is None:
        return ""
    end = start
    while end < len(words) and (words[end].isdigit() or (words[end] in ".," and words[end + 1 : end + 2].isdigit())):
        end += 1
    minus = words[start - 1 : start] if start and words[start - 1] in "-\u2212" and not words[max(start - 2, 0) : start - 1].isalnum() else ""
    return ("\u2212" if minus else "") + words[start:end]


def becauses(told: Told, strategy: str, priority: str = "") -> tuple[Cited, ...]:
    """All findings that a strategy's priorities cite, or those of one, in their order."""
    chosen = {each.id for each in told.plan.of(Priority) if each.strategy == strategy and priority in ("", each.id)}
    return tuple(cited(told, each) for each in told.plan.of(Because) if each.priority in chosen)
