"""Surveys, themes and the register of services: what a few rows give, and what none give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from assess.coded import NO_STREET, a_ground, an_ask
from scipy import sparse

from upriver.assess.analyses import provision, voices, what_works, who_is_affected
from upriver.assess.hearing.answers import RESIDENTS
from upriver.assess.materials import Materials
from upriver.assess.provision.evidence import best_for, rated
from upriver.assess.provision.register import REGISTER
from upriver.places.ground import Level
from upriver.store.tallies import Tallied
from upriver.words.area import Area
from upriver.words.figure import TallySpec
from upriver.words.finding import Finding

NORSEA, EASTMARCH = "E06009901", "E07009901"


def ground():
    """Two districts of one small area and 1,000 residents each."""
    found = a_ground()
    level = Level("ltla", (Area("ltla", NORSEA, "Norsea"), Area("ltla", EASTMARCH, "Eastmarch")), sparse.csr_matrix(np.eye(2)))
    return replace(found, levels={**found.levels, "ltla": level})


def tallied(spec: TallySpec, *rows: dict, months: tuple[str, ...] = ("2024-05",)) -> Tallied:
    """One event a row; what a row doesn't say is blank."""
    columns = {name: np.array([row.get(name) for row in rows], dtype=object) for name in spec.by}
    columns |= {"provider": np.array(["us"] * len(rows), dtype=object), "place": np.array([""] * len(rows), dtype=object),
                "period": np.array([row.get("period", months[0]) for row in rows], dtype=object)}
    held = frozenset(("us", month) for month in months)
    return Tallied(spec, columns, np.ones(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=bool), held, frozenset(), "district", ())


def asked(module, *tallies: Tallied) -> list[Finding]:
    ask = replace(an_ask(), materials=Materials(tallies={each.spec: each for each in tallies}))
    return [each for each in module.answer(NO_STREET, ground(), ask) if isinstance(each, Finding)]


def one(findings: list[Finding], measure: str, unit: str, level: str = "partnership", **names: str) -> Finding:
    (only,) = [each for each in findings if (each.key.measure, each.key.unit, each.key.area.level) == (measure, unit, level)
               and dict(each.key.breakdown) == names]
    return only


def answers(*said: tuple[str, str, int]) -> Tallied:
    """(what they feel after dark, district, how many)."""
    rows = [{"survey": "Ours", "weight": 1.0, "feels_safe_after_dark": feels, "district": district, "was_harmed": "no"}
            for feels, district, many in said for _ in range(many)]
    return tallied(RESIDENTS, *rows)


def test_a_share_is_weighted_to_where_people_live():
    """Of 60 answers from Norsea 30 feel unsafe, of 30 from Eastmarch none; as many live in either, so it's a quarter, not a third."""
    found = asked(who_is_affected, answers(("very unsafe", NORSEA, 30), ("very safe", NORSEA, 30), ("very safe", EASTMARCH, 30)))
    assert round(one(found, "feels_safe_after_dark", "percent", answer="unsafe").estimate.value, 6) == 25


def test_a_survey_of_twenty_nine_gives_no_share():
    found = asked(who_is_affected, answers(("very unsafe", NORSEA, 15), ("very safe", EASTMARCH, 14)))
    share = one(found, "feels_safe_after_dark", "percent", answer="unsafe").estimate
    assert share.value is None and share.flags == ("withheld",)


def test_answers_that_say_nothing_are_in_no_base():
    found = asked(who_is_affected, answers(("very unsafe", NORSEA, 20), ("very safe", EASTMARCH, 20), ("don't know", NORSEA, 10)))
    assert one(found, "feels_safe_after_dark", "count").estimate.value == 40


def test_answers_from_outside_the_partnership_are_left_out():
    found = asked(who_is_affected, answers(("very unsafe", NORSEA, 20), ("very safe", EASTMARCH, 20), ("very safe", "E06009999", 9)))
    assert one(found, "feels_safe_after_dark", "count").estimate.value == 40


def test_the_base_names_its_parts_so_that_a_small_one_can_be_guarded():
    found = asked(who_is_affected, answers(("very unsafe", NORSEA, 20), ("very safe", EASTMARCH, 20)))
    assert len(one(found, "feels_safe_after_dark", "count").adds) == 2


def test_who_answered_is_set_against_who_lives_there():
    found = asked(voices, answers(("very unsafe", NORSEA, 60), ("very safe", EASTMARCH, 20)))
    assert one(found, "district", "ratio", group=NORSEA).estimate.value == 1.5
    assert one(found, "district", "ratio", group=EASTMARCH).estimate.value == 0.5


def test_no_survey_and_no_points_give_nothing():
    assert not asked(voices) and not asked(who_is_affected) and not asked(provision)


def points(*said: tuple[str, str, str], months: tuple[str, ...] = ("2024-05",)) -> Tallied:
    return tallied(voices.INSIGHT, *({"theme": theme, "group": group, "answered": "yes", "period": month} for theme, group, month in said), months=months)


def test_points_are_counted_over_the_last_months_without_a_gap():
    found = asked(voices, points(("weapons", "children", "2024-05"), ("weapons", "children", "2024-07"), ("weapons", "children", "2024-08"),
                                 months=("2024-05", "2024-07", "2024-08")))
    total = [each for each in found if each.key.table == voices.THEMES and each.key.measure == "points"]
    assert [each.estimate.value for each in total] == [2]


def test_a_group_without_a_point_is_nought_and_not_missing():
    found = asked(voices, points(("weapons", "children", "2024-05")))
    silent = next(each for each in found if each.key.table == voices.SPOKE and each.key.measure == "people_who_were_harmed")
    assert silent.estimate.value == 0


def services(*rows: dict) -> Tallied:
    return tallied(REGISTER, *({"approach": "mentoring", **row, "period": "2024-07"} for row in rows), months=("2024-07",))


def test_a_district_without_a_service_has_nought_and_a_service_for_all_is_in_no_district():
    found = asked(provision, services({"intervention": "Mentors", "district": NORSEA, "places_a_year": 50.0, "annual_funding": 10_000.0}, {"intervention": "Advice"}))
    counts = {each.key.area.code: each.estimate.value for each in found if each.key.table == provision.COVER and each.key.measure == "services"}
    assert counts == {NORSEA: 1, EASTMARCH: 0, "norsea": 2}
    money = one(found, "funding", "pounds_per_resident", "partnership").estimate
    assert money.value == 5 and money.flags == ("few_told",)


def test_two_services_of_one_name_stay_two():
    found = asked(provision, services({"intervention": "Mentors", "district": NORSEA}, {"intervention": "Mentors", "district": EASTMARCH}))
    assert {each.key.measure for each in found if each.key.table == provision.SERVICES} == {"mentors", "mentors_2"}


def test_keys_are_unique_whatever_a_provider_writes():
    found = asked(provision, services({"intervention": "A;b=c", "cohort": "x=y;z"}, {"intervention": "A b c"}))
    assert len({each.key.order for each in found}) == len(found)


def test_what_was_not_told_is_no_nought():
    found = asked(provision, services({"intervention": "Mentors"}))
    places = next(each for each in found if each.key.table == provision.SERVICES and each.key.breakdown == (("of", "places"),))
    assert places.estimate.value is None and places.estimate.flags == ("withheld",)


def test_cameras_are_rated_differently_by_two_collections():
    cameras = {each.collection.split()[0]: each.impact for each in rated(Materials()) if each.name == "CCTV"}
    assert cameras == {"YEF": "low", "College": "no_effect"}


def test_every_rating_has_a_link_a_day_and_says_whether_it_was_seen():
    assert all(each.url.startswith("https://") and each.read_on and each.seen in ("yes", "direction", "no") for each in rated(Materials()))


def test_the_best_for_a_need_is_never_a_recalled_rating_where_one_that_helps_was_seen():
    best = best_for("knife", rated(Materials()))
    assert best is not None and best.seen == "yes" and best.impact == "high"


def test_a_harmful_approach_is_never_the_best():
    needs = {need for each in rated(Materials()) for need in each.needs}
    assert all((best := best_for(need, rated(Materials()))) is not None and best.score > 1 for need in needs)


def test_ratings_stand_without_any_register():
    found = asked(what_works)
    assert {each.key.table for each in found} == {what_works.RATED}
