"""A study of a kind that only the police extract knows: counted by district, whole stretches of time alone, so that nothing small is told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.harm.weights import covering_most, schemes
from upriver.assess.in_depth import BY, CONTRACT, chosen_rows, selected
from upriver.assess.materials import Laid, districts, lay_tally
from upriver.monitor.designs.found import Source
from upriver.monitor.designs.observed import Observed, stretches
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import Key, TallySpec
from upriver.words.finding import Estimate, Finding, Selection
from upriver.words.monitoring.effect import COUNTS, QUESTION
from upriver.words.registers.learning import Study

EXTRACT = TallySpec(CONTRACT, BY)
NOT_COUNTED = ("The outcome {outcome} is no category of police.uk, no part of the definition that small areas are counted by, and no kind that "
               "the police extract is read for.")
NOT_HELD = "No police extract is held that may be counted by district for these readers."
BY_DISTRICT = "The police extract is told by district at its finest, and an area named here is smaller than one."
A_GAP = "The police extract lacks a month of the study, or came as a table with small counts hidden."


@dataclass(frozen=True, slots=True)
class Placed:
    """The places of each group by position, codes that aren't known, and places that stand in two groups."""

    groups: dict[str, np.ndarray]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def from_extract(study: Study, placed: Placed, ground: Ground, ask: Ask) -> tuple[Observed, Source]:
    """What the extract holds of a study; where it can't be counted, why not."""
    source = Source((CONTRACT,), ask.definition.name, "depth", monthly=False)
    span = stretches(study)

    def none(why: str) -> tuple[Observed, Source]:
        return Observed(study, span.all, unknown=placed.unknown, overlapping=placed.twice, why_not=why), Source(("police_uk_street",), ask.definition.name, "counts")

    profile = next((each for each in ask.profiles if each.slug == study.outcome), None)
    tallied = ask.materials.tallies.get(EXTRACT)
    if profile is None:
        return none(NOT_COUNTED.format(outcome=study.outcome))
    if tallied is None or tallied.detail != "district":
        return none(NOT_HELD)
    named = _districts(placed, ground)
    if named is None:
        return none(BY_DISTRICT)
    if not span.before or not span.after:
        return Observed(study, span.all), source
    laid = lay_tally(tallied, ground, span.period("all"))
    rows = laid.where(chosen_rows(laid, profile))
    if set(span.all) & set(laid.missing) or rows.hidden.any():
        return none(A_GAP)
    groups = {name: _monthly(rows, codes, span.all) for name, codes in named.items()}
    kinds, weights = _weighed(rows, named, span.all, ask) if study.design == "harm_wdd" else ({}, np.zeros(0))
    seen = Observed(study, span.all, groups, kinds, weights, unknown=placed.unknown, overlapping=placed.twice, last_held=span.all[-1])
    parts = tuple(((name, side), _parts(seen, name, codes, side, ground, source, selected(profile)))
                  for name, codes in named.items() for side in ("before", "after"))
    return seen, Source(source.contracts, source.definition, source.steps, False, parts)


def _districts(placed: Placed, ground: Ground) -> dict[str, tuple[str, ...]] | None:
    """The districts of each group; None where a group is not made of whole ones."""
    of = districts(ground)
    whole = {area.code: {at for at in ground.levels["ltla"].member[row].indices if at < len(ground.small)}
             for row, area in enumerate(ground.levels["ltla"].areas)}
    found = {}
    for name, rows in placed.groups.items():
        here = {int(at) for at in rows if at < len(ground.small)}
        codes = sorted({of.get(ground.small[at], "") for at in here})
        if "" in codes or here != set().union(*(whole[code] for code in codes)):
            return None
        found[name] = tuple(codes)
    return found


def _monthly(rows: Laid, codes: tuple[str, ...], months: tuple[str, ...]) -> np.ndarray:
    """(districts, months) of a group."""
    made = rows.by("district", "period")
    return np.array([[made.get((code, month), (0, False))[0] for month in months] for code in codes], dtype=np.float64)


def _weighed(rows: Laid, named: dict[str, tuple[str, ...]], months: tuple[str, ...], ask: Ask) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Counts by offence code and month for each group, and what one event of each code weighs; codes without a weight are left out."""
    made = rows.by("offence_code", "district", "period")
    codes = sorted({code for code, _, _ in made if code})
    known = schemes(ask.materials)
    if not known or not codes:
        return {}, np.zeros(0)
    events = np.array([sum(count for (own, _, _), (count, _) in made.items() if own == code) for code in codes], dtype=float)
    weights = covering_most(known, codes, events).of(codes, "median")
    kept = [code for code, weight in zip(codes, weights, strict=True) if not np.isnan(weight)]

    def counted(group: tuple[str, ...]) -> np.ndarray:
        return np.array([[sum(made.get((code, area, month), (0, False))[0] for area in group) for month in months] for code in kept], dtype=np.float64)

    return {name: counted(group) for name, group in named.items()} if kept else {}, weights[~np.isnan(weights)]


def _parts(seen: Observed, name: str, codes: tuple[str, ...], side: str, ground: Ground, source: Source, rows: Selection) -> tuple[Finding, ...]:
    """The count of each district of a group on one side, so that the lock knows what the group's sum is made of."""
    names = {area.code: area for area in ground.levels["ltla"].areas}
    used = seen.before if side == "before" else seen.after
    made = []
    for code, row in zip(codes, seen.groups[name], strict=True):
        count = int(row[used].sum())
        area: Area = names[code]
        split = (("group", name), ("study", seen.study.id), ("when", side))
        key = Key(COUNTS, area, seen.stretches.period(side), seen.study.outcome, "count", split)
        made.append(Finding(QUESTION, key, Estimate(count, events=count), source.contracts, source.definition, source.steps, selects=rows))
    return tuple(made)
