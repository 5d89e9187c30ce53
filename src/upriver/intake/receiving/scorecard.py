"""How good a provider's data are, on the six dimensions of the Government Data Quality Framework, and what to mend first.

Each dimension is computed from what is recorded: what stands in the held rows, what was wrong when they first came, when
they came. What can't be told from that says "not measured". It is about files, never about people who made them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from upriver.intake.receiving.due import Due
from upriver.store.partners.measuring import Measured
from upriver.words.declared import Contract
from upriver.words.part import Fault
from upriver.words.sharing.submission import Known
from upriver.words.text import plural

DIMENSIONS = {
    "completeness": "Completeness: how much of what was asked for is filled",
    "uniqueness": "Uniqueness: each event once",
    "consistency": "Consistency: values of a row that fit each other",
    "timeliness": "Timeliness: there by the day it is due",
    "validity": "Validity: rows as the contract says, when they first came",
    "accuracy": "Accuracy: as it happened",
}
"""The six dimensions, with what is measured of each. Closed. Source: The Government Data Quality Framework (2020)."""

RANKED = ("Ranked by how many rows each would put right, what the contract requires first where they tie; a file that came "
          "late, or not at all, counts all its rows.")
ACCURACY = "not measured: rows alone can't show whether they are true"


@dataclass(frozen=True, slots=True)
class Measure:
    """One dimension: the share that is right, from 0 to 1, None where it isn't measured, and the words that go with it."""

    dimension: str
    share: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What was wrong with a period's file when it first came: its rows, how many were broken, its faults, its known rows."""

    rows: int
    broken: int
    faults: tuple[Fault, ...] = ()
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One provider's feed for one period."""

    feed: str
    provider: str
    period: str
    rows: int
    measures: tuple[Measure, ...]
    sites: tuple[tuple[str, str, float], ...] = ()
    """(site, period, share filled), where the contract tells sites apart."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Something to mend at its source: what, and how many rows it would put right."""

    says: str
    rows: int


def card(layout: Contract, provider: str, period: str, held: Measured, first: Tried, due: Sequence[Due]) -> Card:
    """The six dimensions of what is held for a period."""
    asked, filled = sum(each.asked for each in held.fields), sum(each.filled for each in held.fields)
    measures = (
        Measure("completeness", _share(filled, asked), f"{filled:,} of {plural(asked, 'cell')} filled"),
        _uniqueness(layout, held, first),
        _consistency(layout, first),
        _timeliness(due),
        Measure("validity", _share(first.rows - first.broken, first.rows),
                f"{first.rows - first.broken:,} of {plural(first.rows, 'row')} without a fault"),
        Measure("accuracy", None, ACCURACY),
    )
    sites = tuple((site, when, wanted and there / wanted) for site, when, wanted, there in held.sites)
    return Card(layout.feed, provider, period, held.rows, measures, sites)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _uniqueness(layout: Contract, held: Measured, first: Tried) -> Measure:
    if layout.unique:
        twice = sum(fault.count for fault in first.faults if fault.rule == "unique")
        return Measure("uniqueness", _share(first.rows - twice, first.rows), f"{plural(twice, 'row')} stood more than once when it first came")
    return Measure("uniqueness", _share(held.rows - held.alike, held.rows),
                   f"{plural(held.alike, 'row')} exactly like another; the contract has no reference that would tell them apart")


def _consistency(layout: Contract, first: Tried) -> Measure:
    rules = ("compare", "required_if")
    if not layout.compares and not any(field.required_if for field in layout.fields):
        return Measure("consistency", None, "not measured: the contract compares no fields")
    wrong = max((fault.count for fault in first.faults if fault.rule in rules), default=0)
    known = sum(1 for each in first.known if each.rule in rules)
    noted = f"; {plural(known, 'note')} of rows that are known to be true" if known else ""
    return Measure("consistency", _share(first.rows - wrong, first.rows), f"{plural(wrong, 'row')} whose values didn't fit each other{noted}")


def _timeliness(due: Sequence[Due]) -> Measure:
    days = [each.days_late for each in due if each.days_late is not None]
    if not days:
        return Measure("timeliness", None, "not measured: no day is agreed by which it is due")
    late = max(days)
    return Measure("timeliness", sum(1 for each in days if not each) / len(days),
                   "in time" if not late else f"{plural(late, 'day')} late")


def fixes(layout: Contract, cards: Sequence[tuple[Card, Measured, Tried]], due: Sequence[Due], *, most: int = 3) -> tuple[Fix, ...]:
    """The most useful things to mend over these periods, by the rows that each would put right; see `RANKED`.

    Nobody is urged to send more free text, which is counted nowhere, save where the contract requires it.
    """
    found: Counter[str] = Counter()
    for one, held, first in cards:
        for each in held.fields:
            field = layout.field(each.field)
            if each.asked > each.filled and (field.required or not field.free_text):
                found[_fill(layout, each.field)] += each.asked - each.filled
        for fault in first.faults:
            found[f"Before sending, mend {fault.field}: {fault.says}."] += fault.count
        late = next((each for each in one.measures if each.dimension == "timeliness"), None)
        if late and late.share is not None and late.share < 1:
            found["Send each file by the day that it is due."] += one.rows
    usual = sorted(one.rows for one, _, _ in cards)[len(cards) // 2] if cards else 0
    for each in due:
        if each.state == "missing":
            found["Send the periods that are missing."] += usual
    optional = {_fill(layout, field.name) for field in layout.fields if not field.required}
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0] in optional, pair[0]))
    return tuple(Fix(says, rows) for says, rows in ranked[:most] if rows)


def _fill(layout: Contract, name: str) -> str:
    field = layout.field(name)
    header = f" ({field.headers[0]})" if field.headers and field.headers[0] != name else ""
    return f"Fill {name}{header}." + (f" {field.why}" if field.why and field.headers else "")
