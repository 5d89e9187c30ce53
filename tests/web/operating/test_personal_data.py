"""Personal data from the screen: what is past its time, what is held of one person, and erasing somebody who works here."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from register.commands import upriver
from web.asking import opened
from web.served import Served, Visit

from upriver.desk.opening import open_desk
from upriver.words.access.rights import Grant, Role

NOW = "2026-01-01 09:00:00"


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
    with opened(served.folder) as held:
        (lou,) = held.execute("SELECT id FROM accounts_account WHERE person = ?", [person]).fetchone()
        held.execute("INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined, extra_data, user_id) VALUES ('police', 'lou', ?, ?, '{}', ?)", [NOW, NOW, lou])
        held.execute("INSERT INTO mfa_authenticator (type, data, created_at, user_id) VALUES ('totp', '{}', ?, ?)", [NOW, lou])
    reply = ira.post("/personal-data/person/", {"person": person, "why": "Asked for it", "sure": "yes"})
    assert reply.heading == "Erased" and "Lou Nonesuch" not in served.visit().get("/sign-in/").text
    for table in ("socialaccount_socialaccount", "mfa_authenticator"):
        assert served.rows(f"SELECT * FROM {table} WHERE user_id = {lou}") == [], table


def test_nobody_erases_themselves(ira: Visit) -> None:
    person = re.search(r'<option value="([^"]+)">Ira Fictional', ira.get("/personal-data/person/").text)[1]  # type: ignore[index]
    assert ira.post("/personal-data/person/", {"person": person, "why": "x", "sure": "yes"}).status == 422


def test_what_is_kept_of_people_for_a_time_goes_though_nobody_comes_by(tmp_path: Path) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.accounts.actions import invite, open_account
    from upriver.desk.accounts.lapsing import lapse
    from upriver.desk.accounts.models import InvitationRecord, TypedRecord, VisitRecord
    from upriver.desk.accounts.visits import begin

    one = open_account(email="a@b.invalid", name="Ann Made-up", grants=(), by="Ann", at="2026-01-01T09:00:00Z")
    begin(one.pk, how="password", browser="b", address="192.0.2.1", at="2026-01-01T09:00:00Z")
    TypedRecord.objects.create(key="k", account=one.pk, path="/", body={}, at="2026-01-01T09:00:00Z")
    invite(email="lou@b.invalid", name="Lou Made-up", grant=Grant(Role.ANALYST), by="Ann", at="2026-01-01T09:00:00Z")

    def left() -> tuple[int, int, int]:
        return InvitationRecord.objects.exclude(name="", email="").count(), TypedRecord.objects.count(), VisitRecord.objects.count()

    counted = []
    for at in ("2026-01-02T08:00:00Z", "2026-01-02T10:00:00Z", "2026-01-09T10:00:00Z", "2026-05-01T09:00:00Z"):
        lapse(at=at)
        counted.append(left())
    assert counted == [(1, 1, 1), (1, 0, 1), (0, 0, 1), (0, 0, 0)]


def test_sessions_that_ended_go_by_the_commands_too(served: Served) -> None:
    with opened(served.folder) as held:
        held.execute("INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('over', '', '2020-01-01 00:00:00')")
    assert upriver("decide", served.folder, "police_uk_street:norsea:2025-01", "annotate", "--reason", "looked at").code == 0
    assert served.rows("SELECT * FROM django_session WHERE session_key = 'over'") == []
