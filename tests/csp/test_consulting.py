"""Who must be consulted, one letter to many, and silence."""

from __future__ import annotations

from datetime import date

import pytest
from csp.told_csp import ON, a_plan, a_register, a_strategy, body, row

from upriver.respond.asking import consulting, sent_to, silent_on
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import Row, plan_of

SCHOOLS = tuple(body(f"school-{nth}", "education") for nth in range(3))
FULL = a_register(*SCHOOLS, body("hmp", "prison"), body("police", "police"))
AHEAD, PAST = "2026-03-01", "2026-01-15"


def letter(reply_by: str = PAST, **more: str) -> Row:
    return row("consultations", "l1", **{"strategy": "s1", "held_on": "2025-12-01", "how": "letter", "says": "?", "reply_by": reply_by, **more})


def asked(who: str, reply: str = "waiting") -> Row:
    return row("consulted", f"l1-{who}", consultation="l1", authority=who, reply=reply)


def states(*rows: Row, register=FULL, on=ON, plan=None):
    found = consulting(plan or a_plan(*rows), register, strategy="s1", on=on)
    return {each.authority: each.state for each in found.must}


def test_every_educational_and_prison_authority_must_be_consulted_and_no_other():
    assert set(states()) == {"school-0", "school-1", "school-2", "hmp"}


def test_for_a_wider_area_every_other_specified_authority_must_be_too():
    assert "police" in states(plan=plan_of([a_strategy(wider_area="Both counties")]))


def test_areas_that_work_together_are_a_wider_area_too():
    assert "police" in states(register=a_register(body("police", "police"), pooled="Both counties"))


def test_who_is_on_no_list_was_never_asked():
    assert states(letter(), asked("hmp"))["school-0"] == "never"


def test_no_reply_by_the_date_is_late_and_becomes_silence_by_a_person_alone():
    assert states(letter(PAST), asked("hmp"))["hmp"] == "late"


def test_before_the_date_a_reply_is_waited_for():
    assert states(letter(AHEAD), asked("hmp"))["hmp"] == "waiting"


def test_silence_is_kept_as_silence():
    assert states(letter(), asked("hmp", "silence"))["hmp"] == "silence"


def test_of_several_letters_the_reply_to_one_counts():
    second = row("consultations", "l2", strategy="s1", held_on="2026-01-20", how="letter", says="?")
    rows = (letter(), asked("hmp", "silence"), second, row("consulted", "x", consultation="l2", authority="hmp", reply="replied"))
    assert states(*rows)["hmp"] == "replied"


def test_a_letter_sent_later_does_not_count_on_an_earlier_day():
    assert states(letter(), asked("hmp"), on=date(2025, 11, 30))["hmp"] == "never"


def test_a_body_that_has_ended_need_not_be_consulted():
    assert states(register=a_register(body("gone", "prison", valid_to=date(2025, 1, 1)))) == {}


def test_a_letter_goes_to_every_body_of_a_kind_in_one_go():
    rows = sent_to(a_plan(letter(AHEAD)), FULL, consultation="l1", kinds=["education"], ids=[], on=ON)
    assert [values["authority"] for _, _, values in rows] == ["school-0", "school-1", "school-2"]


def test_who_is_on_the_list_already_stays_as_he_is():
    rows = sent_to(a_plan(letter(AHEAD), asked("school-1", "replied")), FULL, consultation="l1", kinds=["education"], ids=["hmp"], on=ON)
    assert [values["authority"] for _, _, values in rows] == ["school-0", "school-2", "hmp"]


def test_a_new_row_never_takes_the_id_of_another():
    taken = row("consulted", "l1-hmp", consultation="l0", authority="hmp", reply="replied")
    rows = sent_to(a_plan(letter(AHEAD), taken), FULL, consultation="l1", kinds=[], ids=["hmp"], on=ON)
    assert [ident for _, ident, _ in rows] == ["l1-hmp-2"]


@pytest.mark.parametrize(("kinds", "ids", "says"), [(["schools"], [], "no kind or body"), ([], ["nobody"], "no kind or body"), ([], [], "nobody is named")])
def test_a_letter_to_nobody_known_is_refused(kinds, ids, says):
    with pytest.raises(Refusal, match=says):
        sent_to(a_plan(letter(AHEAD)), FULL, consultation="l1", kinds=kinds, ids=ids, on=ON)


def test_nobody_is_put_on_a_list_whose_date_has_passed():
    with pytest.raises(Refusal, match="has passed"):
        sent_to(a_plan(letter(PAST)), FULL, consultation="l1", kinds=["education"], ids=[], on=ON)


def test_only_those_who_were_waited_for_become_silent():
    rows = silent_on(a_plan(letter(), asked("hmp"), asked("school-0", "replied")), consultation="l1", on=ON)
    assert [(values["authority"], values["reply"]) for _, _, values in rows] == [("hmp", "silence")]


def test_silence_keeps_what_else_the_row_held():
    waited = row("consulted", "l1-hmp", consultation="l1", authority="hmp", reply="waiting", said="Will come back to us.")
    assert silent_on(a_plan(letter(), waited), consultation="l1", on=ON)[0][2]["said"] == "Will come back to us."


@pytest.mark.parametrize(("reply_by", "says"), [("", "names no date"), (AHEAD, "may come until"), ("2026-02-01", "may come until")])
def test_nobody_is_silent_before_the_date_has_passed(reply_by, says):
    with pytest.raises(Refusal, match=says):
        silent_on(a_plan(letter(reply_by), asked("hmp")), consultation="l1", on=ON)
