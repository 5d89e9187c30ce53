"""Months are typed as people write them, and what is wrong with one is said at its field."""

from __future__ import annotations

import json

import pytest
from web.asking import rows
from web.served import Served, Visit

ASKED = {"definition": "police_uk_proxy", "as_of": "2026-02-01", "audience": "public"}


@pytest.fixture
def aled(served: Served) -> Visit:
    return served.visit("Aled Made-Up")


def test_the_form_opens_with_the_months_of_the_last_one_in_words(aled: Visit) -> None:
    fields = aled.get("/assessment/make/").fields()
    assert all(fields[name].split()[-1].isdecimal() and fields[name][0].isalpha() for name in ("first", "last"))


def test_two_months_in_words_are_the_period_that_is_made(served: Served, aled: Visit) -> None:
    assert aled.post("/assessment/make/", {**ASKED, "first": "January 2025", "last": "Dec 2025"}).status == 303
    body = json.loads(rows(served.folder, "SELECT body FROM jobs_jobrecord ORDER BY number DESC")[0][0])
    assert body["period"] == "2025-01..2025-12" and "first" not in body


@pytest.mark.parametrize(("first", "last", "field"), [
    ("2025", "December 2025", "first"), ("January 2025", "", "last"), ("", "January 2025", "first"), ("June 2025", "May 2025", "last")])
def test_what_is_wrong_is_said_at_its_field(first: str, last: str, field: str, aled: Visit) -> None:
    reply = aled.post("/assessment/make/", {**ASKED, "first": first, "last": last})
    assert reply.status == 422 and f'id="{field}-error"' in reply.text and (first in reply.text and last in reply.text)


def test_the_log_is_searched_between_days_in_three_boxes(served: Served) -> None:
    page = served.visit("Ira Fictional").get("/operating/audit/?first-day=1&first-month=1&first-year=2099")
    assert "Nothing fits." in page.plain and 'name="first-day"' in page.text
