"""What the operator sees: health, the log and taking it away, backups, and the ways to sign in as they are declared."""

from __future__ import annotations

import csv
import io
import re
import time

import pytest
from web.asking import opened
from web.served import Served, Visit


@pytest.fixture(scope="module")
def ada(worked: Served) -> Visit:
    return worked.visit("Ada Nobody")


def test_the_first_page_answers_whether_all_is_well(ada: Visit) -> None:
    page = ada.get("/operating/").plain
    assert "Is all well?" in page and "When was the last backup?" in page


def test_health_says_what_the_command_says(ada: Visit) -> None:
    assert "heads written down elsewhere, all in it" in ada.get("/operating/health/").plain


def test_a_backup_is_made_in_the_background_and_listed(worked: Served, ada: Visit) -> None:
    there = ada.post("/operating/backups/", {}).location
    for _ in range(120):
        page = ada.get(there).plain
        if "is made" in page or "Failed" in page:
            break
        time.sleep(0.5)
    name = re.search(r"upriver-\S+\.zip", page)
    assert name, page
    assert (worked.folder / "backups" / name[0]).is_file() and name[0] in ada.get("/operating/backups/").plain


def test_the_log_is_searched_by_day_verb_subject_and_author(ada: Visit) -> None:
    asked = "/operating/audit/?as=csv&first=2000-01-01&last=2100-01-01&verb=signed+in&subject=account&author=Ada+Nobody"
    found = list(csv.DictReader(io.StringIO(ada.get(asked).text)))
    assert found and {(row["What"], row["Who"]) for row in found} == {("signed in", "Ada Nobody")}


def test_the_log_taken_away_has_every_event_that_fits_and_says_so_itself(worked: Served, ada: Visit) -> None:
    rows = list(csv.DictReader(io.StringIO(ada.get("/operating/audit/?as=csv&verb=granted+role").text)))
    with opened(worked.folder) as held:
        there = held.execute("SELECT count(*) FROM audit_eventrecord WHERE verb = 'granted role'").fetchone()[0]
        last = held.execute("SELECT verb FROM audit_eventrecord ORDER BY number DESC LIMIT 1").fetchone()[0]
    assert (len(rows), last) == (there, "exported the audit log") and there >= 10


def test_a_log_that_somebody_changed_is_found(worked: Served, ada: Visit) -> None:
    assert ada.get("/operating/audit/verify/").heading.startswith("The log is whole")
    with opened(worked.folder) as held:
        held.execute("UPDATE audit_eventrecord SET why = 'nothing' WHERE number = 5")
    assert ada.get("/operating/audit/verify/").heading.startswith("The log was changed")


def test_a_sign_in_method_that_lacks_its_secret_says_so(worked: Served, ada: Visit) -> None:
    folder = worked.folder / "declarations" / "sign_in"
    folder.mkdir(parents=True)
    (folder / "council.toml").write_text('title = "Council"\nauthority = "hospital"\nissuer = "https://login.example.invalid"\nclient = "c"\n', "utf-8")
    assert "has no client secret" in ada.get("/operating/sign-in/").plain


def test_the_operator_reads_no_personal_data(ada: Visit) -> None:
    assert ada.get("/personal-data/").status == 403
