"""Where to get help: what may stand in the list, and what is found before a release."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from site_made import declare

from upriver.report.public.helping import dead, is_number, malformed, printable, services
from upriver.shelf import Unreadable, declared
from upriver.words.public.site import Service

TODAY = date(2026, 2, 1)


def a_service(**more: object) -> Service:
    return Service(**{"name": "Helpline", "says": "Helps.", "number": "0800 1111", "checked_on": "2026-01-31", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["999", "101", "116 123", "0800 1111", "0808 2000 247", "08000 121 700", "020 7946 0000", "61016", "0808 80 10 800"])
def test_numbers_as_people_write_them_are_numbers(number: str) -> None:
    assert is_number(number)


@pytest.mark.parametrize("number", ["", "99", "998", "0800", "0808 2000 24", "0808 2000 2477 1", "+44 800 1111", "0800-1111", "0800  1111", "call 999", "0400 111 111"])
def test_what_can_not_be_rung_is_no_number(number: str) -> None:
    assert not is_number(number)


@given(st.text(max_size=14))
@example("٠٨٠٠ ١١١١")
@example("0800 1111\n")
def test_any_text_is_a_number_or_not_without_a_crash(text: str) -> None:
    assert is_number(text) in (True, False)
    assert not is_number(text) or text.isascii()


def test_a_list_of_services_that_were_checked_within_a_year_has_nothing_dead() -> None:
    assert dead((a_service(checked_on="2025-02-01"), a_service()), TODAY) == ()


@pytest.mark.parametrize(("more", "says"), [
    ({"checked_on": "2025-01-30"}, "more than a year ago"), ({"checked_on": ""}, "has not been checked"),
    ({"checked_on": "2026-02-02"}, "still to come"), ({"number": "12345"}, "left out"), ({"checked_on": "31 January"}, "left out"),
    ({"number": "", "href": "www.example.org"}, "left out"), ({"number": "", "href": ""}, "neither a number nor an address"),
])  # fmt: skip
def test_an_entry_that_a_person_should_look_at_is_named(more: dict[str, str], says: str) -> None:
    (told,) = dead((a_service(**more),), TODAY)
    assert told.startswith("Helpline") and says in told


def test_an_entry_that_can_not_be_right_is_not_printed_and_one_that_is_old_is() -> None:
    old, wrong = a_service(checked_on="2020-01-01"), a_service(number="12345")
    assert printable((old, wrong)) == (old,)


def test_the_shipped_list_is_well_formed_and_says_that_nobody_checked_it() -> None:
    shipped = services(declared("site")["help"])
    assert len(shipped) > 9 and not any(malformed(each) for each in shipped)
    assert not any(each.verified for each in shipped) and len(dead(shipped, TODAY)) == len(shipped)


def test_an_emergency_number_stands_first_in_every_box_of_help() -> None:
    boxed = [each for each in services(declared("site")["help"]) if each.boxed]
    assert boxed[0].number == "999" and 3 <= len(boxed) <= 5


def test_an_entry_without_words_is_refused_by_name(tmp_path) -> None:
    declare(tmp_path, "help", '[[services]]\nname = "Our line"\nnumber = "999"\n')
    with pytest.raises(Unreadable, match=r"Our line.*says"):
        services(declared("site", tmp_path / "declarations")["help"])
