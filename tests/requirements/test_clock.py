"""What is due when, the calendar file that says it, and the digest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from requirements.holding import CSP, ON, a_due, added, an_agreement, full

from upriver.duty.clock.standing import last_year
from upriver.duty.clock.telling import dues
from upriver.duty.inspection.days import after, working_day
from upriver.duty.inspection.reading import bank_holidays
from upriver.report.plans.duty.calendar import escaped, folded, ical, uid
from upriver.report.plans.duty.digest import digest, listing
from upriver.words.sharing.authority import Register
from upriver.words.standing.clock import KINDS, Due
from upriver.words.standing.held import Held


def found(held: Held, ident: str) -> Due:
    """The one thing of that id that is due."""
    return next(each for each in dues(held) if each.id == ident)


def test_a_strategy_is_to_be_reviewed_on_its_own_day() -> None:
    held = full()
    assert found(replace(held, plan=added(held.plan, reviews=[])), "strategy-review.s1").due == date(2026, 6, 1)


def test_a_review_within_half_a_year_of_its_day_moves_it_a_year_on() -> None:
    held = full()
    seen = [{"of": "strategy", "which": "s1", "held_on": "2026-01-15", "by": "board", "considered": "All", "outcome": "kept", "why": "It fits"}]
    assert found(replace(held, plan=added(held.plan, reviews=seen)), "strategy-review.s1").due == date(2027, 1, 15)


def test_a_csp_assesses_a_year_after_it_last_did() -> None:
    assert found(full(), f"csp-assessment.{CSP}").due == date(2026, 9, 1)


def test_what_was_never_recorded_has_no_day() -> None:
    held = full()
    assert not found(replace(held, plan=added(held.plan, reviews=[])), f"csp-assessment.{CSP}").known


def test_the_rules_of_csps_in_england_are_not_laid_on_wales() -> None:
    assert not [each for each in dues(replace(full(), countries=("wales",))) if each.kind == "csp"]


def test_a_three_year_plan_ends_in_the_year_that_its_title_names() -> None:
    assert found(full(), f"csp-plan.{CSP}").due == date(2027, 3, 31)


def test_years_in_a_title_are_read_in_the_ways_they_are_written() -> None:
    assert [last_year(each) for each in ("Plan 2024 to 2027", "Plan 2024-27", "Plan 2024/2027", "Our plan")] == [2027, 2027, 2027, None]


def test_a_quarter_that_never_came_rests_on_the_regulation() -> None:
    late = found(replace(full(), dues=(a_due("police_incidents", state="missing"),)), "data-missing.police_incidents.A provider")
    assert (late.late(ON), late.statute, late.verified) == (True, True, True)


def test_what_came_is_not_due() -> None:
    assert not [each for each in dues(full()) if each.kind == "data"]


def test_an_agreement_is_to_be_reviewed_and_renewed() -> None:
    held = replace(full(), agreements=(an_agreement(),))
    assert [found(held, ident).due for ident in ("agreement-review.ag", "agreement-ends.ag")] == [date(2026, 6, 1), date(2027, 1, 1)]


def test_a_request_with_a_reply_is_off_the_clock() -> None:
    assert not [each for each in dues(full()) if each.kind == "policing"]


def test_a_request_without_a_reply_is_due_on_the_policing_bodys_day() -> None:
    row = {"id": "pb", "under": "s17", "asked_on": "2026-01-12", "asked": "Counts", "due": "2026-02-09", "holds_people": "no"}
    held = full()
    due = found(replace(held, plan=added(held.plan, policing=[row])), "policing.pb")
    assert (due.due, due.verified) == (date(2026, 2, 9), False)


def test_attestations_are_looked_at_again_after_a_year() -> None:
    assert found(full(), "attest.2026-01-20").due == date(2027, 1, 20)


def test_every_kind_is_one_of_the_list() -> None:
    assert {each.kind for each in dues(full())} <= set(KINDS)


def test_each_thing_that_is_due_has_an_id_of_its_own() -> None:
    ids = [each.id for each in dues(full())]
    assert len(ids) == len(set(ids))


def test_a_thing_keeps_its_id_on_another_day() -> None:
    assert {each.id for each in dues(full())} == {each.id for each in dues(replace(full(), on=date(2026, 2, 20)))}


def read(calendar: bytes) -> list[dict[str, str]]:
    """The events of a calendar, read as RFC 5545 says: lines unfolded, names parted from values, escapes undone."""
    text = calendar.decode().replace("\r\n ", "")
    events: list[dict[str, str]] = []
    for line in text.split("\r\n"):
        if line == "BEGIN:VEVENT":
            events.append({})
        elif ":" in line and events:
            name, _, value = line.partition(":")
            events[-1].setdefault(name, re.sub(r"\\(.)", lambda each: "\n" if each[1] in "nN" else each[1], value))
    return events


def a_thing(**more: object) -> Due:
    """Something that is due."""
    return Due(**{"id": "a.1", "what": "Review the strategy", "due": date(2026, 3, 31), "rests_on": "The Act", "verified": True, **more})  # type: ignore[arg-type]


def test_a_calendar_is_read_back_with_its_words_and_days() -> None:
    what = "Agree; then sign, \\ and\nsend – “now”"
    event = read(ical([a_thing(what=what)], name="Norsea", slug="norsea", on=ON))[0]
    assert (event["SUMMARY"], event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == (what, "20260331", "20260401")


def test_every_line_of_a_calendar_ends_with_both_marks() -> None:
    made = ical([a_thing()], name="Norsea", slug="norsea", on=ON)
    assert made.endswith(b"\r\n") and made.count(b"\n") == made.count(b"\r\n")


@given(text=st.text(max_size=400))
@example(text="x" * 75)
@example(text="x" * 76)
@example(text="é" * 38)
@example(text="\U0001f30a" * 40)
def test_no_line_is_longer_than_75_octets_and_none_is_lost(text: str) -> None:
    written = folded(f"SUMMARY:{escaped(text)}")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert written.removesuffix("\r\n").replace("\r\n ", "") == f"SUMMARY:{escaped(text)}"


def test_a_thing_keeps_its_name_when_its_day_moves() -> None:
    assert uid(a_thing(), "norsea") == uid(a_thing(due=date(2027, 1, 1), what="Other words"), "norsea")


def test_two_partnerships_have_two_names_for_the_same_thing() -> None:
    assert uid(a_thing(), "norsea") != uid(a_thing(), "hampshire")


def test_the_same_day_gives_the_same_bytes() -> None:
    assert ical([a_thing()], name="N", slug="n", on=ON) == ical([a_thing()], name="N", slug="n", on=ON)


def test_a_digest_says_first_what_is_late() -> None:
    said = digest([a_thing(due=date(2026, 1, 1)), a_thing(id="b", due=date(2026, 2, 10))], name="Norsea", on=ON)
    assert said.index("LATE") < said.index("DUE BY 3 MARCH 2026")


def test_a_digest_is_short_enough_for_an_email() -> None:
    many = [a_thing(id=str(at), due=date(2026, 1, 1)) for at in range(200)]
    assert len(digest(many, name="Norsea", on=ON).splitlines()) < 30


def test_a_listing_marks_what_was_not_verified() -> None:
    said = listing([a_thing(verified=False)], on=ON, upto=date(2026, 5, 1))
    assert "Review the strategy *" in said


def test_a_bank_holiday_is_no_working_day() -> None:
    assert not working_day(date(2026, 4, 3), bank_holidays())


def test_ten_working_days_after_maundy_thursday_2026_leave_out_easter() -> None:
    assert after(date(2026, 4, 2), 10, bank_holidays())[-1] == date(2026, 4, 20)


def test_bank_holidays_never_fall_on_a_weekend() -> None:
    assert not [each for each in bank_holidays() if each.weekday() > 4]


def test_a_plan_of_a_csp_is_told_under_a_name_that_is_not_its_districts() -> None:
    held = full()
    named = Register(tuple(replace(each, name="Harrowmere") if each.id == CSP else each for each in held.register.authorities), held.register.people)
    assert found(replace(held, register=named), f"csp-plan.{CSP}").what.startswith("Harrowmere CSP: ")


def test_who_is_named_first_is_not_named_again_behind() -> None:
    row = Due("x", "Harrowmere CSP: a new plan", ON, "A rule", True, "Harrowmere CSP", kind="csp")
    assert listing([row], on=ON, upto=ON).count("Harrowmere CSP") == 1


def test_money_that_ends_is_not_its_payer_ending() -> None:
    line = [{"id": "f1", "action": "a1", "year": "2025-26", "cost": "labour", "source": "The police", "planned": "10", "ends": "2026-03-31"}]
    held = full()
    plan = added(held.plan, money=line, actions=[{"id": "a1", "title": "Teams", "status": "under_way"}])
    said = [each.what for each in dues(replace(held, plan=plan)) if each.kind == "money"]
    assert said == ["Money ends: The police, which pays for 1 action"]
