"""Every list can be had as a spreadsheet, whatever its page is called."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web.rights.addresses import ELSEWHERE, FILES, PLACES, PRESSED, address
from web.served import Served

from upriver.report.sheets.records.layout import Grid, sheet_name
from upriver.report.sheets.records.opendocument import ods
from upriver.report.sheets.records.workbook import xlsx

SEARCHED = 'name="q"'
"""What every list's page has."""


@pytest.mark.parametrize("title", ["Monitoring: is it working?", "a[b]:c.csv", "'quoted'", "History", "", "[]", "x" * 30 + "' y", "Whether/or\\not*"])
def test_a_title_becomes_a_sheets_name(title: str) -> None:
    grid = Grid(sheet_name(title), ((title,),), ("A",), (24,), (("1",),))
    assert xlsx([grid], title=title, made=date(2026, 2, 1)) and ods([grid], title=title, made=date(2026, 2, 1))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aH'[]:*?/\\ \n."), max_size=40))
def test_any_title_becomes_a_sheets_name(title: str) -> None:
    assert xlsx([Grid(sheet_name(title), (("a",),), ("A",), (24,), (("1",),))], title="a", made=date(2026, 2, 1))


def test_every_list_is_had_as_each_spreadsheet(served: Served) -> None:
    visits = {who: served.visit(who) for who in dict.fromkeys(place.who for place in PLACES.values())}
    lists, wrong = 0, []
    for name, place in PLACES.items():
        where = "" if name in {*FILES, *PRESSED, *ELSEWHERE} else address(served, place, visits[place.who])
        if not where or SEARCHED not in visits[place.who].get(where).text:
            continue
        replies = {form: visits[place.who].get(f"{where}{'&' if '?' in where else '?'}as={form}") for form in ("xlsx", "ods")}
        lists += any("attachment" in reply.headers.get("content-disposition", [""])[0] for reply in replies.values())
        wrong += [f"{where} as {form}: {reply.status}" for form, reply in replies.items() if reply.status != 200]
    assert wrong == [] and lists > 20
