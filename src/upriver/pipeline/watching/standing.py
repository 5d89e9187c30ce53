"""From cleared figures and the partnership's measures to how every indicator stands."""

from __future__ import annotations

from pathlib import Path

from upriver.assess.definitions import breaks
from upriver.monitor.indicators import indicators
from upriver.monitor.readings import held
from upriver.monitor.standing import standing
from upriver.words.area import Area
from upriver.words.cleared import Clearance
from upriver.words.monitoring.indicator import Standing
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
    whole = tuple(standing(each, among, partnership, changes, seed=seed) for each in shelf)
    by_slug = {each.slug: each for each in shelf}
    areas = {cell.key.area.code: cell.key.area for table in (clearance.tables if clearance else ()) for cell in table.cells}
    asked = [each for each in plan.of(Measure) if each.indicator in by_slug]
    return whole + tuple(
        standing(by_slug[each.indicator], among, areas.get(each.area, Area("", each.area, each.area)) if each.area else partnership, changes,
                 seed=seed + number, measure=each)
        for number, each in enumerate(asked, 1)
    )
