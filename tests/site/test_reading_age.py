"""How hard a text is to read, against figures that can be worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.report.public.reading_age import Reading, reading_of, syllables_of


def test_a_text_of_one_short_sentence_is_counted_as_by_hand() -> None:
    found = reading_of("The cat sat on the mat.")
    assert found == Reading(sentences=1, words=6, syllables=6, long_words=0)
    assert found.grade == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_the_grade_is_that_of_the_published_formula() -> None:
    """13 words with 24 syllables in one sentence are of grade 11.3."""
    assert Reading(1, 13, 24, 3).grade == pytest.approx(11.3, abs=0.05)


def test_the_smog_grade_is_that_of_the_published_formula() -> None:
    """49 long words in 30 sentences: McLaughlin's short rule gives 7 + 3, the formula 10.43."""
    assert Reading(30, 400, 600, 49).smog == pytest.approx(10.43, abs=0.005)


def test_the_age_is_the_harder_grade_and_five_years_rounded_up() -> None:
    assert Reading(30, 300, 300, 0).age == 9 and Reading(30, 400, 600, 49).age == 16


@pytest.mark.parametrize(("word", "count"), [
    ("cat", 1), ("knife", 1), ("police", 2), ("people", 2), ("violence", 3), ("area", 3), ("help", 1), ("hospital", 3), ("told", 1),
    ("asked", 1), ("wanted", 2), ("young", 1), ("little", 2), ("the", 1), ("safe", 1), ("places", 2), ("crimes", 1), ("1,000", 1),
    ("station", 2), ("year", 1), ("carrying", 3), ("serious", 3), ("scared", 1), ("number", 2), ("attack", 2),
])  # fmt: skip
def test_syllables_of_words_on_the_page_are_counted_right(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_a_line_is_a_sentence_and_a_point_inside_a_number_ends_none() -> None:
    assert reading_of("What we know\nAbout 4.5 in 1,000. Not more").sentences == 3


@pytest.mark.parametrize("text", ["", "  \n ", "...", "!"])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no word"):
        reading_of(text)


@given(st.text(max_size=200))
@example("Ωμέγα. été 9")
@example("a.b.c")
def test_any_text_with_a_word_has_a_finite_age(text: str) -> None:
    try:
        found = reading_of(text)
    except ValueError:
        return
    assert found.sentences <= found.words <= found.syllables and found.age > -20
