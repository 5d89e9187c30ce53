"""How much harm does the violence do, and what does it cost?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.harm.weighing import VIOLENCE, Part, Yearly, concentration, drawn_in, weigh, yearly
from upriver.assess.harm.weights import (
    COSTS,
    STATISTICS,
    WEIGHTS,
    Costs,
    Scheme,
    costs,
    covering_most,
    deflator,
    kinds,
    price_year,
    schemes,
)
from upriver.assess.recorded_counts import coded, latest_year, quarter_period, taken
from upriver.places.ground import Ground
from upriver.stats.harm.weighted import uprated
from upriver.stats.result import Result
from upriver.words.area import Area
from upriver.words.figure import UNITS, CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period

QUESTION = "how_much_harm_does_it_do"
NEEDS = (
    CubeSpec("recorded_crime_csp", "csp", "quarter", "offence_code"),
    CubeSpec("recorded_crime_force", "force", "quarter", "offence_code"),
    WEIGHTS,
    COSTS,
)
LEVELS = ("csp", "utla", "force", "partnership")
BY_KIND, BY_AREA, BY_PROFILE = table_name("harm", "by_kind"), table_name("harm", "by_area"), table_name("harm", "by_profile")
ONE_EVENT = 0.1
"""From this share of an area's harm on, a single event is named."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Count, weighed harm and cost of each kind of violence and part of the definition, side by side, by area.

    Offence codes alone can be weighed: the types of police.uk are refused. Sums of the offences that have a weight are the
    least that can be said; the share that has one stands beside each. Homicide is left in and left out, side by side.
    """
    definition = ask.definition.agreed
    for level in LEVELS:
        found = coded(ask.recorded, ground, level, ask.period)
        year = latest_year(found, ask.period) if found else ()
        if found is None or not year:
            continue
        mine = yearly(found, definition, year)
        told = _Told(mine, quarter_period(found.quarters[year[0]], found.quarters[year[-1]]), found.contract, definition.name, ask)
        yield from told.findings()
        if level in ("partnership", "force"):
            yield from told.profiles([(each.slug, each.offences) for each in ask.profiles if each.offences and not each.needs_extract])


class _Told:
    """One level's offences of a year, told as findings."""

    def __init__(self, found: Yearly, year: Period, contract: str, definition: str, ask: Ask) -> None:
        self.found, self.year, self.contract, self.definition = found, year, contract, definition
        self.whole = tuple(part for part in found.parts if part.measure in (ask.definition.agreed.slug, VIOLENCE) and not part.breakdown)
        self.schemes, self.costs = _chosen(schemes(ask.materials), found), costs(ask.materials)
        self.prices = price_year(ask.period)
        self.loaded = {spec.contract for spec in (WEIGHTS, COSTS) if spec in ask.materials.rows}

    def findings(self) -> Iterator[Finding | Signal]:
        for at, part in enumerate(self.found.parts):
            yield from self._counts(at, part)
            for scheme in self.schemes:
                yield from self._harm(at, part, scheme)
            yield from self._money(at, part)
            yield from self._shares(at, part)
        for part in self.whole:
            at = self.found.parts.index(part)
            for scheme in self.schemes:
                yield from self._rates(at, part, scheme)
            yield from self._money_each(at, part)

    def profiles(self, wanted: list[tuple[str, tuple[str, ...]]]) -> Iterator[Finding]:
        """Weighed harm of the kinds told in depth that offence codes show."""
        for slug, offences in wanted:
            part = Part(slug, (), np.array([taken(offences, code) for code in self.found.codes], dtype=bool))
            totals, whole = self.found.counts @ part.mask.astype(np.int64), self.found.gone[:, self.found.parts.index(self.whole[-1])]
            for row, area in enumerate(self.found.areas):
                if whole[row] or totals[row] < 0 or not part.mask.any():
                    continue
                count = Key(BY_PROFILE, area, self.year, slug, "count")
                yield self._finding(count, Estimate(int(totals[row]), events=int(totals[row])))
                for scheme in self.schemes[:1]:
                    total = weigh(self.found, part, scheme.of(self.found.codes, "median")).total
                    if total is not None:
                        key = Key(BY_PROFILE, area, self.year, slug, "harm")
                        yield self._finding(key, _estimate(total, row, "harm"), WEIGHTS.contract, rests=(count,))

    def _counts(self, at: int, part: Part) -> Iterator[Finding]:
        totals = self.found.counts @ part.mask.astype(np.int64)
        for row, area in enumerate(self.found.areas):
            gone = bool(self.found.gone[row, at])
            why = ("missing_period",) if gone else ("withheld",) if totals[row] < 0 else ()
            count = None if why else int(totals[row])
            yield self._finding(self._count_key(area, part), Estimate(count, events=count, flags=why))

    def _harm(self, at: int, part: Part, scheme: Scheme) -> Iterator[Finding]:
        """The weighed harm of a part: by the middle weight of each code, and by the least and greatest where they differ."""
        for level in STATISTICS if scheme.ranged else ("median",):
            weighed = weigh(self.found, part, scheme.of(self.found.codes, level))
            names = (("scheme", scheme.slug), ("weight", level))
            yield from self._each(BY_KIND, at, part, weighed.total, "harm", names, WEIGHTS.contract)
        known = weigh(self.found, part, scheme.of(self.found.codes, "median")).known * 100
        yield from self._each(BY_KIND, at, part, known, "percent", (("scheme", scheme.slug), ("share", "weighed")), WEIGHTS.contract)

    def _money(self, at: int, part: Part) -> Iterator[Finding]:
        """What a part cost in the prices of the assessment's year: as recorded, and for crime that nobody recorded if known."""
        unit, fuller = _unit_costs(self.found, part, self.costs, self.prices)
        weighed = weigh(self.found, part, unit)
        names = (("made", "recorded"), ("prices", self.prices))
        yield from self._each(BY_KIND, at, part, weighed.total, "pounds", names, COSTS.contract)
        yield from self._each(BY_KIND, at, part, weighed.known * 100, "percent", (("share", "costed"),), COSTS.contract)
        if fuller is not None:
            names = (("made", "adjusted"), ("prices", self.prices))
            yield from self._each(BY_KIND, at, part, weigh(self.found, part, fuller).total, "pounds", names, COSTS.contract)

    def _shares(self, at: int, part: Part) -> Iterator[Finding]:
        """What share a part is of its whole, by number, by harm and by cost: the same offences in three orders."""
        if part in self.whole:
            return
        whole = next((each for each in self.whole if each.measure == (part.measure if part.breakdown else self.definition.split("@")[0])), None)
        if whole is None:
            return
        unit, _ = _unit_costs(self.found, part, self.costs, self.prices)
        ways: list[tuple[str, np.ndarray, tuple[tuple[str, str], ...], str]]
        ways = [("of_offences", np.ones(len(self.found.codes)), (), ""), ("of_cost", unit, (), COSTS.contract)]
        ways += [("of_harm", scheme.of(self.found.codes, "median"), (("scheme", scheme.slug),), WEIGHTS.contract) for scheme in self.schemes]
        for what, weights, names, table in ways:
            mine, all_of_it = (weigh(self.found, each, weights).total for each in (part, whole))
            share = np.full(len(self.found.areas), np.nan)
            if mine is not None and all_of_it is not None:
                share = np.where(all_of_it.value > 0, 100 * mine.value / np.where(all_of_it.value > 0, all_of_it.value, 1), np.nan)
            yield from self._each(BY_KIND, at, part, share, "percent", (*names, ("share", what)), table)

    def _rates(self, at: int, part: Part, scheme: Scheme) -> Iterator[Finding | Signal]:
        """Harm per 1,000 residents with and without homicide and with heavy weights drawn in; what one event carries."""
        weights, per = scheme.of(self.found.codes, "median"), _per(self.found, 1_000.0)
        ways = (("with", weights, True), ("without", weights, False), ("drawn_in", drawn_in(self.found, part, weights), True))
        for way, own, homicide in ways:
            total = weigh(self.found, part, own, homicide=homicide, per=per).total
            yield from self._each(BY_AREA, at, part, total, "harm_per_1000", (("homicide", way), ("scheme", scheme.slug)), WEIGHTS.contract)
        one, gravest, kind, largest = concentration(self.found, part, weights)
        for share, codes, what in ((one, gravest, "one_event"), (kind, largest, "one_offence")):
            names = (("scheme", scheme.slug), ("share", what))
            for row, finding in enumerate(self._each(BY_AREA, at, part, share * 100, "percent", names, WEIGHTS.contract)):
                yield finding
                if finding.estimate.value is not None and codes[row]:
                    yield Signal(finding.key, what, codes[row])
                    if what == "one_event" and share[row] >= ONE_EVENT:
                        yield Signal(finding.key, "dominates", codes[row])

    def _money_each(self, at: int, part: Part) -> Iterator[Finding]:
        unit, _ = _unit_costs(self.found, part, self.costs, self.prices)
        for way, homicide in (("with", True), ("without", False)):
            total = weigh(self.found, part, unit, homicide=homicide, per=_per(self.found, 1.0)).total
            names = (("homicide", way), ("prices", self.prices))
            yield from self._each(BY_AREA, at, part, total, "pounds_per_resident", names, COSTS.contract)

    def _each(
        self, table: str, at: int, part: Part, total: Result | np.ndarray | None, unit: str,
        names: tuple[tuple[str, str], ...], table_of: str,
    ) -> Iterator[Finding]:  # fmt: skip
        """One number an area; none where the year isn't whole, nothing has a weight, or there is nobody to divide by."""
        for row, area in enumerate(self.found.areas):
            key = Key(table, area, self.year, part.measure, unit, tuple(sorted((*part.breakdown, *names))))
            gone = bool(self.found.gone[row, at])
            estimate = Estimate(None, made="model", flags=("missing_period" if gone else "withheld",), decimals=UNITS[unit][1])
            if not gone and isinstance(total, Result):
                estimate = _estimate(total, row, unit)
            elif not gone and isinstance(total, np.ndarray) and not np.isnan(total[row]):
                estimate = Estimate(float(total[row]), made="model", decimals=UNITS[unit][1])
            yield self._finding(key, estimate, table_of, rests=(self._count_key(area, part),))

    def _count_key(self, area: Area, part: Part) -> Key:
        return Key(BY_KIND, area, self.year, part.measure, "count", part.breakdown)

    def _finding(self, key: Key, estimate: Estimate, table_of: str = "", *, rests: tuple[Key, ...] = ()) -> Finding:
        people = ("census_residents",) if key.table == BY_AREA else ()
        sources = (self.contract, *people, *((table_of,) if table_of in self.loaded else ()))
        return Finding(QUESTION, key, estimate, sources, self.definition, "coded", rests)


def _chosen(known: tuple[Scheme, ...], found: Yearly) -> tuple[Scheme, ...]:
    """All that were taken in; of those shipped the one whose few weights cover most offences, so that no two are mixed."""
    if not known or known[0].loaded:
        return known
    everything = next(part for part in found.parts if part.measure == VIOLENCE and not part.breakdown)
    counts = found.of(everything, np.ones(len(found.codes), dtype=bool)).sum(axis=0)
    return (covering_most(known, found.codes, counts),)


def _unit_costs(found: Yearly, part: Part, table: Costs, prices: str) -> tuple[np.ndarray, np.ndarray | None]:
    """The cost of each offence in today's prices, NaN for what is not costed; and with what is never recorded, where all of a
    part's costed kinds have a multiplier."""
    of, then = kinds(), deflator()
    named = [of.get(code, "") for code in found.codes]
    base = np.array([table.unit.get(kind, np.nan) for kind in named], dtype=float)
    if table.price_year not in then:
        return np.full(len(named), np.nan), None
    unit = uprated(base, then[table.price_year], then[prices])
    more = np.array([table.multiplier.get(kind, np.nan) for kind in named], dtype=float)
    needed = part.mask & ~np.isnan(unit)
    return unit, unit * more if needed.any() and not np.isnan(more[needed]).any() else None


def _per(found: Yearly, per: float) -> np.ndarray:
    known = found.residents > 0
    return np.where(known, per / np.where(known, found.residents, 1.0), np.nan)


def _estimate(total: Result, row: int, unit: str) -> Estimate:
    value, lower, upper = total.limits(row)
    if np.isnan(value):
        return Estimate(None, made="model", flags=("no_denominator",), decimals=UNITS[unit][1])
    few = ("few_events",) if total.events[row] < 10 else ()
    return Estimate(value, lower, upper, total.level, total.method, made="model", flags=few, decimals=UNITS[unit][1])
