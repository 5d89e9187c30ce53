"""The board member's and the CSP officer's pages: what is theirs, and nothing that isn't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from registers.plans import Book, book_of
from web.served import Reply, Served, Visit

CSP, OTHER = "E22009902", "E22009901"


@pytest.fixture
def dee(served: Served) -> Visit:
    return served.visit("Dee Supposed")


@pytest.fixture
def cas(served: Served) -> Visit:
    return served.visit("Cas Notional")


def test_each_answer_is_one_click_from_its_evidence(dee: Visit) -> None:
    page = dee.get("/board/")
    ways = re.findall(r'href="(/board/evidence/[a-z]+/)"', page.text)
    assert len(ways) == 3 and all(dee.get(way).status == 200 for way in ways)


def test_an_action_is_told_of_in_three_fields_and_dated_today(dee: Visit) -> None:
    page = dee.get("/board/actions/actions:a24/")
    assert len(set(re.findall(r'name="(status|progress|next_step|[a-z_]+)"', page.text.split("<main")[1])) - {"csrfmiddlewaretoken", "opened"}) == 3
    reply = dee.post("/board/actions/actions:a24/", {**page.fields(), "status": "under_way", "progress": "Kits checked.", "next_step": ""}, follow=True)
    assert "Kept:" in reply.plain and "Kits checked." in dee.get("/plans/row/actions:a24/").plain


def test_an_action_of_others_is_not_there_to_be_told_of(dee: Visit) -> None:
    assert dee.get("/board/actions/actions:a01/").status == 404
    assert dee.post("/board/actions/actions:a01/", {"status": "done"}).status == 404


def test_a_row_that_is_no_action_has_no_such_page(served: Served) -> None:
    assert served.visit("Mina Fictional").get("/board/actions/priorities:young/").status == 404


def test_a_sign_off_stands_with_name_and_day_and_is_made_once(dee: Visit) -> None:
    path = "/board/sign/E31009901/annual-report/"
    assert dee.post(path, {}).status == 422
    assert "Dee Supposed" in dee.post(path, {"sure": "yes"}, follow=True).plain
    assert "It has signed already." in dee.post(path, {"sure": "yes"}, follow=True).plain


def test_nobody_signs_for_another_authority(dee: Visit) -> None:
    assert dee.post("/board/sign/E23009901/annual-report/", {"sure": "yes"}).status == 404


@pytest.mark.parametrize("path", ["/monitoring/", "/monitoring/targets/", "/monitoring/studies/", "/monitoring/indicators/not-held/", "/board/sign-offs/", "/board/actions/"])
def test_what_a_board_member_reads_is_there(dee: Visit, path: str) -> None:
    assert dee.get(path).status == 200


def test_one_area_is_shown_at_once_and_several_as_a_list(cas: Visit, served: Served) -> None:
    assert cas.get("/area/").heading == "Harrowmere and Wexholme"
    mina = served.visit("Mina Fictional")
    assert len(re.findall(r'href="/area/(E\d+)/"', mina.get("/area/").text)) >= 3


@pytest.mark.parametrize("part", ["", "actions/", "plan/", "papers/", "voices/", "voices/add/", "clauses/add/", "clauses/sheet/", "clauses/sheet/?as=xlsx", "papers/?paper=gap_letter&as=docx"])
def test_another_partnerships_pages_are_not_there(cas: Visit, part: str) -> None:
    assert cas.get(f"/area/{CSP}/{part}").status == 200
    assert cas.get(f"/area/{OTHER}/{part}").status == 404


def test_no_row_of_another_partnership_is_in_a_list_or_file(cas: Visit) -> None:
    for form in ("", "?as=csv"):
        text = cas.get(f"/plans/registers/clauses/{form}").text
        assert "Harrowmere and Wexholme CSP plan" in text
        assert "Saltby Vale CSP plan" not in text and "Norsea CSP plan" not in text
    assert cas.get("/plans/row/clauses:g1-home/").status == cas.get("/plans/row/returns:r1/").status == 404


@pytest.fixture
def book(cas: Visit, tmp_path: Path) -> Book:
    """The own clauses' sheet, to be edited."""
    (tmp_path / "own.xlsx").write_bytes(cas.get(f"/area/{CSP}/clauses/sheet/?as=xlsx").body)
    return book_of(tmp_path / "own.xlsx")


def send(cas: Visit, book: Book, folder: Path, keep: str) -> Reply:
    return cas.upload(f"/area/{CSP}/clauses/sheet/", {"file": ("clauses.xlsx", book.save(folder / "sent.xlsx").read_bytes())}, {"keep": keep})


def test_the_sheet_holds_the_own_clauses_alone(book: Book) -> None:
    told = {str(cell) for row in book.sheets["CSP plans"] for cell in row if cell}
    assert CSP in told and OTHER not in told and "E22009903" not in told


def test_clauses_come_in_from_a_sheet_after_they_were_seen(cas: Visit, book: Book, tmp_path: Path) -> None:
    book.add("CSP plans", plan="Harrowmere and Wexholme CSP plan 2024 to 2027", clause="7.1", text="From a sheet.", priority="nights", answer="Met", judged_on="2026-11-01")
    seen = send(cas, book, tmp_path, "no")
    assert seen.status == 200 and "1 clause added" in seen.plain and "From a sheet." not in cas.get(f"/area/{CSP}/plan/").text
    kept = cas.post(f"/area/{CSP}/clauses/sheet/", {**{name: seen.fields()[name] for name in ("held", "name")}, "keep": "yes"})
    assert kept.status == 303


def test_a_sheet_with_another_partnerships_row_is_refused(cas: Visit, book: Book, tmp_path: Path) -> None:
    book.add("CSP plans", csp=OTHER, plan="Theirs", clause="1", priority="nights", answer="Met")
    reply = send(cas, book, tmp_path, "yes")
    assert reply.status == 422 and "is another community safety partnership" in reply.plain


def test_a_sheet_cannot_take_over_another_partnerships_row(cas: Visit, book: Book, tmp_path: Path) -> None:
    book.add("CSP plans", id="g1-home", plan="Mine now", clause="1", priority="home", answer="Met")
    reply = send(cas, book, tmp_path, "yes")
    assert reply.status == 422 and "Id is taken already" in reply.plain


def test_a_clause_names_a_priority_of_the_strategy_that_holds(cas: Visit) -> None:
    reply = cas.post(f"/area/{CSP}/clauses/add/", {"plan": "Ours", "priority": "f-knives", "answer": "met"})
    assert reply.status == 422 and "choose from the list" in reply.plain
