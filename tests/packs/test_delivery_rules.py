"""Whether an action is on time, what of its money is spent, and what a board is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import fiction
import pytest

from upriver.report.plans.watched.answers import doing_answer
from upriver.respond.delivery.exceptions import share_gone
from upriver.respond.delivery.standing import delivered
from upriver.words.period import financial_year
from upriver.words.registers.delivery import MONEY
from upriver.words.standing.delivered import PACES, Delivered

FOUND = fiction.told("delivery").delivered


def pace(ident: str, found: Delivered = FOUND) -> str:
    stands = found.of(ident)
    assert stands is not None
    return stands.pace


def test_actions_by_pace_add_up_to_all_actions() -> None:
    assert sum(FOUND.counted(each) for each in PACES) == len(FOUND.actions) == 6


@pytest.mark.parametrize(("action", "expected"), [
    ("a1", "on_time"), ("a2", "late"), ("a3", "not_begun"), ("a4", "stopped"), ("a5", "done"), ("a6", "late"),
])
def test_an_action_keeps_the_pace_that_its_dates_and_its_status_say(action: str, expected: str) -> None:
    assert pace(action) == expected


def test_an_action_that_should_have_begun_is_late() -> None:
    plan = fiction.a_plan({"actions": {"a3": {"starts": "2026-01-31"}}})
    assert pace("a3", delivered(plan, on=fiction.ON)) == "late"


def test_its_own_day_is_not_yet_late() -> None:
    assert pace("a2", delivered(fiction.a_plan(), on=date(2025, 10, 31))) == "on_time"
    assert pace("a2", delivered(fiction.a_plan(), on=date(2025, 11, 1))) == "late"


def test_an_action_without_any_date_is_not_called_on_time() -> None:
    plan = fiction.a_plan({"actions": {"a6": {"due": ""}}, "milestones": {"m4": {"action": "a5"}}})
    assert pace("a6", delivered(plan, on=fiction.ON)) == "not_said"


def test_a_step_done_after_the_day_is_not_done_on_it() -> None:
    stands = delivered(fiction.a_plan(), on=date(2025, 6, 5)).of("a1")
    assert stands is not None and stands.steps[0].state == "late"


def test_a_step_done_after_its_date_says_by_how_many_days() -> None:
    stands = FOUND.of("a1")
    assert stands is not None and (stands.steps[0].state, stands.steps[0].days_late) == ("done_late", 10)


def test_spending_adds_up_as_by_hand() -> None:
    assert FOUND.spending(year="2025-26").spent == Decimal("28000") + Decimal("31000") + Decimal("2000") + Decimal("41000.50") + Decimal("1500")
    assert FOUND.spending(year="2025-26").planned == 30_000 + 30_000 + 12_000 + 40_000 + 60_000 + 8_000


def test_parts_of_the_money_add_up_to_the_whole() -> None:
    whole = FOUND.spending(year="2025-26").planned
    for name, values in (("cost", ("labour", "non_labour")), ("priority", ("p-robbery", "p-home", "")), ("quarter", ("Q1", "Q2", "Q3", "Q4", ""))):
        parts = [FOUND.spending(year="2025-26", **{name: value}).planned or 0 for value in values]
        assert sum(parts) == whole, name


def test_money_that_is_silent_is_not_nought() -> None:
    silent = FOUND.spending(year="2025-26", action="a2")
    assert (silent.spent, silent.silent, silent.left) == (None, 1, None)


def test_no_line_is_no_amount() -> None:
    assert FOUND.spending(year="2031-32").planned is None


def kinds(found: Delivered) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for each in found.exceptions:
        told.setdefault(each.kind, set()).add(each.about)
    return told


def test_a_board_is_told_of_everything_that_is_out_of_order_and_of_nothing_else() -> None:
    assert kinds(FOUND) == {
        "late_action": {"a2"}, "late_step": {"m3", "m4"}, "not_told": {"a2"}, "overspent": {"f2"}, "underspent": {"f3", "f7"}, "meeting_action": {"ma1"},
    }


def test_an_action_that_was_told_of_within_a_quarter_is_not_named_as_silent() -> None:
    plan = fiction.a_plan({"actions": {"a2": {"status_on": "2025-11-01"}}})
    assert "not_told" not in kinds(delivered(plan, on=fiction.ON))


@pytest.mark.parametrize(("on", "year"), [(date(2026, 3, 31), "2025-26"), (date(2026, 4, 1), "2026-27"), (date(1999, 4, 1), "1999-00")])
def test_a_financial_year_begins_on_the_first_of_april(on: date, year: str) -> None:
    assert financial_year(on) == year


@pytest.mark.parametrize(("quarter", "to", "gone"), [
    ("", "2026-03-31", 1), ("Q1", "2025-06-30", 1), ("Q4", "2025-12-31", 0), ("Q3", "2026-02-01", 1), ("Q4", "2026-03-31", 1),
])
def test_how_much_of_a_lines_time_has_gone_is_of_its_own_quarter(quarter: str, to: str, gone: int) -> None:
    line = MONEY.read({"id": "x", "source": "s", "year": "2025-26", "quarter": quarter, "cost": "labour", "spent_to": to})
    assert share_gone(line, fiction.ON) == gone


def test_a_year_that_cannot_be_read_has_no_share() -> None:
    assert share_gone(MONEY.read({"id": "x", "source": "s", "year": "next", "cost": "labour"}), fiction.ON) is None


def test_money_of_an_action_that_began_within_the_year_has_had_no_time_before_it() -> None:
    line = MONEY.read({"id": "x", "source": "s", "year": "2025-26", "cost": "labour", "spent_to": "2025-12-31"})
    assert share_gone(line, fiction.ON, starts=date(2025, 11, 1)) == Decimal(61) / Decimal(151)


@pytest.mark.parametrize("starts, slow", [("2025-11-01", False), ("2025-04-01", True)])
def test_money_is_slow_only_for_the_time_that_its_action_has_had(starts: str, slow: bool) -> None:
    line = {"planned": "45000", "spent": "13900", "spent_to": "2025-12-31", "year": "2025-26"}
    plan = fiction.a_plan({"actions": {"a1": {"starts": starts}}, "money": {"f3": line}})
    assert ("f3" in kinds(delivered(plan, on=fiction.ON)).get("underspent", set())) is slow


@pytest.mark.parametrize(("spent", "share"), [("", "not known"), ("500", "%")])
def test_the_board_reads_no_share_of_the_plan_while_a_line_is_silent(spent: str, share: str) -> None:
    lines = {each.id: {"spent": spent if each.id == "f1" else "500"} for each in FOUND.money if each.year == FOUND.year}
    figures = doing_answer(fiction.told("board_page", plan=fiction.a_plan({MONEY.slug: lines}))).figures
    assert next(each.shown for each in figures if each.label.startswith("Spent of the plan")).endswith(share)
