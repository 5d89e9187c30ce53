"""What a register says on a day, what changes when it is edited, and what ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from register.bodies import DAY, HARROWMERE, NORSEA, a_body, a_cover, a_person, a_register, six

from upriver.duty.known_authorities import jurisdictions, known
from upriver.duty.novation import became_of, endings, for_novation
from upriver.duty.register import Matrix, matrix, may_see, merged
from upriver.words.area import Area
from upriver.words.sharing.authority import KINDS, RIGHTS, SPECIFIED, Register, role_of

LAWS = jurisdictions()


def seen(register: Register, *districts: Area, on: date = DAY, **upper: str) -> Matrix:
    return matrix(register, districts or (NORSEA,), on=on, jurisdictions=LAWS, upper=upper)


def lacks(found: Matrix) -> set[tuple[str, str]]:
    return {(area.code, row.needed.kind) for area, row, _ in found.lacking}


def test_six_kinds_over_one_district_lack_nothing() -> None:
    assert lacks(seen(a_register())) == set()


@pytest.mark.parametrize("kind", SPECIFIED)
def test_a_kind_that_is_taken_out_is_what_the_district_lacks(kind: str) -> None:
    register = a_register(*(body for body in six() if body.kind != kind))
    assert lacks(seen(register)) == {("E06009901", kind)}


def test_a_district_that_no_body_covers_lacks_all_six_and_the_other_none() -> None:
    assert lacks(seen(a_register(), NORSEA, HARROWMERE)) == {("E07009901", kind) for kind in SPECIFIED}


def test_an_observer_or_a_safety_partnership_that_nobody_listed_is_no_lack() -> None:
    assert {"local_policing_body", "community_safety_partnership"}.isdisjoint(kind for _, kind in lacks(seen(a_register())))


def test_a_policing_body_does_not_stand_in_for_the_police() -> None:
    register = a_register(*(body for body in six() if body.kind != "police"), a_body("local_policing_body"))
    assert ("E06009901", "police") in lacks(seen(register))


def test_in_a_two_tier_area_the_district_council_alone_is_not_enough() -> None:
    area = a_cover("E07009901", "Harrowmere")
    others = tuple(body for body in six(area) if body.kind != "local_authority")
    district = a_body("local_authority", "E07009901", tier="district", areas=(area,))
    county = a_body("local_authority", "E10009901", tier="county", areas=(area,))
    alone = seen(a_register(*others, district), HARROWMERE, E07009901="E10009901")
    assert [place.lacks for _, _, place in alone.lacking] == ["no county council"]
    assert lacks(seen(a_register(*others, district, county), HARROWMERE, E07009901="E10009901")) == set()


def test_the_register_itself_says_that_an_area_has_two_tiers_where_no_look_up_does() -> None:
    area = a_cover("E07009901", "Harrowmere")
    county = a_body("local_authority", "E10009901", tier="county", areas=(area,))
    found = seen(a_register(*(body for body in six(area) if body.kind != "local_authority"), county), HARROWMERE)
    assert [place.lacks for _, _, place in found.lacking] == ["no district council"]


def test_a_body_that_covers_a_part_alone_leaves_the_rest_lacking() -> None:
    bodies = [replace(body, areas=(a_cover(share=0.76),)) if body.kind == "health" else body for body in six()]
    assert [place.lacks for _, _, place in seen(a_register(*bodies)).lacking] == ["only 76% of it is covered"]


def test_two_parts_that_make_the_whole_lack_nothing() -> None:
    parts = [a_body("health", "a", areas=(a_cover(share=0.7627),)), a_body("health", "b", areas=(a_cover(share=0.2373),))]
    assert lacks(seen(a_register(*(body for body in six() if body.kind != "health"), *parts))) == set()


def test_wales_asks_for_a_local_health_board() -> None:
    cardiff = Area("ltla", "W06000015", "Cardiff")
    cover = a_cover("W06000015", "Cardiff")
    found = seen(a_register(*(body for body in six(cover) if body.kind != "health")), cardiff)
    assert [place.lacks for _, _, place in found.lacking] == ["no Local Health Board"]
    assert any("Welsh Ministers" in note for note in found.notes)


@given(st.integers(-3, 3))
@example(0)
@example(1)
def test_a_last_day_is_included(days_after: int) -> None:
    bodies = [replace(body, valid_to=DAY) if body.kind == "health" else body for body in six()]
    found = seen(a_register(*bodies), on=DAY + timedelta(days=days_after))
    assert (("E06009901", "health") in lacks(found)) == (days_after > 0)


def test_a_contact_who_was_erased_is_a_contact_that_is_missing() -> None:
    body = a_body(contact="p1")
    assert seen(a_register(body, people=(a_person(),))).without_contact == ()
    assert seen(a_register(body, people=(a_person(name="", erased_on="2026-01-01"),))).without_contact == (body,)


def test_a_row_that_did_not_change_stays_confirmed_and_a_changed_one_is_proposed_anew() -> None:
    kept, changed = a_body(status="confirmed", confirmed_by="p1", confirmed_on="x"), a_body("health", status="confirmed")
    edited = (replace(kept, status="proposed", confirmed_by="", confirmed_on=""), replace(changed, name="Another name"))
    made, changes = merged(a_register(kept, changed), a_register(*edited))
    assert [body.status for body in made.authorities] == ["confirmed", "proposed"]
    assert (changes["added"], changes["changed"], changes["removed"]) == ([], ["health-1"], [])


def test_a_spreadsheet_cannot_confirm_a_row() -> None:
    made, _ = merged(Register(), a_register(a_body(status="confirmed")))
    assert made.authorities[0].status == "proposed"


def test_a_new_contact_leaves_a_row_confirmed() -> None:
    held = a_body(status="confirmed")
    made, changes = merged(a_register(held), a_register(replace(held, contact="p1"), people=(a_person(),)))
    assert made.authorities[0].status == "confirmed" and changes["changed"] == ["police-1"]


def test_a_person_who_is_not_listed_any_more_stays_until_erased() -> None:
    made, _ = merged(a_register(people=(a_person(),)), a_register())
    assert made.people == (a_person(),)


def test_an_erased_id_never_comes_to_mean_somebody_else() -> None:
    erased = a_person(name="", erased_on="2026-01-01")
    made, _ = merged(a_register(people=(erased,)), a_register(people=(a_person(name="Idris Quayle"),)))
    assert made.people == (erased,)


@pytest.mark.parametrize(
    ("rights", "allowed"),
    [("published_only", set()), ("district_figures", {"district", "partnership"}),
     ("small_area_figures", {"small_area", "district", "partnership"}), ("", set())],
)
def test_an_invited_participant_sees_no_finer_than_its_right_and_never_rows(rights: str, allowed: set[str]) -> None:
    body = a_body("invited_participant", rights=rights)
    assert {each for each in ("record", "small_area", "district", "partnership") if may_see(body, each)} == allowed


def test_each_right_is_a_right_of_the_closed_list_and_each_kind_has_one_role() -> None:
    assert set(RIGHTS) == {"published_only", "district_figures", "small_area_figures"}
    assert [role_of(kind) for kind in KINDS] == ["specified"] * 6 + ["relevant"] * 3 + ["observer", "partnership", "invited"]


@pytest.mark.parametrize(("within", "found"), [(57, 0), (58, 1)])
def test_an_ending_is_told_from_so_many_days_before(within: int, found: int) -> None:
    body = a_body("health", "H", valid_to=date(2026, 3, 31))
    assert len(endings(a_register(body), {}, on=DAY, within_days=within)) == found


def test_what_rests_on_a_body_that_ended_is_listed_by_its_id_and_by_its_code() -> None:
    body = a_body("health", "H", code="E54009901", valid_to=date(2026, 1, 31), successors=("K",))
    items = [("page", "areas/E54009901/", "ICB", "E54009901"), ("agreement", "a1", "Figures", "H"), ("agreement", "a2", "Other", "X")]
    (found,) = for_novation(endings(a_register(body), {}, on=DAY, within_days=0), items)
    assert [item[1] for item in found.items] == ["a1", "areas/E54009901/"]


def test_a_recode_needs_no_novation_and_says_so() -> None:
    body = a_body("health", "E54000042", valid_to=date(2026, 3, 31), continues_as="E54000067")
    (found,) = for_novation(endings(a_register(body), known().bodies, on=date(2026, 4, 1), within_days=0), [])
    assert found.ending.recoded and "nothing needs to be made over" in found.do


def test_an_end_that_the_register_does_not_know_is_told_by_the_shipped_list() -> None:
    body = a_body("health", "E54000034")
    (found,) = endings(a_register(body), known().bodies, on=date(2026, 3, 1), within_days=60)
    assert (found.told_by, found.last_day, len(found.into)) == ("the shipped list", date(2026, 3, 31), 3)


def test_a_commissioner_replaced_by_a_mayor_has_agreements_to_be_made_over() -> None:
    old = known().bodies["LPB-E23000011-to-2024"]
    ended = endings(a_register(old), known().bodies, on=date(2024, 5, 1), within_days=30)
    (found,) = for_novation(ended, [("agreement", "s17", "Section 17 request", old.id)])
    assert [name for _, name in found.ending.into] == ["South Yorkshire Mayoral Combined Authority (Mayor)"]
    assert [item[1] for item in found.items] == ["s17"]


def test_what_the_register_says_of_an_ended_code_is_what_its_old_page_will_say() -> None:
    old = a_body("local_authority", "D1", code="E07009901", valid_to=date(2026, 3, 31), successors=("U", "V"))
    new = a_body("local_authority", "U", code="E06009902", name="Unity")
    became = became_of(a_register(old, new))
    assert set(became) == {"E07009901"}
    assert (became["E07009901"].on, became["E07009901"].into) == ("2026-04-01", (("E06009902", "Unity"), ("V", "V")))


def test_a_district_of_no_declared_jurisdiction_says_so_instead_of_lacking_nothing() -> None:
    found = seen(a_register(), Area("ltla", "S12000033", "Elsewhere"))
    assert found.rows == () and "No jurisdiction is declared for S12000033" in found.notes[0]


def test_across_the_border_each_district_lacks_a_health_body_by_its_own_name() -> None:
    found = seen(a_register(a_body("police")), NORSEA, Area("ltla", "W06000015", "Cardiff"))
    health = {area.code: place.lacks for area, row, place in found.lacking if row.needed.kind == "health"}
    assert health == {"E06009901": "no integrated care board", "W06000015": "no Local Health Board"}
