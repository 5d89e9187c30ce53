"""How sections look cells up and say shares: one way for all of them."""

from __future__ import annotations

import pytest
from assess.bad_data import a_case
from assess.test_bad_data import ANALYSES, answered, story_of_case

from upriver.report.story import Story, percent_words
from upriver.stats.intervals import rate_ratio
from upriver.words.cleared import Cell

RATES = "assessment/kinds/rates"


@pytest.fixture(scope="module")
def story() -> Story:
    case = a_case()
    return story_of_case(case, {"kinds": answered(ANALYSES["kinds"], case)})


def a_share(story: Story, value: float | None, lower: float | None = None, upper: float | None = None, marker: str = "") -> Cell:
    return Cell(story.cells_of(RATES)[0].key, None, None, value, lower, upper, marker, "", 1)


def test_a_table_that_the_run_did_not_make_has_no_cells(story: Story) -> None:
    assert story.cells_of("assessment/none/such") == () and story.measures_of("assessment/none/such") == []


def test_cells_are_those_of_every_name_that_is_given(story: Story) -> None:
    one = story.cells_of(RATES, "robbery", area=story.partnership)
    assert one and {(cell.key.measure, cell.key.area) for cell in one} == {("robbery", story.partnership)}
    assert len(one) < len(story.cells_of(RATES, "robbery")) < len(story.cells_of(RATES))


def test_a_share_is_said_with_its_interval(story: Story) -> None:
    assert percent_words(a_share(story, 41.3, 38.9, 43.7)) == "41.3% (95% interval 38.9% to 43.7%)"
    assert percent_words(a_share(story, 41.3, 38.9, 43.7), short=True) == "41.3% (38.9% to 43.7%)"


def test_a_share_without_an_interval_keeps_its_sign(story: Story) -> None:
    assert percent_words(a_share(story, 41.3)) == "41.3%"


def test_a_hidden_share_is_words_in_a_sentence_and_its_mark_in_a_table(story: Story) -> None:
    hidden = a_share(story, None, marker="c")
    assert (percent_words(hidden), percent_words(hidden, short=True)) == ("a share that can't be shown", "[c]")


def test_a_ratio_as_a_change_in_percent_is_less_one_and_a_hundredfold() -> None:
    made = rate_ratio(30, 1.0, 20, 1.0)
    value, lower, upper = made.limits(times=100.0, less=1.0)
    assert value == pytest.approx(50.0) and lower == pytest.approx(100 * (float(made.lower) - 1)) and upper > value
