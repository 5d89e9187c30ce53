"""Does one event bring another near by and soon after?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.materials import Laid, lay_tally
from upriver.places.ground import Ground
from upriver.stats.areas.clusters import false_discovery
from upriver.stats.areas.near_repeat import Knox, near_repeats_by_area
from upriver.words.figure import Key, TallySpec
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "does_one_event_bring_another"
FEED = "police_crime_extract"
DATED = TallySpec(FEED, ("committed_from", "committed_to", "offence_code", "domestic_abuse"))
NEEDS = (DATED,)
LEVELS = ("partnership",)
PAIRS, USED = table_name("near_repeats", "pairs"), table_name("near_repeats", "used")
WITHIN_DAYS = (1, 7, 14, 28)
DRAWS, FEWEST, NEAR_BANDS, SURE = 499, 50, 2, 0.05
KINDS = {
    "robbery": ("34A", "34B"),
    "violence_with_injury_not_domestic": ("2", "4.3", "5D", "5E", "8N", "8P", "8S"),
}
"""Kinds that may follow each other from street to street, and the offence codes they are made of. Abuse in a household is
left out: it repeats, but in the same home and for reasons of its own."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Knox tests over small areas: the same area, those that touch, beyond; a week, two, four.

    On police.uk data it is not asked: there a date is a month and a place is one of a fixed list of points, so that shared points
    would make repeats of their own. Here the day is known, and the place as a small area: nothing is said below that. Dates are
    shuffled within each month, since areas that rise or fall over the year would else pass for repeats; all tests of all kinds
    are corrected together.
    """
    tallied = ask.materials.tallies.get(DATED)
    if tallied is None or ground.neighbours is None or not ground.neighbours.nnz:
        return
    laid = lay_tally(tallied, ground, ask.period)
    tests: list[_Test] = []
    for kind, codes in KINDS.items():
        area, day, lost = _events(laid, ground, kind, codes)
        yield from _told(kind, area, day, lost, laid, ground, ask, tests)
    sure = false_discovery([float(made.p[at]) for made, at, _ in tests]) if tests else np.array([])
    for (made, at, kind), q in zip(tests, sure.tolist(), strict=True):
        if q < SURE:
            yield Signal(_key(made, *at, kind, "ratio", ground, ask), "more", "more than chance, corrected for all that were tested")


_Test = tuple[Knox, tuple[int, int], str]
"""A table of pairs, the row and column of it that is told, and the kind of event."""


MOST_A_DAY = 1_000
"""More than this of one kind in one small area on one day can't be so: such a row is counted among those that are lost."""


def _events(laid: Laid, ground: Ground, kind: str, codes: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, int]:
    """Small area and day of each event that has both; and how many of the kind have not."""
    at = {code: place for place, code in enumerate(ground.small)}
    home = laid.columns["domestic_abuse"]
    asked = np.isin(laid.columns["offence_code"].astype(str), codes) & ((home != "yes") | (kind == "robbery"))
    place = np.array([at.get(code, -1) for code in laid.columns["place"]], dtype=np.int64)
    start = _days(laid.columns["committed_from"])
    end = _days(laid.columns["committed_to"])
    known = ~np.isnat(start) & (np.isnat(end) | (end == start))
    good = asked & (place >= 0) & known & ~laid.hidden & (laid.events <= MOST_A_DAY)
    times = laid.events[good]
    lost = int(laid.events[asked & ~good].sum())
    return np.repeat(place[good], times), np.repeat(start[good], times), lost


def _days(column: np.ndarray) -> np.ndarray:
    return np.asarray(column, dtype="datetime64[us]").astype("datetime64[D]") if column.size else np.array([], dtype="datetime64[D]")


def _told(
    kind: str, area: np.ndarray, day: np.ndarray, lost: int, laid: Laid, ground: Ground, ask: Ask, tests: list[_Test]
) -> Iterator[Finding | Signal]:
    """The number used, and each ratio with its p-value; what was tested is put into `tests`, which are corrected together."""
    used = Key(USED, ground.partnership, ask.period, kind, "count", (("known", "day and small area"),))
    flags = ("missing_period",) * bool(laid.missing)
    many = None if flags else int(area.size)
    yield Finding(QUESTION, used, Estimate(many, events=many, flags=flags), (FEED,), ask.definition.name, "feeds")
    if flags:
        yield Signal(used, "withheld", f"{len(laid.missing)} months of the period are not held")
        return
    if area.size < FEWEST:
        yield Signal(used, "withheld", f"fewer than {FEWEST} events have a day and a small area")
        return
    if lost:
        yield Signal(used, "lost", f"{100 * lost / (lost + area.size):.0f}%")
    made = near_repeats_by_area(area, day, ground.neighbours, within_days=WITHIN_DAYS, draws=DRAWS, seed=ask.seed,
                                blocks=day.astype("datetime64[M]"))
    told = [(row, column) for row in range(NEAR_BANDS) for column in range(len(WITHIN_DAYS)) if made.mean[row, column] >= 1]
    for at in told:
        yield from _cell(made, *at, kind, used, ground, ask)
    tests += [(made, at, kind) for at in told]


def _key(made: Knox, row: int, column: int, kind: str, unit: str, ground: Ground, ask: Ask) -> Key:
    split = (("place", made.space[row]), ("time", f"{column} {made.time[column]}"))
    return Key(PAIRS, ground.partnership, ask.period, kind, unit, split)


def _cell(made: Knox, row: int, column: int, kind: str, used: Key, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The ratio and its p-value; only where shuffled dates give at least one pair."""
    parts = (
        ("ratio", float(made.ratio_to_mean[row, column]), f"pairs over the mean of {made.draws} shuffles of the dates within each month (Knox)", 2),
        ("p_value", float(made.p[row, column]), f"{made.draws} shuffles of the dates within each month, one-sided", 4),
    )
    for unit, value, method, decimals in parts:
        key = _key(made, row, column, kind, unit, ground, ask)
        estimate = Estimate(value, method=method, made="model", decimals=decimals)
        yield Finding(QUESTION, key, estimate, (FEED, "boundaries"), ask.definition.name, "near repeats", (used,))
