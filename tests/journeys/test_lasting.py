"""What must last: held files, editions, the run that was read, one writer at a time."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import Ran, a_crime, cells, street_csv, upriver


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, fictional_files: Path) -> Path:
    """A workspace of the fictional partnership with 2025 alone: nothing assessed yet."""
    folder = tmp_path_factory.mktemp("lasting") / "w"
    upriver("init", folder, "--areas", "E23009901")
    months = [path for path in sorted((fictional_files / "police").iterdir()) if path.name.startswith("2025")]
    ran = upriver("take-in", folder, fictional_files / "lookups", fictional_files / "population", *months)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def workspace(tmp_path: Path, small: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "w"))


@pytest.fixture(scope="module")
def year_out(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """The same with 2025 assessed and published."""
    folder = Path(shutil.copytree(small, tmp_path_factory.mktemp("lasting") / "w"))
    assessed(folder, "2025-01..2025-12")
    assert upriver("publish", folder).code == 0
    return folder


@pytest.fixture
def issued(tmp_path: Path, year_out: Path) -> Path:
    return Path(shutil.copytree(year_out, tmp_path / "w"))


def refused(ran: Ran) -> str:
    assert ran.code == 1 and "Traceback" not in ran.err + ran.out, (ran.code, ran.out, ran.err)
    return ran.out + ran.err


def assessed(folder: Path, period: str, *more: str) -> str:
    ran = upriver("assess", folder, "--period", period, "--as-of", "2026-02-01", "--json", *more)
    assert ran.code == 0, ran.err
    return str(ran.json["run"])


def test_the_run_asked_for_last_is_the_one_that_is_published(workspace: Path) -> None:
    first = assessed(workspace, "2025-01..2025-12")
    assessed(workspace, "2025-01..2025-06")
    assert assessed(workspace, "2025-01..2025-12") == first
    assert upriver("publish", workspace, "--json").json["run"] == first


def test_every_edition_of_a_day_is_kept(issued: Path) -> None:
    assessed(issued, "2025-01..2025-06")
    assert upriver("publish", issued).code == 0
    editions = sorted(each for each in (issued / "published" / "editions").iterdir() if each.is_dir())
    assert len(editions) == 2 and len({(each / "cells.csv").read_bytes() for each in editions}) == 2


def test_a_publish_stopped_between_its_renames_loses_nothing(issued: Path) -> None:
    (issued / "published").rename(issued / ".published.old")
    assessed(issued, "2025-01..2025-06")
    assert upriver("publish", issued).code == 0
    assert len([each for each in (issued / "published" / "editions").iterdir() if each.is_dir()]) == 2


def test_nothing_is_published_that_was_cleared_by_other_rules_than_were_read(workspace: Path) -> None:
    own = workspace / "declarations" / "rules"
    own.mkdir(parents=True)
    assessed(workspace, "2025-01..2025-12")
    (own / "already_public.toml").write_text('says = "Hides."\nlow = 1\nhigh = 9\n', "utf-8")
    assert "have changed since" in refused(upriver("publish", workspace))


def test_a_rule_with_a_mistyped_key_is_refused_and_never_opens_the_lock(workspace: Path) -> None:
    own = workspace / "declarations" / "rules"
    own.mkdir(parents=True)
    (own / "already_public.toml").write_text('says = "Hides."\nlow = 1\nhihg = 9\n', "utf-8")
    assert "hihg" in refused(upriver("assess", workspace, "--period", "2025-01..2025-12"))


def test_a_lost_database_loses_no_held_file(workspace: Path) -> None:
    held = sorted(path.name for path in (workspace / "held").rglob("*.parquet"))
    for path in workspace.glob("db.sqlite3*"):
        path.unlink()
    assert upriver("status", workspace).code == 0
    assert sorted(path.name for path in (workspace / "held").rglob("*.parquet")) == held
    ran = upriver("init", workspace, "--areas", "E23009901")
    assert "moved to held/unrecorded" in ran.err
    assert sorted(path.name for path in (workspace / "held").rglob("*.parquet")) == held


def test_a_held_file_that_went_missing_comes_back_when_it_is_sent_again(workspace: Path, fictional_files: Path) -> None:
    gone = next((workspace / "held" / "open" / "police_uk_street").rglob("*.parquet"))
    month = gone.parent.name[:7]
    gone.unlink()
    ran = upriver("take-in", workspace, fictional_files / "police" / month)
    assert ran.code == 0 and "its held file was missing and is back" in ran.out and gone.is_file()


def test_a_database_that_cant_be_read_is_a_refusal(workspace: Path) -> None:
    (workspace / "db.sqlite3").write_bytes(b"not a database at all" * 100)
    assert "can't be read" in refused(upriver("status", workspace))


def test_two_commands_that_write_don_t_do_so_at_once(workspace: Path, tmp_path: Path) -> None:
    holder = sqlite3.connect(workspace / ".lock", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    sent = tmp_path / "x.csv"
    sent.write_text(street_csv([a_crime(1)]), "utf-8")
    assert "nother command is working" in refused(upriver("take-in", workspace, sent))
    assert upriver("status", workspace).code == 0, "reading is free"
    holder.close()
    assert upriver("take-in", workspace, sent).code == 0


def test_the_demonstration_never_takes_the_folder_of_a_real_workspace(workspace: Path) -> None:
    held = sorted(path.name for path in (workspace / "held").rglob("*.parquet"))
    ran = upriver("demo", "--dir", workspace, "--no-serve")
    assert ran.code == 2 and "holds something else" in ran.err
    assert sorted(path.name for path in (workspace / "held").rglob("*.parquet")) == held


def test_a_demonstration_that_was_interrupted_is_begun_again(fiction: Journey) -> None:
    assert fiction.said["demo"].code == 0 and (fiction.folder / "published" / "index.html").is_file()
    assert not (fiction.folder / "left over").exists()


def test_a_period_with_nothing_held_is_refused(workspace: Path) -> None:
    assert "nothing is held" in refused(upriver("assess", workspace, "--period", "2019-01..2019-12")).lower()


def test_a_workspace_that_isn_t_there_is_called_by_its_name(tmp_path: Path) -> None:
    assert "no Upriver workspace in nosuch" in refused(upriver("status", tmp_path / "nosuch"))


def test_boundaries_without_codes_are_refused_before_they_are_held(workspace: Path, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 51], [0, 52], [1, 52], [0, 51]]]}
    for code in (None, "SECRET<script>"):
        sent = tmp_path / "b.geojson"
        feature = {"type": "Feature", "properties": {"LSOA21CD": code, "LSOA21NM": "x"}, "geometry": square}
        sent.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
        said = refused(upriver("take-in", workspace, sent))
        assert "row 1 of the boundaries has no GSS code" in said and "SECRET" not in said
    assert upriver("status", workspace).code == 0


def test_boundaries_in_metres_that_claim_degrees_are_refused(workspace: Path, tmp_path: Path) -> None:
    far = {"type": "Polygon", "coordinates": [[[400000, 100000], [400000, 100100], [400100, 100100], [400000, 100000]]]}
    feature = {"type": "Feature", "properties": {"LSOA21CD": "E01990001", "LSOA21NM": "x"}, "geometry": far}
    sent = tmp_path / "b.geojson"
    sent.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    assert "longitude and latitude" in refused(upriver("take-in", workspace, sent))


def test_one_broken_file_of_any_form_doesn_t_stop_the_folder(workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "a.parquet").write_bytes(b"PAR1" + b"noise" * 50)
    (folder / "b.gpkg").write_bytes(b"SQLite format 3\x00" + b"noise" * 50)
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04[Content_Types].xml" + b"noise" * 50)
    (folder / "d.geojson").write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"LSOA21CD": "E01990001"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 51]]]}}]}', "utf-8")
    (folder / "e.csv").write_text(street_csv([a_crime(1, month="2031-01")]), "utf-8")
    ran = upriver("take-in", workspace, folder)
    assert ran.code in (0, 1) and "Traceback" not in ran.err and "e.csv: police_uk_street, 1 row" in ran.out, ran.out + ran.err


def test_an_area_s_name_is_no_formula_in_cells_csv(small: Path, tmp_path: Path, fictional_files: Path) -> None:
    files, folder = tmp_path / "lookups", tmp_path / "w"
    files.mkdir()
    for path in (fictional_files / "lookups").glob("*.csv"):
        (files / path.name).write_text(path.read_text("utf-8").replace("Saltby Vale", "=HYPERLINK(1)"), "utf-8")
    upriver("init", folder, "--areas", "E23009901")
    month = fictional_files / "police" / "2025-01"
    assert upriver("take-in", folder, files, fictional_files / "population", month).code == 0
    run = assessed(folder, "2025-01")
    rows = cells(folder / "drafts" / run / "cells.csv").rows
    assert any("HYPERLINK" in row["area_name"] for row in rows)
    assert not any(value[:1] in "=+@" for row in rows for value in row.values() if value)


def test_files_whose_rows_all_lie_elsewhere_are_silence_and_not_zero(tmp_path: Path, fictional_files: Path) -> None:
    folder, sent = tmp_path / "w", tmp_path / "x.csv"
    sent.write_text(street_csv([a_crime(number, lsoa="E01999001") for number in range(1, 50)]), "utf-8")
    upriver("init", folder, "--areas", "E23009901")
    upriver("take-in", folder, fictional_files / "lookups", fictional_files / "population", sent)
    ran = upriver("assess", folder, "--period", "2025-01", "--json")
    if ran.code == 0:
        rows = cells(folder / "drafts" / ran.json["run"] / "cells.csv").where(table="assessment/kinds/counts", area_level="csp")
        assert rows and all(row["marker"] == "x" for row in rows)
    else:
        assert ran.code == 1
