"""Published figures of councils over all the years that are held, beside their region and country of the same years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from upriver import shelf
from upriver.assess.asking import Ask
from upriver.assess.published.comparing import held_back
from upriver.assess.published.links import education_codes, region_of
from upriver.assess.published.reading import EDUCATION, Reading, readings
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding
from upriver.words.reference.factor import Factor, Measured, factor_of

FEW = 10


def wanted(table: str) -> frozenset[str]:
    """The factors that indicators of the shelf are read from, as this table has them."""
    reads = (read for each in shelf.declared("indicators").values() for read in each.get("reads", []))
    return frozenset(str(read["measure"]) for read in reads if read["table"] == table)


def over_years(ground: Ground, ask: Ask, *, question: str, table: str) -> Iterator[Finding]:
    """Every year's published value of each factor, in the table that first speaks of an area; comparators only where they can be right."""
    codes = education_codes(ask.materials.rows.get(EDUCATION))
    asked = wanted(table)
    for slug, declared in shelf.declared("factors").items():
        if slug not in asked:
            continue
        factor, told = factor_of(declared), frozenset[str]()
        for measured in factor.measured:
            found = readings(ask.materials.rows, measured, codes)
            here = {code: area for code, area in _areas(ground, found).items() if code not in told}
            if any(each.value is not None for each in found if each.code in here):
                yield from _series(factor, measured, found, here, ask, question, table, comparators=not told)
                told |= frozenset(here)


def _series(
    factor: Factor, measured: Measured, found: Sequence[Reading], here: Mapping[str, Area], ask: Ask, question: str, table: str, *, comparators: bool
) -> Iterator[Finding]:
    regions = {region_of().get(code) for code in here}
    seen: set[Key] = set()
    for each in found:
        own = here.get(each.code)
        beside = comparators and (each.kind == "country" or (each.kind == "region" and each.code in regions))
        period = each.years.period(measured.year)
        if (own is None and not beside) or period.start > ask.period.end:
            continue
        same = [one for one in found if (one.years.first, one.years.last) == (each.years.first, each.years.last) and one.kind == "area"]
        area = own or Area(each.kind, each.code, each.name)
        key = Key(table, area, period, factor.slug, "published")
        if key not in seen:
            seen.add(key)
            yield _finding(factor, measured, each, key, ask, question, withheld=own is None and held_back(each, same))


def _finding(factor: Factor, measured: Measured, each: Reading, key: Key, ask: Ask, question: str, *, withheld: bool) -> Finding:
    gone = withheld or each.value is None
    whole = not gone and each.lower is not None and each.upper is not None
    estimate = Estimate(
        None if gone else each.value, each.lower if whole else None, each.upper if whole else None, 0.95 if whole else None,
        "as published", made="model", decimals=factor.decimals,
        flags=("withheld",) * gone + ("few_events",) * (not gone and each.count is not None and each.count < FEW),
    )  # fmt: skip
    return Finding(question, key, estimate, (measured.contract,), ask.definition.name, "published")


def _areas(ground: Ground, found: Sequence[Reading]) -> dict[str, Area]:
    """The partnership's councils that have a reading: upper-tier ones first, then districts."""
    held = {each.code for each in found}
    return {area.code: area for level in ("ltla", "utla") if level in ground.levels for area in ground.levels[level].areas if area.code in held}
