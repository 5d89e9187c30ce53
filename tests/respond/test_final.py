"""A strategy isn't final before everybody who must be consulted has been."""

from dataclasses import replace
from datetime import date

import pytest
from respond.builders import a, bodies, plan

from upriver.respond.finality import blockers, loose_ends, refuse_final, signatures
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted
from upriver.words.registers.strategy import Contribution, Strategy
from upriver.words.sharing.authority import Register

ON = date(2025, 6, 1)
ALL = bodies(police="police", school="education", jail="prison", lodge="youth_custody")
ASKED = (a(Strategy), a(Consultation), a(Consulted), a(Consulted, id="2", authority="jail"), a(Consulted, id="3", authority="lodge"))


def in_the_way(*rows: object, register: Register = ALL) -> str:
    return " ".join(blockers(plan(*rows), register, strategy="s", on=ON))


def test_with_all_three_kinds_consulted_nothing_stands_in_the_way() -> None:
    assert in_the_way(*ASKED) == ""


@pytest.mark.parametrize(("left_out", "named"), [(2, "School"), (3, "Jail"), (4, "Lodge")])
def test_each_kind_that_was_never_asked_stands_in_the_way_by_name(left_out: int, named: str) -> None:
    assert named in in_the_way(*(row for at, row in enumerate(ASKED) if at != left_out))


def test_silence_is_an_answer() -> None:
    assert in_the_way(*ASKED[:2], a(Consulted, reply="silence"), *ASKED[3:]) == ""


def test_who_may_still_reply_has_not_been_heard() -> None:
    rows = (a(Strategy), a(Consultation, reply_by="2025-06-01"), a(Consulted, reply="waiting"), *ASKED[3:])
    assert "School (until 1 June 2025) may still reply" in in_the_way(*rows)


def test_a_day_later_it_is_only_a_loose_end() -> None:
    rows = plan(a(Strategy, vision="x"), a(Consultation, reply_by="2025-05-31"), a(Consulted, reply="waiting"), *ASKED[3:])
    assert blockers(rows, ALL, strategy="s", on=ON) == ()
    assert "hasn't been recorded as silence" in loose_ends(rows, ALL, strategy="s", on=ON)[0]


def test_a_consultation_on_another_strategy_counts_for_nothing() -> None:
    assert "School" in in_the_way(a(Strategy), a(Consultation, strategy="old"), *ASKED[2:])


def test_over_a_wider_area_the_other_specified_authorities_must_be_asked_too() -> None:
    assert "Police" in in_the_way(a(Strategy, wider_area="Norsea and Eastmarch"), *ASKED[1:])


def test_a_register_without_a_school_never_lets_a_strategy_pass() -> None:
    assert "lists no school" in in_the_way(*ASKED, register=bodies(police="police", jail="prison"))


def test_an_area_without_a_prison_needs_none() -> None:
    assert in_the_way(*ASKED, register=bodies(police="police", school="education")) == ""


def test_a_school_that_opened_after_publication_needs_no_asking() -> None:
    late = Register((*ALL.authorities, replace(bodies(newcomer="education").authorities[0], valid_from=date(2025, 5, 1))))
    assert "Newcomer" in in_the_way(*ASKED, register=late)
    assert in_the_way(a(Strategy, published_on="2025-04-01"), *ASKED[1:], register=late) == ""


def test_making_it_final_too_soon_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal, match=r"can't be made final yet.*School.*upriver consult"):
        refuse_final(plan(a(Strategy)), plan(a(Strategy, state="final")), ALL, on=ON)


def test_a_new_row_that_says_final_is_refused_too() -> None:
    with pytest.raises(Refusal):
        refuse_final(plan(), plan(a(Strategy, state="final")), ALL, on=ON)


def test_a_strategy_that_is_final_already_may_be_edited() -> None:
    final = a(Strategy, state="final")
    refuse_final(plan(final), plan(a(Strategy, state="final", vision="New words")), ALL, on=ON)


def test_every_specified_authority_is_listed_signed_or_not() -> None:
    signed = signatures(plan(a(Strategy), a(Contribution, signed_on="2025-03-01")), bodies(police="police", fire="fire_and_rescue"), strategy="s", on=ON)
    assert [(each.authority, each.signed_on) for each in signed] == [("police", date(2025, 3, 1)), ("fire", None)]


def test_a_signature_of_tomorrow_is_none_today() -> None:
    signed = signatures(plan(a(Strategy), a(Contribution, signed_on="2025-06-02", signed_by="p1")), bodies(police="police"), strategy="s", on=ON)
    assert (signed[0].signed_on, signed[0].signed_by) == (None, "")
