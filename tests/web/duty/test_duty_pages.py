"""The Duty on the web: the same numbers as the commands, words that need a name, and documents that are read inside alone."""

from __future__ import annotations

import csv
import io
import json

import pytest
from journeys.workspaces import upriver
from web.asking import opened
from web.served import Served, Visit


@pytest.fixture(scope="module")
def mina(served: Served) -> Visit:
    return served.visit("Mina Fictional")


def rows(visit: Visit, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(visit.get(path).text)))


def test_every_requirement_stands_as_the_command_says(mina: Visit, served: Served) -> None:
    told = upriver("duty", "--workspace", served.folder, "--json").json["requirements"]
    standing = {"met": "Met", "not_attested": "Evidence found, not attested", "partly": "Partly met", "not_met": "Not met", "not_applicable": "Does not apply"}
    expected = {each["requirement"]["id"]: standing[each["standing"]] for each in told}
    assert {row["Requirement"].partition(".")[0]: row["How it stands"] for row in rows(mina, "/duty/requirements/?as=csv")} == expected and len(expected) == 130


def test_everything_due_is_what_the_clock_says(mina: Visit, served: Served) -> None:
    told = upriver("clock", "--workspace", served.folder, "--json").json["due"]
    late = sum(each["late"] for each in told)
    assert len(rows(mina, "/duty/clock/?as=csv")) == len(told) and len(rows(mina, "/duty/clock/?as=csv&state=late")) == late > 0
    assert f"{late} things" in mina.get("/duty/").plain


def test_the_calendar_holds_every_day_that_is_known(mina: Visit, served: Served) -> None:
    known = [each for each in upriver("clock", "--workspace", served.folder, "--json").json["due"] if each["known"]]
    assert mina.get("/duty/calendar/").body.count(b"BEGIN:VEVENT") == len(known)


def test_what_a_person_attests_counts_at_once_and_their_name_is_in_no_event(mina: Visit, served: Served) -> None:
    path = "/duty/requirements/a4/attest/"
    given = {"says": "met", "evidence": "The register, read through.", "name": "Quentin Madeup", "attested_on-day": "20", "attested_on-month": "11", "attested_on-year": "2026"}
    assert "Met" in mina.post(path, given, follow=True).heading
    with opened(served.folder) as held:
        assert held.execute("SELECT count(*) FROM audit_eventrecord WHERE body LIKE '%Quentin%'").fetchone() == (0,)


def test_a_word_for_a_day_ahead_is_refused(mina: Visit) -> None:
    given = {"says": "met", "evidence": "So.", "name": "Quentin Madeup", "attested_on-day": "1", "attested_on-month": "1", "attested_on-year": "2090"}
    reply = mina.post("/duty/requirements/a1/attest/", given)
    assert reply.status == 422 and "lies ahead" in reply.plain


def test_a_decision_without_its_reason_is_not_kept_and_stays_in_the_form(mina: Visit) -> None:
    path = next(each for each in mina.get("/duty/meetings/").links() if each.startswith("/duty/meetings/") and each != "/duty/meetings/" and "?" not in each)
    reply = mina.post(f"{path}minutes/", {"decision": "Buy a boat.", "reason": ""})
    assert reply.status == 422 and "Buy a boat.</textarea>" in reply.text and 'href="#reason"' in reply.text


def test_readiness_that_nobody_changed_adds_no_row(mina: Visit, served: Served) -> None:
    def many() -> int:
        with opened(served.folder) as held:
            return int(held.execute("SELECT count(*) FROM registers_rowrecord WHERE register = 'readiness'").fetchone()[0])

    before, page = many(), mina.get("/duty/readiness/judge/")
    reply = mina.post("/duty/readiness/judge/", page.fields(), follow=True)
    assert "Nothing was different" in reply.plain and many() == before


def test_each_step_of_the_year_leads_somewhere(mina: Visit) -> None:
    page = mina.get("/duty/year/")
    assert page.text.count("<li class=\"u-section\"") == 5 and "/packs/make/annual_report/" in page.links()


@pytest.fixture(scope="module")
def a_pack(served: Served) -> str:
    place = served.folder / "packs" / "board-pack-2026-02-01"
    (place / "board-pack").mkdir(parents=True)
    (place / "index.html").write_text("<!DOCTYPE html>\n<html><body>\n<p>Contents</p></body></html>")
    (place / "board-pack.pdf").write_bytes(b"%PDF-1.7")
    (served.folder / "packs" / "secret.html").write_text("beside it")
    return "/packs/made/board-pack-2026-02-01/"


def test_a_pack_is_read_inside_with_a_way_back_and_may_load_nothing_from_elsewhere(mina: Visit, a_pack: str) -> None:
    reply = mina.get(f"{a_pack}read/index.html")
    assert f'href="{a_pack}"' in reply.text and reply.headers["content-security-policy"][0].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["../secret.html", "../../db.sqlite3", "..%2fsecret.html", "nowhere.html", "board-pack.exe", "%00"])
def test_nothing_but_a_packs_own_files_is_given_out(mina: Visit, a_pack: str, path: str) -> None:
    assert mina.get(f"{a_pack}read/{path}").status == 404


def test_opening_a_pack_and_taking_it_away_are_written_down(mina: Visit, served: Served, a_pack: str) -> None:
    mina.get(f"{a_pack}read/board-pack.pdf")
    with opened(served.folder) as held:
        found = held.execute("SELECT verb, body FROM audit_eventrecord WHERE subject = 'pack:board-pack-2026-02-01' ORDER BY number DESC").fetchall()
    assert found[0][0] == "exported pack" and json.loads(found[0][1])["file"] == "board-pack.pdf"


def test_who_makes_no_packs_opens_none(served: Served, a_pack: str) -> None:
    assert served.visit("Priya Pretend").get(f"{a_pack}read/board-pack.pdf").status == 403


def test_a_document_that_is_about_one_thing_asks_for_it_and_nothing_else(mina: Visit) -> None:
    assert mina.get("/packs/make/meeting_minutes/").text.count("<select") == 1
    assert mina.post("/packs/make/meeting_minutes/", {"about": "no-such-meeting"}).status == 422


def test_the_board_pack_is_asked_for_with_one_press(mina: Visit, served: Served) -> None:
    reply = mina.post("/packs/make/board_pack/")
    assert reply.status == 303 and reply.location.startswith("/jobs/")
    with opened(served.folder) as held:
        body = json.loads(held.execute("SELECT body FROM jobs_jobrecord ORDER BY number DESC").fetchone()[0])
    assert (body["document"], body["audience"], body["page"]) == ("board_pack", "restricted", "pack")
