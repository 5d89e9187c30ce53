"""The audit of a table with hidden cells: what a reader with a solver can work out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.disclose.auditing import audit

FILE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "values.json"
TABLE = [[20, 3, 15], [12, 18, 2], [9, 14, 30]]


def test_r59_two_cells_alone_in_their_rows_are_told_to_the_event() -> None:
    if FILE.exists():
        row = next(each for each in json.loads(FILE.read_text("utf-8")) if each["id"] == "R59")
        assert row["input"] == {"T": TABLE, "suppressed": [[0, 1], [1, 2]]}
    told = audit(TABLE, [(0, 1), (1, 2)])
    assert [(each.least, each.most) for each in told] == [(3, 3), (2, 2)]
    assert all(each.exact and not each.safe for each in told)


def test_a_square_of_hidden_cells_holds() -> None:
    told = audit(TABLE, [(0, 1), (0, 2), (1, 1), (1, 2)])
    assert all(each.safe and not each.exact for each in told)
    by_cell = {each.cell: (each.least, each.most) for each in told}
    # rows leave 18 and 20, columns 21 and 17: the small 3 may be anything from 1 to 18
    assert by_cell[(0, 1)] == (1, 18) and by_cell[(1, 2)] == (0, 17)


def test_without_totals_nothing_is_told() -> None:
    (told,) = audit(TABLE, [(0, 1)], rows=False, columns=False)
    assert (told.least, told.most) == (0, np.inf) and told.safe


@pytest.mark.parametrize(("rows", "columns"), [(True, False), (False, True)])
def test_one_kind_of_total_tells_a_cell_that_is_alone_in_it(rows, columns) -> None:
    assert audit(TABLE, [(0, 1)], rows=rows, columns=columns)[0].exact


@pytest.mark.parametrize(("small", "safe"), [(49, False), (50, True)])
def test_a_range_under_half_of_the_count_is_as_good_as_told(small, safe) -> None:
    """The other corner of a hidden square can fall by no more than it holds, so 100 is known to as much."""
    told = {each.cell: each for each in audit([[100, 0], [0, small]], [(0, 0), (0, 1), (1, 0), (1, 1)])}
    assert (told[(0, 0)].least, told[(0, 0)].most) == (100 - small, 100)
    assert told[(0, 0)].safe is safe


tables = st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=3, max_size=3)
cells = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=6, unique=True)


@settings(max_examples=60, deadline=None)
@given(tables, cells)
@example([[0] * 4] * 3, [(0, 0)])
@example([[1, 0, 0, 0]] * 3, [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_the_truth_always_lies_in_the_range(table, hidden) -> None:
    for told in audit(table, hidden):
        true = table[told.cell[0]][told.cell[1]]
        assert told.least - 1e-6 <= true <= told.most + 1e-6
        row = [cell for cell in hidden if cell[0] == told.cell[0]]
        if len(row) == 1:
            assert told.exact


@pytest.mark.parametrize(("table", "hidden"), [([[1, -1]], [(0, 0)]), ([[1, 2]], [(0, 2)]), ([[1, 2]], [(-1, 0)]), ([1, 2], [(0, 0)])])
def test_a_table_that_is_none_is_refused(table, hidden) -> None:
    with pytest.raises(ValueError):
        audit(table, hidden)
