"""The readers' pages: harm first and red when late, words opened are logged, and no words leave in a file."""

from __future__ import annotations

import re

import pytest
from web.asking import opened
from web.served import Served, Visit


@pytest.fixture(scope="module")
def lou(served: Served) -> Visit:
    return served.visit("Lou Nonesuch")


def entry_of(lou: Visit, words: str) -> str:
    shown = re.findall(r'href="(/listening/said/[0-9a-f]+/)"[^>]*>([^<]*)', lou.get("/listening/").text)
    return next(href for href, said in shown if words in said)


def events(served: Served, verb: str) -> list[tuple[str, str]]:
    with opened(served.folder) as held:
        return held.execute("SELECT subject, by FROM audit_eventrecord WHERE verb = ?", [verb]).fetchall()


@pytest.mark.parametrize(("name", "shown"), [("Lou Nonesuch", True), ("Mina Fictional", True), ("Aled Made-Up", False), ("Dee Supposed", False)])
def test_harm_that_is_overdue_is_on_the_first_page_of_readers_alone(served: Served, name: str, shown: bool):
    page = served.visit(name).get("/")
    assert ("See to an entry that may tell of harm" in page.plain) is shown
    assert not shown or ("Overdue since 27 January 2026" in page.plain and "govuk-tag--red" in page.text)


def test_what_may_tell_of_harm_stands_first(lou: Visit):
    assert "They make him carry things" in re.findall(r'href="/listening/said/[^>]*>([^<]*)', lou.get("/listening/").text)[0]


def test_opening_an_entry_is_in_the_log_with_who_did(served: Served, lou: Visit):
    path = entry_of(lou, "The knife bins")
    lou.get(path)
    assert (f"voice:{path.split('/')[3]}", "Lou Nonesuch") in events(served, "opened what somebody said")


@pytest.mark.parametrize("form", ["csv", "ods", "xlsx"])
def test_no_words_of_anybody_leave_in_a_file(lou: Visit, form: str):
    reply = lou.get(f"/listening/?as={form}")
    assert reply.status == 200 and b"knife bins" not in reply.body and (form != "csv" or b"Wexholme" in reply.body)


def test_contact_details_are_covered_for_readers(lou: Visit):
    page = lou.get(entry_of(lou, "Ring me on"))
    assert "●●●●" in page.plain and "01632 960777" not in page.text and "Uncover" not in page.plain


def test_an_entry_that_is_not_there_is_no_page(lou: Visit):
    assert lou.get("/listening/said/0123456789abcdef0123/").status == 404


def test_the_form_is_not_opened_without_a_reader_and_what_was_typed_stays(served: Served):
    mina = served.visit("Mina Fictional")
    typed = {"open": "yes", "reader": "", "often": "week", "safeguarding": "p3", "due_days": "1", "ways": "A desk, open daily", "least": "7", "months": "6"}
    reply = mina.post("/listening/setting/", typed)
    assert reply.status == 422 and "nobody is named who reads it" in reply.plain and "A desk, open daily" in reply.text and 'value="7"' in reply.text


def test_too_few_entries_are_told_to_nobody(lou: Visit):
    lou.post(entry_of(lou, "The knife bins") + "sort/", {"theme": "weapons"})
    page = lou.get("/listening/groups/")
    assert "4 more are needed" in page.plain and "/listening/groups/weapons/" not in page.text
    assert "5 are needed" in lou.post("/listening/groups/weapons/all/", {"says": "People like the bins."}).plain
