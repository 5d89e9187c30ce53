"""A profile for every community safety partnership held, from the real open data: as alone, and going on after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import ROOT, Cells, cells, upriver

ASKED = ("--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--by", "an analyst")
NAME = ("table", "area_level", "area_code", "period_start", "period_end", "measure", "unit", "breakdown")
NUMBERS = ("count", "denominator", "value", "lower", "upper", "marker")
SOUTHAMPTON, HAVANT = "E22000120", "E22000115"


def copied(hampshire: Journey, into: Path) -> Path:
    """The workspace with what is held, and nothing made of it yet."""
    shutil.copytree(hampshire.folder, into, ignore=shutil.ignore_patterns("published", "drafts", "runs"))
    return into


@pytest.fixture(scope="module")
def each(hampshire: Journey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drafts of a run that nobody interrupted."""
    folder = copied(hampshire, tmp_path_factory.mktemp("each") / "w")
    made = upriver("assess", folder, "--each", "csp", *ASKED, "--json")
    assert made.code == 0, made.err
    assert made.json["there_before"] == 0
    return folder / "drafts" / made.json["run"]


def written(place: Path) -> dict[str, str]:
    return {path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in place.rglob("*") if path.is_file()}


def named(found: Cells) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(row[name] for name in NAME): tuple(row[name] for name in NUMBERS) for row in found.rows}


def test_every_partnership_has_its_page_and_the_list_names_it(each: Path) -> None:
    made = json.loads((each / "run.json").read_text("utf-8"))
    listed = (each / "index.html").read_text("utf-8")
    folders = sorted(path.name for path in (each / "csp").iterdir())
    assert len(folders) == made["with_data"] + made["without"] and SOUTHAMPTON in folders
    assert all(f"csp/{code}/index.html" in listed for code in folders)
    assert all((each / "csp" / code / "index.html").is_file() for code in folders)


@pytest.mark.parametrize("code", [SOUTHAMPTON, HAVANT])
def test_cells_of_the_same_name_are_those_of_an_assessment_of_that_partnership_alone(
    code: str, hampshire: Journey, each: Path, tmp_path: Path
) -> None:
    folder = copied(hampshire, tmp_path / "w")
    upriver("init", folder, "--areas", code)
    made = upriver("assess", folder, *ASKED, "--json")
    alone = named(cells(folder / "drafts" / made.json["run"] / "cells.csv"))
    # Alone, the partnership is the whole; among all of them the same figures stand under its own code.
    alone |= {(name[0], "csp", code, *name[3:]): row for name, row in alone.items()
              if name[1] == "partnership" and (name[0], "csp", code, *name[3:]) not in alone}
    sliced = named(cells(each / "csp" / code / "cells.csv"))
    shared = sliced.keys() & alone.keys()
    assert len(shared) > 1_000
    assert {name: (sliced[name], alone[name]) for name in shared if sliced[name] != alone[name]} == {}


def test_every_cell_of_a_profile_has_a_name_of_its_own_in_order(each: Path) -> None:
    for path in sorted((each / "csp").glob("*/cells.csv")):
        names = [tuple(row[name] for name in (*NAME[:6], "unit", "breakdown")) for row in cells(path).rows]
        assert names == sorted(names) and len(names) == len(set(names)), path


def test_killed_and_started_again_it_goes_on_and_nothing_half_written_counts(hampshire: Journey, each: Path, tmp_path: Path) -> None:
    folder = copied(hampshire, tmp_path / "w")
    place = folder / "drafts" / each.name / "csp"
    run = subprocess.Popen([sys.executable, "-m", "upriver", "assess", str(folder), "--each", "csp", *ASKED],
                           env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.DEVNULL)
    while run.poll() is None and len(list(place.glob("E*"))) < 3:
        time.sleep(0.02)
    run.kill()
    run.wait()
    there = {path.name for path in place.glob("E*")}
    half = place / f".{HAVANT}.new"
    half.mkdir(exist_ok=True)
    (half / "index.html").write_text("half a page")
    assert not (place.parent / "run.json").exists(), "it was killed before its end"
    again = upriver("assess", folder, "--each", "csp", *ASKED, "--json")
    assert again.code == 0, again.err
    assert again.json["there_before"] >= len(there) >= 3
    assert written(place.parent) == written(each), "the same bytes as a run that nobody interrupted"


def test_asked_again_when_all_is_there_it_makes_nothing(each: Path) -> None:
    again = upriver("assess", each.parents[1], "--each", "csp", *ASKED, "--json")
    assert again.json["there_before"] == again.json["with_data"] + again.json["without"]
    assert upriver("audit", "verify", each.parents[1]).code == 0
