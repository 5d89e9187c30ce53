"""A flat table of counts, without totals, made fit to leave: small counts hidden, the rest rounded as its rule says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def amount_shown(amounts: Sequence[float], rule: Rule) -> bool:
    """Whether a sum of money or weights may leave, by what each contributor gave: enough of them, and none of them most of it."""
    given = [each for each in amounts if each > 0]
    most = max(given, default=0.0)
    return not hides(rule, len(given)) and (not rule.dominance or most <= rule.dominance * sum(given))


def protected(rows: Iterable[tuple[tuple[str, ...], int]], rule: Rule) -> tuple[tuple[str, ...], ...]:
    """Rows of a table with what may be said of each count in the last cell."""
    return tuple((*cells, shown(count, rule)) for cells, count in rows)
