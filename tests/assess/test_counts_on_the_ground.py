"""Counts laid on the ground: whose file speaks for a place, what is missing, what part of a year is."""

from __future__ import annotations

import numpy as np
import pytest
from places.test_places import SMALL, a_gazetteer

from upriver.assess.asking import Ask, Counts, by_area, lay, period_rates
from upriver.assess.definitions import chosen
from upriver.places.ground import Ground, lay_out
from upriver.store.cubes import Cube
from upriver.words.area import Area
from upriver.words.figure import CubeSpec
from upriver.words.part import Anomaly, Coverage
from upriver.words.period import months_period

MONTHS = tuple(f"2025-{month:02d}" for month in range(1, 13))


def a_ground() -> Ground:
    return lay_out(a_gazetteer(), [Area("csp", "E22900001", "Ashby")], slug="p", name="P", residents=dict.fromkeys(SMALL, 1000.0),
                   basis="made up", forces={"E23900001": "ashby"}, deprivation={})


def a_cube(events: int = 2) -> Cube:
    """Two robberies in every small area and month, one of them at an institution in the first area."""
    counts = np.full((len(SMALL), 12, 1, 2), 0, dtype=np.int64)
    counts[:, :, 0, 0] = events
    counts[0, :, 0] = [events - 1, 1]
    return Cube(CubeSpec("police_uk_street"), "k", tuple(SMALL), MONTHS, ("Robbery",), counts, np.zeros((4, 12), bool), ())


def an_ask(*, present: tuple[str, ...] = MONTHS, force: str = "ashby", excluded: tuple[str, ...] = (),
           odd: tuple[str, ...] = ()) -> Ask:
    anomalies = tuple(Anomaly(f"s:{force}:{month}", force, month, "odd", False, ()) for month in odd)
    coverage = Coverage("police_uk_street", tuple((force, month) for month in present), (), anomalies,
                        excluded=tuple((force, month) for month in excluded))
    return Ask(months_period("2025-01", "2025-12"), chosen("police_uk_proxy"), coverage, (), 1)


def laid(ask: Ask) -> Counts:
    return lay(a_cube(), a_ground(), ask, MONTHS, {"Ashby Police": "ashby"})


def test_an_area_month_is_held_only_where_its_own_force_s_file_is() -> None:
    only_a_neighbour = an_ask(force="elsewhere")
    assert laid(only_a_neighbour).missing.all(), "rows spilt over from a neighbour don't make an area safe"
    assert laid(only_a_neighbour).events.sum() == 0


def test_a_month_that_isn_t_held_is_missing_and_not_zero() -> None:
    counts = laid(an_ask(present=MONTHS[:11]))
    assert counts.missing[:, 11].all() and not counts.missing[:, :11].any()


def test_an_undecided_odd_month_is_kept_and_provisional() -> None:
    counts = laid(an_ask(odd=("2025-08",)))
    assert counts.provisional[:, 7].all() and counts.events[:, 7].sum() == 8


def test_institutions_can_be_taken_out() -> None:
    ask, ground = an_ask(), a_ground()
    with_them = by_area(laid(ask), ground, "lsoa21", ("robbery",), np.eye(1))
    without = by_area(laid(ask), ground, "lsoa21", ("robbery",), np.eye(1), institutions=False)
    assert (with_them.counts - without.counts).sum(axis=(1, 2)).tolist() == [12, 0, 0, 0]


def rates(ask: Ask) -> dict[str, object]:
    found = by_area(laid(ask), a_ground(), "csp", ("robbery",), np.eye(1))
    return {each.key.unit: each.estimate for each in period_rates(found, ask, table="t", question="q")}


def test_a_whole_year_has_a_rate_per_thousand_residents_and_nothing_else() -> None:
    found = rates(an_ask())
    assert set(found) == {"per_1000_residents"} and found["per_1000_residents"].value == pytest.approx(96 / 4)


def test_a_year_with_a_month_left_out_has_person_time_instead() -> None:
    found = rates(an_ask(excluded=("2025-08",)))
    assert found["per_1000_residents"].value is None and "missing_period" in found["per_1000_residents"].flags
    observed = found["per_1000_person_years"]
    assert observed.events == 88 and observed.denominator == pytest.approx(4000 * 11 / 12)


def test_a_part_of_a_year_is_never_scaled_up_to_one() -> None:
    ask = an_ask()
    short = Ask(months_period("2025-01", "2025-03"), ask.definition, ask.coverage, (), 1)
    found = by_area(laid(ask).of(short.months), a_ground(), "csp", ("robbery",), np.eye(1))
    units = {each.key.unit for each in period_rates(found, short, table="t", question="q")}
    assert units == {"per_1000_person_years"}
