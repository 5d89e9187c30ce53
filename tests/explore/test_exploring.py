"""The exploration: every state in its address, told from published cells alone, whatever is typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from explore.published_rows import a_row, hidden, published, three
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.report.exploring.page import explore_csv, explore_page
from upriver.report.exploring.rows import rows_of_csv
from upriver.report.exploring.state import arranged, find, read_state
from upriver.report.exploring.telling import caveat, chart_of, compared, table_of, told
from upriver.web.public.site import HEADERS, Site
from upriver.words.refusal import Refusal

Get = Callable[..., tuple[str, dict[str, str], bytes]]


@pytest.fixture
def get(tmp_path: Path) -> Get:
    site = Site(published(tmp_path / "published", three()))

    def asked(path: str, query: str = "", method: str = "GET") -> tuple[str, dict[str, str], bytes]:
        said: list[tuple[str, dict[str, str]]] = []
        body = b"".join(site({"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method},
                             lambda status, headers: said.append((status, dict(headers)))))
        return (*said[0], body)

    return asked


def test_what_is_left_open_is_filled_with_what_there_is() -> None:
    state = find(arranged(three()), read_state("")).state
    assert (state.what, state.where, state.area) == ("robbery", "csp", "")


def test_the_address_of_a_state_finds_the_same_state() -> None:
    found = find(arranged(three()), read_state("what=robbery&area=E22009901&with=E22009903"))
    assert find(arranged(three()), read_state(found.state.address)) == found


def test_an_area_is_looked_at_by_itself() -> None:
    assert [row.name for row in find(arranged(three()), read_state("area=E22009903")).rows] == ["Saltby"]


def test_what_is_published_elsewhere_gives_way_and_that_is_said() -> None:
    rows = (*three(), a_row(measure="knife", table="assessment/kinds/rates"))
    found = find(arranged(rows), read_state("table=assessment/places/csp&what=knife"))
    assert found.state.what == "robbery" and found.instead


def test_every_period_of_what_has_one_alone_is_that_one() -> None:
    found = find(arranged(three()), read_state("when=all"))
    with pytest.raises(Refusal):
        find(arranged(three()), read_state("area=all"))
    assert (found.state.when, found.instead, len(found.rows)) == ("2025-01-01..2025-12-31", (), 3)


def test_what_no_figure_is_called_is_refused() -> None:
    with pytest.raises(Refusal, match="What"):
        find(arranged(three()), read_state("what=dragons"))


def test_the_sentence_names_highest_and_lowest_and_says_what_is_hidden() -> None:
    says = told(three())
    assert "highest in Norsea, 2.50 (95% interval 2.20 to 2.80)" in says and "1 hidden to protect people" in says


def test_a_lead_inside_its_interval_is_not_called_clear() -> None:
    chart = chart_of(three())
    assert chart and "not clearly above 1 other" in chart.title


def test_a_hidden_number_stands_in_the_table_as_its_mark_and_never_as_zero() -> None:
    last = table_of(three()).rows[-1]
    assert last[0].value == "Wexholme" and {(cell.value, cell.marker) for cell in last[1:]} == {(None, "c")}


def test_comparing_with_a_hidden_area_says_that_it_can_not() -> None:
    assert "can't be shown" in compared(find(arranged(three()), read_state("area=E22009901&with=E22009902")))


@pytest.mark.parametrize(("upper", "says"), [(2.19, "higher, by more than chance"), (2.2, "not clearly different")])
def test_two_areas_differ_only_where_their_intervals_lie_apart(upper: float, says: str) -> None:
    rows = (a_row(lower=2.2), a_row("Saltby", code="E22009903", value=2.0, lower=1.9, upper=upper))
    assert says in compared(find(arranged(rows), read_state("area=E22009901&with=E22009903")))


def test_nothing_is_drawn_where_every_number_is_hidden() -> None:
    rows = (hidden("Norsea", "E22009901"), hidden("Saltby", "E22009903"))
    assert chart_of(rows) is None and "None of the 2 figures can be shown" in told(rows)


def test_months_of_one_area_are_a_line_with_its_hole() -> None:
    months = [("2025-01", "31", 5.0), ("2025-02", "28", None), ("2025-03", "31", 7.0)]
    rows = tuple(a_row(unit="count", start=f"{month}-01", end=f"{month}-{last}", value=value, marker="" if value else "x")
                 for month, last, value in months)
    chart = chart_of(rows)
    assert chart and chart.kind == "months" and [point.y for point in chart.series[0].points] == [5.0, None, 7.0]


def test_a_rate_on_few_events_carries_its_caveat() -> None:
    assert "fewer than 10 events" in caveat([a_row(count=9)]) and "fewer than 10 events" not in caveat([a_row(count=10)])


def test_police_uk_types_carry_that_they_are_no_count_of_serious_violence() -> None:
    assert "never called serious violence" in caveat([a_row(measure="police_uk_proxy")])


def test_the_paragraph_and_its_caveat_stand_in_one_element() -> None:
    page = explore_page(arranged(three()), "", partnership="Norsea").body.decode()
    inside = re.search(r'<div class="copied"[^>]*><p>(.*?)</p></div>', page, re.DOTALL)
    assert inside and "highest in Norsea" in inside[1] and "not all that happened" in inside[1]


def test_the_csv_holds_the_rows_of_the_state_in_the_columns_of_cells() -> None:
    body = explore_csv(arranged(three()), "area=E22009901&with=E22009903").body.decode()
    assert [row["area_name"] for row in csv.DictReader(io.StringIO(body))] == ["Norsea", "Saltby"]
    assert rows_of_csv(body)[0].value == 2.5


def test_a_number_is_shown_and_given_away_with_the_decimals_it_was_published_with() -> None:
    text = explore_csv(arranged(three()), "area=E22009901").body.decode().replace("2.50,2.20,2.80", "2.5,2.2,2.8")
    (row,) = rows_of_csv(text)
    assert row.shown == "2.5" and ",2.5,2.2,2.8," in explore_csv(arranged((row,)), "").body.decode()


def test_the_page_works_without_a_script(get: Get) -> None:
    status, _, body = get("/explore/", "area=E22009901")
    assert status == "200 OK" and b'<form class="explore" method="get"' in body and b"<option" in body and b"<svg" in body


def test_the_exploration_has_the_same_safe_headers_as_every_page(get: Get) -> None:
    for query in ("", "what=dragons", "what=%00"):
        assert set(HEADERS) <= set(get("/explore/", query)[1].items())


def test_the_address_without_its_slash_keeps_what_was_asked(get: Get) -> None:
    assert get("/explore", "what=robbery")[1]["Location"] == "/explore/?what=robbery"


def test_a_line_break_never_reaches_a_header(get: Get) -> None:
    assert "\n" not in get("/explore", "what=a\r\nSet-Cookie: x=1")[1]["Location"]


def test_only_looking_is_allowed(get: Get) -> None:
    assert get("/explore/", method="POST")[0].startswith("405")


def test_nothing_published_gives_a_plain_page(tmp_path: Path) -> None:
    said: list[str] = []
    Site(tmp_path)({"PATH_INFO": "/explore/", "QUERY_STRING": ""}, lambda status, headers: said.append(status))
    assert said == ["404 Not Found"]


def test_a_newer_release_is_read_without_starting_again(tmp_path: Path) -> None:
    site = Site(published(tmp_path / "published", three()))

    def seen() -> bytes:
        return b"".join(site({"PATH_INFO": "/explore/", "QUERY_STRING": ""}, lambda status, headers: None))

    assert b"Eastmarch" not in seen()
    (tmp_path / "published" / "data" / "cells.csv").unlink()
    (tmp_path / "published" / "data").rmdir()
    published(tmp_path / "published", (*three(), a_row("Eastmarch", code="E22009904")))
    assert b"Eastmarch" in seen()


def test_the_name_of_an_area_is_words_and_never_markup() -> None:
    page = explore_page(arranged((a_row("<img src=x onerror=alert(1)>"),)), "", partnership="<b>").body
    assert b"<img src=x" not in page and b"<b>" not in page


@given(st.text(max_size=80), st.sampled_from(["table", "what", "where", "unit", "who", "area", "when", "with", "", "x"]))
@example("<script>alert(1)</script>", "what")
@example("'\"><svg onload=alert(1)>", "area")
@example("\x00", "what")
@example("..", "when")
@example("2025-01-01..2025-12-31", "when")
@example("../../etc/passwd", "table")
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_gives_a_plain_page_and_none_of_it_back_as_markup(typed: str, name: str) -> None:
    for query in (f"{name}={quote(typed)}", f"{name}={typed}", typed):
        answer = explore_page(arranged(three()), query, partnership="Norsea")
        assert answer.status in (200, 400, 404)
        assert b"<script>alert" not in answer.body and b"onload=alert" not in answer.body and b"Traceback" not in answer.body
