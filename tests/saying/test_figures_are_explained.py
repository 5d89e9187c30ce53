"""One figure explained: found by its name or part of it, told as it was cleared and never more."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from saying.figures import norsea

from upriver.report.explained.finding import explained, matching
from upriver.report.explained.naming import address_of_name, anchor_of, explanations_json, name_form
from upriver.words.cleared import Explanation
from upriver.words.refusal import Refusal

FIGURES = {row.figure: row for row in norsea()}
KNIFE = "assessment/depth/harm#partnership:norsea_and_eastmarch,2025-01-01..2025-12-31,knife,count"
HIDDEN = "assessment/partners/totals#ltla:E07009901,2025-01-01..2025-12-31,hospital_assault_admissions,count"
TOLD = Explanation("assessment-partners-totals", "Partners' own data", "Added up.", ("SELECT 1",), ("a@1 of a trust",), "d@1", ("clause",), "A rule.", "ab12")


def told() -> dict[str, dict[str, object]]:
    return json.loads(explanations_json([TOLD]))


def test_a_figure_is_found_by_its_name() -> None:
    assert explained(KNIFE, FIGURES, {}, "a draft").row.value == 793


def test_a_figure_is_found_by_parts_that_only_it_holds() -> None:
    assert matching("depth/harm knife", FIGURES) == [KNIFE]


def test_parts_that_several_hold_are_answered_with_their_names() -> None:
    with pytest.raises(Refusal, match="assessment/depth/districts#ltla:E06009901"):
        explained("depth/districts knife count", FIGURES, {}, "")


def test_a_name_with_a_slip_is_answered_with_the_nearest() -> None:
    with pytest.raises(Refusal, match="Did you mean"):
        explained(KNIFE.replace("knife", "knive"), FIGURES, {}, "")


@pytest.mark.parametrize("name", ["", "   ", "\x1b[31m", "nothing#like:this", "a" * 10_000, "'; DROP TABLE cells; --"])
def test_a_name_of_nothing_is_refused_without_a_trace(name: str) -> None:
    with pytest.raises(Refusal):
        explained(name, FIGURES, {}, "")


def test_an_explanation_of_a_hidden_figure_tells_its_marker_and_no_number() -> None:
    body = explained(HIDDEN, FIGURES, told(), "a draft").body
    assert [body[name] for name in ("value", "lower", "upper", "count", "denominator")] == [None] * 5
    assert body["marker"] == "c" and body["shown"] == "[c]" and "not shown" in str(body["lock"])


def test_what_hides_behind_a_figure_changes_no_word_of_its_explanation() -> None:
    """Two worlds whose cleared rows are the same have the same explanation: nothing but the cleared row is read."""
    row = FIGURES[HIDDEN]
    assert row.value is None and row.count is None and row.denominator is None
    again = explained(HIDDEN, {HIDDEN: replace(row)}, told(), "a draft")
    assert again.body == explained(HIDDEN, FIGURES, told(), "a draft").body


def test_the_explanation_names_definition_steps_inputs_clauses_lock_and_run() -> None:
    body = explained(HIDDEN, FIGURES, told(), "a draft").body
    assert (body["definition"], body["steps"], body["inputs"], body["clauses"], body["run"]) == ("d@1", ["SELECT 1"], ["a@1 of a trust"], ["clause"], "ab12")
    assert str(body["lock"]).startswith("A rule.")


def test_the_address_of_a_figure_is_its_tables_page_at_its_own_line() -> None:
    assert address_of_name(KNIFE) == "explain/assessment-depth-harm#figure.partnership.norsea-and-eastmarch.knife"


def test_the_address_of_a_figure_with_a_breakdown_names_it() -> None:
    name = "assessment/depth/recorded#csp:E22009901,2025-01-01..2025-12-31,robbery,change_percent,against=year_before"
    assert address_of_name(name).endswith("#figure.csp.E22009901.robbery.against-year-before")


def test_what_is_no_name_has_no_address() -> None:
    assert address_of_name("not a name") == "" and address_of_name("") == ""


def test_every_figure_has_an_address_that_a_browser_takes_as_it_is() -> None:
    places = [address_of_name(name).partition("#")[2] for name in FIGURES]
    assert all(place and all(mark.isalnum() or mark in ".-" for mark in place) for place in places)


def test_two_figures_share_a_line_only_where_area_measure_and_split_are_the_same() -> None:
    lines = {(row.table, anchor_of(row.level, row.code, row.measure, row.breakdown)) for row in norsea()}
    assert len(lines) == len({(row.table, row.level, row.code, row.measure, row.breakdown) for row in norsea()})


def test_the_form_of_names_is_said_with_its_table() -> None:
    assert name_form("assessment/depth/harm") == "assessment/depth/harm#level:code,first day..last day,measure,unit,breakdown"
