"""Harm and cost by offence code: what is weighed, what is left out, and what one homicide does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from assess.coded import CSP, FORCE, NO_STREET, a_definition, a_ground, a_table, an_ask

from upriver.assess.analyses.harm_and_cost import BY_AREA, BY_KIND, answer
from upriver.assess.harm.weights import COSTS, WEIGHTS, _schemes, costs, kinds, price_year, schemes
from upriver.assess.materials import Materials
from upriver.words.finding import Finding, Signal
from upriver.words.period import read_period

OFFENCES = (
    ("1/4.1/4.10/4.2", "Violence against the person", "Homicide"),
    ("8N", "Violence against the person", "Violence with injury"),
    ("34B", "Robbery", "Robbery of personal property"),
    ("10D", "Possession of weapons offences", "Possession of weapons offences"),
)
TWO = (("Norsea Police", "E22009901", "Norsea"), ("Norsea Police", "E22009902", "Eastmarch"))


def some_weights(*rows: tuple[str, str, str, float]) -> Materials:
    columns = {name: np.array(list(values), dtype=object) for name, values in zip(WEIGHTS.fields, zip(*rows, strict=True), strict=True)}
    return Materials(rows={WEIGHTS: columns | {"weight": np.array([row[3] for row in rows], dtype=float)}})


FULL = some_weights(("Ours", "1/4.1/4.10/4.2", "single", 8000.0), ("Ours", "8N", "min", 2.0), ("Ours", "8N", "median", 20.0),
                    ("Ours", "8N", "max", 1400.0), ("Ours", "34B", "single", 300.0))


def an_area(homicides: int, materials: Materials = FULL, contract: str = FORCE):
    table = a_table(contract, places=TWO if contract == CSP else (("Norsea Police", "", "Norsea Police"),), offences=OFFENCES, events=10)
    table.counts[:, :, 0] = 0
    table.counts[0, 0, 0] = homicides
    return replace(an_ask(table, definition=a_definition("1/4.1/4.10/4.2", "8N", "34B", "10D")), materials=materials)


def found(ask, table: str, measure: str, unit: str, level: str = "force", **names: str) -> Finding:
    mine = [each for each in answer(NO_STREET, a_ground(), ask) if isinstance(each, Finding)
            and (each.key.table, each.key.measure, each.key.unit, each.key.area.level) == (table, measure, unit, level)
            and dict(each.key.breakdown) == names]
    (only, *_) = mine
    return only


def test_harm_is_the_sum_of_counts_times_weights_by_code():
    harm = found(an_area(1), BY_KIND, "violence", "harm", scheme="ours", weight="median")
    assert harm.estimate.value == 8000 + 40 * 20 + 40 * 300
    assert harm.estimate.lower < harm.estimate.value < harm.estimate.upper


def test_a_code_with_a_range_gives_the_least_and_the_greatest():
    low, high = (found(an_area(0), BY_KIND, "violence", "harm", scheme="ours", weight=way).estimate.value for way in ("min", "max"))
    assert (low, high) == (40 * 2 + 40 * 300, 40 * 1400 + 40 * 300)


def test_the_share_of_offences_with_a_weight_stands_beside_the_sum():
    known = found(an_area(0), BY_KIND, "violence", "percent", scheme="ours", share="weighed")
    assert known.estimate.value == pytest.approx(100 * 80 / 120)


def test_a_kind_without_a_weight_has_no_number_and_never_nought():
    harm = found(an_area(0), BY_KIND, "violence", "harm", kind="possession_of_weapons", scheme="ours", weight="median")
    assert harm.estimate.value is None and harm.estimate.flags == ("withheld",)


def test_a_homicide_is_shown_in_and_out():
    with_it, without = (found(an_area(1), BY_AREA, "violence", "harm_per_1000", homicide=way, scheme="ours").estimate.value for way in ("with", "without"))
    assert with_it - without == pytest.approx(8000 / 2)


def test_one_homicide_that_carries_a_tenth_of_an_area_is_flagged():
    said = [each for each in answer(NO_STREET, a_ground(), an_area(1)) if isinstance(each, Signal) and each.kind == "dominates"]
    assert {each.says for each in said} == {"1/4.1/4.10/4.2"}
    share = found(an_area(1), BY_AREA, "violence", "percent", scheme="ours", share="one_event")
    assert share.estimate.value == pytest.approx(100 * 8000 / 20800)


def test_no_homicide_no_flag():
    assert not [each for each in answer(NO_STREET, a_ground(), an_area(0)) if isinstance(each, Signal) and each.kind == "dominates"]


def test_costs_are_in_the_prices_of_the_year_and_weapons_have_none():
    money = found(an_area(1), BY_KIND, "violence", "pounds", made="recorded", prices="2024/25")
    assert money.estimate.value == pytest.approx((3_217_740 + 40 * 14_050 + 40 * 11_320) * 96.6694 / 72.0902)
    weapons = found(an_area(1), BY_KIND, "violence", "pounds", kind="possession_of_weapons", made="recorded", prices="2024/25")
    assert weapons.estimate.value is None


def test_nothing_is_adjusted_without_a_multiplier_from_a_source():
    names = {each.key.breakdown for each in answer(NO_STREET, a_ground(), an_area(1)) if isinstance(each, Finding)}
    assert not [each for each in names if ("made", "adjusted") in each]


def test_a_multiplier_that_was_taken_in_gives_the_cost_with_what_is_never_recorded():
    """T12: 18.4 million recorded and 29.4 with what is never recorded are a multiplier of 1.598."""
    rows = [("Ours", "2015/16", kind, cost, 29.4 / 18.4) for kind, cost in (("homicide", 3e6), ("violence_with_injury", 14e3), ("robbery_of_people", 11e3))]
    columns = dict(zip(COSTS.fields, (np.array(list(values), dtype=object) for values in zip(*rows, strict=True)), strict=True))
    ask = an_area(1, Materials(rows={**FULL.rows, COSTS: columns}))
    plain, fuller = (found(ask, BY_KIND, "violence", "pounds", made=made, prices="2024/25").estimate.value for made in ("recorded", "adjusted"))
    assert round(fuller / plain, 3) == 1.598


def test_a_missing_quarter_gives_no_harm_for_the_year():
    ask = an_area(0)
    table = a_table(FORCE, offences=OFFENCES, without=[(0, 2)])
    assert not list(answer(NO_STREET, a_ground(), replace(ask, recorded=(table,))))


def test_without_an_offence_coded_table_nothing_is_weighed():
    assert not list(answer(NO_STREET, a_ground(), an_ask()))


def test_residents_of_nobody_give_no_rate():
    ground = a_ground()
    ground = replace(ground, residents=np.zeros(len(ground.small)))
    rates = [each for each in answer(NO_STREET, ground, an_area(1)) if isinstance(each, Finding) and each.key.unit == "harm_per_1000"]
    assert rates and all(each.estimate.value is None and each.estimate.flags for each in rates)


def test_every_csp_stands_by_itself():
    ask = an_area(1, contract=CSP)
    shares = {each.key.area.code: each.estimate.value for each in answer(NO_STREET, a_ground(), ask) if isinstance(each, Finding)
              and each.key.table == BY_AREA and each.key.area.level == "csp" and ("share", "one_event") in each.key.breakdown
              and each.key.measure == "violence"}
    assert shares["E22009901"] > 30 > shares["E22009902"]


def test_weights_that_are_shipped_never_mix_two_editions():
    assert len(schemes(Materials())) == 2
    scales = {each.key.breakdown_text for each in answer(NO_STREET, a_ground(), an_area(1, Materials())) if isinstance(each, Finding) and each.key.unit == "harm"}
    assert len({part for text in scales for part in text.split(";") if part.startswith("scheme=")}) == 1


def test_prices_are_those_of_the_last_year_known():
    assert price_year(read_period("2024-01..2024-12")) == "2024/25"
    assert price_year(read_period("2030-01..2030-12")) == "2025/26"


def test_published_unit_costs_are_held_as_they_were_given():
    held = costs(Materials()).unit
    assert (held["rape"], held["violence_with_injury"], held["robbery_of_people"], held["homicide"]) == (39_360, 14_050, 11_320, 3_217_740)


def test_attempted_murder_is_costed_as_violence_with_injury():
    assert kinds()["2"] == "violence_with_injury"


def test_codes_that_a_table_joins_take_the_weight_of_their_first():
    (scheme,) = schemes(some_weights(("Ours", "1", "single", 5475.0)))
    assert scheme.of(["1/4.1/4.10/4.2"], "median").tolist() == [5475.0]


def test_indices_whose_names_differ_in_marks_alone_are_told_apart() -> None:
    rows = [(name, "8N", "single", 3.0) for name in ("ONS (2025)", "ONS 2025!", "!!!", "???")]
    assert sorted(each.slug for each in _schemes(rows, loaded=True)) == ["index", "index_2", "ons_2025", "ons_2025_2"]


def test_a_least_weight_above_the_greatest_is_put_in_order() -> None:
    (scheme,) = _schemes([("I", "8N", "min", 300.0), ("I", "8N", "median", 20.0), ("I", "8N", "max", 1.0)], loaded=True)
    assert [float(scheme.of(["8N"], level)[0]) for level in ("min", "median", "max")] == [1.0, 20.0, 300.0]
