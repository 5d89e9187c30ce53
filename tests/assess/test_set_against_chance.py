"""Areas set against the limits of chance: what the analysis says of them is what the counts make."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from upriver.assess.analyses import places
from upriver.assess.asking import Ask, Counts
from upriver.assess.definitions import chosen
from upriver.places.ground import Ground, Level
from upriver.stats.areas.funnel import rate_funnel
from upriver.words.area import Area
from upriver.words.finding import Finding, Signal
from upriver.words.part import Coverage
from upriver.words.period import months_between, months_period

MONTHS = months_between("2025-01", "2025-12")
EACH = 5  # small areas in a neighbourhood
CHANCE = "assessment/places/chance"


def a_ground(neighbourhoods: int) -> Ground:
    small = neighbourhoods * EACH
    codes = tuple(f"E01{at:06d}" for at in range(small))
    inside = sparse.csr_matrix((np.ones(small), (np.arange(small) // EACH, np.arange(small))), shape=(neighbourhoods, small))
    whole = Area("partnership", "p", "P")
    levels = {
        "lsoa21": Level("lsoa21", tuple(Area("lsoa21", code, code) for code in codes), sparse.identity(small, format="csr")),
        "msoa21": Level("msoa21", tuple(Area("msoa21", f"E02{at:06d}", f"Ashby {at}") for at in range(neighbourhoods)), inside),
        "partnership": Level("partnership", (whole,), sparse.csr_matrix(np.ones((1, small)))),
    }
    near = sparse.csr_matrix((small, small))
    return Ground(whole, codes, codes, codes, np.full(small, 1_500.0), "made up", ("ashby",) * small, levels, (), near)


def counted(ground: Ground, monthly: np.ndarray | float, gone: tuple[str, ...] = ()) -> Counts:
    """Robberies by area and month around a monthly mean for each small area."""
    shape = (len(ground.places), len(MONTHS))
    events = np.random.default_rng(1).poisson(np.broadcast_to(np.asarray(monthly, float).reshape(-1, 1), shape))[:, :, None]
    missing = np.zeros(shape, bool)
    missing[:, [MONTHS.index(month) for month in gone]] = True
    events[missing] = 0
    return Counts(MONTHS, ("Robbery",), events, np.zeros_like(events), missing, np.zeros(shape, bool), {})


def told(neighbourhoods: int, monthly: np.ndarray | float, gone: tuple[str, ...] = ()) -> tuple[list[Finding], dict[str, str]]:
    """The findings of the table of limits, and what is said of each neighbourhood."""
    ground = a_ground(neighbourhoods)
    coverage = Coverage("police_uk_street", tuple(("ashby", month) for month in MONTHS), (), ())
    ask = Ask(months_period("2025-01", "2025-12"), chosen("police_uk_proxy"), coverage, (), 1)
    found = list(places.answer(counted(ground, monthly, gone), ground, ask))
    limits = [each for each in found if isinstance(each, Finding) and each.key.table == CHANCE]
    return limits, {each.key.area.code: each.says for each in found if isinstance(each, Signal) and each.kind == "funnel"}


def planted(times: float, neighbourhoods: int = 40, mean: float = 10.0) -> np.ndarray:
    means = np.full(neighbourhoods * EACH, mean)
    means[:EACH] *= times
    return means


def test_a_planted_neighbourhood_is_outside_and_noise_is_not() -> None:
    _, said = told(40, planted(2.0))
    assert said.pop("E02000000") == "above the 99.8% limits"
    assert sum("99.8%" in words for words in said.values()) <= 1 and sum("95%" in words for words in said.values()) <= 5


def test_the_printed_limits_are_those_of_the_counts() -> None:
    limits, _ = told(40, planted(1.0))
    events = np.random.default_rng(1).poisson(10.0, (200, 12)).sum(axis=1).reshape(40, EACH).sum(axis=1)
    made = rate_funnel(events, np.full(40, 1_500.0 * EACH))
    inner = [each.estimate for each in limits if each.key.breakdown == (("limits", "inner"),)]
    assert np.allclose([each.lower for each in inner], made.inner.lower) and np.allclose([each.upper for each in inner], made.inner.upper)
    spread = next(each.estimate for each in limits if each.key.breakdown == (("level", "msoa21"),))
    assert spread.value == made.dispersion and spread.made == "model"


def test_limits_hide_with_any_count_of_their_level() -> None:
    limits, _ = told(12, 10.0)
    (spread,) = (each for each in limits if each.key.unit == "ratio")
    assert {key.area.code for key in spread.rests_on} == {f"E02{at:06d}" for at in range(12)}
    assert {key.unit for key in spread.rests_on} == {"count"}
    assert all(spread.key in each.rests_on for each in limits if each is not spread)


def test_four_neighbourhoods_are_too_few_and_five_are_enough() -> None:
    assert told(4, 10.0) == ([], {})
    assert len(told(5, 10.0)[1]) == 5


def test_an_area_with_fewer_than_ten_events_is_not_judged() -> None:
    means = planted(1.0, 20)
    means[:EACH] = 0.01
    said = told(20, means)[1]
    assert said["E02000000"] == "too few events to say" and "too few" not in said["E02000001"]


def test_no_event_at_all_gives_no_limits() -> None:
    assert told(12, 0.0) == ([], {})


def test_missing_months_shorten_the_person_years() -> None:
    limits, said = told(12, 10.0, gone=("2025-03",))
    assert len(said) == 12 and {each.key.unit for each in limits} == {"per_1000_person_years", "ratio"}
    assert {each.estimate.denominator for each in limits if each.key.unit != "ratio"} == {1_500.0 * EACH * 11 / 12}
