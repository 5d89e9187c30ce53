"""S15: what is restricted and was opened or exported stands in the log with purpose and agreement, and in a report two clicks away."""

from __future__ import annotations

import re

from web.asking import opened
from web.served import Served

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
