"""Registers on the web: lists, rows, forms that lose nothing, and the spreadsheet that goes out and comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from registers.plans import book_of
from web.served import Served, Visit

NEW = {"strategy": "s2025", "title": "Safe on the water", "why": "Fights on the ferry.", "outcome": "A quiet crossing.", "lead": "E23009901"}


@pytest.fixture
def mina(served: Served) -> Visit:
    return served.visit("Mina Fictional")


def opened(visit: Visit, path: str) -> dict[str, str]:
    """The values of a form as it is opened, text areas and lists too."""
    page = visit.get(path)
    found = page.fields()
    found |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page.text, re.S))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page.text, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_a_priority_is_added_without_anybody_thinking_of_an_id(mina: Visit) -> None:
    reply = mina.post("/plans/registers/priorities/add/", NEW, follow=True)
    assert reply.heading == "Safe on the water" and "priorities:safe-water" in reply.path


def test_what_was_typed_stays_where_something_is_missing(mina: Visit) -> None:
    reply = mina.post("/plans/registers/priorities/add/", {**NEW, "title": ""})
    assert reply.status == 422 and "Enter: Title" in reply.plain and "Fights on the ferry." in reply.text


def test_what_the_checking_finds_is_said_at_its_field(mina: Visit) -> None:
    reply = mina.post("/plans/registers/money/add/", {"action": "a01", "source": "A grant", "year": "2025", "cost": "labour"})
    assert reply.status == 422 and "is not a financial year" in reply.plain and 'id="year-error"' in reply.text


def test_two_people_who_change_the_same_row_both_keep_their_words(served: Served, mina: Visit) -> None:
    path = "/plans/row/actions:a19/change/"
    aled = served.visit("Aled Made-Up")
    first, second = opened(mina, path), opened(aled, path)
    assert mina.post(path, {**first, "progress": "Mina wrote this."}).status == 303
    reply = aled.post(path, {**second, "next_step": "Aled wrote that."})
    assert reply.status == 409 and "Mina Fictional changed this" in reply.plain
    assert "Mina wrote this." in reply.text and "Aled wrote that." in reply.text
    again = {**second, **reply.fields(), "progress": "Mina wrote this.", "next_step": "Aled wrote that."}
    assert aled.post(path, again).status == 303
    whole = mina.get("/plans/row/actions:a19/").plain
    assert "Mina wrote this." in whole and "Aled wrote that." in whole


def test_a_row_tells_who_changed_what_from_what_to_what(mina: Visit) -> None:
    path = "/plans/row/actions:a22/change/"
    mina.post(path, {**opened(mina, path), "status": "paused"})
    plain = mina.get("/plans/row/actions:a22/").plain
    assert "to Paused" in plain and "by Mina Fictional" in plain


def test_a_row_is_shown_as_it_stood_on_a_day(mina: Visit) -> None:
    assert "This is how it stood at the end of 1 May 2025" in mina.get("/plans/row/actions:a18/?on-day=1&on-month=5&on-year=2025").plain
    assert "It wasn't there on 1 May 2015" in mina.get("/plans/row/actions:a18/?on=2015-05-01").plain


def test_what_is_only_added_to_has_no_page_to_change_it(mina: Visit) -> None:
    ident = re.search(r"/plans/row/(decisions:[^/]+)/", mina.get("/plans/registers/decisions/").text)
    assert ident is not None
    assert mina.get(f"/plans/row/{ident[1]}/change/").status == mina.get(f"/plans/row/{ident[1]}/take-out/").status == 404


def test_a_row_that_others_name_stays(mina: Visit) -> None:
    reply = mina.post("/plans/row/priorities:young/take-out/", {"why": "To see."})
    assert reply.status == 422 and "names it" in reply.plain
    assert mina.get("/plans/row/priorities:young/").status == 200


def test_a_row_is_taken_out_with_a_reason_alone(mina: Visit) -> None:
    mina.post("/plans/registers/risks/add/", {"strategy": "s2025", "says": "A risk for a moment"})
    path = "/plans/row/risks:risk-moment/take-out/"
    assert mina.post(path, {"why": ""}).status == 422
    assert mina.post(path, {"why": "It passed."}).status == 303
    assert mina.get("/plans/row/risks:risk-moment/").status == 404


def test_a_file_of_a_list_holds_every_column(mina: Visit) -> None:
    head = mina.get("/plans/registers/actions/?as=csv").text.splitlines()[0]
    assert head.startswith("Id,Priority,Title,What,Lead,Supporting") and head.endswith("Boards,Referral")


def test_a_list_is_narrowed_by_its_address(mina: Visit) -> None:
    assert "1 result" in mina.get("/plans/registers/strategies/?by-state=final").plain


def edited(data: bytes, sheet: str, ident: str, column: str, value: str, folder: Path) -> bytes:
    """A workbook with one cell changed."""
    path = folder / "sent.xlsx"
    path.write_bytes(data)
    book = book_of(path)
    book.set(sheet, ident, column, value)
    return book.save(path).read_bytes()


def test_a_spreadsheet_shows_what_it_would_change_and_is_kept_when_asked_again(mina: Visit, tmp_path: Path) -> None:
    data = edited(mina.get("/plans/spreadsheet/?as=xlsx&only=risks,strategies").body, "Strategies", "s2025", "Vision", "A vision from a spreadsheet", tmp_path)
    seen = mina.upload("/plans/spreadsheet/take-in/", {"file": ("registers.xlsx", data)}, {"keep": "no"})
    assert seen.status == 200 and "Changed: 1 row" in seen.plain
    assert "A vision from a spreadsheet" not in mina.get("/plans/row/strategies:s2025/").text
    kept = mina.post("/plans/spreadsheet/take-in/", {**{name: seen.fields()[name] for name in ("held", "name")}, "keep": "yes"})
    assert kept.status == 303 and "A vision from a spreadsheet" in mina.get("/plans/row/strategies:s2025/").text


def test_every_fault_of_a_spreadsheet_has_its_sheet_row_and_column(mina: Visit, tmp_path: Path) -> None:
    data = edited(mina.get("/plans/spreadsheet/?as=xlsx&only=strategies").body, "Strategies", "s2025", "Starts", "soon", tmp_path)
    reply = mina.upload("/plans/spreadsheet/take-in/", {"file": ("registers.xlsx", data)}, {"keep": "yes"})
    assert reply.status == 422 and re.search(r"Strategies \d+ Starts", reply.plain)


def test_a_finding_is_found_by_words_and_cited(mina: Visit) -> None:
    page = mina.get("/plans/row/priorities:nights/cite/?q=robbery+2025+rate")
    figure = re.search(r'name="figure" type="radio" value="([^"]+)"', page.text)
    assert figure is not None
    reply = mina.post("/plans/row/priorities:nights/cite/?q=robbery+2025+rate", {"figure": figure[1], "note": "For a test."}, follow=True)
    assert "It rests on:" in reply.plain and "For a test." in mina.get("/plans/strategy/strategies:s2025/").plain


@pytest.mark.parametrize("part", ["", "ground", "balance", "money", "asked", "heard", "final"])
def test_each_part_of_a_strategy_is_a_page(mina: Visit, part: str) -> None:
    assert mina.get(f"/plans/strategy/strategies:s2025/?part={part}").status == 200


def test_no_page_of_a_register_falls_over(mina: Visit) -> None:
    lists = sorted(set(re.findall(r'href="(/plans/registers/[^/"]+/)"', mina.get("/plans/").text)))
    assert len(lists) == 32
    broken = [path for path in lists for page in (path, f"{path}add/") if mina.get(page).status != 200]
    assert broken == []


def test_the_log_tells_what_was_kept_and_taken_away(served: Served, mina: Visit) -> None:
    mina.get("/plans/spreadsheet/?as=ods")
    assert served.rows("SELECT verb FROM audit_eventrecord ORDER BY number DESC LIMIT 1") == [("exported list",)]
