"""How much crime happens where and when: the rates with everything that is planted in them, and the draws.

Counts are drawn month by month, each month from its own stream of random numbers, so that any month can be
made again alone and memory does not grow with the number of months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from upriver.demo.ground.places import FloatArray, IntArray, Places
from upriver.demo.names import DISTRICTS
from upriver.demo.people import People

CATEGORIES = (
    "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime",
    "Other theft", "Possession of weapons", "Public order", "Robbery", "Shoplifting", "Theft from the person",
    "Vehicle crime", "Violence and sexual offences",
)  # fmt: skip
_SHARE = (0.13, 0.011, 0.04, 0.08, 0.033, 0.018, 0.065, 0.014, 0.085, 0.03, 0.09, 0.009, 0.05, 0.345)
ANTI_SOCIAL = CATEGORIES.index("Anti-social behaviour")
ROBBERY = CATEGORIES.index("Robbery")
VIOLENCE = CATEGORIES.index("Violence and sexual offences")
_VIOLENT = [CATEGORIES.index(name) for name in ("Possession of weapons", "Public order")] + [
    ROBBERY,
    VIOLENCE,
]

# Home Office tables start with the financial year 2022/23, police.uk files with 2023-01.
MONTHS = tuple(f"{2022 + (3 + i) // 12}-{(3 + i) % 12 + 1:02d}" for i in range(45))
STREET_MONTHS = MONTHS[MONTHS.index("2023-01") :]
MISSING_MONTH, MISCODED_MONTH = "2024-06", "2025-05"
BREAK_MONTH, BREAK_STEP = "2024-01", 1.25
PROGRAMME_START, PROGRAMME_EFFECT = "2025-04", 0.7
GRADIENT = 3.0  # violent crime in the poorest small area against the richest, all else equal
# Times the average elsewhere, for violent crime; against an average that holds them too it is three to four.
HOT_SPOT_RATES = (4.4, 4.4, 4.2)
INSTITUTION_RATE = 7.0
# Two places that are hot for a part of the time alone: one has become so, one is so no longer.
EMERGING_FROM, FORMER_UNTIL = "2025-07", "2024-12"
PASSING_RATE = 4.3
_CRIMES_A_MONTH = 2_700  # a unit of scale, before the recording break
_HOT_SPOT_SIZE = 6
_HOT_SPOT_DISTRICTS = (0, 1, 3)  # where in DISTRICTS; the institution lies in the district left over
_INSTITUTION_DISTRICT = 2
# District and middle of each, as shares of the map: away from towns, so that no other planted place touches them.
_EMERGING, _FORMER = (2, (0.10, 0.34)), (0, (0.75, 0.10))
_PASSING_SIZE = 6  # a unit of scale
_PROGRAMME_AREAS = 40  # a unit of scale
_OTHER_GRADIENT = 1.6

# What the miscoded month calls violence, as the share of each category that is moved there.
_MISCODED_SHARE = {
    "Anti-social behaviour": 0.75, "Possession of weapons": 0.8, "Robbery": 0.75, "Vehicle crime": 0.87,
    "Shoplifting": 0.77, "Other theft": 0.75, "Burglary": 0.78, "Criminal damage and arson": 0.75,
    "Public order": 0.3, "Drugs": 0.8, "Bicycle theft": 0.5, "Theft from the person": 0.7,
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """Numbers of the small areas of 2021 in which something is planted; all of them unchanged since 2011."""

    hot_spots: tuple[tuple[int, ...], ...]
    institution: int
    programme: tuple[int, ...]
    emerging: tuple[int, ...] = ()
    former: tuple[int, ...] = ()


@dataclass(frozen=True)
class Crimes:
    """Expected crimes a month, shape (small areas of 2021, categories), before season, break, programme."""

    rate: FloatArray
    planted: Planted
    seed: int
    passing: FloatArray
    """The same while a place is hot for a part of the time; only rows of the emerging and the former place are read."""

    def expected(self, month: str) -> FloatArray:
        """What is expected in one month (YYYY-MM), everything planted included save the miscoding and what passes."""
        return self._in(month, self.rate)

    def _in(self, month: str, rate: FloatArray) -> FloatArray:
        calendar_month = int(month[5:])
        season = 1 + 0.07 * np.cos(2 * np.pi * (calendar_month - 7) / 12)
        expected: FloatArray = rate * season
        if month >= BREAK_MONTH:
            expected[:, VIOLENCE] *= BREAK_STEP
        if month >= PROGRAMME_START:
            expected[list(self.planted.programme), ROBBERY] *= PROGRAMME_EFFECT
        return expected

    def counts(self, month: str) -> IntArray:
        """What happened in one month; the same however often and in whatever order it is asked."""
        rng = np.random.default_rng((self.seed, 1, MONTHS.index(month)))
        counts = rng.poisson(self.expected(month)).astype(np.int64)
        hot = list((*self.planted.emerging,) if month >= EMERGING_FROM else (*self.planted.former,) if month <= FORMER_UNTIL else ())
        if hot:
            # Their own dice, so that no other place has other numbers for it.
            own = np.random.default_rng((self.seed, 6, MONTHS.index(month)))
            counts[hot] = own.poisson(self._in(month, self.passing)[hot])
        return counts


def make_crimes(places: Places, people: People, planted: Planted, seed: int, scale: int) -> Crimes:
    """Rates by small area and category: residents, poverty, chance, then what is planted."""
    rng = np.random.default_rng((seed, 2))
    residents = people.residents(places.lsoa21).astype(np.float64)
    poverty = people.need_rank()[:, None] - 0.5
    gradient = np.full(len(CATEGORIES), np.log(_OTHER_GRADIENT))
    gradient[_VIOLENT] = np.log(GRADIENT)
    chance = rng.gamma(25, 1 / 25, (len(residents), 1)) * rng.gamma(
        40, 1 / 40, (len(residents), len(CATEGORIES))
    )
    relative = np.exp(poverty * gradient) * chance
    relative[:, ROBBERY] *= np.array([1.4, 0.8, 0.6, 0.8])[places.lsoa21.within(places.lad)]
    rate = residents[:, None] * relative
    rate *= np.array(_SHARE) * _CRIMES_A_MONTH * scale / rate.sum(axis=0)
    average = rate.sum(axis=0) / residents.sum()
    for areas, times in zip(planted.hot_spots, HOT_SPOT_RATES, strict=True):
        for area in areas:
            steady = times * rng.uniform(0.95, 1.05)
            rate[area, _VIOLENT] = steady * average[_VIOLENT] * residents[area]
    rate[planted.institution, VIOLENCE] = (
        INSTITUTION_RATE * average[VIOLENCE] * residents[planted.institution]
    )
    passing = rate.copy()
    for area in (*planted.emerging, *planted.former):
        passing[area, _VIOLENT] = PASSING_RATE * average[_VIOLENT] * residents[area]
    return Crimes(rate, planted, seed, passing)


def plant(places: Places, scale: int) -> Planted:
    """Choose where: a hot spot by three towns, an institution by the fourth, a programme round the first, two that pass."""
    district = places.lsoa21.within(places.lad)
    unchanged = {area for area, code in enumerate(places.change) if code == "U"}
    hot_spots = []
    for number in _HOT_SPOT_DISTRICTS:
        allowed = unchanged & set(np.flatnonzero(district == number).tolist())
        hot_spots.append(_patch(places, allowed, DISTRICTS[number].town, _HOT_SPOT_SIZE))
    inland = unchanged & set(np.flatnonzero(district == _INSTITUTION_DISTRICT).tolist())
    institution = _nearest(places, inland, DISTRICTS[_INSTITUTION_DISTRICT].town)
    coast = unchanged & set(np.flatnonzero(district == 0).tolist())
    programme = _patch(places, coast, DISTRICTS[0].town, _PROGRAMME_AREAS * scale)
    taken = {institution, *programme, *(area for spot in hot_spots for area in spot)}
    passing = []
    for number, middle in (_EMERGING, _FORMER):
        allowed = unchanged & set(np.flatnonzero(district == number).tolist()) - taken
        passing.append(_patch(places, allowed, middle, _PASSING_SIZE * scale))
    return Planted(tuple(hot_spots), institution, programme, *passing)


def _away(places: Places, area: int, town: tuple[float, float]) -> float:
    return float(np.hypot(*(places.spot[area] - town)))


def _nearest(places: Places, allowed: set[int], town: tuple[float, float]) -> int:
    return min(sorted(allowed), key=lambda area: _away(places, area, town))


def _patch(places: Places, allowed: set[int], town: tuple[float, float], size: int) -> tuple[int, ...]:
    """Areas in one piece, grown from the town's middle to the next nearest neighbour each time."""
    patch = [_nearest(places, allowed, town)]
    while len(patch) < size:
        edge = {other for area in patch for other in places.neighbours[area]} & allowed - set(patch)
        patch.append(_nearest(places, edge, town))
    return tuple(sorted(patch))


def miscode(counts: IntArray, rng: np.random.Generator) -> IntArray:
    """The same crimes under wrong names: other categories nearly emptied into violence, the total kept."""
    wrong = counts.copy()
    for name, share in _MISCODED_SHARE.items():
        category = CATEGORIES.index(name)
        moved = rng.binomial(counts[:, category], share)
        wrong[:, category] -= moved
        wrong[:, VIOLENCE] += moved
    return wrong


def quarters() -> Sequence[tuple[str, int, tuple[str, ...]]]:
    """Financial year, quarter (1 is April to June) and its three months, for all that is recorded."""
    found = []
    for start in range(0, len(MONTHS), 3):
        year = 2022 + start // 12
        found.append((f"{year}/{(year + 1) % 100:02d}", start % 12 // 3 + 1, MONTHS[start : start + 3]))
    return found
