"""Tables of rows and columns with all their totals, as findings: districts by limbs."""

from __future__ import annotations

from disclose.test_the_lock import a_count, a_key, area

from upriver.disclose.hiding import Sums
from upriver.words.area import Nesting
from upriver.words.finding import Finding


def grid(table: tuple[tuple[int, ...], ...]) -> tuple[list[Finding], Sums]:
    """Counts of districts (rows) by limbs (columns) with the totals of both."""
    places = tuple(area(f"R{row}") for row, _ in enumerate(table))
    limbs = tuple(f"limb{column}" for column, _ in enumerate(table[0]))
    whole = [*table, tuple(map(sum, zip(*table, strict=True)))]
    found = [
        a_count(events, a_key(code, level=level, measure=measure))
        for (level, code), row in zip([*(("ltla", place.code) for place in places), ("csp", "W")], whole, strict=True)
        for measure, events in zip((*limbs, "all"), (*row, sum(row)), strict=True)
    ]
    return found, Sums((Nesting(area("W", "csp"), places),), {"all": limbs})
