"""From the studies that were declared to findings: each counted on the ground, then asked of its own design."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from upriver.assess.asking import STREET, Ask, Counts, defined, every_category
from upriver.assess.harm.weights import costs, deflator, price_year
from upriver.monitor.designs.climbing import answer
from upriver.monitor.designs.found import Source, findings
from upriver.monitor.designs.observed import GROUPS, Observed
from upriver.monitor.worth import Price, worth
from upriver.pipeline.watching.extract import Placed, from_extract
from upriver.places.ground import Ground
from upriver.words.area import LEVEL_PLURALS
from upriver.words.finding import Finding, Signal
from upriver.words.period import Period
from upriver.words.refusal import Fault, attempted
from upriver.words.registers.learning import Study
from upriver.words.text import listed

MOST_NAMED = 6
MIXED = ", though robberies of businesses are among them"
COSTED = {"robbery": "robbery_of_people", "robbery_of_people": "robbery_of_people", "homicide": "homicide", "rape": "rape",
          "violence_with_injury": "violence_with_injury", "violence_without_injury": "violence_without_injury"}
"""Outcomes that a unit cost is held for. A police.uk category that mixes grave and minor offences has none."""


def all_studied(counts: Counts, ground: Ground, ask: Ask, faults: list[Fault]) -> list[Finding | Signal]:
    """What all studies found; a fault of ours in one leaves them out, and is named, and never takes the assessment down."""
    told = attempted(lambda: list(studied(counts, ground, ask)), "studies", "Did it work?")
    if isinstance(told, Fault):
        faults.append(told)
        return []
    return told


def studied(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """What every declared study found, or why it found nothing, in the order in which they were declared."""
    for study in ask.plan.of(Study):
        placed = place(study, ground)
        seen, source = _street(study, placed, counts, ask) or from_extract(study, placed, ground, ask)
        seen = replace(seen, called={name: called(getattr(study, name), ground) for name in seen.groups})
        found = answer(seen, seed=ask.seed)
        if extra := worth(seen, found, _price(study, ask)):
            found = replace(found, beside=(*found.beside, *extra))
        yield from findings(seen, found, ground.partnership, source, ask.period)


def place(study: Study, ground: Ground) -> Placed:
    """The small areas of each group that a study names, by position; what isn't on the ground, and what stands twice."""
    small = {code: at for at, code in enumerate(ground.places)}
    inside = {area.code: level.member[row].indices for level in ground.levels.values() for row, area in enumerate(level.areas)}
    inside[ground.partnership.code] = np.arange(len(ground.places))
    groups: dict[str, np.ndarray] = {}
    unknown: list[str] = []
    for name in GROUPS:
        codes = tuple(getattr(study, name))
        unknown += [code for code in codes if code not in small and code not in inside]
        rows = [np.array([small[code]]) if code in small else inside[code] for code in codes if code in small or code in inside]
        if rows:
            groups[name] = np.unique(np.concatenate(rows)).astype(np.int64)
    own = list(groups.values())
    twice = {int(at) for here in range(len(own)) for other in own[here + 1 :] for at in np.intersect1d(own[here], other)}
    return Placed(groups, tuple(unknown), tuple(ground.places[at] for at in sorted(twice)))


def called(codes: Sequence[str], ground: Ground) -> str:
    """What areas are called: their names, or how many of which level where they are many."""
    names = dict(zip(ground.small, ground.names, strict=True))
    level_of = dict.fromkeys(ground.small, "lsoa21")
    for level in ground.levels.values():
        names |= {area.code: area.name for area in level.areas}
        level_of |= {area.code: level.level for area in level.areas}
    known = [code for code in codes if code in names]
    levels = {level_of[code] for code in known}
    if len(known) > MOST_NAMED and len(levels) == 1:
        return f"{len(known):,} {LEVEL_PLURALS[levels.pop()]}, from {names[known[0]]} to {names[known[-1]]}"
    return listed([names[code] for code in known], most=MOST_NAMED)


def _street(study: Study, placed: Placed, counts: Counts, ask: Ask) -> tuple[Observed, Source] | None:
    """A study of a police.uk category or a part of the definition; None where the outcome is neither.

    A month that may be miscoded and that nobody has decided on counts as missing.
    """
    takes = _categories(study.outcome, counts, ask)
    if takes is None:
        return None
    events = (counts.events @ takes).astype(np.float64)
    events[counts.missing | counts.provisional] = np.nan
    groups = {name: _areas(events, rows) for name, rows in placed.groups.items()}
    held = [month for at, month in enumerate(counts.months) if any(np.isfinite(rows[:, at]).any() for rows in groups.values())]
    seen = Observed(study, counts.months, groups, breaks=_breaks(study, ask), unknown=placed.unknown, overlapping=placed.twice,
                    last_held=held[-1] if held else "", why_not="" if "treated" in groups else "None of the areas where it happened can be counted.")
    return _reaching(seen), Source((STREET,), ask.definition.name, "counts")


def _areas(events: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The areas of a group that ever had an event or a hole; a remainder of a district without any is no area."""
    chosen = events[rows]
    return np.asarray(chosen[(np.nan_to_num(chosen).sum(axis=1) > 0)] if len(chosen) > 1 else chosen)


def _reaching(seen: Observed) -> Observed:
    """The same over all months of the study: those before and after what is held are missing."""
    months = tuple(sorted({*seen.months, *seen.stretches.all}))
    if months == seen.months:
        return seen
    at = [months.index(month) for month in seen.months]
    wider = {}
    for name, rows in seen.groups.items():
        wider[name] = np.full((len(rows), len(months)), np.nan)
        wider[name][:, at] = rows
    return replace(seen, months=months, groups=wider)


def _categories(outcome: str, counts: Counts, ask: Ask) -> np.ndarray | None:
    """Which categories an outcome takes, as 0 and 1."""
    for names, matrix in (every_category(counts), defined(counts, ask)):
        if outcome in names:
            return np.asarray(matrix[names.index(outcome)])
    return None


def _breaks(study: Study, ask: Ask) -> tuple[tuple[str, str], ...]:
    """Changes of recording of the outcome after the first month of the study and up to its last."""
    first, last = f"{study.before_from:%Y-%m}" if study.before_from else "", f"{study.after_to:%Y-%m}" if study.after_to else ""
    return tuple((each.month, each.what) for each in ask.breaks if study.outcome in each.touches and first < each.month <= last)


def _price(study: Study, ask: Ask) -> Price | None:
    """The unit cost of the outcome in the prices of the study's last year."""
    kind, table, index = COSTED.get(study.outcome, ""), costs(ask.materials), deflator()
    base = table.unit.get(kind)
    if not base or study.starts is None or study.after_to is None or table.price_year not in index:
        return None
    year = price_year(Period(study.starts, study.after_to))
    pounds = base * index[year] / index[table.price_year]
    return Price(pounds, year, f"the unit cost of {kind.replace('_', ' ')} ({table.edition})" + MIXED * (study.outcome == "robbery"))
