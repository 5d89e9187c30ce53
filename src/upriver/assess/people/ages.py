"""Findings by age and sex: counts with their sums, rates of those who live here, and how each stands to everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from upriver.assess.people.residents import Ages, bounds_of
from upriver.assess.people.telling import Counted, Split, Teller
from upriver.stats.people.overlap import rate_ratio_repeats
from upriver.words.figure import Key
from upriver.words.finding import Finding

NOT_KNOWN = "not_known"
SEXES = ("female", "male")
Cells = Mapping[tuple[str, str], int]
"""(age band or not_known, sex or not_known) -> events."""


def cells_of(found: Counted, age: str, sex: str) -> dict[tuple[str, str], int]:
    """Events by age band and sex; whatever is no band or no named sex is not known."""
    cells: dict[tuple[str, str], int] = {}
    for (band, of_sex), events in found.by(age, sex).items():
        at = (band if bounds_of(band) else NOT_KNOWN, of_sex if of_sex in (*SEXES, "other") else NOT_KNOWN)
        cells[at] = cells.get(at, 0) + events
    return cells


def age_and_sex(
    tell: Teller, cells: Cells, ages: Ages | None, tables: tuple[str, str], measure: str, *, design: float = 1.0,
    ratios: bool = True,
) -> Iterator[Finding]:  # fmt: skip
    """Counts by age, by sex, by both and in all; rates and ratios where residents are held so.

    `tables` are those of counts and of rates. The ratio is to the rate of everybody whose age and sex are known, this
    group among them. `design` widens its interval for people who come several times. Without
    `ratios` there are none: for a source whose counts are rounded, which a ratio could undo.
    """
    counts, rates = tables
    bands = sorted({band for band, _ in cells}, key=_order)
    sexes = sorted({sex for _, sex in cells})
    yield from _counts(tell, cells, counts, measure, bands, sexes)
    if ages is None:
        return
    known = {at: events for at, events in cells.items() if NOT_KNOWN not in at and at[1] in SEXES}
    everybody = sum(known.values())
    for split, events in _groups(known, bands):
        of = dict(split)
        residents = ages.of(of.get("age", ""), of.get("sex", ""))
        if not residents > 0:
            continue
        # A rate is of those whose age and sex are known and prints how many: with the count of all it tells who isn't.
        unknown = tuple(tell.key(counts, measure, "count", (("age", band), ("sex", sex))) for band, sex in cells
                        if (band, sex) not in known and of.get("age", band) == band and of.get("sex", sex) == sex)
        yield replace(tell.rate(rates, measure, events, residents, split, ages.source), rests_on=unknown)
        if ratios and split and everybody:
            against = rate_ratio_repeats(events, residents, everybody, ages.of(""), design=max(design, 1.0))
            rests = [tell.key(counts, measure, "count", split), tell.key(counts, measure, "count")]
            yield tell.result(rates, measure, "rate_ratio", against, split, rests_on=rests, more=(ages.source,))


def _counts(tell: Teller, cells: Cells, table: str, measure: str, bands: Sequence[str], sexes: Sequence[str]) -> Iterator[Finding]:
    """Every cell and margin. The whole is told twice, so that the lock knows both of its sums."""

    def key(**split: str) -> Key:
        return tell.key(table, measure, "count", tuple(sorted(split.items())))

    for band in bands:
        parts = [sex for sex in sexes if (band, sex) in cells]
        yield from (tell.count(table, measure, cells[band, sex], (("age", band), ("sex", sex))) for sex in parts)
        total = sum(cells[band, sex] for sex in parts)
        yield tell.count(table, measure, total, (("age", band),), adds=[key(age=band, sex=sex) for sex in parts])
    for sex in sexes:
        parts = [band for band in bands if (band, sex) in cells]
        total = sum(cells[band, sex] for band in parts)
        yield tell.count(table, measure, total, (("sex", sex),), adds=[key(age=band, sex=sex) for band in parts])
    whole = sum(cells.values())
    yield tell.count(table, measure, whole, adds=[key(age=band) for band in bands])
    yield tell.count(f"{table}_whole", measure, whole, adds=[key(sex=sex) for sex in sexes])


def _groups(known: Cells, bands: Sequence[str]) -> Iterator[tuple[Split, int]]:
    """Everybody, each age, each sex, each age of each sex: the split, and events of those whose age and sex are known."""
    yield (), sum(known.values())
    for sex in SEXES:
        yield (("sex", sex),), sum(events for (_, of), events in known.items() if of == sex)
    for band in bands:
        if band != NOT_KNOWN:
            yield (("age", band),), sum(events for (of, _), events in known.items() if of == band)
            for sex in SEXES:
                yield (("age", band), ("sex", sex)), known.get((band, sex), 0)


def _order(band: str) -> tuple[int, str]:
    bounds = bounds_of(band)
    return (bounds[0] if bounds else 999, band)
