"""Word patterns that may tell of harm, and contact details in what somebody typed."""

from __future__ import annotations

import pytest

from upriver import shelf
from upriver.words.voices import contacts
from upriver.words.voices.quoting import quoted
from upriver.words.voices.screening import may_tell_of_harm, patterns

TABLE = shelf.declared("screening")["harm"]
PATTERNS = patterns(TABLE)
FINDS = [(each["kind"], words) for each in TABLE["patterns"] for words in each["finds"]]
LEAVES = [words for each in TABLE["patterns"] for words in each["leaves"]]


@pytest.mark.parametrize(("kind", "words"), FINDS)
def test_words_that_tell_of_harm_are_found(kind: str, words: str):
    assert kind in may_tell_of_harm(words, PATTERNS)


@pytest.mark.parametrize("words", LEAVES)
def test_words_that_tell_of_no_harm_are_left(words: str):
    assert may_tell_of_harm(words, PATTERNS) == ()


@pytest.mark.parametrize("words", ["HE HITS ME", "he  hits\nme", "He 'hits' me!", "He hits me…", "hé hits me"])
def test_capitals_signs_and_spaces_hide_nothing(words: str):
    assert may_tell_of_harm(words, PATTERNS) == ("hurt_by_somebody",)


def test_an_apostrophe_of_any_kind_is_one():
    assert may_tell_of_harm("I\u2019m not safe", PATTERNS) == may_tell_of_harm("I'm not safe", PATTERNS) == ("in_danger",)


def test_every_kind_is_found_in_both_languages():
    assert {each.kind for each in PATTERNS if each.language == "cy"} >= {each.kind for each in PATTERNS if each.language == "en"} - {"home"}


def test_a_long_text_without_harm_is_gone_through_quickly():
    assert may_tell_of_harm("the lights are out and we " * 80, PATTERNS) == ()


@pytest.mark.parametrize(("words", "kind"), [
    ("write to me@example.org", "email"), ("ring 07700 900123", "phone"), ("ring +44 7700 900123", "phone"), ("(01632) 960 120", "phone"), ("01632-960120", "phone"),
    ("I live at NR1 3AB", "postcode"), ("sw1a1aa", "postcode"), ("my number is 943 476 5919", "nhs"), ("9434765919", "nhs"),
])
def test_contact_details_are_found_and_covered(words: str, kind: str):
    assert contacts.found(words) == (kind,)
    assert contacts.MASK in contacts.masked(words) and contacts.found(contacts.masked(words)) == ()


@pytest.mark.parametrize("words", ["In 2025 there were 1,200 more than in 2024", "bus 12 at 10.30", "943 476 5918", "page 3 of 12", "A12 and M4", "from 2024-04-01 to 2025-03-31"])
def test_other_numbers_are_left(words: str):
    assert contacts.found(words) == () and contacts.masked(words) == words


def test_five_words_in_a_row_are_a_quote():
    assert quoted("People say the lights on the path are out", "The lights on the path behind the bus station")
    assert not quoted("People say that lights near the station are out", "The lights on the path behind the bus station")


def test_a_short_entry_told_whole_is_a_quote():
    assert quoted("Many ask for more lights now", "More lights")
