"""Every rule finds what it looks for where it is there, and finds nothing where it isn't."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requirements.holding import ON, full

from upriver.duty.requirements.judging import stands
from upriver.duty.requirements.register import requirements
from upriver.duty.requirements.rules import RULES
from upriver.words.registers.plan import REGISTERS, Plan
from upriver.words.standing.held import Held

ALL = requirements()
OF_THE_TOOL = {"product", "roles_apart"}
"""Rules about Upriver itself, which find the same whatever is held."""
ORDER = ("not_met", "partly", "not_attested", "met")


def test_there_are_as_many_requirements_as_the_duty_has() -> None:
    families = {letter: sum(each.family == letter for each in ALL) for letter in "abcdefghij"}
    assert families == {"a": 20, "b": 9, "c": 19, "d": 20, "e": 13, "f": 11, "g": 10, "h": 10, "i": 9, "j": 9}


def test_everything_that_the_law_asks_for_has_a_rule() -> None:
    assert not [each.name for each in ALL if each.level == "must" and each.rule not in RULES]


def test_every_rule_that_is_named_exists() -> None:
    assert not [each.name for each in ALL if each.rule and each.rule not in RULES]


def test_every_rule_is_used_by_some_requirement() -> None:
    assert not set(RULES) - {each.rule for each in ALL}


def test_what_was_not_read_at_its_source_says_so() -> None:
    assert not [each.name for each in ALL if not each.verified and not each.unverified]


@pytest.mark.parametrize("requirement", [each for each in ALL if each.rule and each.rule != "country_bodies"], ids=lambda each: each.name)
def test_a_rule_finds_the_whole_where_all_is_there(requirement: object) -> None:
    asked = next(each for each in ALL if each == requirement)
    found = RULES[asked.rule].find(full(), asked.takes)
    assert found.shown == ("part" if asked.rule == "roles_apart" else "whole"), found.lacks


@pytest.mark.parametrize("requirement", [each for each in ALL if each.rule and each.rule not in OF_THE_TOOL], ids=lambda each: each.name)
def test_a_rule_finds_nothing_in_an_empty_workspace(requirement: object) -> None:
    asked = next(each for each in ALL if each == requirement)
    found = RULES[asked.rule].find(Held(ON), asked.takes)
    assert (found.shown, bool(found.lacks), bool(found.do)) == ("nothing", True, True)


def test_a_rule_about_the_tool_itself_says_that_it_is() -> None:
    found = RULES["product"].find(Held(ON), ("offline",))
    assert "Of the tool itself" in found.evidence[0].says


def test_every_sentence_of_a_rule_says_what_it_looks_for() -> None:
    assert not [slug for slug, rule in RULES.items() if not rule.says.endswith(".") or len(rule.says) < 12]


EMPTIED = {"register": Held(ON).register, "districts": (), "agreements": (), "live": frozenset(), "feeds": (), "dues": (), "elsewhere": {}, "run": None,
           "definition": None, "definitions": (), "releases": (), "events": 0, "easy": False}


@settings(max_examples=40, deadline=None)
@given(gone=st.sets(st.sampled_from([*EMPTIED, *(each.slug for each in REGISTERS)]), min_size=1, max_size=4))
def test_taking_evidence_away_never_raises_a_standing(gone: set[str]) -> None:
    whole, less = full(), without(full(), gone)
    raised = [each.name for each in ALL if rank(stands(each, less).standing) > rank(stands(each, whole).standing)]
    assert not raised


def without(held: Held, gone: set[str]) -> Held:
    """The same with whole registers or whole kinds of thing taken away."""
    kept = {each.word: held.plan.rows[each.word] for each in REGISTERS if each.slug not in gone and each.word in held.plan.rows}
    values = {**vars(held), "plan": Plan(kept), **{name: value for name, value in EMPTIED.items() if name in gone}}
    return Held(**values)


def rank(standing: str) -> int:
    """How high a standing is; what doesn't apply stays outside the order."""
    return ORDER.index(standing) if standing in ORDER else -1
