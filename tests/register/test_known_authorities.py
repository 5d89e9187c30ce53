"""The shipped lists of bodies hold together: each district has what the law gives it, each row its source."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

from upriver import shelf
from upriver.duty.known_authorities import as_listed, jurisdictions, known, proposed
from upriver.words.sharing.authority import KINDS, SPECIFIED, TIERS

TODAY = date(2026, 11, 22)
ONE_EACH = ("police", "fire_and_rescue", "probation", "local_policing_body", "youth_justice")


def kinds_of(district: str, on: date) -> Counter[str]:
    return Counter(body.kind for body in known().bodies.values() if any(c.district == district for c in body.covers_on(on)))


def test_there_are_318_districts_296_of_them_in_england() -> None:
    assert len(known().districts) == 318
    assert sum(code.startswith("E") for code in known().districts) == 296


@pytest.mark.parametrize("kind", ONE_EACH)
@pytest.mark.parametrize("on", [date(2025, 6, 1), date(2026, 3, 31), date(2026, 4, 1), TODAY])
def test_every_district_has_exactly_one(kind: str, on: date) -> None:
    counts = Counter(
        cover.district for body in known().bodies.values() if body.kind == kind for cover in body.covers_on(on)
    )
    assert counts == dict.fromkeys(known().districts, 1)


@pytest.mark.parametrize("on", [date(2022, 7, 1), date(2026, 3, 31), date(2026, 4, 1), TODAY])
def test_the_shares_of_health_bodies_make_up_each_district(on: date) -> None:
    held: dict[str, float] = dict.fromkeys(known().districts, 0.0)
    for body in known().bodies.values():
        if body.kind == "health":
            for cover in body.covers_on(on):
                assert cover.share is not None
                held[cover.district] += cover.share
    assert {code for code, share in held.items() if abs(share - 1) > 0.001} == set()


def test_a_district_in_wales_has_one_local_health_board_and_no_integrated_care_board() -> None:
    welsh = {code for code in known().districts if code.startswith("W")}
    bodies = [b for b in known().bodies.values() if b.kind == "health" and any(c.district in welsh for c in b.areas)]
    assert len(bodies) == 7 and all(body.code.startswith("W11") for body in bodies)
    assert all(kinds_of(code, TODAY)["health"] == 1 for code in welsh)


def test_every_district_has_its_own_council_and_a_two_tier_one_its_county_too() -> None:
    for district in known().districts.values():
        councils = kinds_of(district.code, date(2025, 3, 1))["local_authority"]
        assert councils == (1 if district.upper == district.code else 2), district.name


def test_every_body_covers_something_and_every_cover_is_of_a_known_district() -> None:
    assert [body.id for body in known().bodies.values() if not body.areas] == []
    assert {cover.district for body in known().bodies.values() for cover in body.areas} == set(known().districts)


def test_a_cover_lies_within_the_life_of_its_body() -> None:
    for body in known().bodies.values():
        for cover in body.areas:
            assert body.valid_to is None or cover.valid_to == body.valid_to, (body.id, cover.district)
            assert body.valid_from is None or cover.valid_from is None or cover.valid_from >= body.valid_from, body.id


def test_every_successor_is_a_body_of_the_list() -> None:
    after = {key for body in known().bodies.values() for key in (*body.successors, *filter(None, (body.continues_as,)))}
    assert after <= set(known().bodies) and len(after) > 10


def test_kinds_and_tiers_are_of_the_closed_lists() -> None:
    assert {body.kind for body in known().bodies.values()} <= set(KINDS)
    assert {body.tier for body in known().bodies.values()} <= {"", *TIERS}


def test_hampshire_and_isle_of_wight_icb_is_recoded_and_has_no_successor() -> None:
    old = known().bodies["E54000042"]
    assert (old.continues_as, old.successors) == ("E54000067", ())


def test_frimley_icb_ended_and_three_boards_took_over() -> None:
    assert known().bodies["E54000034"].successors == ("E54000067", "E54000069", "E54000070")


def test_the_move_of_hart_and_rushmoor_is_as_many_small_areas_as_the_look_up_says() -> None:
    moved = {(m.from_body, m.district): m.small_areas for m in known().moves if m.to_body == "E54000067"}
    assert (moved["E54000034", "E07000089"], moved["E54000042", "E07000089"], moved["E54000034", "E07000092"]) == (45, 14, 60)


def test_the_part_of_runnymede_that_is_not_settled_says_so() -> None:
    unsettled = [move for move in known().moves if move.from_body == "E54000034" and move.district == "E07000212"]
    assert [move.verified for move in unsettled] == [False]
    assert "Runnymede" in known().bodies["E54000069"].note


@pytest.mark.parametrize("name", ["bodies", "covers", "custody", "moves", "changes"])
def test_every_row_names_a_source_that_is_listed(name: str) -> None:
    with shelf.data_file("authorities/sources.csv").open(encoding="utf-8", newline="") as lines:
        sources = {row["source"]: row["says"] for row in csv.DictReader(lines)}
    with shelf.data_file(f"authorities/{name}.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["source"] for row in csv.DictReader(lines)} <= set(sources)
    assert all(sources.values())


def test_each_jurisdiction_needs_the_six_kinds_by_its_own_names() -> None:
    laws = {law.slug: law for law in jurisdictions()}
    for law in laws.values():
        assert {needed.kind for needed in law.needed if needed.duty} == set(SPECIFIED)
    health = {slug: next(n.called for n in law.needed if n.kind == "health") for slug, law in laws.items()}
    assert health == {"england": "Integrated care board", "wales": "Local Health Board"}


def test_the_local_policing_body_is_no_duty_holder_anywhere() -> None:
    assert [n.duty for law in jurisdictions() for n in law.needed if n.kind == "local_policing_body"] == [False, False]


def test_what_is_proposed_for_winchester_has_its_prison_and_covers_winchester_alone() -> None:
    found = {body.id: body for body in proposed(["E07000094"], on=TODAY)}
    assert found["custody-wci"].kind == "prison"
    assert {cover.district for body in found.values() for cover in body.areas} == {"E07000094"}
    assert all(body.status == "proposed" for body in found.values())


def test_a_closed_place_of_custody_is_not_proposed() -> None:
    assert "custody-cki" not in {body.id for body in proposed(known().districts, on=TODAY)}


@pytest.mark.parametrize(
    ("on", "there"),
    [(date(2024, 5, 6), "LPB-E23000011-to-2024"), (date(2024, 5, 7), "LPB-E23000011")],
)
def test_south_yorkshire_has_a_commissioner_to_6_may_2024_and_a_mayor_from_7_may(on: date, there: str) -> None:
    bodies = [body.id for body in proposed(["E08000019"], on=on) if body.kind == "local_policing_body"]
    assert bodies == [there]


@pytest.mark.parametrize(("given", "listed"), [("E08000038", "E08000016"), ("E08000016", "E08000016"), ("E06009901", "E06009901")])
def test_a_later_code_of_a_district_is_found_under_the_one_that_is_listed(given: str, listed: str) -> None:
    assert as_listed(given) == listed
