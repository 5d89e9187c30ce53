"""How do the area's risk and protective factors compare, and which can't be seen?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from upriver import shelf
from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.published.comparing import earlier_than, held_back, place_among, side
from upriver.assess.published.deprived import residents_in_first_tenth
from upriver.assess.published.links import education_codes, region_of, similar_areas
from upriver.assess.published.reading import EDUCATION, PUBLISHED, Reading, readings
from upriver.assess.published.years import Years
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.reference.factor import Factor, Measured, factor_of

QUESTION = "how_do_risk_and_protective_factors_compare"
NEEDS = PUBLISHED
LEVELS = ("utla", "ltla")
VALUES, EARLIER = table_name("risk_and_protective", "values"), table_name("risk_and_protective", "earlier")
UNIT = "published"
FEWEST_NEIGHBOURS = 3
"""Fewer neighbours with a value than this, and no place among them is given."""
FEW = 10
"""A value on fewer events than this has no place among neighbours and says so."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Each factor's latest published value in every council area and district, beside its comparators, and its trend.

    Values are the publisher's own; none is added up or averaged over areas. A comparator that can't be right beside the
    areas inside it has no value and a signal that says so.
    """
    codes = education_codes(ask.materials.rows.get(EDUCATION))
    for table in shelf.declared("factors").values():
        factor = factor_of(table)
        told: frozenset[str] = frozenset()
        for measured in factor.measured:
            found = residents_in_first_tenth(ground, measured) or readings(ask.materials.rows, measured, codes)
            here = {code: area for code, area in _areas(ground, found).items() if code not in told}
            if any(each.value is not None for each in found if each.code in here):
                telling = _Telling(factor, measured, found, codes, here, ask, first=not told)
                told |= frozenset(here)
                yield from telling.all()


class _Telling:
    """One factor told from one table: what is held of it, and the findings and signals made from that.

    A second table speaks for the areas that the first has nothing of, with comparators of its own; its figures bear its name.
    """

    def __init__(self, factor: Factor, measured: Measured, found: Sequence[Reading], codes: dict[int, str], areas: dict[str, Area],
                 ask: Ask, *, first: bool) -> None:
        self.factor, self.measured, self.found, self.ask = factor, measured, found, ask
        self.numbers = {code: number for number, code in codes.items()}
        self.codes, self.areas = codes, areas
        self.split = () if first else (("from_table", measured.contract),)
        local = [each for each in found if each.code in self.areas]
        self.latest = max(each.years for each in local if each.value is not None)
        self.now = [each for each in found if _same(each.years, self.latest)]

    def all(self) -> Iterator[Finding | Signal]:
        """Findings and signals of the latest years, then of the years before."""
        shown: set[str] = set()
        for own in sorted((each for each in self.now if each.code in self.areas), key=lambda each: each.code):
            yield from self._local_value(own)
            for kind in ("country", "region"):
                other = self._comparator(own, kind)
                if other is None:
                    continue
                back = self._held_back(other)
                yield Signal(self._key(VALUES, own), kind, "held_back" if back else side(own, other, self.factor.worse))
                yield Signal(self._key(VALUES, own), f"{kind}_code", other.code)
                if other.code not in shown:
                    shown.add(other.code)
                    yield from self._value(VALUES, other, withheld=back)
                    if back:
                        yield Signal(self._key(VALUES, other), "held_back", "outside half to twice the span of the areas inside it")

    def _local_value(self, own: Reading) -> Iterator[Finding | Signal]:
        yield from self._value(VALUES, own)
        if own.value is None:
            return
        yield from self._neighbours(own)
        before = earlier_than(own, self.found)
        if before is not None:
            yield from self._value(EARLIER, before)
            yield Signal(self._key(VALUES, own), "trend", self._trend(own, before))

    def _trend(self, own: Reading, before: Reading) -> str:
        word = side(own, before, self.factor.worse)
        return {"worse": "worsened", "better": "improved", "worse_unsure": "worsened_unsure", "better_unsure": "improved_unsure",
                "worse_whole": "worsened", "better_whole": "improved", "not_different": "no_clear_change", "close": "close"}[word]

    def _neighbours(self, own: Reading) -> Iterator[Finding | Signal]:
        """The middle and the ends of the statistical neighbours' values, where enough are held, and the place among them."""
        number = self.numbers.get(own.code)
        like = similar_areas().get(number) if number is not None and self.areas[own.code].level == "utla" else None
        if like is None:
            return
        wanted = {self.codes.get(each, "") for each in like.numbers}
        values = [each.value for each in self.now if each.code in wanted and each.value is not None]
        held = f"{len(values)} of {len(like.numbers)}"
        yield Signal(self._key(VALUES, own), "neighbours_held", held)
        if len(values) < FEWEST_NEIGHBOURS or own.value is None or (own.count is not None and own.count < FEW):
            return
        for name, value in (("median", median(values)), ("lowest", min(values)), ("highest", max(values))):
            estimate = Estimate(value, method=f"{name} of {held} {like.scheme} ({like.version})", made="model",
                                decimals=self.factor.decimals)
            key = self._key(VALUES, own, (("neighbours", name),))
            yield Finding(QUESTION, key, estimate, (self.measured.contract,), self.ask.definition.name, "published")
        place = place_among(own.value, values, self.factor.worse)
        yield Signal(self._key(VALUES, own), "place_among_neighbours", f"{place} of {len(values) + 1}")

    def _comparator(self, own: Reading, kind: str) -> Reading | None:
        """England's reading of the same years, or that of the region that the area lies in."""
        return next((each for each in self.now if each.kind == kind and (kind == "country" or _lies_in(own, each))), None)

    def _held_back(self, comparator: Reading) -> bool:
        inside = [each for each in self.now if each.kind != "country"]
        if comparator.kind == "region":
            inside = [each for each in inside if each.kind == "area" and _lies_in(each, comparator)]
        return held_back(comparator, inside)

    def _key(self, table: str, reading: Reading, split: tuple[tuple[str, str], ...] = ()) -> Key:
        area = self.areas.get(reading.code) or Area({"country": "country", "region": "region"}.get(reading.kind, "utla"), reading.code, reading.name)
        split = tuple(sorted((*self.split, *split)))
        return Key(table, area, reading.years.period(self.measured.year), self.factor.slug, UNIT, split)

    def _value(self, table: str, reading: Reading, *, withheld: bool = False) -> Iterator[Finding | Signal]:
        gone = withheld or reading.value is None
        whole = not gone and reading.lower is not None and reading.upper is not None
        estimate = Estimate(
            None if gone else reading.value,
            reading.lower if whole else None,
            reading.upper if whole else None,
            0.95 if whole else None,
            "as published" + (", with the publisher's interval" if whole else "; the publisher gives no interval"),
            made="model",
            flags=("withheld",) * gone + ("few_events",) * (not gone and reading.count is not None and reading.count < FEW),
            decimals=self.factor.decimals,
        )
        key = self._key(table, reading)
        yield Finding(QUESTION, key, estimate, (self.measured.contract,), self.ask.definition.name, "published")
        yield Signal(key, "years", reading.years.words)
        if reading.value is None and not withheld:
            yield Signal(key, "mark", reading.mark)


def _lies_in(area: Reading, region: Reading) -> bool:
    """Whether an area lies in a region: by code; by the table's own words only where the region's code isn't known."""
    if area.code in region_of() and not region.code.startswith("DFE"):
        return region_of()[area.code] == region.code
    return bool(area.region) and area.region in (region.name, region.code)


def _same(one: Years, other: Years) -> bool:
    """Whether two are the same years, whatever their words: 2024 and 2024 (Rev)."""
    return (one.first, one.last, one.split) == (other.first, other.last, other.split)


def _areas(ground: Ground, found: Sequence[Reading]) -> dict[str, Area]:
    """The local area of each code that has a reading: a unitary council is a council area where the table speaks of councils
    alone, and a district where it speaks of districts."""
    held = {each.code for each in found}
    districts = {area.code: area for area in (ground.levels["ltla"].areas if "ltla" in ground.levels else ())}
    councils = {area.code: area for area in (ground.levels["utla"].areas if "utla" in ground.levels else ())}
    by_district = any(code in held for code in districts if code not in councils)
    first, then = (councils, districts) if by_district else (districts, councils)
    return {code: area for code, area in {**first, **then}.items() if code in held}

