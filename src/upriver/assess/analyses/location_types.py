"""In what kinds of place does it happen?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, defined, flags_of, table_name
from upriver.assess.definitions import category_slug
from upriver.assess.materials import Laid, lay_tally
from upriver.assess.timing.shares import ROUNDED
from upriver.places.ground import Ground
from upriver.stats.intervals import proportion
from upriver.store.reading.points import Pointed
from upriver.words.figure import CubeSpec, Key, PointSpec, RowsSpec, TallySpec
from upriver.words.finding import Estimate, Finding, Selection, Signal

QUESTION = "in_what_kinds_of_place"
EXTRACT = TallySpec("police_crime_extract", ("location_type",))
EMERGENCY = TallySpec("ed_assault_attendances", ("location_type",))
POINTS = PointSpec("police_uk_street")
CHANGES = RowsSpec("lsoa_2011_to_2021", ("lsoa11", "lsoa21"))
NEEDS = (CubeSpec("police_uk_street"), EXTRACT, EMERGENCY, POINTS, CHANGES)
LEVELS = ("partnership",)
FEEDS, NAMED = table_name("location_types", "feeds"), table_name("location_types", "named_points")
UNKNOWN = "not known"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Counts and shares by kind of place: crimes of the police extract, attendances of hospitals, open data's named points."""
    for need in (EXTRACT, EMERGENCY):
        tallied = ask.materials.tallies.get(need)
        if tallied is not None:
            yield from _of_a_feed(lay_tally(tallied, ground, ask.period), need.contract, ground, ask)
    points = ask.materials.points.get(POINTS)
    if points is not None:
        yield from _named_points(points, counts.of(ask.months), ground, ask)


def _of_a_feed(laid: Laid, contract: str, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """The kinds of place of one feed, with what adds up to the whole; a share is of those whose place is known."""
    seen: dict[str, tuple[int, bool]] = defaultdict(lambda: (0, False))
    for (name,), (events, hidden) in laid.by("location_type").items():
        before = seen[name or UNKNOWN]
        seen[name or UNKNOWN] = (before[0] + events, before[1] or hidden)
    if not seen:
        return
    flags = ("missing_period",) * bool(laid.missing)
    flags = flags or ("hidden_at_source",) * any(hidden for _, hidden in seen.values())
    keys = {name: Key(FEEDS, ground.partnership, ask.period, contract, "count", (("place", name),)) for name in sorted(seen)}
    for name, key in keys.items():
        yield _counted(key, seen[name][0], flags, contract, ask, selects=(("location_type", name),))
    whole = sum(events for events, _ in seen.values())
    total = Key(FEEDS, ground.partnership, ask.period, contract, "count")
    yield _counted(total, whole, flags, contract, ask, tuple(keys.values()), ())
    if laid.missing:
        yield Signal(total, "withheld", f"{len(laid.missing)} months of the period are not held")
    if flags:
        return
    known = _rough(whole, contract) - _rough(seen.get(UNKNOWN, (0, False))[0], contract)
    for name in keys:
        if name != UNKNOWN and known >= 30:
            key = Key(FEEDS, ground.partnership, ask.period, contract, "percent", (("place", name),))
            # What the share is of is printed beside it: the whole less that is those whose place isn't known.
            rests = (keys[name], *([keys[UNKNOWN]] if UNKNOWN in keys else []))
            yield _share(key, min(_rough(seen[name][0], contract), known), known, rests, contract, ask)


def _rough(events: int, contract: str) -> int:
    """A count as a share may use it: of a source whose counts are printed to the nearest 5, so rounded, or the share undoes that."""
    return 5 * ((2 * events + 5) // 10) if contract in ROUNDED else events


def _counted(key: Key, events: int, flags: tuple[str, ...], contract: str, ask: Ask, adds: tuple[Key, ...] = (),
             selects: Selection | None = None) -> Finding:
    number = None if flags else events
    return Finding(QUESTION, key, Estimate(number, events=number, flags=flags), (contract,), ask.definition.name, "feeds", adds=adds, selects=selects)


def _share(key: Key, events: int, of: int, rests: tuple[Key, ...], contract: str, ask: Ask, flags: tuple[str, ...] = ()) -> Finding:
    made = proportion(np.array([float(events)]), np.array([float(of)]))
    parts = made.limits(0, times=100.0)
    estimate = Estimate(*parts, 0.95, made.method, events, float(of), "recompute", flags, 1, 100.0)
    return Finding(QUESTION, key, estimate, (contract,), ask.definition.name, "shares", rests)


def _named_points(points: Pointed, counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Events of the definition at points named for a kind of place, over the months that are held for everybody."""
    held = [month for at, month in enumerate(counts.months) if not counts.missing[:, at].any()]
    _, matrix = defined(counts, ask)
    if not matrix.any() or not held:
        return
    taken = {slug for slug, weight in zip((category_slug(name) for name in counts.categories), matrix[0], strict=True) if weight}
    seen = points.within(_written(ground, ask), frozenset(held), taken, category_slug)
    whole = int((counts.events[:, [counts.months.index(month) for month in held]].sum(axis=(0, 1)) @ matrix[0]).round())
    if not whole:
        return
    flags = flags_of(False, bool(counts.provisional.any()))
    for name, events in sorted(seen.items()):
        split = (("place", name),)
        count = Key(NAMED, ground.partnership, ask.period, ask.definition.slug, "count", split)
        yield Finding(QUESTION, count, Estimate(events, events=events, flags=flags), ("police_uk_street",), ask.definition.name, "counts")
        key = Key(NAMED, ground.partnership, ask.period, ask.definition.slug, "percent", split)
        yield _share(key, events, whole, (count,), "police_uk_street", ask, flags)
        if name == min(seen) and len(held) < len(ask.months):
            yield Signal(count, "observed", f"{len(held)} of {len(ask.months)} months")


def _written(ground: Ground, ask: Ask) -> frozenset[str]:
    """Codes that a row inside the partnership may carry: its small areas of 2021, and those of 2011 that they came of."""
    small, changes = frozenset(ground.small), ask.materials.rows.get(CHANGES)
    if changes is None:
        return small
    return small | {old for old, new in zip(changes["lsoa11"], changes["lsoa21"], strict=True) if new in small}
