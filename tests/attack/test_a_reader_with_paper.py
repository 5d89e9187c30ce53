"""An attacker written apart from the lock, with another method, against three thousand tables in random hierarchies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from attack.attacker import Page, attack, differences, laid_out, recovered
from attack.worlds import FIVE, NHS, TEN, random_world

from upriver.disclose.clearing import clear
from upriver.words.cleared import Rule

RULES = (TEN, FIVE, NHS)


@dataclass(frozen=True)
class Fight:
    """One set of tables: how many numbers were hidden, what was recovered, which differences were small."""

    hidden: int
    printed_small: int
    recovered: int
    small_differences: int
    stopped: bool
    why: str


def fought(seed: int, most: int = 8) -> Fight:
    world, rule = random_world(seed, most), RULES[seed % len(RULES)]
    clearance = clear(world.findings, (), document="t", audience="public", rules={"feed": rule}, sums=world.sums, titles={},
                      explanations={})
    truth = {each.key: each.estimate.events or 0 for each in world.findings}
    cells = [cell for table in clearance.tables for cell in table.cells]
    gone = [cell for cell in cells if cell.count is None]
    ones = all(truth[cell.key] > 0 for cell in gone)
    page = laid_out(clearance, world.inside, base=rule.round_to, ones=ones)
    known = recovered(attack(page), {cell: truth[cell.key] for cell in page.cells}, low=rule.low, high=rule.high, wide=_wide(rule))
    apart = differences(page, rule.low, rule.high) if rule.round_to == 1 else ()
    small = [cell for cell in cells if cell.count is not None and rule.low <= cell.count <= rule.high and rule.round_to == 1]
    why = "; ".join([*(f"{one.cell.key} in {one.least}..{one.most}" for one in known[:2]), *(f"{b.key} less {a.key}" for a, b, _ in apart[:2])])
    return Fight(len(gone), len(small), len(known), len(apart), not clearance.audit.passed, f"seed {seed}: {why}")


def _wide(rule: Rule) -> float:
    """Half of the values that a rule hides must stay possible."""
    return max(1.0, np.ceil((rule.high - rule.low + 1) / 2) - 1)


@pytest.mark.parametrize("block", range(4))
def test_nothing_is_recovered_from_random_hierarchies(block: int) -> None:
    _hold(range(10 * block, 10 * block + 10))


@pytest.mark.big
@pytest.mark.parametrize("block", range(4))
def test_nothing_is_recovered_from_eighty_more(block: int) -> None:
    _hold(range(40 + 20 * block, 60 + 20 * block))


@pytest.mark.big
@pytest.mark.parametrize("block", range(4))
def test_nothing_is_recovered_from_a_hundred_and_twenty_small_ones(block: int) -> None:
    """Three small areas: more of their numbers are small, and there is less to hide them among."""
    _hold(range(360 + 30 * block, 390 + 30 * block), most=3)


def _hold(seeds: range, most: int = 8) -> None:
    fights = [fought(seed, most) for seed in seeds]
    assert sum(each.hidden for each in fights) > 5 * len(fights), "an attack on nothing hidden shows nothing"
    assert sum(each.stopped for each in fights) <= max(1, len(fights) // 20), "the lock's own audit stops too many instead of mending them"
    lost = [each for each in fights if each.recovered or each.printed_small or each.small_differences]
    assert not lost, f"{len(lost)} of {len(fights)}: " + " | ".join(each.why for each in lost[:3])


def test_the_attacker_finds_what_is_left_open() -> None:
    """Without secondary hiding he recovers numbers, so that his silence means something."""
    bare = Rule("bare", "1 to 9 are hidden, nothing else.", low=1, high=9, secondary=False)
    found = 0
    for seed in range(0, 60, 3):
        world = random_world(seed)
        clearance = clear(world.findings, (), document="t", audience="public", rules={"feed": bare}, sums=world.sums, titles={},
                          explanations={})
        page: Page = laid_out(clearance, world.inside, base=1, ones=True)
        truth = {each.key: each.estimate.events or 0 for each in world.findings}
        found += len(recovered(attack(page), {cell: truth[cell.key] for cell in page.cells}, low=1, high=9, wide=1.0))
    assert found > 20
