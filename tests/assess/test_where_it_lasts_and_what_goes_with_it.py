"""Lasting places, sensitivity, near repeats and area models, on a made-up grid: what is planted, and every kind of bad data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from upriver.assess.analyses import area_factors, hot_spots, lasting_places, location_types, near_repeats, sensitivity
from upriver.assess.asking import Ask, Counts
from upriver.assess.definitions import chosen
from upriver.assess.materials import Materials
from upriver.places.ground import Ground, Level
from upriver.store.tallies import Tallied
from upriver.words.area import Area
from upriver.words.figure import TallySpec
from upriver.words.finding import Finding, Signal
from upriver.words.part import Coverage
from upriver.words.period import months_between, months_period

SIDE = 14
MONTHS = months_between("2023-01", "2025-12")
HOT = [row * SIDE + column for row in range(3, 6) for column in range(3, 6)]
SHELF = (hot_spots, lasting_places, sensitivity, near_repeats, area_factors, location_types)


def a_grid(side: int = SIDE, *, residents: float = 1_500.0, islands: bool = False) -> Ground:
    """side x side small areas that touch along sides and corners, or none that touch."""
    areas = side * side
    cell = np.arange(areas).reshape(side, side)
    pairs = [(cell[:, :-1], cell[:, 1:]), (cell[:-1], cell[1:]), (cell[:-1, :-1], cell[1:, 1:]), (cell[:-1, 1:], cell[1:, :-1])]
    first, second = (np.concatenate([pair[at].ravel() for pair in pairs]) for at in (0, 1))
    near = sparse.csr_matrix((np.ones(first.size), (first, second)), shape=(areas, areas))
    near = sparse.csr_matrix((areas, areas)) if islands else (near + near.T).tocsr()
    codes = tuple(f"E01{at:06d}" for at in range(areas))
    whole = Area("partnership", "p", "P")
    levels = {
        "lsoa21": Level("lsoa21", tuple(Area("lsoa21", code, code) for code in codes), sparse.identity(areas, format="csr")),
        "partnership": Level("partnership", (whole,), sparse.csr_matrix(np.ones((1, areas)))),
    }
    return Ground(whole, codes, codes, codes, np.full(areas, residents), "made up", ("ashby",) * areas, levels, (), near)


def counted(ground: Ground, times: np.ndarray | None = None, *, rate: float = 12.0, gone: tuple[str, ...] = ()) -> Counts:
    """Robberies by area and month; `times` (areas, months) multiplies the rate."""
    shape = (len(ground.places), len(MONTHS))
    events = np.random.default_rng(1).poisson(rate * (np.ones(shape) if times is None else times))[:, :, None]
    missing = np.zeros(shape, bool)
    missing[:, [MONTHS.index(month) for month in gone]] = True
    events[missing] = 0
    return Counts(MONTHS, ("Robbery",), events, np.zeros_like(events), missing, np.zeros(shape, bool), {})


def an_ask(materials: Materials | None = None) -> Ask:
    coverage = Coverage("police_uk_street", tuple(("ashby", month) for month in MONTHS), (), ())
    return Ask(months_period("2025-01", "2025-12"), chosen("police_uk_proxy"), coverage, (), 1, materials=materials or Materials())


def classes_of(counts: Counts, ground: Ground) -> dict[str, str]:
    """The class of each area that has one."""
    said = lasting_places.answer(counts, ground, an_ask())
    return {each.key.area.code: each.kind for each in said if isinstance(each, Signal) and each.kind in lasting_places.CLASSES}


def planted(first: str, last: str, by: float = 2.5) -> np.ndarray:
    times = np.ones((SIDE * SIDE, len(MONTHS)))
    times[np.ix_(HOT, [at for at, month in enumerate(MONTHS) if first <= month <= last])] = by
    return times


@pytest.mark.parametrize(("first", "last", "called"), [
    ("2023-01", "2025-12", "persistent"), ("2025-04", "2025-12", "emerging"), ("2023-01", "2024-06", "former"),
])  # fmt: skip
def test_a_planted_place_is_found_as_what_it_is_and_nothing_far_away_is(first: str, last: str, called: str) -> None:
    ground = a_grid()
    found = classes_of(counted(ground, planted(first, last)), ground)
    assert {found.get(ground.small[at]) for at in HOT} == {called}
    far = {ground.small[at] for at in range(SIDE * SIDE) if at // SIDE > 8}
    assert len(far & set(found)) <= 1


def test_nothing_planted_is_nothing_found() -> None:
    ground = a_grid()
    assert len(classes_of(counted(ground), ground)) <= 2


def test_a_missing_month_takes_its_quarter_with_it_and_no_other() -> None:
    ground = a_grid()
    signals = [each for each in lasting_places.answer(counted(ground, gone=("2024-06",)), ground, an_ask()) if isinstance(each, Signal)]
    assert {each.says for each in signals if each.kind == "steps"} == {"11 quarters"}
    assert {each.says for each in signals if each.kind == "gaps"} == {"3 months of 36"}


def test_with_too_few_months_there_are_no_classes_at_all() -> None:
    ground = a_grid()
    found = list(lasting_places.answer(counted(ground, gone=MONTHS[:30]), ground, an_ask()))
    assert not any(each.key.table == lasting_places.AREAS for each in found)


def test_the_highest_places_are_set_beside_those_of_the_year_before() -> None:
    ground = a_grid()
    found = {dict(each.key.breakdown)["kept"]: each.estimate.value for each in lasting_places.answer(counted(ground, planted("2023-01", "2025-12")), ground, an_ask())
             if isinstance(each, Finding) and each.key.table == lasting_places.TOP}  # fmt: skip
    assert found["seen"] > 85 and found["chance"] == pytest.approx(100 * 10 / 196)


def test_a_planted_factor_is_found_by_the_model_and_the_others_are_not() -> None:
    ground = a_grid()
    rng = np.random.default_rng(2)
    poor, other = rng.normal(size=SIDE * SIDE), rng.normal(size=SIDE * SIDE)
    rows = {area_factors.DEPRIVED: {"lsoa21": np.array(ground.small, dtype=object), **{name: other + rng.normal(size=other.size) for name in area_factors.DOMAINS},
                                    "income_score": poor}}  # fmt: skip
    times = np.exp(0.4 * (poor - poor.mean()) / poor.std(ddof=1))[:, None] * np.ones((1, len(MONTHS)))
    found = {dict(each.key.breakdown)["factor"]: each.estimate for each in area_factors.answer(counted(ground, times), ground, an_ask(Materials(rows)))
             if isinstance(each, Finding) and each.key.table == area_factors.RATIOS and each.estimate.value is not None}  # fmt: skip
    assert found["income"].lower < np.exp(0.4) < found["income"].upper
    assert all(each.lower < 1.1 and each.upper > 0.9 for name, each in found.items() if name != "income")


def an_extract(ground: Ground, places: np.ndarray, days: np.ndarray) -> Materials:
    """Robberies of a police extract with their days and small areas."""
    start = np.datetime64("2025-01-01") + days
    columns = {
        "provider": np.full(days.size, "p", dtype=object), "place": np.array(ground.small, dtype=object)[places],
        "period": np.array([str(day)[:7] for day in start], dtype=object), "committed_from": start.astype("datetime64[us]"),
        "committed_to": np.full(days.size, np.datetime64("NaT"), dtype="datetime64[us]"),
        "offence_code": np.full(days.size, "34B", dtype=object), "domestic_abuse": np.full(days.size, None, dtype=object),
    }  # fmt: skip
    held = frozenset(("p", month) for month in months_between("2025-01", "2025-12"))
    need = TallySpec(near_repeats.FEED, near_repeats.DATED.by)
    return Materials(tallies={need: Tallied(need, columns, np.ones(days.size, np.int64), np.zeros(days.size, bool), held, frozenset(), "district", ())})


def repeats(materials: Materials, ground: Ground) -> set[str]:
    """The bands in which there are more pairs than chance."""
    said = near_repeats.answer(counted(ground), ground, an_ask(materials))
    return {dict(each.key.breakdown)["time"] for each in said if isinstance(each, Signal) and each.kind == "more"}


def test_planted_near_repeats_are_found_and_none_where_none_are() -> None:
    ground, rng = a_grid(), np.random.default_rng(3)
    places, days = rng.integers(0, SIDE * SIDE, 300), rng.integers(0, 350, 300)
    assert repeats(an_extract(ground, places, days), ground) == set()
    again = rng.integers(0, 300, 60)
    twice = an_extract(ground, np.concatenate([places, places[again]]), np.concatenate([days, days[again] + rng.integers(1, 6, 60)]))
    assert "1 1 to 6 days" in repeats(twice, ground)


def bad_data() -> Iterator[tuple[str, Ground, Counts]]:
    whole = a_grid()
    for name, ground in (
        ("one area", a_grid(1)), ("islands", a_grid(islands=True)), ("nobody", a_grid(residents=0.0)), ("no population", a_grid(residents=np.nan)),
        ("no outlines", replace(whole, neighbours=None)), ("absurd", a_grid(residents=1e-9)), ("no small areas", replace(whole, levels={})),
    ):  # fmt: skip
        yield name, ground, counted(ground)
    yield "no events", whole, counted(whole, rate=0.0)
    yield "all missing", whole, counted(whole, gone=MONTHS)
    yield "one month", whole, counted(whole, gone=MONTHS[:-1])
    yield "gaps", whole, counted(whole, gone=MONTHS[::2])
    constant = counted(whole)
    yield "constant", whole, replace(constant, events=np.full_like(constant.events, 3))


@pytest.mark.parametrize("analysis", SHELF, ids=lambda module: module.QUESTION)
@pytest.mark.parametrize(("name", "ground", "counts"), list(bad_data()), ids=[name for name, _, _ in bad_data()])
def test_bad_data_end_in_figures_with_flags_or_in_none(analysis: object, name: str, ground: Ground, counts: Counts) -> None:
    rng = np.random.default_rng(4)
    rows = {area_factors.DEPRIVED: {"lsoa21": np.array(ground.small, dtype=object), **{each: rng.normal(size=len(ground.small)) for each in area_factors.DOMAINS}}}
    for each in analysis.answer(counts, ground, an_ask(Materials(rows))):
        if isinstance(each, Finding):
            numbers = [part for part in (each.estimate.value, each.estimate.lower, each.estimate.upper) if part is not None]
            assert np.isfinite(numbers).all(), each.key
            assert each.estimate.value is not None or each.estimate.flags, each.key


def test_an_area_unlike_those_around_it_is_named_apart_from_the_hot_ones() -> None:
    """One area of five times the rate amid a corner of a fifth of it."""
    ground, times = a_grid(), np.ones((SIDE * SIDE, len(MONTHS)))
    times[[row * SIDE + column for row in range(5) for column in range(5)]] = 0.2
    times[2 * SIDE + 2] = 5
    said = [each for each in hot_spots.answer(counted(ground, times), ground, an_ask()) if isinstance(each, Signal)]
    lone = ground.small[2 * SIDE + 2]
    assert {each.says for each in said if each.kind == "apart" and each.key.area.code == lone} == {"high among low"}
    assert not any(each.kind == "hot" and each.key.area.code == lone for each in said)
