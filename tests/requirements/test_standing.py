"""How a requirement stands: evidence and a named person's word, and never one of them alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from requirements.holding import ON, a_definition, added, full

from upriver.duty.requirements.judging import stands
from upriver.duty.requirements.register import requirements
from upriver.report.plans.duty.inspecting import _seen
from upriver.report.plans.duty.standing import clause
from upriver.words.registers.plan import Plan
from upriver.words.sharing.authority import Person, Register
from upriver.words.standing.held import Held
from upriver.words.standing.requirement import Criterion, HowItStands

ALL = {each.id: each for each in requirements()}


def attested(held: Held, requirement: str = "A3", says: str = "met", person: str = "p1", on: str = "2026-01-20", evidence: str = "Seen") -> Held:
    """The same with one attestation and no other."""
    row = {"requirement": requirement, "says": says, "evidence": evidence, "person": person, "attested_on": on}
    return replace(held, plan=added(held.plan, attestations=[row]))


def of(held: Held, requirement: str = "a3") -> HowItStands:
    """How one requirement stands."""
    return stands(ALL[requirement], held)


def empty() -> Held:
    """A workspace that holds nothing but a person."""
    return Held(ON, register=Register(people=(Person("p1", "Ada Fictional", "Head of safety"),)))


def test_evidence_with_a_named_attestation_is_met() -> None:
    assert of(attested(full())).standing == "met"


def test_evidence_alone_is_not_attested() -> None:
    assert of(full()).standing == "not_attested"


def test_a_word_alone_is_not_met_and_says_so() -> None:
    found = of(attested(empty()))
    assert (found.standing, "attested, but nothing shows it" in " ".join(found.lacks)) == ("not_met", True)


@settings(max_examples=60, deadline=None)
@given(requirement=st.sampled_from(sorted(ALL)), says=st.sampled_from(["met", "partly"]))
def test_no_attestation_alone_makes_anything_met(requirement: str, says: str) -> None:
    if ALL[requirement].rule not in ("product", "self_assessed"):
        assert of(attested(empty(), requirement.upper(), says), requirement).standing not in ("met", "not_attested")


def test_an_attestation_of_somebody_the_register_does_not_know_does_not_count() -> None:
    assert of(attested(full(), person="nobody")).standing == "not_attested"


def test_an_attestation_of_an_erased_person_does_not_count() -> None:
    held = attested(full())
    gone = Person("p1", erased_on="2026-01-30")
    assert of(replace(held, register=replace(held.register, people=(gone,)))).standing == "not_attested"


def test_an_erased_person_who_said_not_met_still_holds_it_down() -> None:
    held = attested(full(), says="not_met")
    assert of(replace(held, register=replace(held.register, people=()))).standing == "not_met"


def test_an_attestation_of_a_later_day_does_not_count_yet() -> None:
    assert of(attested(full(), on="2026-02-02")).standing == "not_attested"


def test_the_latest_word_holds() -> None:
    rows = [{"requirement": "A3", "says": says, "evidence": "Seen", "person": "p1", "attested_on": on}
            for says, on in (("not_met", "2026-01-25"), ("met", "2026-01-20"))]
    assert of(replace(full(), plan=added(full().plan, attestations=rows))).standing == "not_met"


def test_of_two_words_on_one_day_the_one_written_last_holds() -> None:
    rows = [{"requirement": "A3", "says": says, "evidence": "Seen", "person": "p1", "attested_on": "2026-01-20"} for says in ("not_met", "met")]
    assert of(replace(full(), plan=added(full().plan, attestations=rows))).standing == "met"


def test_evidence_in_part_stays_partly_whatever_is_attested() -> None:
    held = replace(attested(full()), lacking=("A district has no health board",))
    assert of(held).standing == "partly"


def test_who_attested_is_said_by_role_and_never_by_name() -> None:
    said = of(attested(full())).attested
    assert (said.startswith("Head of safety, "), "Ada" in said) == (True, False)


def test_of_two_people_with_one_role_the_id_says_which_attested() -> None:
    held = attested(full())
    first = held.register.people[0]
    two = replace(held, register=replace(held.register, people=(*held.register.people, replace(first, id="p2"))))
    assert of(two).attested.startswith("Head of safety (p1), ")


def test_what_binds_every_partnership_cannot_be_attested_away() -> None:
    assert of(attested(full(), says="not_applicable")).standing == "not_attested"


def test_what_binds_only_some_can_be_attested_as_not_applying() -> None:
    assert of(attested(empty(), "A7", "not_applicable", evidence="Each area works by itself"), "a7").standing == "not_applicable"


def test_what_binds_only_some_is_not_set_aside_without_a_word() -> None:
    assert of(empty(), "a7").standing == "not_met"


def test_what_holds_in_wales_does_not_apply_in_england_by_rule() -> None:
    assert of(full(), "a17").standing == "not_applicable"


def test_what_holds_in_wales_is_looked_at_in_wales() -> None:
    assert of(replace(full(), countries=("wales",)), "a17").standing == "not_attested"


def test_where_no_area_is_settled_nothing_is_set_aside_by_country() -> None:
    assert of(empty(), "a17").standing == "not_met"


def test_where_only_a_person_can_say_a_link_is_asked_for() -> None:
    assert of(attested(empty(), "F9"), "f9").standing == "not_met"


def test_where_only_a_person_can_say_a_word_with_its_link_is_met() -> None:
    assert of(attested(empty(), "F9", evidence="Minutes at https://example.org/minutes."), "f9").standing == "met"


def test_an_empty_workspace_meets_nothing() -> None:
    assert not [each.name for each in ALL.values() if of(Held(ON, plan=Plan()), each.id).standing == "met"]


def test_what_is_not_met_says_what_to_do_next() -> None:
    assert not [each.name for each in ALL.values() if (found := of(empty(), each.id)).standing in ("not_met", "partly") and not found.next_step]


def test_a_definition_that_was_agreed_is_called_by_its_title_and_not_by_its_slug() -> None:
    seen = [{"of": "definition", "which": "home_office_core", "held_on": "2025-09-01", "by": "board", "considered": "All", "outcome": "kept", "why": "It fits"}]
    held = replace(full(), plan=added(full().plan, reviews=seen), titled={"home_office_core": "The Home Office's core", "ours": "What we count"})
    said = str([of(held, each) for each in ("b1", "b2", "b5")])
    assert "The Home Office's core" in said and "home_office_core" not in said and "ours@1" not in said


def test_parts_that_are_scored_on_some_factors_alone_are_not_counted_as_nought() -> None:
    some = a_definition()
    limb = replace(some.limbs[0], scores={**some.limbs[0].scores, "prevalence": None})
    said = str(of(replace(full(), definition=replace(some, limbs=(limb,))), "b1").evidence)
    assert "1 of 1 part of the definition is scored on some of the four factors, none on all" in said


def test_a_requirement_in_the_inspection_file_stands_right_under_the_title_of_its_page() -> None:
    assert clause(of(full()))[0].level == 2  # type: ignore[union-attr]


def test_what_is_recalled_is_said_once_and_a_source_holds_no_machine_date() -> None:
    row = Criterion("h1", "HMICFRS", "Officers are trained", "recommendation", "police.uk response of 2023-04-26", "2023-03", True)
    assert _seen(replace(row, verified=False, note="recalled")) == "Recalled, not read in a source."
    assert _seen(row) == "police.uk response, March 2023."
