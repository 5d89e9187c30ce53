"""A month typed as people write it is read; what could be two months, or none, isn't."""

from __future__ import annotations

import pytest

from upriver.report.bilingual.held import language
from upriver.words.language.dates import month_words
from upriver.words.language.months import read_month
from upriver.words.language.speaking import speaking
from upriver.words.period import month_name, month_period


@pytest.mark.parametrize("written", ["January 2025", "january 2025", " Jan  2025 ", "Jan. 2025", "1 2025", "01/2025", "2025-01", "2025 1", "janu 2025"])
def test_one_month_in_many_hands(written: str) -> None:
    assert read_month(written) == "2025-01"


@pytest.mark.parametrize("written", ["", "2025", "13/2025", "0 2025", "Ju 2025", "Janvier 2025", "J 2025", "January", "January 25", "1 January 2025", "2025-01..2025-12", "January 0025"])
def test_what_is_no_month_or_could_be_two_is_not_guessed(written: str) -> None:
    assert read_month(written) == ""


@pytest.mark.parametrize("spoken", ["en", "cy"])
@pytest.mark.parametrize("number", range(2025 * 12, 2025 * 12 + 12))
def test_every_month_is_read_as_it_is_said(spoken: str, number: int) -> None:
    month = month_name(number)
    with speaking(language(spoken)):
        assert read_month(month_words(month_period(month).start)) == month


def test_a_welsh_page_takes_english_months_too() -> None:
    with speaking(language("cy")):
        assert read_month("October 2025") == read_month("Hydref 2025") == "2025-10"
