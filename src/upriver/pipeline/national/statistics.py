"""The statistics of the whole country, made once, and what of them belongs to each partnership."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from upriver.assess.answering import answers
from upriver.assess.asking import Counts
from upriver.pipeline.national.laying import LEVEL, Country
from upriver.places.slicing import part_of
from upriver.words.area import Area
from upriver.words.figure import Key
from upriver.words.finding import Finding, Signal

ONCE = ("which_kinds_are_most_prevalent", "how_does_it_change", "where_violence_is_highest", "which_hot_spots_survive")
"""Questions answered for all areas of a level together."""
WITHIN = ("how_concentrated_is_it", "how_does_it_follow_deprivation")
"""Questions about one partnership's own small areas, answered from its slice of the counts."""
AGAINST_ALL = ("against", "all_areas_held")
RELATIVE = frozenset({"smoothed_per_1000_residents", "z_score", "q_value"})
"""Units of numbers that depend on what an area is held against: here on every small area with data."""
RELATIVE_TABLES = frozenset({"assessment/places/chance"})
"""Tables whose every number does: limits around the rate of all areas of a level."""
Found = Finding | Signal


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was found, by the code of the area it is about; small areas under the code of their partnership."""

    by_area: Mapping[str, tuple[Found, ...]]
    found: int

    def of(self, *codes: str) -> tuple[Found, ...]:
        return tuple(each for code in codes for each in self.by_area.get(code, ()))


def statistics(country: Country) -> Statistics:
    """Ask the questions that are answered for all areas together."""
    ground = country.ground
    level = ground.levels[LEVEL]
    home = {ground.places[place]: area.code for row, area in enumerate(level.areas) for place in level.member[row].indices}
    sorted_in: dict[str, list[Found]] = defaultdict(list)
    found = 0
    for each in answers(country.counts, ground, country.ask, only=ONCE):
        area = each.key.area
        code = home.get(area.code, "") if area.level == "lsoa21" else area.code
        beside = area.level in ("force", "partnership") and each.key.period != country.ask.period
        if code and not beside:
            sorted_in[code].append(against_all(each))
            found += 1
    return Statistics({code: tuple(here) for code, here in sorted_in.items()}, found)


def against_all(each: Found) -> Found:
    """A number that depends on what it is held against says so in its name: an assessment of one partnership has another."""
    if each.key.unit not in RELATIVE and each.key.table not in RELATIVE_TABLES:
        return each
    key = each.key
    named = Key(key.table, key.area, key.period, key.measure, key.unit, tuple(sorted((*key.breakdown, AGAINST_ALL))))
    return replace(each, key=named)


def within(country: Country, area: Area) -> tuple[Found, ...]:
    """What is asked of one partnership's own small areas."""
    ground, at = part_of(country.ground, LEVEL, area)
    whole = country.counts
    counts = Counts(whole.months, whole.categories, whole.events[at], whole.institutions[at], whole.missing[at],
                    whole.provisional[at], {})
    return tuple(answers(counts, ground, country.ask, only=WITHIN))
