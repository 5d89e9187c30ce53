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


@pytest.mark.parametrize("words", [
    "I want to ki\u200bll myself", "I want to k\u00adill myself", "I want to \u2060kill my\ufeffself", "I want to ki\u034fll myself", "I want to k1ll myself", "i want to ki11 myse1f",
    "\uff29 want to \uff4b\uff49\uff4c\uff4c myself", "I want to \u043aill myself", "I want to k\u0131ll myself", "KMS", "going to kill my self", "5u1c1de", "$elf h@rm", "k\u200b1ll myself", "\uff4b\uff11ll myself",
])
def test_letters_that_are_not_seen_or_stand_for_others_hide_nothing(words: str):
    assert may_tell_of_harm(words, PATTERNS) == ("self_harm",)


@pytest.mark.parametrize("words", [
    "Bus 1, 3 and 5 are late at 10", "The A14 and M4 at 5pm", "15 kms of road", "H3 and 4me are shops", "Flat 1a and 0 lights", "mail info@norsea.example at 5", "Sk8 park, 100%",
    "The 40 and 41 stop at 4am", "1.5 kms away", "\u00a31 or $5",
])
def test_figures_beside_letters_are_no_alarm(words: str):
    assert may_tell_of_harm(words, PATTERNS) == ()


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


@pytest.mark.parametrize(("words", "kind"), [
    ("07700\u00a0900\u00a0123", "phone"), ("07700\u2009900\u2009123", "phone"), ("07700\u2013900\u2013123", "phone"), ("07700/900/123", "phone"), ("07700_900123", "phone"),
    ("\uff10\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13", "phone"), ("+44 (0)7700 900123", "phone"), ("0 7 7 0 0 9 0 0 1 2 3", "phone"), ("in 2025 07700900123", "phone"),
    ("077\u200b00900123", "phone"), ("NR1  3AB", "postcode"), ("NR1\u00a03AB", "postcode"), ("NR1\u200b3AB", "postcode"), ("joe (at) norsea.example", "email"),
    ("joe[AT]norsea.example", "email"), ("joe@nor\u200bsea.example", "email"), ("joe @ norsea dot example", "email"), ("joe@norsea\u3002example", "email"), ("joe\uff20norsea.example", "email"),
    ("QQ123456C", "insurance"), ("qq 12 34 56 c", "insurance"), ("943\u2009476\u20095919", "nhs"), ("943\u2013476\u20135919", "nhs"),
])
def test_no_space_dash_or_other_figure_keeps_one_from_being_covered(words: str, kind: str):
    assert contacts.found(words) == (kind,)
    told = contacts.masked(f"Ask\u00a0me \u2013 {words}, caf\u00e9")
    assert told.startswith("Ask\u00a0me \u2013 ") and told.endswith(f"{contacts.MASK}, caf\u00e9") and contacts.found(told) == ()


def test_each_of_several_is_covered_by_itself():
    assert contacts.masked("ring 07700 900123 or 07700\u2013900124 at NR1 3AB.") == f"ring {contacts.MASK} or {contacts.MASK} at {contacts.MASK}."


@pytest.mark.parametrize("words", ["In 2025 there were 1,200 more than in 2024", "bus 12 at 10.30", "943 476 5918", "page 3 of 12", "A12 and M4", "from 2024-04-01 to 2025-03-31", "2024-04-01 2025-03-31",
    "on 01/02/2025 10:30", "01.02.2025 1030", "meet at the park.", "look at norsea.example", "1 / 2 / 3", "\u00bd of 100"])
def test_other_numbers_are_left(words: str):
    assert contacts.found(words) == () and contacts.masked(words) == words


def test_five_words_in_a_row_are_a_quote():
    assert quoted("People say the lights on the path are out", "The lights on the path behind the bus station")
    assert not quoted("People say that lights near the station are out", "The lights on the path behind the bus station")


def test_a_short_entry_told_whole_is_a_quote():
    assert quoted("Many ask for more lights now", "More lights")
