"""For which force and month data are held, what is missing, and what looks odd; nothing is put right here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from upriver.stats.series.screen import Screen, screen_months
from upriver.words.decision import Decision
from upriver.words.part import Anomaly, Coverage
from upriver.words.period import month_period, months_between
from upriver.words.text import listed, number

Count = tuple[str, str, str, int]
"""(provider, month, category, events)"""


def subject_of(contract: str, provider: str, month: str) -> str:
    """How a part of the data is named in `decide`: police_uk_street:hampshire:2025-08."""
    return f"{contract}:{provider}:{month}"


def coverage(contract: str, counts: Sequence[Count], *, own: Iterable[str], decisions: Sequence[Decision],
             asked: Sequence[str] = ()) -> Coverage:
    """What is held of a contract with a force and a month in each row.

    Args:
        counts: all that stands today, by provider (slug), month and category.
        own: providers whose areas the partnership covers; only theirs can be missing.
        asked: months of the period that is asked for; they are missing where not held, beside the holes
            between the first and the last month held.
    """
    present = sorted({(provider, month) for provider, month, _, _ in counts})
    odd = anomalies(contract, counts)
    decided = {decision.subject: decision.answer for decision in decisions}
    by_answer = {anomaly.subject: decided.get(anomaly.subject) for anomaly in odd}
    excluded = tuple(pair for pair in present if decided.get(subject_of(contract, *pair)) == "exclude")
    empty = tuple((each.provider, each.month) for each in odd if each.nearly_empty and by_answer[each.subject] is None)
    return Coverage(contract, tuple(present), _missing(present, sorted(own), asked), odd, excluded, empty,
                    tuple(sorted(decided)))


def _missing(present: Sequence[tuple[str, str]], own: Sequence[str], asked: Sequence[str]) -> tuple[tuple[str, str], ...]:
    held = sorted({month for provider, month in present if provider in own})
    wanted = set(asked) | set(months_between(held[0], held[-1]) if held else ())
    there = set(present)
    return tuple((provider, month) for provider in own for month in sorted(wanted) if (provider, month) not in there)


def anomalies(contract: str, counts: Sequence[Count]) -> tuple[Anomaly, ...]:
    """Force-months whose make-up or total doesn't look like the months around them, in words."""
    if not counts:
        return ()
    providers = sorted({row[0] for row in counts})
    months = sorted({row[1] for row in counts})
    categories = sorted({row[2] for row in counts})
    table = np.full((len(providers), len(categories), len(months)), np.nan)
    at = [{name: position for position, name in enumerate(names)} for names in (providers, categories, months)]
    for provider, month, category, events in counts:
        row = table[at[0][provider], :, at[2][month]]
        row[np.isnan(row)] = 0.0
        row[at[1][category]] = events
    screen = screen_months(table)
    return tuple(
        _anomaly(contract, screen, table, (provider, month), (group, column), categories)
        for group, provider in enumerate(providers)
        for column, month in enumerate(months)
        if screen.odd[group, column]
    )


def _anomaly(contract: str, screen: Screen, table: np.ndarray, name: tuple[str, str], at: tuple[int, int],
             categories: Sequence[str]) -> Anomaly:
    group, column = at
    swings = screen.swinging_at(group, column)
    said = []
    furthest = sorted((kind for kind, _ in swings),
                      key=lambda kind: -abs(table[group, kind, column] - screen.expected[group, kind, column]))
    for kind in furthest:
        usual = screen.expected[group, kind, column]
        said.append(f"{categories[kind].lower()} {number(table[group, kind, column])} "
                    f"where about {number(float(f'{max(usual, 0):.2g}'))} is usual")
    total = float(np.nansum(table[group, :, column]))
    empty = bool(screen.nearly_empty[group, column])
    when = month_period(name[1]).words
    if empty:
        says = f"{when} holds only {number(total)} rows, less than 30% of what is usual; it is treated as missing"
    elif said:
        says = f"{when}: {listed(said, most=5)}"
    else:
        says = f"{when} doesn't look like the months around it"
    return Anomaly(subject_of(contract, *name), name[0], name[1], says, empty,
                   tuple(categories[kind] for kind, _ in swings))
