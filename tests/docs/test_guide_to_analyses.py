"""The guide to adding an analysis: its question and its page run as they are printed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from assess.bad_data import Case, a_case
from assess.feeds import a_tally, found_by
from assess.test_bad_data import faults, story_of_case

from upriver.assess.materials import Materials

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-an-analysis.md"
ROWS = [{"taken_to": "emergency department"}] * 12 + [{"taken_to": "left at the scene"}] * 30 + [{}] * 20


@pytest.fixture(scope="module")
def printed() -> tuple[ModuleType, ModuleType]:
    made = []
    for text in re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL):
        module = ModuleType(f"guide_{len(made)}")
        exec(compile(text, str(GUIDE), "exec"), module.__dict__)
        made.append(module)
    analysis, section = made
    return analysis, section


def a_case_with_calls(analysis: ModuleType) -> Case:
    case = a_case()
    return replace(case, ask=replace(case.ask, materials=Materials(tallies={analysis.CALLS: a_tally(analysis.CALLS, ROWS)})))


def test_the_question_in_the_guide_counts_each_place_and_all(printed: tuple[ModuleType, ModuleType]) -> None:
    found = found_by(printed[0], {"ambulance_assault_calls": ROWS})
    assert sorted(each.estimate.value for each in found) == [12, 20, 30, 62] and not faults(found)


def test_the_question_in_the_guide_gives_no_number_where_a_month_is_missing(printed: tuple[ModuleType, ModuleType]) -> None:
    found = found_by(printed[0], {"ambulance_assault_calls": ROWS}, months=("2025-01",))
    assert {(each.estimate.value, each.estimate.flags) for each in found} == {(None, ("missing_period",))}


def test_the_page_in_the_guide_tells_what_the_question_found(printed: tuple[ModuleType, ModuleType]) -> None:
    analysis, section = printed
    case = a_case_with_calls(analysis)
    (page,) = section.pages(story_of_case(case, {"taken_to": list(analysis.answer(case.counts, case.ground, case.ask))}))
    assert page.lead == "Crews answered 62 calls to assaults."


def test_without_the_data_the_guides_page_is_a_sentence_on_limits(printed: tuple[ModuleType, ModuleType]) -> None:
    story = story_of_case(a_case(), {})
    assert printed[1].pages(story) == () and len(printed[1].lacking(story)) == 1
