"""The audit of a table whose holes somebody else chose: what it says of a known answer, and of a pattern that holds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from disclose.grids import grid

from upriver.disclose.hiding import of_counts, quantity, system_of
from upriver.disclose.ways import audit
from upriver.words.cleared import Audit, Rule

FILE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "values.json"
TABLE = ((20, 3, 15), (12, 18, 2), (9, 14, 30))
FIVE = Rule("five", "1 to 5 are hidden.", low=1, high=5)


def audited(table: tuple[tuple[int, ...], ...], hidden: set[tuple[int, int]]) -> Audit:
    """What the lock's own attacker makes of a table with all its totals, with these cells (row, column) hidden."""
    findings, sums = grid(table)
    found = system_of(of_counts(findings), {("s",): FIVE}, sums, ())
    assert found is not None
    gone, tables = np.zeros_like(found.must), {}
    for each in findings:
        tables.setdefault(quantity(each), set()).add(each.key.table)
        gone[found.index[quantity(each)]] = (each.key.area.code, each.key.measure) in {(f"R{row}", f"limb{column}") for row, column in hidden}
    return audit(found, gone, None, tables)


def test_r59_two_cells_alone_in_their_rows_are_told_to_the_event() -> None:
    if FILE.exists():
        row = next(each for each in json.loads(FILE.read_text("utf-8")) if each["id"] == "R59")
        assert row["input"] == {"T": [list(line) for line in TABLE], "suppressed": [[0, 1], [1, 2]]}
    told = audited(TABLE, {(0, 1), (1, 2)})
    assert sorted((way.least, way.most) for way in told.ways) == [(2, 2), (3, 3)]
    assert all("limb" in way.figure and way.tables and way.proposes for way in told.ways)


def test_a_square_of_hidden_cells_holds() -> None:
    assert audited(TABLE, {(0, 1), (0, 2), (1, 1), (1, 2)}).ways == ()
