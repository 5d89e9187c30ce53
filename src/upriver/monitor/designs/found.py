"""What a study found as findings for the lock: its counts, its months, the least effect, the result, and what is said with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.monitor.designs.answer import Answer, Beside
from upriver.monitor.designs.observed import Observed
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.monitoring.effect import COUNTS, MONTHS, QUESTION, RESULTS
from upriver.words.period import Period, month_period
from upriver.words.registers.learning import Study

UNIT_OF = {"change": "fewer_or_more", "ratio": "ratio", "rate_ratio": "rate_ratio", "harm": "harm", "p_value": "p_value", "pounds": "pounds"}
SIDES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the counts of a study come from, for the lock.

    `monthly` False keeps the single months back: of a source with small counts only the sums before and after are told. `parts`
    are findings of the counts that those sums add up, by (group, side).
    """

    contracts: tuple[str, ...]
    definition: str
    steps: str
    monthly: bool = True
    parts: tuple[tuple[tuple[str, str], tuple[Finding, ...]], ...] = ()


def findings(seen: Observed, found: Answer, area: Area, source: Source, whole: Period) -> Iterator[Finding | Signal]:
    """All that a study gives to the lock. A result rests on all of its counts: where one is hidden, so is it.

    `whole` is the period that stands in for the study's own where its dates leave none.
    """
    study = seen.study
    rests: list[Key] = []
    if seen.groups and seen.stretches.before and seen.stretches.after:
        for each in _sums(seen, area, source):
            rests += [each.key] if isinstance(each, Finding) else []
            yield each
        for _, parts in source.parts:
            yield from parts
        if source.monthly:
            yield from _months(seen, area, source)
        whole = seen.stretches.period("all")
    yield from _result(study, found, area, source, whole, tuple(rests))


def _sums(seen: Observed, area: Area, source: Source) -> Iterator[Finding | Signal]:
    parts = dict(source.parts)
    for group in seen.groups:
        for side, events, months in zip(SIDES, seen.sums(group), (seen.before, seen.after), strict=True):
            split = (("group", group), ("months", str(int(months.sum()))), ("study", seen.study.id), ("when", side))
            key = Key(COUNTS, area, seen.stretches.period(side), seen.study.outcome, "count", split)
            count = round(events) if months.any() else None
            flags = ("missing_period",) if count is None else ("few_events",) if count < 10 else ()
            adds = tuple(part.key for part in parts.get((group, side), ()))
            yield Finding(QUESTION, key, Estimate(count, events=count, flags=flags), source.contracts, source.definition, source.steps, adds=adds)
            if side == "before" and group in seen.called:
                yield Signal(key, "areas", seen.called[group])


def _months(seen: Observed, area: Area, source: Source) -> Iterator[Finding]:
    for group in seen.groups:
        row = seen.series(group)
        for at, month in enumerate(seen.months):
            if month in seen.stretches.all:
                count = round(float(row[at])) if np.isfinite(row[at]) else None
                key = Key(MONTHS, area, month_period(month), seen.study.outcome, "count", (("group", group), ("study", seen.study.id)))
                flags = ("missing_period",) if count is None else ()
                yield Finding(QUESTION, key, Estimate(count, events=count, flags=flags), source.contracts, source.definition, source.steps)


def _result(study: Study, found: Answer, area: Area, source: Source, whole: Period, rests: Sequence[Key]) -> Iterator[Finding | Signal]:
    unit = UNIT_OF.get(found.unit, "rate_ratio")
    numbers = [
        Beside("result", unit, found.value, found.lower, found.upper, found.method),
        Beside("least", unit, found.least, method="least fall that would be seen four times in five"),
        Beside("least_share", "ratio", found.least_share, method="the same as a share of what was expected"),
        *found.beside,
    ]
    for each in numbers:
        if each.value is None and each.name != "result":
            continue
        kind = UNIT_OF.get(each.unit, each.unit)
        key = Key(RESULTS, area, whole, study.outcome, kind, (("design", study.design), ("shows", each.name), ("study", study.id)))
        flags = ("withheld",) if each.value is None else ()
        estimate = Estimate(each.value, each.lower, each.upper, 0.95 if each.lower is not None else None, each.method, None, None, "model", flags,
                            UNITS[kind][1])
        yield Finding(QUESTION, key, estimate, source.contracts, source.definition, source.steps, tuple(rests))
        if each.name == "worth":
            yield Signal(key, "price", each.method)
        if each.name == "result":
            yield Signal(key, "rung", found.rung)
            yield from (Signal(key, "refused", why) for why in found.refused)
            yield from (Signal(key, "warning", why) for why in found.warnings)
