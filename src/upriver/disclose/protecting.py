"""A flat table of counts, without totals, made fit to leave: small counts hidden, the rest rounded as its rule says."""

from __future__ import annotations

from collections.abc import Iterable

from upriver.disclose.rules import hides, rounded
from upriver.words.cleared import Rule

HIDDEN = "c"


def shown(count: int, rule: Rule) -> str:
    """The text that stands for a count outside its building: `c` where it is hidden, else rounded, halves up.

    There is nothing to subtract it from: no total leaves with the table, so nothing more is hidden than what would round
    to a nought that it isn't.
    """
    near = rounded(count, rule.round_to)
    return HIDDEN if hides(rule, count) or (count and not near) else str(near)


def protected(rows: Iterable[tuple[tuple[str, ...], int]], rule: Rule) -> tuple[tuple[str, ...], ...]:
    """Rows of a table with what may be said of each count in the last cell."""
    return tuple((*cells, shown(count, rule)) for cells, count in rows)
