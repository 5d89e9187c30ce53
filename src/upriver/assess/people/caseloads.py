"""Findings on caseloads: how many were on a service's books in the newest quarter that every sender has sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.materials import Laid, lay_tally
from upriver.assess.people.telling import Teller
from upriver.places.ground import Ground
from upriver.words.figure import Key, TallySpec
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period, month_name, month_number, months_period

BLANK = "not_known"
MOST_HIDDEN = 9
"""The most that a sender hides under the rule of these feeds: c stands for 1 to 9."""


def newest_quarter(ask: Ask, ground: Ground, need: TallySpec) -> tuple[Laid, Period] | None:
    """The rows of the newest quarter within the period asked for that every sender has sent so split; None where none is."""
    tallied = ask.materials.tallies.get(need)
    if tallied is None:
        return None
    quarters = sorted({first for _, first in tallied.held if first in ask.months}, reverse=True)
    for first in quarters:
        if all((provider, first) in tallied.held for provider in tallied.providers):
            period = months_period(first, month_name(month_number(first) + 2))
            laid = lay_tally(tallied, ground, period, months_each=3)
            return (laid, period) if len(laid.events) else None
    return None


def caseload(question: str, ask: Ask, ground: Ground, need: TallySpec, table: str, measure: str) -> Iterator[Finding]:
    """People on the books in one quarter, in all and by each field of the need; a part hidden at source hides its sums."""
    found = newest_quarter(ask, ground, need)
    if found is None:
        return
    laid, period = found
    tell = Teller(question, ask, ground.partnership, need.contract)
    hidden = bool(laid.hidden.any())
    for field in need.by:
        if not any(value is not None for value in laid.columns[field]):
            continue
        parts = {value or BLANK: number for (value,), number in laid.by(field).items()}
        keys = [_on(tell.key(table, measure, "people", ((field, value),)), period) for value in parts]
        yield _count(tell, _on(tell.key(f"{table}_{field}", measure, "people"), period), laid.total, hidden, keys)
        for value, (people, gone) in parts.items():
            yield _count(tell, _on(tell.key(table, measure, "people", ((field, value),)), period), people, gone, [])
    yield _count(tell, _on(tell.key(table, measure, "people"), period), laid.total, hidden, [])
    if hidden:
        least, most = laid.total + int(laid.hidden.sum()), laid.total + MOST_HIDDEN * int(laid.hidden.sum())
        said = f"the numbers that were sent, and from 1 to {MOST_HIDDEN} for each that was too small to be"
        for name, bound in (("least", least), ("most", most)):
            around = tell.plain(table, f"{measure}_at_{name}", "people", bound, said)
            yield replace(around, key=_on(around.key, period))


def _on(key: Key, period: Period) -> Key:
    return replace(key, period=period)


def _count(tell: Teller, key: Key, people: int, hidden: bool, adds: list[Key]) -> Finding:
    flags = ("hidden_at_source",) * hidden
    number = None if hidden else int(np.int64(people))
    estimate = Estimate(number, events=number, method="people on the books in the quarter", flags=flags)
    return Finding(tell.question, key, estimate, (tell.source,), tell.ask.definition.name, "people", adds=tuple(adds))
