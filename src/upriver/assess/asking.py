"""What an assessment is asked, and the counts it is answered from, laid on the ground once for all analyses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from upriver.assess.definitions import category_slug, measures
from upriver.assess.materials import Materials
from upriver.places.ground import Ground
from upriver.stats.intervals import rate
from upriver.stats.result import Result
from upriver.store.cubes import Cube
from upriver.store.feeds import FeedCounts
from upriver.store.recorded import Recorded
from upriver.words.area import Area
from upriver.words.declared import Break, Definition, Profile, Ranking
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding
from upriver.words.part import Coverage
from upriver.words.period import Period, month_period
from upriver.words.registers.plan import Plan

STREET = "police_uk_street"
DOCUMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: the period, the definition, who for, and what is known of the data."""

    period: Period
    definition: Definition
    coverage: Coverage
    breaks: tuple[Break, ...]
    seed: int
    audience: str = "public"
    recorded: tuple[Recorded, ...] = ()
    """The open tables of recorded crime by offence code that are held, counted."""
    feeds: tuple[FeedCounts, ...] = ()
    """What partners sent and a clause allows to be used, counted."""
    materials: Materials = field(default_factory=Materials)
    """What analyses said they need, as it was found."""
    profiles: tuple[Profile, ...] = ()
    """The kinds of violence that are told in depth."""
    ranking: Ranking | None = None
    """How they are ranked; None where nobody asks."""
    plan: Plan = field(default_factory=Plan)
    """Of the partnership's own records, those that numbers rest on: provider returns and studies."""

    @property
    def months(self) -> tuple[str, ...]:
        return self.period.months


@dataclass(frozen=True, slots=True)
class Counts:
    """Street-level counts on the ground: (places, months, categories), ordinary points and institutions together.

    `institutions` holds those at points named for an institution alone. `missing` and `provisional` are
    (places, months). `adrift` holds rows without a place or outside: (force, kind) -> (months, categories).
    """

    months: tuple[str, ...]
    categories: tuple[str, ...]
    events: np.ndarray
    institutions: np.ndarray
    missing: np.ndarray
    provisional: np.ndarray
    adrift: Mapping[tuple[str, str], np.ndarray]

    def of(self, months: Sequence[str]) -> Counts:
        """The same for some months, in their order; all of them must be there."""
        at = [self.months.index(month) for month in months]
        return Counts(
            tuple(months),
            self.categories,
            self.events[:, at],
            self.institutions[:, at],
            self.missing[:, at],
            self.provisional[:, at],
            {name: rows[at] for name, rows in self.adrift.items()},
        )


def lay(cube: Cube, ground: Ground, ask: Ask, months: Sequence[str], slugs: Mapping[str, str]) -> Counts:
    """Lay a cube on the ground for some months; a month that isn't usable for a place's own force is missing there.

    `slugs` maps forces as the rows name them to their slugs.
    """
    place_at = {place: row for row, place in enumerate(cube.places)}
    month_at = {month: column for column, month in enumerate(cube.months)}
    shape = (len(ground.places), len(months), len(cube.categories))
    events, institutions = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    rows = np.array([place_at.get(place, -1) for place in ground.places])
    for column, month in enumerate(months):
        if month in month_at:
            both = cube.counts[rows, month_at[month]]
            both[rows < 0] = 0
            events[:, column], institutions[:, column] = both.sum(axis=2), both[:, :, 1]
    undecided = {(each.provider, each.month) for each in ask.coverage.undecided}
    kept = {home: [ask.coverage.usable(home, month) for month in months] for home in set(ground.home)}
    usable = np.array([kept[home] for home in ground.home])
    # A force none of whose rows ever lies here speaks of somewhere else: its silence is not a zero.
    spoken = {home: bool(events[[own == home for own in ground.home]].any()) for home in set(ground.home)}
    usable &= np.array([spoken[home] for home in ground.home])[:, None]
    odd = np.array([[(home, month) in undecided for month in months] for home in ground.home])
    hidden = ~usable[:, :, None]
    adrift = _adrift(cube, ground, ask, months, slugs)
    return Counts(
        tuple(months),
        cube.categories,
        np.where(hidden, 0, events),
        np.where(hidden, 0, institutions),
        ~usable,
        odd & usable,
        adrift,
    )


def _adrift(
    cube: Cube, ground: Ground, ask: Ask, months: Sequence[str], slugs: Mapping[str, str]
) -> dict[tuple[str, str], np.ndarray]:
    found: dict[tuple[str, str], np.ndarray] = {}
    month_at = {month: column for column, month in enumerate(cube.months)}
    for row, place in enumerate(cube.places):
        kind, _, provider = place.partition(":")
        force = slugs.get(provider, "")
        if kind not in ("none", "outside") or force not in ground.home:
            continue
        table = found.setdefault((force, kind), np.zeros((len(months), len(cube.categories)), dtype=np.int64))
        for column, month in enumerate(months):
            if month in month_at and ask.coverage.usable(force, month):
                table[column] += cube.counts[row, month_at[month]].sum(axis=1)
    return found


@dataclass(frozen=True, slots=True)
class ByArea:
    """Counts of some measures by area of one level: (areas, months, measures); masks are (areas, months)."""

    areas: tuple[Area, ...]
    measures: tuple[str, ...]
    counts: np.ndarray
    missing: np.ndarray
    provisional: np.ndarray
    residents: np.ndarray

    @property
    def observed(self) -> np.ndarray:
        """Months observed of each area."""
        return np.asarray((~self.missing).sum(axis=1))

    @property
    def whole(self) -> np.ndarray:
        """Whether no month of the period is missing for the area."""
        return np.asarray(~self.missing.any(axis=1))


def by_area(
    counts: Counts, ground: Ground, level: str, names: Sequence[str], matrix: np.ndarray, *, institutions: bool = True
) -> ByArea:
    """Counts by area of a level, for measures given as a 0/1 matrix over categories.

    An area's month is missing where it is missing for any of its places.
    """
    member = ground.levels[level].member
    events = counts.events if institutions else counts.events - counts.institutions
    places, months, categories = events.shape
    summed = np.asarray(member @ events.reshape(places, -1)).reshape(member.shape[0], months, categories)
    counted = np.rint(summed @ matrix.T).astype(np.int64)
    missing = np.asarray(member @ counts.missing.astype(float)) > 0
    provisional = np.asarray(member @ counts.provisional.astype(float)) > 0
    return ByArea(
        ground.levels[level].areas,
        tuple(names),
        np.where(missing[:, :, None], 0, counted),
        missing,
        provisional & ~missing,
        ground.residents_of(level),
    )


def every_category(counts: Counts) -> tuple[tuple[str, ...], np.ndarray]:
    """All published categories as measures: their slugs and the identity."""
    return tuple(category_slug(name) for name in counts.categories), np.eye(len(counts.categories))


def defined(counts: Counts, ask: Ask) -> tuple[tuple[str, ...], np.ndarray]:
    """The definition's measures over the categories counted."""
    return measures(ask.definition, STREET, counts.categories)


def flags_of(missing: bool, provisional: bool) -> tuple[str, ...]:
    """The flags of a figure that rests on months which are missing or odd."""
    return ("missing_period",) * bool(missing) + ("provisional",) * bool(provisional and not missing)


def table_name(section: str, table: str) -> str:
    """The name of a table of the assessment."""
    return f"{DOCUMENT}/{section}/{table}"


def month_counts(found: ByArea, ask: Ask, months: Sequence[str], *, table: str, question: str) -> Iterator[Finding]:
    """A finding for every area x month x measure; a missing month is flagged and has no number."""
    for row, area in enumerate(found.areas):
        for column, month in enumerate(months):
            gone = bool(found.missing[row, column])
            flags = flags_of(gone, bool(found.provisional[row, column]))
            for at, measure in enumerate(found.measures):
                count = None if gone else int(found.counts[row, column, at])
                key = Key(table, area, month_period(month), measure, "count")
                yield Finding(
                    question, key, Estimate(count, events=count, flags=flags), (STREET,), ask.definition.name, "counts"
                )


def period_counts(found: ByArea, ask: Ask, *, table: str, question: str) -> Iterator[Finding]:
    """The count of the whole period for every area and measure; none where a month is missing."""
    totals, whole = found.counts.sum(axis=1), found.whole
    for row, area in enumerate(found.areas):
        gone = not whole[row]
        flags = flags_of(gone, bool(found.provisional[row].any()))
        for at, measure in enumerate(found.measures):
            count = None if gone else int(totals[row, at])
            key = Key(table, area, ask.period, measure, "count")
            yield Finding(
                question, key, Estimate(count, events=count, flags=flags), (STREET,), ask.definition.name, "counts"
            )


def period_rates(
    found: ByArea, ask: Ask, *, table: str, question: str, breakdown: tuple[tuple[str, str], ...] = ()
) -> Iterator[Finding]:
    """Rates of the period with 95% intervals for every area and measure.

    A year without a hole gives a rate per 1,000 residents. With a hole, or over another length of time, the
    annual rate is not available and the months observed are given per 1,000 person-years beside it.
    """
    totals = found.counts.sum(axis=1)
    a_year = len(found.missing[0]) == 12 if len(found.missing) else True
    years, complete = found.observed / 12, found.whole
    yearly = rate(totals, found.residents[:, None])
    over_time = rate(totals, (found.residents * years)[:, None])
    for row, area in enumerate(found.areas):
        whole = bool(complete[row])
        odd = bool(found.provisional[row].any())
        for at, measure in enumerate(found.measures):
            if a_year:
                key = Key(table, area, ask.period, measure, "per_1000_residents", breakdown)
                flags = flags_of(not whole, odd)
                yield rate_finding(question, key, yearly, (row, at), flags, ask, gone=not whole)
            if not (a_year and whole) and years[row] > 0:
                key = Key(table, area, ask.period, measure, "per_1000_person_years", breakdown)
                yield rate_finding(question, key, over_time, (row, at), flags_of(False, odd), ask)


def rate_finding(
    question: str, key: Key, found: Result, at: tuple[int, ...], flags: tuple[str, ...], ask: Ask, *, gone: bool = False
) -> Finding:
    """One rate as a finding; without a number where it can't be given."""
    value, lower, upper = found.limits(at)
    gone = gone or bool(np.isnan(value))
    few = ("few_events",) if not gone and found.events[at] < 10 else ()
    if gone and "missing_period" not in flags:
        flags = (*flags, "no_denominator")
    estimate = Estimate(
        None if gone else value,
        None if gone else lower,
        None if gone else upper,
        0.95,
        found.method,
        None if gone else int(found.events[at]),
        None if gone else float(found.denominator[at]),
        "recompute",
        (*flags, *few),
        UNITS[key.unit][1],
        1_000.0,
    )
    return Finding(question, key, estimate, (STREET, "census_residents"), ask.definition.name, "rates")
