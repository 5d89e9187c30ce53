"""Quarters of provider returns: those who dropped out in one can't be worked out by subtraction."""

from __future__ import annotations

import pytest
from packs.test_returns_through_the_lock import a_return, cell, cleared

from upriver.assess.analyses.delivery import RETURNS

FEW = 7


@pytest.mark.parametrize(("wider", "narrower", "numbers"), [
    ("referred", "started", {"referred": 1000 + FEW, "started": 1000, "completed": 500}),
    ("started", "completed", {"referred": 2000, "started": 1000 + FEW, "completed": 1000}),
])
def test_a_quarter_never_shows_both_numbers_whose_difference_is_few(wider: str, narrower: str, numbers: dict[str, int]) -> None:
    clearance = cleared(*(a_return(at, **(numbers if at == 0 else {"referred": 2000, "started": 1000, "completed": 500})) for at in range(3)))
    shown = [cell(clearance, RETURNS, measure, last="2025-06-30", split={"action": "a1"}) for measure in (wider, narrower)]
    assert any(each is not None and each.marker == "c" for each in shown)


def test_a_quarter_in_which_many_dropped_out_is_told() -> None:
    clearance = cleared(*(a_return(at, referred=2000, started=1000, completed=500) for at in range(3)))
    found = cell(clearance, RETURNS, "completed", last="2025-06-30", split={"action": "a1"})
    assert found is not None and found.count == 500
