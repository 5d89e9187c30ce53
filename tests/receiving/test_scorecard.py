"""The scorecard: what each dimension is computed from, and what is to be mended first."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from partners import ED, TRUST, a_workspace, an_agreement, an_attendance, attendances, refused, submitted
from register.commands import upriver

from upriver.intake.contracts import contracts
from upriver.intake.receiving.due import Due
from upriver.intake.receiving.scorecard import Card, Measure, Tried, card, fixes
from upriver.intake.receiving.scorecard_paper import shown
from upriver.store.holding import write_rows
from upriver.store.partners.measuring import Filled, Measured, measured
from upriver.words.part import Fault

LAYOUT = contracts()[ED]


def a_card(first: Tried | None = None, held: Measured | None = None, *, late: int | None = 0) -> dict[str, Measure]:
    came = None if late is None else date.fromordinal(date(2026, 3, 2).toordinal() + late)
    due = () if late is None else (Due(ED, TRUST, ("2026-01",), date(2026, 3, 2), "met", came),)
    made = card(LAYOUT, TRUST, "2026-01", held or Measured(10, 0, (Filled("sex", 10, 5),), ()), first or Tried(10, 0), due)
    return {each.dimension: each for each in made.measures}


def test_completeness_is_the_share_of_asked_cells_that_are_filled() -> None:
    assert a_card(held=Measured(10, 0, (Filled("sex", 10, 5), Filled("age_band", 10, 10)), ()))["completeness"].share == 0.75


def test_validity_is_of_the_rows_when_they_first_came() -> None:
    assert a_card(Tried(8, 2))["validity"].share == 0.75


def test_consistency_is_of_rows_whose_values_fit() -> None:
    assert a_card(Tried(10, 4, (Fault("assaulted_at", "compare", "is after", 4),)))["consistency"].share == 0.6


def test_uniqueness_without_a_reference_is_of_rows_exactly_alike() -> None:
    assert a_card(held=Measured(10, 2, (), ()))["uniqueness"].share == 0.8


@pytest.mark.parametrize(("late", "share"), [(0, 1.0), (1, 0.0), (None, None)])
def test_timeliness_is_whether_it_came_by_the_day(late: int | None, share: float | None) -> None:
    assert a_card(late=late)["timeliness"].share == share


def test_accuracy_is_never_made_up() -> None:
    measure = a_card()["accuracy"]
    assert measure.share is None and measure.says.startswith("not measured") and shown(measure) == "–"


@pytest.mark.parametrize(("share", "words"), [(1.0, "100%"), (0.99999, "99.9%"), (0.5, "50.0%"), (0.0, "0.0%"), (None, "–")])
def test_a_share_is_never_rounded_up_to_all(share: float | None, words: str) -> None:
    assert shown(Measure("validity", share, "")) == words


def a_period(rows: int, late: float, empty: int, broken: int) -> tuple[Card, Measured, Tried]:
    made = Card(ED, TRUST, "2026-01", rows, (Measure("timeliness", late, ""),))
    return made, Measured(rows, 0, (Filled("sex", rows, rows - empty),), ()), Tried(rows, broken, (Fault("age_band", "pattern", "is wrong", broken),))


@pytest.mark.parametrize(("late", "empty", "broken", "first"), [
    (1.0, 3, 2, "Fill sex"), (1.0, 2, 3, "Before sending, mend age_band"), (0.0, 2, 3, "Send each file by the day")])
def test_the_fix_that_puts_most_rows_right_comes_first(late: float, empty: int, broken: int, first: str) -> None:
    assert fixes(LAYOUT, [a_period(10, late, empty, broken)], ())[0].says.startswith(first)


def test_a_missing_period_counts_the_rows_that_are_usual() -> None:
    due = Due(ED, TRUST, ("2026-02",), date(2026, 3, 30), "missing")
    found = fixes(LAYOUT, [a_period(10, 1.0, 9, 0)], (due, replace(due, months=("2026-03",))))
    assert (found[0].says, found[0].rows) == ("Send the periods that are missing.", 20)


def test_three_fixes_at_most() -> None:
    assert len(fixes(LAYOUT, [a_period(10, 0.0, 5, 4)], (Due(ED, TRUST, ("2026-02",), date(2026, 3, 30), "missing"),))) == 3


def test_a_field_asked_only_of_some_rows_is_counted_in_those_alone(tmp_path: Path) -> None:
    column = {"assault_method": ["other", "other", "fist"], "site_code": ["A", "A", "B"]}
    write_rows(tmp_path / "x.parquet", {name: np.array(values, dtype=object) for name, values in column.items()})
    found = measured(tmp_path / "x.parquet", replace(LAYOUT, period_from=None), ("assault_method_other", "sex", "site_code"), spill=tmp_path)
    assert [(each.asked, each.filled) for each in found.fields][1:] == [(3, 0), (3, 3)] and found.fields[0].asked == 2
    assert [(site, asked, filled) for site, _, asked, filled in found.sites] == [("A", 6, 2), ("B", 2, 1)]


def test_a_coarser_place_is_asked_for_only_where_the_small_area_is_empty(tmp_path: Path) -> None:
    column = {"lsoa21": ["E01990001", None, "E01990002"], "district": [None, "E06009901", None], "outward_postcode": [None, None, None]}
    write_rows(tmp_path / "x.parquet", {name: np.array(values, dtype=object) for name, values in column.items()})
    layout = replace(contracts()["ambulance_assault_calls"], period_from=None)
    found = measured(tmp_path / "x.parquet", layout, ("lsoa21", "district", "outward_postcode"), spill=tmp_path)
    assert [(each.asked, each.filled) for each in found.fields] == [(3, 2), (1, 1), (1, 0)]


def test_nobody_is_urged_to_send_more_free_text() -> None:
    survey = contracts()["community_safety_survey"]
    made = Card(survey.slug, "City", "2025-05", 9, ())
    held = Measured(9, 0, (Filled("comment", 9, 0), Filled("feels_safe_by_day", 9, 5)), ())
    assert [re.split(r"[.] | \(", fix.says)[0] for fix in fixes(survey, [(made, held, Tried(9, 0))], ())] == ["Fill feels_safe_by_day"]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("scored")
    workspace = a_workspace(place / "w", an_agreement(ED))
    bad = attendances(place / "bad.csv", [an_attendance("2026-01-01", assaulted="2026-01-02T00:00:00"), *[an_attendance("2026-01-03", hour=at) for at in range(3)]])
    upriver("take-in", workspace, bad, "--provider", TRUST)
    good = attendances(place / "good.csv", [an_attendance("2026-01-03", hour=at, site=f"RZZ0{at % 2}") for at in range(4)])
    assert upriver("take-in", workspace, submitted(good, place / "good.zip")).code == 0
    return workspace


def test_the_first_try_counts_though_a_better_file_is_held(scored: Path) -> None:
    (found,) = upriver("scorecard", scored, TRUST, "--json").json["scorecards"]
    (period,) = found["periods"]
    assert period["measures"]["validity"]["share"] == 0.75 and period["rows"] == 4
    assert {site for site, _, _ in period["sites"]} == {"RZZ00", "RZZ01"}


def test_it_can_be_sent_as_a_page_and_as_a_spreadsheet(scored: Path, tmp_path: Path) -> None:
    assert upriver("scorecard", scored, "--to", tmp_path / "s.html").code == 0
    assert upriver("scorecard", scored, TRUST, "--to", tmp_path / "s.ods").code == 0
    assert b"RZZ00" in (tmp_path / "s.html").read_bytes()
    with zipfile.ZipFile(tmp_path / "s.ods") as sheet:
        assert b"Completeness by site and month" in sheet.read("content.xml")


def test_a_provider_of_whom_nothing_is_held_is_said_so(scored: Path) -> None:
    assert "nothing is held" in refused(upriver("scorecard", scored, "Nobody")).casefold()
