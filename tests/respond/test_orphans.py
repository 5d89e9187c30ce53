"""Nothing stands in a strategy without finding, evidence and plan, unseen."""

import pytest
from respond.builders import a, plan

from upriver.respond.orphans import lacking
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Because, Measure, Objective, Priority, Strategy, TheoryStep

WHOLE = (a(Strategy), a(Priority, for_victims="x", for_people_who_harm="x", for_bystanders="x"), a(Because), a(TheoryStep),
         a(Objective), a(Objective, id="o2", direction="reduce"),
         a(Measure, baseline_from="2024-01-01", baseline_to="2024-12-31"),
         a(Measure, id="m2", objective="o2", baseline_from="2024-01-01", baseline_to="2024-12-31"))


def lacks(*rows: object, ratings: dict[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    return {each.id: each.lacks for each in lacking(plan(*rows), strategy="s", ratings=ratings or {"mentoring": "moderate"})}


def without(kind: type) -> list[object]:
    return [each for each in WHOLE if not isinstance(each, kind)]


def test_a_priority_and_an_action_that_are_whole_lack_nothing() -> None:
    assert lacks(*WHOLE, a(Action)) == {}


def test_an_action_of_no_priority_is_an_orphan() -> None:
    assert lacks(*WHOLE, a(Action), a(Action, id="stray", priority="")) == {"stray": ("priority",)}


def test_an_action_whose_priority_cites_no_finding_is_an_orphan() -> None:
    assert lacks(*without(Because), a(Action))["a"] == ("finding",)


def test_an_action_without_an_approach_is_an_orphan() -> None:
    assert lacks(*WHOLE, a(Action, approach=""))["a"] == ("approach",)


def test_an_approach_that_the_library_does_not_hold_is_no_evidence() -> None:
    assert lacks(*WHOLE, a(Action, approach="dowsing"))["a"] == ("approach_unknown",)


@pytest.mark.parametrize("rating", ["unclear", "mixed", "harmful", "none", ""])
def test_an_approach_that_is_not_known_to_help_needs_a_recorded_reason(rating: str) -> None:
    assert lacks(*WHOLE, a(Action), ratings={"mentoring": rating})["a"] == ("rating",)


def test_with_a_recorded_reason_it_is_no_orphan() -> None:
    assert lacks(*WHOLE, a(Action, approach_reason="Nobody else reaches them."), ratings={"mentoring": "unclear"}) == {}


@pytest.mark.parametrize("level", ["", "none"])
def test_an_action_without_an_evaluation_plan_is_an_orphan(level: str) -> None:
    assert lacks(*WHOLE, a(Action, evaluation=level))["a"] == ("evaluation",)


def test_an_action_that_only_lacks_a_date_is_listed_and_no_orphan() -> None:
    found = lacking(plan(*WHOLE, a(Action, due="")), strategy="s", ratings={"mentoring": "high"})
    assert [(each.lacks, each.orphan) for each in found] == [(("due",), False)]


def test_a_stopped_action_needs_no_plan() -> None:
    assert "x" not in lacks(*WHOLE, a(Action), a(Action, id="x", status="stopped", evaluation=""))


@pytest.mark.parametrize("gone", ["prevent", "reduce"])
def test_a_priority_needs_an_objective_of_each_kind(gone: str) -> None:
    rows = [each for each in WHOLE if not (isinstance(each, Objective) and each.direction == gone)]
    assert lacks(*rows, a(Action))["p"] == (gone,)


def test_an_objective_without_an_indicator_is_said() -> None:
    assert lacks(*without(Measure), a(Action))["p"] == ("indicator",)


def test_an_indicator_without_a_baseline_is_said() -> None:
    assert lacks(*WHOLE, a(Measure, id="m3"), a(Action))["p"] == ("baseline",)


def test_a_priority_without_a_theory_of_change_is_said() -> None:
    assert lacks(*without(TheoryStep), a(Action))["p"] == ("theory",)


def test_a_priority_without_an_action_is_said() -> None:
    assert lacks(*WHOLE)["p"] == ("action",)


def test_actions_of_another_strategy_are_not_this_one_s_orphans() -> None:
    other = (a(Strategy, id="old"), a(Priority, id="was", strategy="old"), a(Action, id="then", priority="was", evaluation=""))
    assert "then" not in lacks(*WHOLE, a(Action), *other)
