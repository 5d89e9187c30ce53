"""A list gives the same rows as a page, as CSV and as ODS, whoever asks and however it is narrowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from web.rights.same_rows import of_csv, of_ods, of_page, pairs
from web.served import Served

pytestmark = pytest.mark.big


def test_five_hundred_lists_hold_the_same_rows_in_every_form(served: Served, tmp_path: Path) -> None:
    visits = {name: served.visit(name) for name in {pair.name for pair in pairs(500, 7)}}
    seen, rows, closed = {}, 0, 0
    for pair in pairs(500, 7):
        if pair in seen:
            continue
        visit = visits[pair.name]
        page, file = of_page(visit, pair), of_csv(visit, pair)
        seen[pair] = file
        if isinstance(page, int) or isinstance(file, int):
            assert page == file, pair
            closed += 1
            continue
        assert len(page) == len(file), (pair, len(page), len(file))
        sheet = of_ods(visit, pair, tmp_path / "list.ods")
        assert not isinstance(sheet, int) and sheet[-len(file):] == file if file else True, pair
        rows += len(file)
    print(f"{len(seen)} of 500 pairs differ; {rows} rows, {closed} lists closed to who asked")
    assert rows > 500 and closed > 5
