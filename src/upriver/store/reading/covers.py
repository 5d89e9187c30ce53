"""What the rows that were written speak for: which providers and periods, and how many rows of each."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.store.engine import Engine, named
from upriver.words.declared import Contract

Covers = tuple[tuple[str, str, int], ...]


def one_cover(contract: Contract, count: int, spans: Mapping[str, Mapping[str, str]]) -> Covers:
    """What a file covers where it is all of one provider and one month, as most are: told without reading it again.

    `spans` are the least and greatest value of each column, as the engine kept them in passing.
    """
    found = []
    for name in (contract.provider_from, contract.period_from):
        span = spans.get(named(name), {}) if name else {"min": "", "max": "", "null_count": "0"}
        text = not name or contract.field(name).type in ("text", "code", "month")
        if not text or span.get("null_count") != "0" or span.get("min") != span.get("max"):
            return ()
        if name and span.get("min_is_exact") != "true":
            return ()
        found.append(span["min"])
    return ((found[0], found[1], count),) if count else ()


def covers(connection: Engine, contract: Contract, written: str) -> Covers:
    """(provider, period, rows) of what was written, in order; `written` is SQL for its rows."""
    provider = named(contract.provider_from) if contract.provider_from else "''"
    period = "''"
    if contract.period_from:
        period = named(contract.period_from)
        dated = contract.field(contract.period_from).type in ("date", "datetime")
        period = f"strftime({period}, '%Y-%m')" if dated else f"CAST({period} AS VARCHAR)"
    return tuple(connection.execute(
        f"SELECT coalesce({provider}, ''), coalesce({period}, ''), count(*) FROM {written} "
        "GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 100000"
    ).fetchall())
