"""The same seed gives the same bytes; scale multiplies the areas and the crimes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from upriver.demo import write_files

if TYPE_CHECKING:
    from conftest import Demo


def fingerprint(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_the_same_seed_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    assert write_files(tmp_path) == demo.truths
    assert fingerprint(tmp_path) == fingerprint(demo.folder)


def test_another_seed_gives_other_bytes_under_the_same_names(demo: Demo, tmp_path: Path) -> None:
    write_files(tmp_path, seed=7)
    first, second = fingerprint(demo.folder), fingerprint(tmp_path)
    assert first.keys() == second.keys()
    same = {name for name in first if first[name] == second[name]}
    # Only what holds whole districts, or is known and not drawn, stays.
    assert all(name.startswith("lookups/LAD24") or "LTLA24" in name or "breaks" in name for name in same)


def test_writing_twice_into_one_folder_changes_nothing(demo: Demo) -> None:
    before = fingerprint(demo.folder)
    write_files(demo.folder)
    assert fingerprint(demo.folder) == before


def test_scale_two_has_twice_the_areas_and_about_twice_the_crimes(demo: Demo, tmp_path: Path) -> None:
    twice = type(demo)(tmp_path, write_files(tmp_path, scale=2))
    assert len(twice.rows("deprivation/imd2025_england_lsoa21.csv")) == 600
    ratio = sum(map(sum, twice.truths.totals)) / sum(map(sum, demo.truths.totals))
    assert ratio == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(("seed", "scale"), [(0, 0), (0, 201), (-1, 1)])
def test_a_scale_or_seed_that_makes_no_sense_is_refused(tmp_path: Path, seed: int, scale: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        write_files(tmp_path, seed=seed, scale=scale)
    assert not list(tmp_path.iterdir())
