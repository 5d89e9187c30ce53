"""Plans of community safety partnerships against priorities."""

from __future__ import annotations

from datetime import date

from csp.told_csp import ON, a_clause, a_plan, a_priority, a_register, a_strategy, body

from upriver.respond.aligning import alignment, in_force
from upriver.words.registers.plan import plan_of

NORTH = "E22000001"


def held(*clauses, register=None, on=ON):
    return alignment(a_plan(*clauses), register or a_register(), strategy="s1", on=on)


def test_a_priority_that_no_clause_is_held_against_is_not_yet_judged_and_no_gap():
    assert held(a_clause(NORTH, "knives", "met")).cell(NORTH, "home").answer == "not_judged"


def test_a_gap_is_somebody_s_answer():
    assert held(a_clause(NORTH, "home", "gap")).cell(NORTH, "home").answer == "gap"


def test_the_best_of_a_plan_s_clauses_counts():
    both = held(a_clause(NORTH, "knives", "partly", clause="2"), a_clause(NORTH, "knives", "met", clause="7"))
    assert [each.clause for each in both.cell(NORTH, "knives").clauses] == ["7", "2"] and both.cell(NORTH, "knives").answer == "met"


def test_an_old_plan_hides_no_gap_of_the_new_one():
    old = a_clause(NORTH, "knives", "met", plan="Plan 2022", judged_on="2023-01-01", clause="3")
    assert held(a_clause(NORTH, "knives", "gap"), old).cell(NORTH, "knives").answer == "gap"


def test_the_plan_read_before_is_named():
    old = a_clause(NORTH, "knives", "met", plan="Plan 2022", judged_on="2023-01-01", clause="3")
    assert held(a_clause(NORTH, "knives", "gap"), old).strand(NORTH).earlier == ("Plan 2022",)


def test_a_clause_judged_later_is_not_known_on_an_earlier_day():
    assert held(a_clause(NORTH, "knives", "met"), on=date(2025, 11, 30)).cell(NORTH, "knives").answer == "not_judged"


def test_a_csp_that_has_ended_is_left_out():
    ended = a_register(body("old", "community_safety_partnership", "Oldtown", valid_to=date(2025, 3, 31)))
    assert held(register=ended).csps == (NORTH, "E22000002")


def test_a_clause_that_is_there_and_meets_nothing_shows_no_strand():
    assert held(a_clause(NORTH, "knives", "gap", clause="6", text="Bins."), a_clause(NORTH, "home", "gap")).strand(NORTH).has == "no"


def test_a_clause_that_partly_meets_a_priority_shows_a_strand():
    assert held(a_clause(NORTH, "knives", "partly", clause="4.2")).strand(NORTH).has == "yes"


def test_a_plan_judged_throughout_without_a_clause_has_no_strand():
    assert held(a_clause(NORTH, "knives", "gap"), a_clause(NORTH, "home", "gap")).strand(NORTH).has == "no"


def test_while_a_priority_is_unread_nobody_says_that_there_is_no_strand():
    assert held(a_clause(NORTH, "knives", "gap")).strand(NORTH).has == "not_known"


def test_a_plan_of_which_nothing_is_recorded_is_not_known():
    assert held().strand(NORTH).has == "not_known"


def test_answers_are_counted_by_csp():
    both = held(a_clause(NORTH, "knives", "gap"), a_clause("E22000002", "knives", "gap"))
    assert (both.counted("gap"), both.counted("gap", NORTH)) == (2, 1)


def test_a_final_strategy_holds_before_a_draft_for_the_same_days():
    rows = plan_of([a_strategy("draft"), a_strategy("final", state="final", starts="2024-04-01")])
    assert in_force(rows, ON).id == "final"


def test_the_strategy_that_covers_the_day_holds():
    rows = plan_of([a_strategy("old", starts="2022-04-01", ends="2025-03-31", state="superseded"), a_strategy("new")])
    assert (in_force(rows, date(2024, 6, 1)).id, in_force(rows, ON).id) == ("old", "new")


def test_without_a_strategy_none_holds():
    assert in_force(plan_of([]), ON) is None


def test_priorities_of_another_strategy_are_left_out():
    rows = plan_of([a_strategy(), a_strategy("s0"), a_priority("knives"), a_priority("old", strategy="s0")])
    assert alignment(rows, a_register(), strategy="s1", on=ON).priorities == ("knives",)
