"""Counts of feeds and open tables over all the time that is held, one reading after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.materials import Laid, lay_tally
from upriver.places.forces import force_of
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import Key, RowsSpec, TallySpec
from upriver.words.finding import Estimate, Finding, Selection
from upriver.words.period import Period, month_name, month_number, months_period

KNIVES = RowsSpec("knife_crime_force", ("financial_year", "quarter", "force", "offence", "weapon", "weapon_offences", "offences"))
ADMITTED = RowsSpec("assault_admissions", ("financial_year", "area_code", "cause_code", "sex", "age", "admissions"))
YOUNG_ENDS = 24


def held_span(spec: TallySpec, ask: Ask) -> Period | None:
    """From the first month of a feed that is held to the last, and no later than what is asked for."""
    tallied = ask.materials.tallies.get(spec)
    months = sorted({month for _, month in tallied.held}) if tallied else []
    months = [month for month in months if month <= ask.months[-1]]
    return months_period(months[0], months[-1]) if months else None


def laid_over(spec: TallySpec, ground: Ground, ask: Ask, *, months_each: int = 1) -> tuple[Laid, Period] | None:
    """A feed's rows over all the time it is held; None where it isn't held or may not be read so."""
    period = held_span(spec, ask)
    if period is None:
        return None
    return lay_tally(ask.materials.tallies[spec], ground, period, months_each=months_each), period


def by_time(
    laid: Laid, period: Period, kept: np.ndarray, *, months_each: int, question: str, table: str, area: Area, measure: str, source: str,
    definition: str, selects: Selection | None,
) -> Iterator[Finding]:  # fmt: skip
    """The rows that are kept, counted in each month or quarter that every provider has sent; what isn't sent is missing.

    A part that was too small to be sent leaves the whole reading hidden at source.
    """
    chosen = laid.where(kept)
    when = chosen.columns["period"].astype(str)
    for first in period.months[::months_each]:
        mine = when == first
        gone, hidden = first in laid.missing, bool(chosen.hidden[mine].any())
        flags = ("missing_period",) * gone + ("hidden_at_source",) * (hidden and not gone)
        events = None if flags else int(chosen.events[mine].sum())
        last = month_name(month_number(first) + months_each - 1)
        key = Key(table, area, months_period(first, last), measure, "count")
        yield Finding(question, key, Estimate(events, events=events, flags=flags), (source,), definition, "tallies", selects=selects)


def young_bands(bands: np.ndarray) -> tuple[str, ...]:
    """The age bands that end before 25; a band that spans 25, or none, is neither young nor not."""
    return tuple(sorted({str(band) for band in bands.tolist() if (end := str(band or "").rpartition("-")[2]).isdigit() and int(end) <= YOUNG_ENDS}))


def knives(ground: Ground, ask: Ask, *, question: str, table: str) -> Iterator[Finding]:
    """The selected offences with a knife by force and quarter; none where one of the offences has no number."""
    rows = ask.materials.rows.get(KNIVES)
    if rows is None:
        return
    homes = np.array([force_of(str(name)).slug for name in rows["force"]], dtype=object)
    bladed = np.array([weapon is None or "firearm" not in str(weapon).casefold() for weapon in rows["weapon"]], dtype=bool)
    for home, area in ground.forces.items():
        for year, quarter in _quarters(rows["financial_year"], rows["quarter"], (homes == home) & bladed):
            period = _quarter(year, quarter)
            if period.start > ask.period.end:
                continue
            used = rows["weapon_offences"][(homes == home) & bladed & (rows["financial_year"] == year) & (rows["quarter"].astype(float) == quarter)].astype(float)
            gone = bool(np.isnan(used).any())
            events = None if gone else int(used.sum())
            estimate = Estimate(events, events=events, flags=("hidden_at_source",) * gone)
            yield Finding(question, Key(table, area, period, "knife_offences", "count"), estimate, ("knife_crime_force",), ask.definition.name, "published")


def _quarters(years: np.ndarray, quarters: np.ndarray, kept: np.ndarray) -> Sequence[tuple[str, int]]:
    known = kept & np.isfinite(quarters.astype(float))
    return sorted({(str(year), int(quarter)) for year, quarter in zip(years[known], quarters[known].astype(float), strict=True)})


def _quarter(year: str, quarter: int) -> Period:
    first = month_number(f"{year[:4]}-04") + 3 * (quarter - 1)
    return months_period(month_name(first), month_name(first + 2))


def admitted(ground: Ground, ask: Ask, *, question: str, table: str) -> Iterator[Finding]:
    """Published admissions of a financial year, the partnership's districts together; hidden where any of their numbers is."""
    rows = ask.materials.rows.get(ADMITTED)
    if rows is None or "ltla" not in ground.levels:
        return
    own = {area.code for area in ground.levels["ltla"].areas}
    here = np.array([str(code) in own for code in rows["area_code"].tolist()], dtype=bool)
    young = np.array([_under_25(str(age)) for age in rows["age"].tolist()], dtype=bool)
    for year in sorted({str(each) for each in rows["financial_year"][here].tolist()}):
        period = months_period(f"{year[:4]}-04", f"{int(year[:4]) + 1}-03")
        of_year = here & (rows["financial_year"] == year)
        for measure, cause, kept in (("admissions_sharp_object", "X99", of_year), ("admissions_sharp_object_under_25", "X99", of_year & young),
                                     ("admissions_assault", "X85-Y09", of_year)):
            mine = kept & (rows["cause_code"] == cause)
            if period.start > ask.period.end or not mine.any() or {str(code) for code in rows["area_code"][mine].tolist()} != own:
                continue
            numbers = rows["admissions"][mine].astype(float)
            gone = bool(np.isnan(numbers).any())
            events = None if gone else int(numbers.sum())
            estimate = Estimate(events, events=events, flags=("hidden_at_source",) * gone)
            key = Key(table, ground.partnership, period, measure, "count")
            yield Finding(question, key, estimate, ("assault_admissions",), ask.definition.name, "published")


def _under_25(age: str) -> bool:
    """Whether an age band of the published table ends before 25, as "0 to 17" and "18-24" do."""
    last = age.replace("to", " ").replace("-", " ").split()
    return bool(last) and last[-1].isdigit() and int(last[-1]) <= YOUNG_ENDS
