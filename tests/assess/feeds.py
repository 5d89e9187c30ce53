"""Feeds counted by their fields, made by hand: rows of dicts as a partner would send them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from assess.test_counts_on_the_ground import a_ground, an_ask, laid

from upriver.assess.materials import Materials
from upriver.store.tallies import Tallied
from upriver.words.figure import TallySpec
from upriver.words.finding import Finding, Signal

YEAR = tuple(f"2025-{month:02d}" for month in range(1, 13))
Row = Mapping[str, object]


def a_tally(spec: TallySpec, rows: Sequence[Row], *, months: Sequence[str] = YEAR, detail: str = "district", hidden: bool = False) -> Tallied:
    """Rows counted as the store counts them; `period` and `place` of a row are 2025-01 and nowhere unless given."""
    names = ("provider", "period", "place", *spec.by)
    plain = [tuple({"provider": "one", "period": "2025-01", "place": "", **row}.get(name) for name in names) for row in rows]
    counts = Counter(plain)
    columns = {name: np.array([each[at] for each in counts], dtype=object) for at, name in enumerate(names)}
    events = np.array(list(counts.values()), dtype=np.int64)
    held = frozenset(("one", month) for month in months)
    return Tallied(spec, columns, events, np.full(len(events), hidden), held, frozenset(), detail, ())


def found_by(analysis, feeds: Mapping[str, Sequence[Row]], **how: object) -> list[Finding | Signal]:
    """What an analysis finds in feeds given as rows by contract, for every tally of them that it needs."""
    tallies = {need: a_tally(need, feeds[need.contract], **how) for need in analysis.NEEDS if isinstance(need, TallySpec) and need.contract in feeds}
    return answered(analysis, Materials(tallies=tallies))


def answered(analysis, materials: Materials) -> list[Finding | Signal]:
    ask = replace(an_ask(), materials=materials)
    return list(analysis.answer(laid(ask), a_ground(), ask))


def by_name(found: Sequence[Finding | Signal]) -> dict[tuple[str, str, str, str, str], Finding]:
    """Findings by the last part of their table, area, measure, unit and split."""
    each = (one for one in found if isinstance(one, Finding))
    return {(one.key.table.rsplit("/", 1)[1], one.key.area.code, one.key.measure, one.key.unit, one.key.breakdown_text): one for one in each}


