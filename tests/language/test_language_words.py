"""Fixed words, dates, lists and numbers in the language that is spoken."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.report.bilingual.held import language
from upriver.words.language.dates import day_words, month_words
from upriver.words.language.grammar import before_vowel, joined, ordinal
from upriver.words.language.speaking import (
    Said,
    again,
    either,
    fixed,
    language_of,
    like,
    say,
    several,
    speaking,
    spoken,
)
from upriver.words.period import Period
from upriver.words.text import day, listed, number

WELSH = language("cy")


def test_english_is_spoken_unless_somebody_asks_for_another_language() -> None:
    assert spoken().code == "en"
    assert say("Contents") == "Contents"


def test_a_fixed_sentence_is_said_in_welsh_while_welsh_is_spoken() -> None:
    with speaking(WELSH):
        assert say("Contents") == "Cynnwys"
    assert say("Contents") == "Contents"


def test_english_comes_back_after_a_fault_in_the_middle_of_a_welsh_page() -> None:
    with pytest.raises(ValueError), speaking(WELSH):
        raise ValueError
    assert spoken().code == "en"


def test_what_no_catalogue_holds_is_said_in_english_and_known_to_be_english() -> None:
    with speaking(WELSH):
        assert language_of(say("A sentence that nobody has translated")) == "en"
        assert language_of(say("Contents")) == "cy"


def test_an_empty_sentence_is_empty_and_never_the_catalogues_header() -> None:
    with speaking(WELSH):
        assert say("") == fixed("") == ""


def test_a_sentence_made_in_english_is_said_again_in_welsh_with_the_date_in_it() -> None:
    made = say("Figures for {period}, as known on {day}.", period=Period(date(2025, 1, 1), date(2025, 12, 31)).words, day=day("2026-03-13"))
    assert made == "Figures for 1 January 2025 to 31 December 2025, as known on 13 March 2026."
    with speaking(WELSH):
        assert again(made) == "Ffigurau ar gyfer 1 Ionawr 2025 hyd at 31 Rhagfyr 2025, fel yr oeddent ar 13 Mawrth 2026."


def test_an_unmarked_sentence_stays_english_whole_with_the_date_in_it() -> None:
    made = f"It ended on {day('2026-03-13')}."
    with speaking(WELSH):
        assert again(made) == "It ended on 13 March 2026."


def test_content_in_two_languages_is_said_in_the_one_that_is_spoken() -> None:
    name = either("Ambulance", "Ambiwlans")
    with speaking(WELSH):
        assert again(name) == "Ambiwlans" and language_of(again(name)) == "cy"
        assert language_of(either("Ambulance", None)) == "en"


def test_a_cut_of_words_keeps_their_language_only_when_it_is_asked_to() -> None:
    with speaking(WELSH):
        words = say("Contents")
    assert language_of(words[:3]) == "en"
    assert language_of(like(words, words[:3])) == "cy"


def test_words_that_know_their_language_can_be_kept_and_sent_as_plain_words() -> None:
    assert type(pickle.loads(pickle.dumps(say("Contents")))) is str


@pytest.mark.parametrize(("n", "says"), [
    (0, "Nid yw’r ffeil hon yn dal unrhyw dablau o ffigurau cyhoeddedig."),
    (1, "Mae’r ffeil hon yn dal 1 tabl o ffigurau cyhoeddedig, ar ei daflen waith ei hun."),
    (2, "Mae’r ffeil hon yn dal 2 dabl o ffigurau cyhoeddedig, un ar bob taflen waith."),
    (3, "Mae’r ffeil hon yn dal 3 thabl o ffigurau cyhoeddedig, un ar bob taflen waith."),
    (6, "Mae’r ffeil hon yn dal 6 thabl o ffigurau cyhoeddedig, un ar bob taflen waith."),
    (1_204, "Mae’r ffeil hon yn dal 1,204 tabl o ffigurau cyhoeddedig, un ar bob taflen waith."),
])
def test_welsh_has_a_form_for_each_number_that_mutates_what_follows(n: int, says: str) -> None:
    with speaking(WELSH):
        assert several("This file holds {n} table of published figures, on a worksheet of its own.",
                       "This file holds {n} tables of published figures, one on each worksheet.", n) == says


def test_a_day_and_a_month_are_written_as_each_language_writes_them() -> None:
    assert (day_words(date(2026, 3, 13)), month_words(date(2026, 3, 13))) == ("13 March 2026", "March 2026")
    with speaking(WELSH):
        assert (day_words(date(2026, 3, 13)), month_words(date(2026, 3, 13))) == ("13 Mawrth 2026", "Mawrth 2026")


def test_numbers_are_written_alike_in_both_languages() -> None:
    with speaking(WELSH):
        assert (number(1234), number(4.8, 1), number(-0.5, 1)) == ("1,234", "4.8", "\u22120.5")


def test_a_list_ends_in_a_before_a_consonant_and_in_ac_before_a_vowel() -> None:
    with speaking(WELSH):
        assert listed(["Aberdaron", "Pwllheli", "Nefyn"]) == "Aberdaron, Pwllheli a Nefyn"
        assert listed(["Pwllheli", "Aberdaron"]) == "Pwllheli ac Aberdaron"
        assert listed(["Pwllheli", "Ŵyn"]) == "Pwllheli ac Ŵyn"
        assert listed(["Pwllheli", "Nefyn"], last="or") == "Pwllheli neu Nefyn"


@pytest.mark.parametrize(("word", "vowel"), [
    ("Aberdaron", True), ("ysbyty", True), ("Îs", True), ("Wrecsam", False), ("Winchester", False), ("wyth", True), ("Nefyn", False),
    ("1 arall", True), ("8 arall", True), ("11 arall", True), ("18 arall", False), ("80 arall", True), ("9 arall", False), ("", False),
    ("“Abertawe”", True),
])
def test_what_counts_as_a_vowel_before_welsh_and(word: str, vowel: bool) -> None:
    assert before_vowel(word) is vowel


@pytest.mark.parametrize(("n", "english", "welsh"), [
    (1, "1st", "1af"), (2, "2nd", "2il"), (3, "3rd", "3ydd"), (4, "4th", "4ydd"), (5, "5th", "5ed"), (7, "7th", "7fed"), (11, "11th", "11eg"),
    (12, "12th", "12fed"), (13, "13th", "13eg"), (15, "15th", "15fed"), (18, "18th", "18fed"), (20, "20th", "20fed"), (21, "21st", "21ain"),
    (40, "40th", "40fed"), (112, "112th", "112fed"), (1_001, "1,001st", "1,001af"),
])
def test_places_in_an_order(n: int, english: str, welsh: str) -> None:
    assert ordinal(n) == english
    with speaking(WELSH):
        assert ordinal(n) == welsh


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
@example("{first}", "{0}")
@example("a, b", "Abertawe")
def test_a_list_keeps_its_words_whatever_they_hold(first: str, last: str) -> None:
    with speaking(WELSH):
        made = joined(first, last)
    assert made in {f"{first} a {last}", f"{first} ac {last}"}
    assert isinstance(made, Said)
