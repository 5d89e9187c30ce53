"""Findings before the lock as rows, for the workspace's own analysts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from upriver.report.exploring.rows import Row
from upriver.words.finding import Finding


def rows_of_findings(findings: Iterable[Finding]) -> Iterator[Row]:
    """What was found, in the columns of cells.csv; `marker` holds the flags, since nothing has been marked yet."""
    for each in findings:
        key, made = each.key, each.estimate
        yield Row(
            key.table, key.area.level, key.area.code, key.area.name, key.period.start.isoformat(), key.period.end.isoformat(),
            key.measure, key.breakdown_text, None if made.events is None else int(made.events),
            None if made.denominator is None or key.unit == "count" else float(made.denominator), _number(made.value), _number(made.lower),
            _number(made.upper), key.unit, ";".join(made.flags), made.decimals,
        )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
