"""A file that costs too much ends in a process of its own, and only there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from upriver.desk.sharing.apart.bounded import Bounds, bounded
from upriver.words.refusal import Refusal

HEADER = b"Crime Number,HO Code,Recorded Date,Committed From,LSOA21CD\n"
ROW = b"NP/1/26,8N,2026-01-01T10:05,2026-01-01T09:00,E01990160\n"


def task(path: Path) -> dict[str, Any]:
    return {"do": "look", "path": str(path), "name": "crimes.csv", "own": str(path.parent / "declarations"), "scratch": str(path.parent),
            "feeds": ["police_crime_extract"], "contract": "police_crime_extract", "provider": "Norsea Police", "profiles": [], "known": []}


@pytest.fixture
def crimes(tmp_path: Path) -> Path:
    path = tmp_path / ("a" * 64)
    path.write_bytes(HEADER + ROW)
    return path


def test_a_file_within_bounds_is_answered(crimes: Path) -> None:
    assert bounded(task(crimes))["state"] == "clean"


def test_a_process_without_enough_memory_is_a_refusal(crimes: Path) -> None:
    with pytest.raises(Refusal, match="more memory or time"):
        bounded(task(crimes), Bounds(memory_mb=20))


def test_a_file_that_would_unpack_to_more_than_may_be_written_is_a_refusal(crimes: Path) -> None:
    crimes.write_bytes(HEADER + ROW * 200_000)
    answer = bounded(task(crimes), Bounds(disk_mb=1))
    assert answer["state"] == "refused"


def test_the_name_that_a_file_lies_under_is_never_told(crimes: Path) -> None:
    crimes.write_bytes(b"\x00" * 4_000)
    answer = bounded(task(crimes))
    assert "a" * 64 not in str(answer) and "crimes.csv" in answer["why"]
