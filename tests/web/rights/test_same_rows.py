"""Rows are the same as a page, as CSV, as ODS, by command and in a notebook, whoever asks and however they are narrowed (S3)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from web.asking import database_of
from web.rights.same_rows import (
    figures_of_csv,
    figures_of_page,
    narrowed,
    of_command,
    of_csv,
    of_ods,
    of_page,
    pairs,
    wishes,
)
from web.served import Served

import upriver

pytestmark = pytest.mark.big
LISTS, COMMANDS, FIGURES = 300, 100, 100


def test_lists_hold_the_same_rows_in_every_form(served: Served, tmp_path: Path) -> None:
    drawn = pairs(LISTS, 7)
    visits = {name: served.visit(name) for name in {pair.name for pair in drawn}}
    rows = closed = 0
    for pair in dict.fromkeys(drawn):
        visit = visits[pair.name]
        page, file = of_page(visit, pair), of_csv(visit, pair)
        if isinstance(page, int) or isinstance(file, int):
            assert page == file, pair
            closed += 1
            continue
        assert len(page) == len(file), (pair, len(page), len(file))
        sheet = of_ods(visit, pair, tmp_path / "list.ods")
        assert not isinstance(sheet, int) and sheet[-len(file):] == file if file else True, pair
        rows += len(file)
    print(f"S3: {LISTS} lists as page, CSV and ODS, {len(set(drawn))} different: {rows} rows alike, {closed} closed to who asked")
    assert rows > 300 and closed > 5


def test_a_narrowed_list_holds_the_rows_that_the_command_gives(served: Served, tmp_path: Path) -> None:
    if database_of(served.folder):
        pytest.skip("commands are run in this process, which holds a desk on SQLite: on PostgreSQL the lists are held against those")
    drawn = narrowed(served.visit("Mina Fictional"), COMMANDS, 13)
    visits = {name: served.visit(name) for name in {pair.name for pair in drawn}}
    rows = 0
    for pair in dict.fromkeys(drawn):
        visit = visits[pair.name]
        said, file = of_command(served.folder, pair.path, pair.state), of_csv(visit, pair)
        assert not isinstance(file, int) and sorted(file) == sorted(said), pair
        page, sheet = of_page(visit, pair), of_ods(visit, pair, tmp_path / "list.ods")
        assert not isinstance(page, int) and len(page) == len(said) and not isinstance(sheet, int) and sheet[len(sheet) - len(file):] == file, pair
        rows += len(said)
    print(f"S3: {COMMANDS} narrowed lists as page, CSV, ODS and by command, {len(set(drawn))} different: {rows} rows alike")
    assert rows > 200


def test_figures_are_the_same_in_a_notebook_a_page_and_a_file(served: Served) -> None:
    frame = upriver.open_workspace(served.folder).published()
    visits = [served.visit(name) for name in ("Mina Fictional", "Aled Made-Up", "Ira Fictional")]
    rows = 0
    for at, wish in enumerate(wishes(frame.held, FIGURES, 17)):
        held = [row for row in frame.where(table=wish.table, area_level=wish.level, measure=wish.measure, unit=wish.unit).held if wish.of(row)]
        file, page = figures_of_csv(visits[at % 3], wish), figures_of_page(visits[at % 3], wish)
        assert file == sorted(row.printed for row in held), wish
        assert not isinstance(page, int)
        listed, left = page
        assert listed.total() + left == len(held) and not listed - Counter(" ".join(row.name.split()) for row in held), wish
        rows += len(held)
    assert visits[0].get("/data/explore/?what=nothing+is+called+so").status == 404
    print(f"S3: {FIGURES} choices of figures in a notebook, as page and as CSV: {rows} rows alike")
    assert rows > 500


def test_nobody_else_reaches_the_figures(served: Served) -> None:
    for name in ("Priya Pretend", "Hana Imaginary", "Cas Notional", "Lou Nonesuch", "Ada Nobody"):
        visit = served.visit(name)
        assert {visit.get(path).status for path in ("/data/explore/", "/data/explore.csv")} == {403}, name
