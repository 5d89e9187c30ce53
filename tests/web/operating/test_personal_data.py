"""Personal data from the screen: what is past its time, what is held of one person, and erasing somebody who works here."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from web.served import Served, Visit


@pytest.fixture(scope="module")
def ira(served: Served) -> Visit:
    return served.visit("Ira Fictional")


def key_of(served: Served) -> str:
    """The keyed hash of somebody of whom rows are held."""
    import duckdb

    for path in sorted((served.folder / "held" / "restricted").rglob("*.parquet")):
        with duckdb.connect() as held:
            columns = [row[0] for row in held.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()]
            for column in columns:
                found = held.execute(f'SELECT "{column}" FROM read_parquet(?) WHERE length("{column}"::VARCHAR) = 64 LIMIT 1', [str(path)]).fetchone()
                if found:
                    return str(found[0])
    pytest.skip("nobody is held by a keyed hash here")


def test_nothing_past_its_time_is_said_to_be_so(ira: Visit) -> None:
    assert "Nothing is past its time." in ira.get("/personal-data/").plain


def test_the_record_of_processing_is_a_file(ira: Visit) -> None:
    assert ira.get("/personal-data/record/?as=.docx").body[:2] == b"PK"


def test_what_is_held_of_one_person_is_found_given_and_erased(served: Served, ira: Visit) -> None:
    key = key_of(served)
    many = int(re.search(r"([\d,]+) rows? in all", ira.post("/personal-data/request/", {"key": key, "what": "find"}).plain)[1].replace(",", ""))  # type: ignore[index]
    given = zipfile.ZipFile(BytesIO(ira.post("/personal-data/request/", {"key": key, "what": "export"}).body))
    rows = sum(given.read(name).decode().count("\n") - 1 for name in given.namelist())
    unsure = ira.post("/personal-data/request/", {"key": key, "what": "erase"}).status
    ira.post("/personal-data/request/", {"key": key, "what": "erase", "sure": "yes"})
    left = ira.post("/personal-data/request/", {"key": key, "what": "find"}).plain
    assert many == rows > 0 and unsure == 422 and "0 rows in all" in left


def test_the_log_says_that_somebody_looked_and_never_for_whom(served: Served, ira: Visit) -> None:
    ira.post("/personal-data/request/", {"key": "ab" * 32, "what": "find"})
    said = str([*served.rows("SELECT * FROM audit_eventrecord"), *served.rows("SELECT number, kind, body, by FROM jobs_jobrecord")])
    assert "looked for a person" in said and "ab" * 32 not in said


def test_somebody_who_works_here_is_erased_with_their_account(served: Served, ira: Visit) -> None:
    person = re.search(r'<option value="([^"]+)">Lou Nonesuch', ira.get("/personal-data/person/").text)[1]  # type: ignore[index]
    reply = ira.post("/personal-data/person/", {"person": person, "why": "Asked for it", "sure": "yes"})
    assert reply.heading == "Erased" and "Lou Nonesuch" not in served.visit().get("/sign-in/").text


def test_nobody_erases_themselves(ira: Visit) -> None:
    person = re.search(r'<option value="([^"]+)">Ira Fictional', ira.get("/personal-data/person/").text)[1]  # type: ignore[index]
    assert ira.post("/personal-data/person/", {"person": person, "why": "x", "sure": "yes"}).status == 422
