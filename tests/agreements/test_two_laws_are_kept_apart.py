"""Rows given under Part 3 and rows given under UK GDPR meet in no question, unless one party takes both under one law for one purpose."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from agreements.agreed import TODAY, a_contract, a_party, an_agreement

from upriver import shelf
from upriver.assess.answering import SHELF, needs
from upriver.duty.agreements.apart import joined
from upriver.duty.permitting import clauses_of
from upriver.intake.contracts import contracts
from upriver.pipeline.counting import gathering
from upriver.pipeline.sharing.standing import denied
from upriver.words.declared import Contract
from upriver.words.figure import CubeSpec, MetSpec, PeopleSpec, PointSpec, RowsSpec, TallySpec
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Agreement, Clause, Permission, Use

CRIMES, CARE = a_contract("crimes", title="Crimes"), a_contract("care", title="Care")
PURPOSES = ("strategic_needs_assessment",)


def an_agreement_about(contract: Contract, giver: str, taker: str = "uk_gdpr", *, who: str = "council", purposes: tuple[str, ...] = PURPOSES) -> Agreement:
    """Its giver and its taker under these laws."""
    made = an_agreement(id=f"our_{contract.slug}", contract=contract.slug, purposes=purposes)
    taking = a_party(who, kind="local_authority", part="receives", regime=taker)
    return replace(made, parties=(a_party(regime=giver), taking), signatures=tuple(replace(each, party=party) for each, party in zip(made.signatures, ("police", who), strict=True)))


def clauses(*agreements: Agreement, purpose: str = "strategic_needs_assessment") -> tuple[Clause, ...]:
    """Those for the assessment, as a permission holds them."""
    return tuple(each for each in clauses_of(agreements, (CRIMES, CARE), on=TODAY) if each.allows.purpose in (purpose, "monitoring"))


def asked(crimes: Agreement, care: Agreement) -> str:
    """What a question that joins both is told; "" where it may."""
    try:
        joined(CRIMES, CARE, clauses(crimes, care), audience="public")
    except Refusal as refusal:
        return str(refusal)
    return ""


def test_the_agreements_of_these_tests_are_live() -> None:
    assert {each.state for each in clauses(an_agreement_about(CRIMES, "part_3"), an_agreement_about(CARE, "uk_gdpr", who="trust"))} == {"live"}


def test_rows_under_two_laws_that_nobody_takes_under_one_are_refused_by_name_law_and_rule() -> None:
    told = asked(an_agreement_about(CRIMES, "part_3", "part_3"), an_agreement_about(CARE, "uk_gdpr"))
    assert "Crimes (given under Data Protection Act 2018, Part 3 (law enforcement)) and Care (given under UK GDPR) may not be joined" in told
    assert "section 36" in told and "same party as receiving under the same law" in told


def test_rows_that_one_party_takes_under_one_law_for_one_purpose_may_be_joined() -> None:
    assert asked(an_agreement_about(CRIMES, "part_3"), an_agreement_about(CARE, "uk_gdpr")) == ""


def test_two_parties_under_the_same_law_are_not_one() -> None:
    assert asked(an_agreement_about(CRIMES, "part_3"), an_agreement_about(CARE, "uk_gdpr", who="trust"))


def test_agreements_for_two_purposes_allow_no_joining() -> None:
    assert asked(an_agreement_about(CRIMES, "part_3", purposes=("monitoring",)), an_agreement_about(CARE, "uk_gdpr"))


def test_one_agreement_of_several_that_does_not_fit_is_enough() -> None:
    both = (an_agreement_about(CRIMES, "part_3"), replace(an_agreement_about(CRIMES, "part_3", "part_3"), id="more_crimes"), an_agreement_about(CARE, "uk_gdpr"))
    with pytest.raises(Refusal):
        joined(CRIMES, CARE, clauses(*both), audience="public")


@pytest.mark.parametrize("laws", [("part_3", "part_3"), ("uk_gdpr", "uk_gdpr"), ("part_3", "no_personal_data")])
def test_one_law_or_no_personal_data_needs_nothing_more(laws: tuple[str, str]) -> None:
    assert asked(an_agreement_about(CRIMES, laws[0], laws[0]), an_agreement_about(CARE, laws[1], laws[1], who="trust")) == ""


def test_two_fields_of_one_data_set_are_not_two_data_sets() -> None:
    joined(CRIMES, CRIMES, clauses(an_agreement_about(CRIMES, "part_3"), an_agreement_about(CRIMES, "uk_gdpr", who="trust")), audience="public")


# Where rows of two data sets could meet at all.

def test_every_need_but_people_known_to_two_reads_one_data_set() -> None:
    every = needs()
    assert {type(each) for each in every} <= {CubeSpec, RowsSpec, TallySpec, PeopleSpec, MetSpec, PointSpec}
    assert all(isinstance(each.contract, str) for each in every if not isinstance(each, MetSpec))


def test_the_only_questions_that_join_two_data_sets_are_of_patients_who_are_victims() -> None:
    pairs = {(module.QUESTION, need.first.contract, need.second.contract) for module in shelf.modules(SHELF) for need in module.NEEDS
             if isinstance(need, MetSpec) and need.first.contract != need.second.contract}
    print(f"G5: {len(needs())} needs of {len(list(shelf.modules(SHELF)))} questions, {len(pairs)} join rows of two data sets")
    assert {pair[1:] for pair in pairs} == {("ed_assault_attendances", "police_crime_extract")} and len(pairs) == 2


def test_rows_of_two_data_sets_are_joined_in_one_place_behind_the_guard() -> None:
    source = Path(gathering.__file__).parents[2]
    calling = {path.relative_to(source).as_posix() for path in source.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))
               if isinstance(node, ast.ImportFrom) and node.module == "upriver.store.partners.people" and any(each.name == "met" for each in node.names)}
    assert calling == {"pipeline/counting/gathering.py"}


ED, POLICE = contracts()["ed_assault_attendances"], contracts()["police_crime_extract"]
PATIENTS = MetSpec(PeopleSpec(ED.slug, "person_key"), PeopleSpec(POLICE.slug, "victim_key"))


def a_permission(**taken: str) -> Permission:
    """To use both, police under Part 3 and patients under UK GDPR; `taken` is under which law the council takes each."""
    uses = [Use(each.slug, (), (), "district", "strategic_needs_assessment", "public") for each in (ED, POLICE)]
    found = (Clause("ed@1", "", (), uses[0], "", given_under=("uk_gdpr",), taken_under=(("council", taken["ed"]),)),
             Clause("police@1", "", (), uses[1], "", given_under=("part_3",), taken_under=(("council", taken["police"]),)))
    return Permission(tuple(uses), found, date(2026, 1, 1))


def gathered(monkeypatch: pytest.MonkeyPatch, permission: Permission) -> tuple[list[str], dict[object, str]]:
    """Which joins were counted, and what was denied, of a need for patients who are victims."""
    counted: list[str] = []
    monkeypatch.setattr(gathering, "met", lambda *given, **more: counted.append("met"))
    given = {each.slug: (SimpleNamespace(),) for each in (ED, POLICE)}
    made = gathering.gather(None, (PATIENTS,), receipts=(), layouts=contracts(), given=given, permission=permission, audience="public", within=None)  # type: ignore[arg-type]
    return counted, dict(made.denied)


def test_rows_under_two_laws_are_not_counted_and_the_need_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, said = gathered(monkeypatch, a_permission(ed="uk_gdpr", police="part_3"))
    assert not counted and "may not be joined row by row" in said[PATIENTS]


def test_rows_that_one_party_takes_under_one_law_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gathered(monkeypatch, a_permission(ed="uk_gdpr", police="uk_gdpr")) == (["met"], {})


def test_the_chapter_on_limits_says_why_both_were_not_joined() -> None:
    (line,) = denied((PATIENTS,), contracts(), (), a_permission(ed="uk_gdpr", police="part_3"), "public")
    assert line.startswith(f"{ED.title} (given under UK GDPR) and {POLICE.title} (given under") and line.endswith("36(3) and (4)).")


ALONE = """
import sys
from pathlib import Path
from types import SimpleNamespace
from upriver.desk.opening import open_desk
open_desk(Path(sys.argv[1]) / "db.sqlite3", "")
from agreements.agreed import TODAY
from agreements.test_two_laws_are_kept_apart import PATIENTS, a_permission
from upriver.desk.assessments import asking
from upriver.intake.contracts import contracts
from upriver.words.refusal import Refusal
around = SimpleNamespace(contracts=contracts(), permission=a_permission(ed="uk_gdpr", police="part_3"))
made = SimpleNamespace(run=SimpleNamespace(faults=(), denied=(PATIENTS,)), around=around)
asking.make = lambda *given, **more: made
try:
    asking.asked(None, next(iter(asking.questions())), slug="w", name="W", period="", definition="", as_of=TODAY, today=TODAY)
except Refusal as refusal:
    print(refusal)
"""


def test_a_question_asked_alone_that_would_join_both_is_refused(tmp_path: Path) -> None:
    tests = Path(__file__).parents[1]
    path = os.pathsep.join((str(tests), *sys.path))
    ran = subprocess.run([sys.executable, "-c", ALONE, str(tmp_path)], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    assert "may not be joined row by row" in ran.stdout, ran.stderr
