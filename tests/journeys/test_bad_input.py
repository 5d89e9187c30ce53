"""What a data officer does wrong on the first day, and what the product says then."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from journeys.workspaces import ROOT, Ran, a_crime, street_csv, upriver


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    assert upriver("init", folder).code == 0
    return folder


def refused(ran: Ran) -> str:
    """What was said, of a command that refused without a trace."""
    assert ran.code == 1, (ran.code, ran.out, ran.err)
    assert "Traceback" not in ran.out + ran.err
    return ran.out + ran.err


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "held" / "open").rglob("*") if path.is_file())


def test_every_fault_of_a_file_is_named_at_once_by_row_column_and_rule(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "mixed.csv"
    rows = [a_crime(1), a_crime(2, month="2025-13"), a_crime(3, kind="Robbry of somebody"), a_crime(4)]
    sent.write_text(street_csv(rows), "utf-8")
    said = refused(upriver("take-in", workspace, sent))
    assert "month: 1 row is not a month; write it as YYYY-MM (type): row 2" in said
    assert re.search(r"category: 1 row is not one of .* \(codes\): row 3", said)
    assert "Robbry" not in said and "2025-13" not in said, "a value of a row was shown"
    assert held(workspace) == []


def test_the_rest_of_a_folder_goes_on_and_the_exit_code_says_that_one_was_refused(workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "good.csv").write_text(street_csv([a_crime(1)]), "utf-8")
    (folder / "bad.csv").write_text(street_csv([a_crime(1, month="soon")]), "utf-8")
    said = refused(upriver("take-in", workspace, folder))
    assert "good.csv: police_uk_street, 1 row" in said and "Refused: bad.csv" in said
    assert len(held(workspace)) == 1


def test_a_file_that_no_contract_knows_is_left_out_of_a_folder_and_refused_by_itself(workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "minutes.csv").write_text("who,what\nchair,opened\n", "utf-8")
    (folder / "good.csv").write_text(street_csv([a_crime(1)]), "utf-8")
    with_others = upriver("take-in", workspace, folder)
    assert with_others.code == 0 and "Left out: minutes.csv" in with_others.out
    assert "Refused: minutes.csv" in refused(upriver("take-in", workspace, folder / "minutes.csv"))


def test_a_truncated_download_is_refused_and_nothing_is_stored(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "half.csv.gz"
    sent.write_bytes(gzip.compress(street_csv([a_crime(number) for number in range(500)]).encode())[:-200])
    assert "cut short" in refused(upriver("take-in", workspace, sent))
    assert held(workspace) == []


def test_a_zip_that_climbs_out_of_its_folder_is_refused(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "climbs.zip"
    with zipfile.ZipFile(sent, "w") as archive:
        archive.writestr("../../outside.csv", street_csv([a_crime()]))
    assert "leads out of its folder" in refused(upriver("take-in", workspace, sent))
    assert not (tmp_path.parent / "outside.csv").exists()


def test_a_zip_bomb_is_refused(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "bomb.zip"
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2025-01-norsea-street.csv", b"0" * 60_000_000)
    assert "unpacks to far more than it holds" in refused(upriver("take-in", workspace, sent))


def test_a_police_uk_archive_is_taken_in_as_it_was_downloaded(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "archive.zip"
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
        for month in ("2025-01", "2025-02"):
            archive.writestr(f"{month}/{month}-norsea-street.csv", street_csv([a_crime(1, month=month)]))
    ran = upriver("take-in", workspace, sent)
    assert ran.code == 0 and "Took in 2 files with 2 rows" in ran.out


def test_rows_that_look_the_same_are_all_kept(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "same.csv"
    same = a_crime(1, kind="Anti-social behaviour", outcome="")[64:]
    sent.write_text(street_csv([same, same, same]), "utf-8")
    ran = upriver("take-in", workspace, sent)
    assert ran.code == 0 and "police_uk_street, 3 rows" in ran.out


def test_a_decision_about_something_that_isnt_held_is_refused_with_what_is(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "good.csv"
    sent.write_text(street_csv([a_crime(1)]), "utf-8")
    upriver("take-in", workspace, sent)
    ran = upriver("decide", workspace, "police_uk_street:norsea:2031-01", "exclude", "--reason", "odd")
    assert "police_uk_street:norsea:2025-01" in refused(ran)


def test_a_decision_needs_a_reason_and_a_known_answer(workspace: Path) -> None:
    assert "needs its reason" in refused(upriver("decide", workspace, "a:b:c", "keep"))
    assert "isn't an answer" in refused(upriver("decide", workspace, "a:b:c", "delete", "--reason", "odd"))


def test_a_period_that_cant_be_read_is_refused_with_how_to_write_it(workspace: Path) -> None:
    for written in ("last year", "2025-13", "2025-12..2025-01", "2025-01...2025-12"):
        ran = upriver("assess", workspace, "--period", written)
        assert ran.code == 1 and "Traceback" not in ran.err, written
        assert "Write two months with two dots" in ran.err, "refused for another reason"


def test_nothing_can_be_published_before_an_assessment(workspace: Path) -> None:
    assert "nothing to publish" in refused(upriver("publish", workspace)).lower()


def test_a_folder_that_is_no_workspace_is_refused_with_what_to_do(tmp_path: Path) -> None:
    assert "upriver init" in refused(upriver("status", "--workspace", tmp_path))


def test_wrong_usage_has_its_own_exit_code(tmp_path: Path) -> None:
    assert upriver("no-such-command").code == 2
    assert upriver("take-in").code == 2
    assert upriver("assess", "--no-such-option").code == 2


def test_every_command_helps_and_answers_in_json(workspace: Path) -> None:
    from upriver.cli.main import COMMANDS

    for name in COMMANDS:
        assert upriver(name, "--help").code == 0, name
    assert upriver("status", workspace, "--json").json["workspace"] == "w"


def test_a_refusal_is_json_where_json_is_asked_for(workspace: Path) -> None:
    assert set(upriver("assess", workspace, "--json").json) == {"refused", "do"}


def test_the_audit_log_is_whole_and_a_changed_byte_is_found(workspace: Path, tmp_path: Path) -> None:
    import sqlite3

    sent = tmp_path / "good.csv"
    sent.write_text(street_csv([a_crime(1)]), "utf-8")
    upriver("take-in", workspace, sent)
    assert upriver("audit", "verify", workspace).code == 0
    with sqlite3.connect(workspace / "db.sqlite3") as database:
        database.execute("UPDATE audit_eventrecord SET by = 'somebody else' WHERE number = 1")
    assert "broken after 0 events" in refused(upriver("audit", "verify", workspace))


def test_what_an_interrupted_command_put_down_is_swept_and_what_was_recorded_stays(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "good.csv"
    sent.write_text(street_csv([a_crime(1)]), "utf-8")
    upriver("take-in", workspace, sent)
    recorded = held(workspace)
    left = workspace / "held" / "open" / "police_uk_street" / "2025-02_2025-02" / "left.v1.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert upriver("status", workspace).code == 0 and left.exists(), "reading moves nothing"
    assert "1 held file had no receipt" in upriver("take-in", workspace, sent).err
    assert held(workspace) == recorded and (workspace / "held" / "unrecorded").is_dir(), "moved aside, never deleted"


def test_an_area_that_nobody_knows_is_answered_with_near_names(workspace: Path, fictional_files: Path) -> None:
    upriver("take-in", workspace, fictional_files / "lookups")
    said = refused(upriver("init", workspace, "--areas", "Harowmere"))
    assert "Did you mean Harrowmere" in said


def test_a_name_of_several_places_is_refused_with_the_choices(workspace: Path, fictional_files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lookups"
    folder.mkdir()
    for path in (fictional_files / "lookups").glob("*"):
        text = path.read_text("utf-8").replace("Eastmarch", "Harrowmere")
        (folder / path.name).write_text(text, "utf-8")
    upriver("take-in", workspace, folder)
    said = refused(upriver("init", workspace, "--areas", "Harrowmere"))
    assert "means several places" in said and "E10009901" in said


def test_areas_may_be_named_before_any_look_up_is_held(workspace: Path, fictional_files: Path) -> None:
    first = upriver("init", workspace, "--areas", "Norsea")
    assert first.code == 0 and "will be settled" in first.out
    then = upriver("take-in", workspace, fictional_files / "lookups")
    assert then.code == 0 and "Norsea, police force area E23009901, 300 small areas" in then.out


@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped in another way there")
def test_a_command_killed_half_way_loses_nothing_and_the_next_one_finishes(workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    for month in range(1, 13):
        rows = [a_crime(number, month=f"2024-{month:02d}") for number in range(1, 400)]
        (folder / f"{month}.csv").write_text(street_csv(rows), "utf-8")
    running = subprocess.Popen([sys.executable, "-m", "upriver", "take-in", str(workspace), str(folder)], stdout=subprocess.PIPE,
                               env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"})
    for _ in range(3):
        running.stdout.readline()
    running.kill()
    running.wait()
    recorded = upriver("status", workspace, "--json").json["held"].get("police_uk_street", {"files": 0})["files"]
    assert len(held(workspace)) >= recorded, "a receipt speaks of a file that isn't there"
    again = upriver("take-in", workspace, folder)
    assert again.code == 0 and f"Took in {12 - recorded} file" in again.out and f"{recorded} held already" in again.out
    assert len(held(workspace)) == 12
    assert upriver("audit", "verify", workspace).code == 0


def test_a_newer_download_by_its_date_replaces_whatever_its_content(workspace: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(street_csv([a_crime(1, outcome="Local resolution"), a_crime(2)]), "utf-8")
    new.write_text(street_csv([a_crime(1), a_crime(3)]), "utf-8")
    upriver("take-in", workspace, old, "--dated", "2025-03-01")
    ran = upriver("take-in", workspace, new, "--dated", "2025-06-01")
    assert "stands in for an older file" in ran.out and "date given: 2025-06-01 against 2025-03-01" in ran.out
    assert "crimes added 1, crimes removed 1" in ran.out


def test_an_older_download_by_its_date_is_kept_and_doesnt_stand(workspace: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(street_csv([a_crime(1)]), "utf-8")
    new.write_text(street_csv([a_crime(1, outcome="Local resolution")]), "utf-8")
    upriver("take-in", workspace, new, "--dated", "2025-06-01")
    ran = upriver("take-in", workspace, old, "--dated", "2025-03-01")
    assert "an older arrival stands" in ran.out and len(held(workspace)) == 2


def test_a_date_that_is_none_is_refused(workspace: Path, tmp_path: Path) -> None:
    sent = tmp_path / "x.csv"
    sent.write_text(street_csv([a_crime(1)]), "utf-8")
    assert "isn't a day" in refused(upriver("take-in", workspace, sent, "--dated", "yesterday"))
