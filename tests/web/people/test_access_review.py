"""S15: what is restricted and was opened or exported stands in the log with purpose and agreement, and in a report two clicks away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from web.asking import opened, rows
from web.rights.probing import told
from web.served import Served

from upriver.desk.opening import open_desk

OPENED = 50
RESTRICTED = ("upload", "submission", "release", "voice")
UNWRITTEN = {
    "release_assets": "style sheets and pictures that every page of a draft shares", "ask": "what the agreement asks for, which its papers say",
    "sharing_of": "what is due and how far each file is; what a file holds or breaks is on its own page",
}
"""Pages about what was sent or drafted that show nothing restricted, with what they show."""


def test_fifty_restricted_things_that_were_opened_stand_in_the_report_two_clicks_from_home(served: Served) -> None:
    visit = served.visit("Ada Nobody")
    for _ in range(OPENED):
        assert visit.get("/people/opened/").status == 200
    first = visit.get("/people/")
    assert "/people/review/" in first.links()
    review = visit.get("/people/review/")
    assert "/people/opened/" in review.links()
    assert len(re.findall("opened the report of restricted reads", visit.get("/people/opened/?as=csv").text)) == OPENED


def test_each_opening_says_for_which_purpose(served: Served) -> None:
    served.visit("Ada Nobody").get("/people/opened/")
    with opened(served.folder) as held:
        body, account = held.execute("SELECT body, account FROM audit_eventrecord WHERE verb = 'opened the report of restricted reads' ORDER BY number DESC LIMIT 1").fetchone()
    assert '"serious_violence_duty"' in body and account.startswith("account:")


def test_every_page_that_shows_what_was_sent_or_drafted_is_written_down(served: Served) -> None:
    shows = {page.name for page in told(served.folder)
             if tuple(page.methods) == ("GET",) and (page.of in RESTRICTED or page.right == "read_submissions") and not page.logged}
    assert shows == set(UNWRITTEN)


@pytest.mark.parametrize(("path", "verb"), [
    ("/sharing/of/E23009901/unusual/", "opened unusual values"), ("/sharing/of/E23009901/scorecard/", "opened a scorecard"), ("{}?still=1", "opened an upload"),
    ("{}", ""), ("/sharing/of/E23009901/", ""), ("/agreements/police_crime/", ""),
])
def test_what_is_restricted_is_written_down_once_a_view_and_nothing_else_is(path: str, verb: str, served: Served) -> None:
    visit = served.visit("Priya Pretend")
    if "{}" in path:  # nobody works here, so the check of it goes on
        sent = visit.upload("/sharing/of/E23009901/send/", {"file": ("january.csv", b"a,b\n1,2\n")}, {"contract": "police_crime_extract"})
        path = path.format(sent.location)
    before = rows(served.folder, "SELECT max(number) FROM audit_eventrecord")[0][0]
    assert visit.get(path).status == 200
    assert [each for (each,) in rows(served.folder, "SELECT verb FROM audit_eventrecord WHERE number > ?", before)] == [verb] * bool(verb)


def test_a_data_officer_reads_no_report(served: Served) -> None:
    assert served.visit("Priya Pretend").get("/people/opened/").status == 403


@pytest.mark.parametrize(("at", "dark"), [
    ("2026-07-01T21:30:00Z", True), ("2026-07-01T20:59:59Z", False), ("2026-07-02T05:00:00Z", False), ("2026-07-02T04:59:59Z", True),
    ("2026-01-01T21:59:59Z", False), ("2026-01-01T22:00:00Z", True), ("2026-01-02T05:59:59Z", True), ("2026-01-02T06:00:00Z", False),
])
def test_night_is_what_londons_clock_shows(at: str, dark: bool, tmp_path: Path) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.accounts.reading import by_night

    assert by_night([at]) == [dark] and by_night([]) == []
