"""What clauses allow: fields, areas, detail, purpose, audience and days, and the clause that is missing by name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from agreed import AREAS, FIELDS, TODAY, a_contract, a_use, an_agreement
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.duty.agreements.feeds import feeds
from upriver.duty.agreements.standing import flows, for_review, standing
from upriver.duty.answering import answer
from upriver.duty.gateways import gateways
from upriver.duty.permitting import allowed, clauses_of, open_clauses
from upriver.words.declared import Grouping
from upriver.words.sharing.agreement import DETAILS, PURPOSES, Agreement, Confirmation

GATEWAYS = gateways()
CALLS = a_contract()
OPEN = a_contract("street", protection="open", licence="Open Government Licence v3.0")


def clauses(*agreements: Agreement, on: date = TODAY, contracts=(CALLS,)):
    return clauses_of(agreements or (an_agreement(),), contracts, on=on, gateways=GATEWAYS, names={"p3": "Cy Third"})


def test_the_clause_that_allows_a_use_comes_with_the_permission():
    made = allowed([a_use()], clauses(), on=TODAY)
    assert [clause.id for clause in made.clauses] == ["our_calls@1:calls:strategic_needs_assessment:public"]
    assert made.clauses[0].confirmed_by == "Cy Third, IG lead, 1 January 2026"


@pytest.mark.parametrize("but", [
    {"contract": "letters"}, {"areas": ("E08000001",)}, {"areas": (AREAS[0], "E08000001")}, {"areas": ()},
    {"detail": "small_area"}, {"detail": "record"}, {"purpose": "evaluation"}, {"purpose": ""},
])
def test_a_use_that_reaches_further_is_refused_with_the_clause_named(but: dict[str, object]):
    made = allowed([a_use(**but)], clauses(), on=TODAY)
    assert not made.uses and re.search(r"our_calls@1|no agreement or gateway speaks of letters", made.barred[0].why)


def test_all_fields_are_more_than_some():
    some = clauses(an_agreement(fields=("month", "lsoa")))
    assert allowed([a_use(fields=("month",))], some, on=TODAY).uses
    assert not allowed([a_use(fields=())], some, on=TODAY).uses


def test_public_counts_may_be_coarser_than_what_the_partnership_uses():
    assert allowed([a_use(detail="record", audience="restricted")], clauses(), on=TODAY).uses
    assert not allowed([a_use(detail="record")], clauses(), on=TODAY).uses


def test_never_onward_lets_nobody_outside_see_anything():
    assert not allowed([a_use(detail="partnership")], clauses(an_agreement(onward="never")), on=TODAY).uses


def test_receiving_and_checking_is_part_of_every_purpose_for_the_partnership_alone():
    checking = a_use(purpose="data_quality", detail="record", audience="restricted", fields=())
    assert allowed([checking], clauses(), on=TODAY).uses
    assert not allowed([a_use(purpose="data_quality")], clauses(), on=TODAY).uses


@pytest.mark.parametrize(("on", "live"), [
    (date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2027, 12, 31), True), (date(2028, 1, 1), False),
])
def test_both_ends_of_an_agreement_are_included(on: date, live: bool):
    assert bool(allowed([a_use()], clauses(on=on), on=on).uses) is live


def test_clauses_made_on_one_day_do_not_outlive_their_last_day():
    assert not allowed([a_use()], clauses(on=TODAY), on=date(2028, 1, 1)).uses


def test_a_withdrawn_agreement_allows_nothing_from_that_day_on():
    gone = an_agreement(withdrawn=TODAY)
    assert not allowed([a_use()], clauses(gone), on=TODAY).uses
    assert allowed([a_use()], clauses(gone, on=date(2026, 2, 28)), on=date(2026, 2, 28)).uses


def test_several_agreements_together_may_cover_the_areas():
    two = clauses(an_agreement(id="north", areas=AREAS[:1]), an_agreement(id="south", areas=AREAS[1:2]))
    made = allowed([a_use()], two, on=TODAY)
    assert [clause.id.split("@")[0] for clause in made.clauses] == ["north", "south"]


def test_several_agreements_do_not_add_up_in_fields():
    two = clauses(an_agreement(id="one", fields=("month",)), an_agreement(id="two", fields=("lsoa",)))
    assert not allowed([a_use(fields=("month", "lsoa"))], two, on=TODAY).uses


def test_an_area_is_covered_where_it_lies_in_one_that_is():
    county = clauses(an_agreement(areas=("E10009901",)))
    assert not allowed([a_use()], county, on=TODAY).uses
    assert allowed([a_use()], county, on=TODAY, within={code: frozenset({"E10009901"}) for code in AREAS}).uses


def test_what_is_barred_stands_beside_what_is_allowed():
    made = allowed([a_use(), a_use(purpose="evaluation")], clauses(), on=TODAY)
    assert len(made.uses) == len(made.barred) == 1
    assert "evaluat" not in made.barred[0].why and made.barred[0].do


def test_a_table_made_of_agreed_fields_is_allowed_with_its_data_set():
    whole = a_contract(table=(Grouping("method"),))
    table = a_contract("calls_table", of="calls", mode="table", protection="aggregate")
    use = a_use(contract="calls_table", fields=())
    assert allowed([use], clauses(contracts=(whole, table)), on=TODAY).uses
    assert not allowed([use], clauses(an_agreement(fields=("month",)), contracts=(whole, table)), on=TODAY).uses


def test_open_data_need_no_agreement_and_closed_data_no_open_clause():
    assert allowed([a_use(contract="street", detail="record", areas=())], open_clauses([OPEN]), on=TODAY).uses
    assert not open_clauses([a_contract(licence="Open Government Licence v3.0")])


@pytest.mark.parametrize(("but", "state"), [
    ({"signatures": ()}, "unsigned"),
    ({"signatures": an_agreement().signatures[:1]}, "unsigned"),
    ({"confirmation": None}, "unconfirmed"),
    ({"confirmation": Confirmation("p3", "IG lead", TODAY, ("data_protection",))}, "unconfirmed"),
    ({"confirmation": replace(an_agreement().confirmation, on=date(2026, 3, 2))}, "unconfirmed"),
    ({"information": "patient"}, "refused"),
    ({"gateway": "gone"}, "refused"),
    ({"starts": date(2026, 3, 2)}, "not_started"),
    ({"ends": date(2026, 2, 28)}, "expired"),
    ({"withdrawn": date(2026, 2, 28)}, "withdrawn"),
])
def test_an_agreement_that_lacks_something_allows_nothing(but: dict[str, object], state: str):
    made = an_agreement(**but)
    assert standing(made, GATEWAYS, on=TODAY).state == state
    assert not allowed([a_use()], clauses(made), on=TODAY).uses


def test_a_signature_of_a_later_day_is_no_signature_yet():
    late = tuple(replace(each, on=date(2026, 3, 2)) for each in an_agreement().signatures)
    assert standing(an_agreement(signatures=late), GATEWAYS, on=TODAY).state == "unsigned"


@pytest.mark.parametrize(("ends", "said"), [(date(2026, 5, 30), "ends in 90 days"), (date(2026, 5, 31), "")])
def test_an_end_within_90_days_is_spoken_of(ends: date, said: str):
    assert standing(an_agreement(ends=ends, review=date(2026, 12, 31)), GATEWAYS, on=TODAY).soon.startswith(said)
    assert said or not standing(an_agreement(ends=ends, review=date(2026, 12, 31)), GATEWAYS, on=TODAY).soon


def test_an_answer_names_clause_name_role_and_day():
    said = answer(a_use(), clauses(), on=TODAY)
    assert said.yes and "our_calls@1" in said.says and "Cy Third, IG lead, 1 January 2026" in said.says


def test_what_only_waits_for_confirmation_is_told_apart_from_no():
    said = answer(a_use(), clauses(an_agreement(confirmation=None)), on=TODAY)
    assert said.kind == "unconfirmed" and "Nobody has confirmed this yet" in said.says and "agree confirm" in said.do


def test_a_no_names_the_section_and_what_would_make_it_a_yes():
    said = answer(a_use(), clauses(an_agreement(information="patient")), on=TODAY)
    assert said.kind == "no" and "section 16(4)(a)" in said.says and said.do


def test_a_release_on_a_clause_that_no_longer_lives_is_listed_for_review():
    id = "our_calls@1:calls:strategic_needs_assessment:public"
    releases = [("r1", (id,)), ("r2", ("open_data:street:public",))]
    everything = (*clauses(), *open_clauses([OPEN]))
    assert for_review(releases, everything, on=TODAY) == ()
    ended = (*clauses(on=date(2028, 1, 1)), *open_clauses([OPEN]))
    assert [(each.release, each.clause) for each in for_review(releases, ended, on=date(2028, 1, 1))] == [("r1", id)]
    narrowed = (*clauses(an_agreement(version=2)), *open_clauses([OPEN]))
    found = for_review(releases, narrowed, on=TODAY)
    assert [each.release for each in found] == ["r1"] and "our_calls@2:" in found[0].why


def test_each_data_set_is_told_with_its_best_agreement():
    known = [a_contract(), a_contract("letters"), OPEN]
    found = feeds([an_agreement(id="old", ends=date(2026, 2, 1)), an_agreement(fields=("month",))], known, GATEWAYS, on=TODAY)
    assert [(feed.contract, feed.state, feed.agreement) for feed in found] == [("calls", "live", "our_calls"), ("letters", "none", "")]
    assert "leaves out 3 fields" in found[0].narrower and found[1].do


def some(words):
    return st.sets(st.sampled_from(words), min_size=1).map(lambda chosen: tuple(sorted(chosen)))


@given(fields=some(FIELDS), areas=some(AREAS), purposes=some(tuple(PURPOSES)), detail=st.sampled_from(tuple(DETAILS)),
       onward=st.sampled_from((*DETAILS, "never")), asked_fields=some(FIELDS), asked_areas=some(AREAS),
       asked_purpose=st.sampled_from(tuple(PURPOSES)), asked_detail=st.sampled_from(tuple(DETAILS)),
       audience=st.sampled_from(("public", "restricted")))
@example(FIELDS, AREAS, ("monitoring",), "record", "never", FIELDS, AREAS, "monitoring", "partnership", "public")
@example(FIELDS, AREAS, ("monitoring",), "district", "district", FIELDS, AREAS, "data_quality", "district", "restricted")
@example(FIELDS, AREAS, ("monitoring",), "record", "district", FIELDS, AREAS, "monitoring", "small_area", "public")
def test_a_use_is_allowed_exactly_where_every_term_allows_it(fields, areas, purposes, detail, onward, asked_fields, asked_areas,
                                                             asked_purpose, asked_detail, audience):
    finest = {"record": 0, "small_area": 1, "district": 2, "partnership": 3, "never": 4}
    made = clauses(an_agreement(fields=fields, areas=areas, purposes=purposes, detail=detail, onward=onward))
    use = a_use(fields=asked_fields, areas=asked_areas, purpose=asked_purpose, detail=asked_detail, audience=audience)
    expected = (
        set(asked_fields) <= set(fields) and set(asked_areas) <= set(areas)
        and (asked_purpose in purposes or (asked_purpose == "data_quality" and audience == "restricted"))
        and finest[asked_detail] >= finest[onward if audience == "public" else detail]
    )
    assert bool(allowed([use], made, on=TODAY).uses) is expected


@given(codes=st.lists(some(AREAS), min_size=1, max_size=4), asked=some(AREAS))
@example([AREAS[:1], AREAS[1:]], AREAS)
def test_areas_of_several_agreements_add_up_and_no_more(codes, asked):
    made = clauses(*(an_agreement(id=f"a{number}", areas=areas) for number, areas in enumerate(codes)))
    covered = set().union(*codes)
    assert bool(allowed([a_use(areas=asked)], made, on=TODAY).uses) is (set(asked) <= covered)


@pytest.mark.parametrize(("on", "state"), [(date(2026, 2, 28), "live"), (TODAY, "withdrawn")])
def test_an_agreement_is_withdrawn_from_the_day_that_was_named(on: date, state: str):
    assert standing(an_agreement(withdrawn=TODAY), GATEWAYS, on=on).state == state


def test_nobody_gives_data_to_themselves():
    both = replace(an_agreement().parties[0], part="both")
    found = flows(an_agreement(parties=(both, an_agreement().parties[1])))
    assert {(flow["discloser"], flow["recipient"]) for flow in found} == {("police", "local_authority")}
