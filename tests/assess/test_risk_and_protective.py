"""Risk and protective factors: each from a published figure, beside its comparators, never more than they bear."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from assess.bad_data import a_case
from assess.test_comparators import lait

from upriver import shelf
from upriver.assess.analyses.risk_and_protective import EARLIER, VALUES, answer
from upriver.assess.materials import Materials
from upriver.assess.published import reading
from upriver.assess.published.deprived import residents_in_first_tenth
from upriver.assess.published.links import ENGLAND
from upriver.intake.contracts import contracts
from upriver.places.ground import Ground, Level
from upriver.report.factors.words import AGAINST, SHORT, TREND
from upriver.words.area import Area
from upriver.words.finding import Finding, Signal
from upriver.words.reference.factor import Factor, Measured, factor_of

FACTORS = {slug: factor_of(table) for slug, table in shelf.declared("factors").items()}
CASE = a_case(areas=12)


def here(*codes: str) -> Ground:
    """The ground with its council areas bearing these codes, in place of its own."""
    level = CASE.ground.levels["utla"]
    areas = tuple(Area("utla", code, f"Council {code}") for code in codes)
    member = CASE.ground.levels["ltla"].member if len(codes) == 2 else level.member
    return replace(CASE.ground, levels={**CASE.ground.levels, "utla": Level("utla", areas, member)})


def told(rows: dict[object, dict[str, np.ndarray]], *codes: str) -> tuple[dict[tuple[str, str, str], Finding], dict[tuple[str, str], str]]:
    """Findings by (table, area, breakdown) and signals by (area, kind) of one factor."""
    ask = replace(CASE.ask, materials=Materials(rows))  # type: ignore[arg-type]
    found = list(answer(CASE.counts, replace(here(*codes), deprivation={}), ask))
    findings = {(each.key.table, each.key.area.code, each.key.breakdown_text): each for each in found if isinstance(each, Finding)}
    return findings, {(each.key.area.code, each.kind): each.says for each in found if isinstance(each, Signal) and each.key.table == VALUES}


SOUTH = "South East"
ENTRANTS = (("FirstYJS", "2024", 850, 69.0, "", SOUTH), ("FirstYJS", "2024", 851, 207.0, "", SOUTH), ("FirstYJS", "2024", 989, 117.0, "", "NA"),
            ("FirstYJS", "2024", 970, 1_258.0, "", "NA"), ("FirstYJS", "2019", 851, 474.0, "", SOUTH))


def test_a_comparator_that_cannot_be_right_has_no_number_and_says_so() -> None:
    findings, signals = told(lait(*ENTRANTS), "E10000014", "E06000044")
    england = findings[(VALUES, ENGLAND, "")]
    assert england.estimate.value is None and england.estimate.flags == ("withheld",)
    assert signals[("E06000044", "country")] == "held_back" and (ENGLAND, "held_back") in signals


def test_the_region_still_stands() -> None:
    findings, signals = told(lait(*ENTRANTS), "E10000014", "E06000044")
    assert findings[(VALUES, "E12000008", "")].estimate.value == 117.0
    assert (signals[("E06000044", "region")], signals[("E10000014", "region")]) == ("worse_unsure", "better_unsure")


def test_a_trend_names_the_value_before() -> None:
    findings, signals = told(lait(*ENTRANTS), "E10000014", "E06000044")
    assert findings[(EARLIER, "E06000044", "")].estimate.value == 474.0
    assert signals[("E06000044", "trend")] == "improved_unsure"
    assert ("E10000014", "trend") not in signals


def test_a_mark_is_no_number_and_is_compared_with_nothing() -> None:
    rows = lait(("LAC", "2025", 850, np.nan, "-", SOUTH), ("LAC", "2025", 851, 93.0, "", SOUTH), ("LAC", "2025", 970, 67.0, "", "NA"))
    findings, signals = told(rows, "E10000014", "E06000044")
    assert findings[(VALUES, "E10000014", "")].estimate.value is None
    assert (signals[("E10000014", "mark")], signals[("E10000014", "country")]) == ("-", "not_given")
    assert signals[("E06000044", "country")] == "worse_unsure"


def test_one_year_is_shown_for_all_even_where_one_council_has_none_of_it() -> None:
    rows = lait(("LAC", "2025", 851, 93.0, "", SOUTH), ("LAC", "2024", 850, 66.0, "", SOUTH))
    findings, _ = told(rows, "E10000014", "E06000044")
    assert set(findings) == {(VALUES, "E06000044", "")}


def test_lower_is_worse_for_what_protects() -> None:
    rows = lait(("AVG_Attain8_Score", "2025", 851, 39.5, "", SOUTH), ("AVG_Attain8_Score", "2025", 970, 46.0, "", "NA"))
    assert told(rows, "E10000014", "E06000044")[1][("E06000044", "country")] == "worse_unsure"


def test_a_place_is_given_among_three_neighbours_or_more() -> None:
    """Of Southampton's neighbours Coventry (331), Derby (831), Portsmouth (851) and Sheffield (373) are held."""
    rows = [("LAC", "2025", number, value, "", SOUTH) for number, value in ((852, 90.0), (331, 70.0), (831, 110.0), (851, 93.0), (373, 60.0))]
    findings, signals = told(lait(*rows), "E06000045")
    assert signals[("E06000045", "place_among_neighbours")] == "3 of 5"
    assert signals[("E06000045", "neighbours_held")] == "4 of 10"
    named = {name: findings[(VALUES, "E06000045", f"neighbours={name}")].estimate.value for name in ("lowest", "median", "highest")}
    assert named == {"lowest": 60.0, "median": 81.5, "highest": 110.0}


def test_too_few_neighbours_give_no_place_and_say_how_many_are_held() -> None:
    rows = [("LAC", "2025", number, 90.0, "", SOUTH) for number in (852, 331, 831)]
    findings, signals = told(lait(*rows), "E06000045")
    assert signals[("E06000045", "neighbours_held")] == "2 of 10" and ("E06000045", "place_among_neighbours") not in signals
    assert set(findings) == {(VALUES, "E06000045", "")}


def test_a_value_on_few_events_says_so_and_has_no_place() -> None:
    columns = {"indicator_id": np.array([92904.0]), "area_code": np.array(["E07990000"], dtype=object), "area_name": np.array(["A"], dtype=object),
               "area_type": np.array(["district"], dtype=object), "sex": np.array(["Persons"], dtype=object), "age": np.array(["<18 yrs"], dtype=object),
               "period": np.array(["2021/22 - 23/24"], dtype=object), "value": np.array([9.0]), "lower": np.array([3.0]), "upper": np.array([20.0]),
               "count": np.array([9.0]), "value_mark": np.array([None], dtype=object)}
    findings, _ = told({reading.FINGERTIPS_DISTRICT: columns}, "E10000014")
    assert findings[(VALUES, "E07990000", "")].estimate.flags == ("few_events",)
    columns["count"] = np.array([10.0])
    assert told({reading.FINGERTIPS_DISTRICT: columns}, "E10000014")[0][(VALUES, "E07990000", "")].estimate.flags == ()


def test_names_join_nothing() -> None:
    rows = lait(("LAC", "2025", 999, 90.0, "", SOUTH))
    rows[reading.LAIT]["area_name"][:] = "Council E06000045"
    assert told(rows, "E06000045") == ({}, {})


def test_the_deprived_tenth_is_counted_from_residents_and_ranks() -> None:
    ground = replace(CASE.ground, deprivation={"imd_decile": np.array([1.0] * 3 + [2.0] * 9)})
    found = {each.code: each.value for each in residents_in_first_tenth(ground, Measured("deprivation_2025", "imd_decile"))}
    first, second = (area.code for area in CASE.ground.levels["ltla"].areas)
    assert (found[first], found[second], found[ENGLAND]) == (50.0, 0.0, 10.0)


def test_nothing_held_gives_nothing() -> None:
    assert told({}, "E06000045") == ({}, {})


@pytest.mark.parametrize("factor", FACTORS.values(), ids=list(FACTORS))
def test_a_factor_says_where_its_evidence_stands(factor: Factor) -> None:
    assert factor.evidence and (bool(factor.source) or not factor.verified)
    assert (factor.strength == "unverified") == (not factor.verified)


@pytest.mark.parametrize("factor", FACTORS.values(), ids=list(FACTORS))
def test_a_factor_is_measured_by_a_contract_that_is_read(factor: Factor) -> None:
    read = {spec.contract for spec in reading.PUBLISHED} | {"deprivation_2025"}
    for measured in factor.measured:
        assert measured.contract in read and measured.contract in contracts()
        assert contracts()[measured.contract].rule == "already_public"


@pytest.mark.parametrize("factor", FACTORS.values(), ids=list(FACTORS))
def test_what_protects_is_worse_where_it_is_lower(factor: Factor) -> None:
    assert (factor.effect == "protective") == (factor.worse == "lower")


def test_no_words_call_an_association_a_cause() -> None:
    for factor in FACTORS.values():
        said = f"{factor.says} {factor.evidence}".casefold()
        assert not any(word in said for word in ("because of", "leads to", "results in", " due to "))
        assert "causes" not in said or "isn't known" in said or "not" in said


def test_protective_factors_without_an_open_indicator_are_named() -> None:
    unseen = {slug for slug, factor in FACTORS.items() if not factor.measured}
    assert {"trusted_adult", "school_belonging"} <= unseen
    assert all(FACTORS[slug].effect == "protective" for slug in unseen)


def test_every_comparison_has_words() -> None:
    said = {"worse", "better", "not_different", "worse_unsure", "better_unsure", "worse_whole", "better_whole", "close", "held_back", "not_given"}
    assert set(AGAINST) == set(SHORT) == said
    assert set(TREND) == {"worsened", "improved", "no_clear_change", "worsened_unsure", "improved_unsure", "close"}


@pytest.mark.parametrize(("key", "value"), [("level", "planet"), ("effect", "good"), ("worse", "up"), ("strength", "certain"), ("decimals", "1")])
def test_a_declaration_with_an_unknown_word_is_refused(key: str, value: str) -> None:
    with pytest.raises(ValueError, match=key):
        factor_of({**shelf.declared("factors")["neet"], key: value})


def test_a_declaration_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown keys"):
        factor_of({**shelf.declared("factors")["neet"], "colour": "red"})
