"""What is told once a right was checked is told whole, also where the database hides rows from whoever asks (`UPRIVER_ON=postgresql`)."""

from __future__ import annotations

import re

from web.asking import rows
from web.served import Served


def test_the_administrators_health_page_counts_every_held_file(served: Served) -> None:
    held = rows(served.folder, "SELECT count(*) FROM submissions_receiptrecord")[0][0]
    page = served.visit("Ada Nobody").get("/operating/health/").plain
    told = re.search(r"Held files ([^.]*)", page)
    assert told is not None and f"{held:,}" in told[1] + page[told.end():told.end() + 200], told


def test_a_party_reads_all_that_happened_to_its_agreement(served: Served) -> None:
    count = rows(served.folder, "SELECT count(*) FROM audit_eventrecord WHERE subject = 'agreement:police_crime'")[0][0]
    page = served.visit("Priya Pretend").get("/agreements/police_crime/")
    assert page.status == 200 and count and page.text.split("u-timeline", 1)[1].count("<li>") >= count
