"""What is due when, and what is late or missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.intake.contracts import contracts
from upriver.intake.receiving.due import MONTHS_EACH, Arrival, Due, Expected, calendar, periods
from upriver.intake.receiving.retention import months_after
from upriver.words.period import month_name, month_number

ED = contracts()["ed_assault_attendances"]
FEEDS = {"ed": replace(ED, slug="ed", due_in_days=30), "yj": replace(ED, slug="yj", cadence="quarter", due_in_days=45),
         "never": replace(ED, slug="never", due_in_days=None)}


def came(feed: str = "ed", months: tuple[str, ...] = ("2026-01",), on: str = "2026-02-10", *, onwards: bool = False) -> Arrival:
    return Arrival(feed, "A Trust", months, date.fromisoformat(on), onwards)


def states(*arrivals: Arrival, on: str, agreed: tuple[Expected, ...] = ()) -> dict[str, str]:
    return {each.period: each.state for each in calendar(FEEDS, arrivals, agreed, on=date.fromisoformat(on))}


def test_a_provider_that_sent_once_is_expected_to_go_on() -> None:
    assert states(came(), on="2026-04-15") == {"2026-01": "met", "2026-02": "missing", "2026-03": "due", "2026-04": "due"}


@pytest.mark.parametrize(("on", "state"), [("2026-03-30", "due"), ("2026-03-31", "missing")])
def test_a_period_is_missing_from_the_day_after_it_was_due(on: str, state: str) -> None:
    assert states(came(), on=on)["2026-02"] == state


@pytest.mark.parametrize(("on", "state"), [("2026-03-02", "met"), ("2026-03-03", "late")])
def test_what_comes_on_the_day_is_in_time_and_the_day_after_is_late(on: str, state: str) -> None:
    (due,) = [each for each in calendar(FEEDS, [came(on=on)], (), on=date(2026, 3, 9)) if each.period == "2026-01"]
    assert due.state == state and due.days_late == (state == "late")


def test_a_quarter_is_met_when_all_its_months_have_come() -> None:
    two, three = came("yj", ("2026-01", "2026-02")), came("yj", ("2026-03",), "2026-05-01")
    assert states(two, on="2026-05-20")["2026-01..2026-03"] == "missing"
    assert states(two, three, on="2026-05-20")["2026-01..2026-03"] == "met"


def test_what_flows_elsewhere_is_met_from_its_first_month_on() -> None:
    assert set(states(came(onwards=True), on="2026-09-01").values()) == {"met"}


def test_a_feed_without_a_number_of_days_is_in_no_calendar() -> None:
    assert states(came("never"), on="2026-09-01") == {}


def test_an_agreement_expects_before_anything_has_come_and_until_it_ends() -> None:
    agreed = (Expected("ed", "A Trust", "2026-01", "2026-02"),)
    assert states(on="2026-09-01", agreed=agreed) == {"2026-01": "missing", "2026-02": "missing"}


def test_an_agreement_can_ask_less_often_than_the_contract_or_only_once() -> None:
    assert list(states(on="2026-03-20", agreed=(Expected("ed", "A Trust", "2026-01", cadence="quarter"),))) == ["2026-01..2026-03"]
    assert states(came(), on="2026-03-20", agreed=(Expected("ed", "A Trust", "2026-01", cadence="none"),)) == {}


@given(st.sampled_from(sorted(MONTHS_EACH)), st.integers(24_000, 24_400), st.integers(0, 40))
@example("year", month_number("2026-03"), 1)
@example("quarter", month_number("2025-12"), 1)
def test_periods_follow_each_other_without_a_gap_and_hold_both_ends(cadence: str, first: int, length: int) -> None:
    found = periods(cadence, month_name(first), month_name(first + length))
    months = [month for each in found for month in each]
    assert months == [month_name(month_number(months[0]) + at) for at in range(len(months))]
    assert month_name(first) in found[0] and month_name(first + length) in found[-1]


def test_a_financial_year_runs_from_april() -> None:
    assert periods("year", "2026-03", "2026-04") == (tuple(month_name(month_number("2025-04") + at) for at in range(12)),
                                                     tuple(month_name(month_number("2026-04") + at) for at in range(12)))


@pytest.mark.parametrize(("day", "months", "then"), [
    ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2025-02-28", 1, "2025-03-31"),
    ("2025-01-15", 12, "2026-01-15"), ("2025-12-31", 0, "2025-12-31"), ("2025-01-30", 1, "2025-02-28")])
def test_months_end_where_months_end(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == then


def test_days_late_are_none_until_something_comes() -> None:
    assert Due("ed", "A Trust", ("2026-01",), date(2026, 3, 2), "missing").days_late is None
