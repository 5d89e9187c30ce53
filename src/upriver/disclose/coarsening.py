"""Tables with too many holes: where most of the finest level would be hidden, the level is given up and the coarser one told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from upriver.disclose.linear.equations import quantity
from upriver.words.area import LEVELS
from upriver.words.finding import Finding
from upriver.words.releasing.released import Quantity

SHARE = 0.4
"""Of the counts of a level that may be hidden before the level is given up."""
FEWEST = 5
"""Counts that make a level: of fewer, single ones are hidden."""
Level = tuple[int, int, int]
"""How fine counts are: by area, by length of time and by splits, larger is coarser."""


def coarsened(counting: Sequence[Finding], hidden: Collection[Quantity]) -> frozenset[Quantity]:
    """Counts of levels that are given up: more than two in five would be hidden, and the same table has a coarser level of the measure.

    A count that also stands in a table which keeps its level stays there, and so here.
    """
    groups: dict[tuple[str, str, tuple[str, ...]], dict[Level, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
    for each in counting:
        if each.estimate.made == "count":
            key = each.key
            area = LEVELS.index(key.area.level) if key.area.level in LEVELS else len(LEVELS)
            days = (key.period.end - key.period.start).days // 27
            groups[key.table, key.measure, each.sources][area, days, -len(key.breakdown)].append(quantity(each))
    given_up: set[Quantity] = set()
    kept: set[Quantity] = set()
    for levels in groups.values():
        full = {level: sum(name in hidden for name in names) > SHARE * len(names) and len(names) >= FEWEST for level, names in levels.items()}
        for level, names in levels.items():
            if full[level] and any(_coarser(other, level) and not full[other] for other in levels):
                given_up.update(names)
            else:
                kept.update(names)
    return frozenset(given_up - kept)


def _coarser(one: Level, other: Level) -> bool:
    return one != other and all(mine >= theirs for mine, theirs in zip(one, other, strict=True))
