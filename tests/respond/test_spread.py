"""How actions and money are spread, and what stops when the money does."""

from datetime import date
from decimal import Decimal

from respond.builders import a, plan

from upriver.respond.balance import shares
from upriver.respond.exposure import exposure
from upriver.words.registers.delivery import Action, Funding
from upriver.words.registers.strategy import Priority, Strategy

BASE = (a(Strategy), a(Priority))
ON = date(2026, 2, 1)


def stops(*money: object, **action: str) -> object:
    return exposure(plan(*BASE, a(Action, **action), *money), strategy="s", on=ON)


def test_actions_are_counted_at_their_level_stage_and_priority() -> None:
    found = shares(plan(*BASE, a(Action), a(Action, id="b"), a(Action, id="c", level="tertiary")), strategy="s")
    assert [(each.level, each.actions) for each in found] == [("primary", 2), ("tertiary", 1)]


def test_an_action_without_an_amount_is_unpriced_and_not_free() -> None:
    share = shares(plan(*BASE, a(Action), a(Funding)), strategy="s")[0]
    assert (share.planned, share.unpriced) == (None, 1)


def test_amounts_of_several_years_are_summed() -> None:
    share = shares(plan(*BASE, a(Action), a(Funding, planned="100.50"), a(Funding, id="g", planned="99.50")), strategy="s")[0]
    assert share.planned == Decimal("200.00")


def test_money_ends_with_its_last_line_and_that_line_s_amount() -> None:
    ending = stops(a(Funding, planned="10", ends="2026-03-31"), a(Funding, id="g", planned="20", ends="2027-03-31")).endings[0]
    assert (ending.on, ending.amount) == (date(2027, 3, 31), Decimal(20))


def test_one_line_without_an_end_leaves_the_end_unknown() -> None:
    found = stops(a(Funding, planned="10", ends="2026-03-31"), a(Funding, id="g", planned="20"))
    assert (found.endings, found.open_ended) == ((), ("a",))


def test_an_action_without_a_line_of_money_is_listed_apart() -> None:
    assert stops().without_money == ("a",)


def test_an_amount_that_is_not_known_stays_unknown() -> None:
    assert stops(a(Funding, ends="2026-03-31")).endings[0].amount is None


def test_whether_it_was_meant_to_go_on_is_said_only_where_its_last_day_is_known() -> None:
    money = a(Funding, ends="2026-03-31")
    assert [stops(money, due=due).endings[0].goes_on for due in ("2026-04-01", "2026-03-31", "")] == [True, False, None]


def test_what_is_done_needs_no_money() -> None:
    assert stops(a(Funding, ends="2026-03-31"), status="done").endings == ()


def test_a_grant_that_ends_before_the_rest_is_a_part_that_is_lost() -> None:
    found = stops(a(Funding, planned="160", ends="2026-03-31"), a(Funding, id="g", source="Council", planned="60", ends="2027-03-31"), due="2028-03-31").partly
    assert [(each.on, each.sources, each.amount, each.whole) for each in found] == [(date(2026, 3, 31), ("Grant",), Decimal(160), Decimal(220))]


def test_a_grant_whose_next_line_goes_on_is_not_lost() -> None:
    assert stops(a(Funding, planned="160", ends="2026-03-31"), a(Funding, id="g", planned="160", year="2026-27", ends="2027-03-31")).partly == ()


def test_a_part_that_ends_with_the_action_is_not_lost() -> None:
    assert stops(a(Funding, planned="1", ends="2026-03-31"), a(Funding, id="g", source="Council", planned="1", ends="2027-03-31"), due="2026-03-31").partly == ()


def test_a_part_is_told_where_the_end_of_the_rest_is_not_known() -> None:
    found = stops(a(Funding, planned="1", ends="2026-03-31"), a(Funding, id="g", source="Council", planned="1"))
    assert (found.open_ended, [each.action for each in found.partly]) == (("a",), ["a"])


def test_what_pays_the_partnership_itself_and_ends_is_told_too() -> None:
    own = (a(Funding, id="h", action="", planned="116", ends="2026-03-31"), a(Funding, id="g", action="", source="Council", planned="31", ends="2028-03-31"))
    assert [(each.action, each.amount, each.whole) for each in stops(*own).partly] == [("", Decimal(116), Decimal(147))]
