"""From cleared figures and the partnership's measures to how every indicator stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from upriver.assess.definitions import breaks
from upriver.intake.contracts import contracts
from upriver.monitor.indicators import indicators
from upriver.monitor.readings import Held, councils_of, held, series_of
from upriver.monitor.standing import standing
from upriver.words.area import Area
from upriver.words.cleared import Clearance
from upriver.words.declared import Break
from upriver.words.monitoring.indicator import Indicator, Standing
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Measure

SEED = 2026
"""Chances are drawn from here where nobody gives another, so that the same records give the same words."""


def standings(clearance: Clearance | None, plan: Plan, partnership: Area, *, own: Path | None = None, seed: int = SEED) -> tuple[Standing, ...]:
    """Every indicator of the shelf for the partnership, then each measure of a strategy with its baseline and target.

    Nothing but cleared readings is looked at, so nothing leaves that the lock has not let out.
    """
    shelf = indicators(own)
    among = held(clearance.tables if clearance else (), shelf)
    changes = breaks(own)
    titles = {slug: contract.title for slug, contract in contracts(own).items()}
    whole = tuple(each for indicator in shelf for each in _by_area(indicator, among, partnership, changes, seed))
    by_slug = {each.slug: each for each in shelf}
    areas = {cell.key.area.code: cell.key.area for table in (clearance.tables if clearance else ()) for cell in table.cells}
    asked = [each for each in plan.of(Measure) if each.indicator in by_slug]
    aimed = tuple(
        standing(by_slug[each.indicator], among, areas.get(each.area, Area("", each.area, each.area)) if each.area else partnership, changes,
                 seed=seed + number, measure=each, upto=among.upto)
        for number, each in enumerate(asked, 1)
    )
    return tuple(replace(each, source_title=titles.get((each.read_from.source if each.read_from else "") or each.indicator.source, ""))
                 for each in (*whole, *aimed))


def _by_area(indicator: Indicator, among: Held, partnership: Area, changes: Sequence[Break], seed: int) -> tuple[Standing, ...]:
    """How it stands for the partnership, or, where it is read for councils alone, for each of those."""
    areas = (partnership,) if series_of(indicator, among, partnership) else councils_of(indicator, among) or (partnership,)
    return tuple(standing(indicator, among, area, changes, seed=seed, upto=among.upto) for area in areas)
