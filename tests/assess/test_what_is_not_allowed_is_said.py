"""Data that are held and may not be used as a question needs them: said by the clause, never as if nobody held them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from assess.bad_data import a_case
from assess.test_bad_data import story_of_case

from upriver.intake.contracts import contracts
from upriver.pipeline.sharing.standing import denied
from upriver.report.sections.missing import pages
from upriver.words.figure import MetSpec, PeopleSpec, TallySpec
from upriver.words.sharing.agreement import Barred, Clause, Permission, Use

EXTRACT = "police_crime_extract"


def said(*needs: object, fields: tuple[str, ...] = ("recorded_at", "lsoa21"), barred: tuple[Barred, ...] = (), sent: tuple[str, ...] = (),
         audience: str = "restricted") -> tuple[str, ...]:
    use = Use(EXTRACT, fields, (), "record", "strategic_needs_assessment", audience)
    clause = Clause("police_crime@2", "pcsc_s16", (), use, "says")
    permission = Permission((use,), (clause,), date(2026, 2, 1), barred)
    receipts = tuple(SimpleNamespace(part=SimpleNamespace(contract=each)) for each in sent)
    return denied(needs, contracts(), receipts, permission, audience)  # type: ignore[arg-type]


def test_a_clause_that_leaves_fields_out_is_named_with_them() -> None:
    (line,) = said(TallySpec(EXTRACT, ("victim_sex", "recorded_at")), TallySpec(EXTRACT, ("knife",)))
    assert line.endswith("police_crime@2 doesn't allow knife and victim_sex to be used.")


def test_everyone_is_told_that_fields_are_left_out_and_not_by_which_clause() -> None:
    (line,) = said(TallySpec(EXTRACT, ("knife",)), audience="public")
    assert line.endswith("the agreement about it doesn't allow knife to be used.") and "police_crime" not in line


def test_a_key_of_people_that_may_not_be_used_is_named_too() -> None:
    people = PeopleSpec(EXTRACT, "victim_key", (("domestic_abuse", "yes"),))
    (line,) = said(MetSpec(people, PeopleSpec("ed_assault_attendances", "person_key")))
    assert "domestic_abuse and victim_key" in line


def test_what_is_barred_whole_is_said_without_the_day_of_asking() -> None:
    use = Use("spend", (), (), "district", "strategic_needs_assessment", "restricted")
    bar = Barred(use, "no agreement or gateway speaks of spend, so no clause allows it on 2026-11-22", "Make one.")
    (line,) = said(barred=(bar,), sent=("spend",))
    assert line.endswith("so no clause allows it.") and said(barred=(bar,)) == ()


def test_everyone_is_told_that_data_are_barred_and_not_why() -> None:
    bar = Barred(Use("spend", (), (), "district", "strategic_needs_assessment", "public"), "clause spending@1 is refused", "Make one.")
    (line,) = said(barred=(bar,), sent=("spend",), audience="public")
    assert line.endswith("no agreement in force lets everyone see what is made of it.") and "spending@1" not in line


def test_the_chapter_on_limits_says_it_before_what_is_not_held() -> None:
    (page,) = pages(replace(story_of_case(a_case()), denied=("Police crime extract: police_crime@2 doesn't allow knife to be used.",)))
    text = repr(page.blocks)
    assert 0 < text.index("police_crime@2") < text.index("for want of data")
