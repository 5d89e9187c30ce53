"""The health board of Hampshire before and after 1 April 2026: figures by the boundary of the day, against sums by hand."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import Cells, cells, upriver

HALF = {"period_start": "2025-01-01", "period_end": "2025-06-30"}
BEFORE, AFTER = "E54000042", "E54000067"
FRIMLEY, GIVEN_UP = "E54000034", ("Hart", "Rushmoor")
VIOLENCE = {"measure": "violence_and_sexual_offences", "table": "assessment/kinds/counts", **HALF}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.fixture(scope="session")
def boards(real_files: Path) -> dict[str, frozenset[str]]:
    """The small areas of each board, by the look-up of 2024 and what went over on 1 April 2026."""
    rows = list(rows_of(real_files / "hampshire" / "lookup_lsoa21_icb24.csv.gz"))
    old = frozenset(row["lsoa21_code"] for row in rows if row["icb24_code"] == BEFORE)
    moved = {row["lsoa21_code"] for row in rows if row["icb24_code"] == FRIMLEY and row["lsoa21_name"].rsplit(" ", 1)[0] in GIVEN_UP}
    return {BEFORE: old, AFTER: old | moved}


@pytest.fixture(scope="session")
def violence(real_files: Path) -> Counter[str]:
    """Violence and sexual offences of the first half of 2025, by small area, from the force's own files."""
    found = Counter[str]()
    for month in range(1, 7):
        for row in rows_of(real_files / "hampshire" / "crime" / f"2025-{month:02d}-hampshire-street.csv.gz"):
            if row["Crime type"] == "Violence and sexual offences":
                found[row["LSOA code"]] += 1
    return found


@pytest.fixture(scope="session")
def own(hampshire: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hampshire.copied(tmp_path_factory.mktemp("boards"), without=("published", "drafts"))


def assessed(own: Path, on: str) -> Cells:
    made = upriver("assess", own, "--period", "2025-01..2025-06", "--as-of", on, "--json")
    assert made.code == 0, made.err
    return cells(own / "drafts" / made.json["run"] / "cells.csv")


@pytest.fixture(scope="session")
def before(own: Path) -> Cells:
    return assessed(own, "2026-03-31")


@pytest.fixture(scope="session")
def after(own: Path) -> Cells:
    return assessed(own, "2026-05-01")


def test_the_look_up_and_the_move_give_the_small_areas_of_both_days(boards: dict[str, frozenset[str]]) -> None:
    assert {code: len(small) for code, small in boards.items()} == {BEFORE: 1_126, AFTER: 1_231}


def test_to_the_end_of_march_the_board_lacks_hart_and_rushmoor(before: Cells, boards: dict[str, frozenset[str]], violence: Counter[str]) -> None:
    row = before.one(**VIOLENCE, area_level="icb")
    assert row["area_code"] == BEFORE and int(row["count"]) == sum(violence[small] for small in boards[BEFORE])


def test_from_april_the_board_is_the_whole_force_s_area_under_its_new_code(
    after: Cells, boards: dict[str, frozenset[str]], violence: Counter[str]
) -> None:
    row = after.one(**VIOLENCE, area_level="icb")
    assert row["area_code"] == AFTER and int(row["count"]) == sum(violence[small] for small in boards[AFTER])
    assert row["count"] == after.one(**VIOLENCE, area_level="force")["count"]


def test_the_series_for_the_new_boundary_is_the_old_one_and_what_was_given_up(before: Cells, after: Cells) -> None:
    given = sum(int(before.one(**VIOLENCE, area_level="ltla", area_name=name)["count"]) for name in GIVEN_UP)
    old, new = (int(found.one(**VIOLENCE, area_level="icb")["count"]) for found in (before, after))
    assert 0 < new - old < given, "fourteen small areas of Hart were in the board already"


def test_residents_are_those_of_the_boundary_too(before: Cells, after: Cells, boards: dict[str, frozenset[str]], real_files: Path) -> None:
    residents = {row["lsoa21_code"]: float(row["total_residents"]) for row in rows_of(real_files / "hampshire" / "ethnicity21_lsoa21.csv.gz")}
    rate = {"table": "assessment/kinds/rates", "measure": VIOLENCE["measure"], "area_level": "icb", "unit": "per_1000_person_years", **HALF}
    for found, code in ((before, BEFORE), (after, AFTER)):
        assert float(found.one(**rate)["denominator"]) == sum(residents[small] for small in boards[code]) / 2


def test_nothing_else_changes_with_the_day_of_the_boundary(before: Cells, after: Cells) -> None:
    old, new = ([row for row in found.rows if row["area_level"] != "icb"] for found in (before, after))
    assert old == new
