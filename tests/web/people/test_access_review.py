"""S15: what is restricted and was opened or exported stands in the log with purpose and agreement, and in a report two clicks away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from web.asking import opened
from web.served import Served

from upriver.desk.opening import open_desk

OPENED = 50


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
