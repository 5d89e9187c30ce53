"""Offence-coded counts of a year put into parts, and each part weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from upriver.assess.harm.weights import check_coded, kinds
from upriver.assess.recorded_counts import Coded, taken
from upriver.stats.harm.weighted import largest_share, share_of_one_event, weighted_total, winsorised
from upriver.stats.result import Result
from upriver.words.area import Area
from upriver.words.declared import Definition

VIOLENCE = "violence"
"""The measure of all kinds of violence together, whatever the definition: what its kinds add up to."""
VIOLENT = (
    "homicide", "violence_with_injury", "violence_without_injury", "stalking_and_harassment", "rape", "other_sexual_offences",
    "robbery_of_people", "robbery_of_businesses", "possession_of_weapons",
)
Breakdown = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some offences counted together: the definition, a limb of it, all violence or one kind; `mask` is over offences."""

    measure: str
    breakdown: Breakdown
    mask: np.ndarray


@dataclass(frozen=True, slots=True)
class Yearly:
    """Offences of one year: `counts` is (areas, offences); `gone` (areas, parts) is True where the year isn't whole."""

    areas: tuple[Area, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    counts: np.ndarray
    parts: tuple[Part, ...]
    gone: np.ndarray
    homicide: np.ndarray
    residents: np.ndarray

    def of(self, part: Part, allowed: np.ndarray) -> np.ndarray:
        """Counts of a part's offences that are allowed, zero for the others; corrections below zero count as none."""
        return np.where(part.mask & allowed, np.maximum(self.counts, 0), 0).astype(float)


def yearly(found: Coded, definition: Definition, year: Sequence[int]) -> Yearly:
    """The offences of four quarters by part: the definition and its limbs, then all violence and its kinds.

    Raises:
        Refusal: the counts are not of offence codes.
    """
    check_coded(found.contract)
    at, codes = list(year), tuple(code for code, _, _ in found.offences)
    parts = _parts(found, definition, codes)
    away = [bool(row.any()) for row in found.missing[:, at]]
    limbs = {limb.slug for limb in definition.limbs}
    there = {part: bool((found.listed[at] & part.mask).any(axis=1).all()) for part in parts}
    # A whole lacks what any of its limbs lacks.
    whole = all(own for part, own in there.items() if part.measure in limbs)
    listed = [own and (whole or part.measure != definition.slug) for part, own in there.items()]
    gone = np.array([[no or not yes for yes in listed] for no in away], dtype=np.bool_).reshape(len(away), len(parts))
    of = kinds()
    homicide = np.array([of.get(code) == "homicide" for code in codes], dtype=bool)
    names = tuple(subgroup for _, _, subgroup in found.offences)
    return Yearly(found.areas, codes, names, found.counts[:, at].sum(axis=1), parts, gone, homicide, found.residents)


def _parts(found: Coded, definition: Definition, codes: Sequence[str]) -> tuple[Part, ...]:
    limbs = [limb for limb in definition.limbs if limb.takes.get(found.contract)]
    masks = [np.array([taken(limb.takes[found.contract], code) for code in codes], dtype=bool) for limb in limbs]
    parts = [Part(definition.slug, (), np.any(masks, axis=0))] if limbs else []
    parts += [Part(limb.slug, (), mask) for limb, mask in zip(limbs, masks, strict=True)]
    of = kinds()
    own = {kind: np.array([of.get(code) == kind for code in codes], dtype=bool) for kind in VIOLENT}
    parts.append(Part(VIOLENCE, (), np.any(list(own.values()), axis=0)))
    return (*parts, *(Part(VIOLENCE, (("kind", kind),), mask) for kind, mask in own.items() if mask.any()))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part weighed in every area: the total with its interval, and the share of its offences that have a weight."""

    total: Result | None
    known: np.ndarray


def weigh(found: Yearly, part: Part, weights: np.ndarray, *, homicide: bool = True, per: np.ndarray | None = None) -> Weighed:
    """A part's weighted total by area; None where no offence of it has a weight.

    Offences without a weight are left out, so that the total is the least it can be: `known` says how much of the count is in.

    Args:
        weights: one for each offence, NaN where none is known.
        homicide: False leaves homicides out.
        per: what to multiply by in each area, for a rate.
    """
    allowed = ~np.isnan(weights) & (homicide | ~found.homicide)
    every = found.of(part, np.ones(len(weights), dtype=bool)).sum(axis=1)
    with_one = found.of(part, ~np.isnan(weights))
    known = np.where(every > 0, with_one.sum(axis=1) / np.where(every > 0, every, 1), np.nan)
    chosen = part.mask & allowed
    if not chosen.any() or not np.nansum(weights[chosen]) > 0:
        return Weighed(None, known)
    total = weighted_total(found.of(part, allowed)[:, chosen], weights[chosen])
    return Weighed(_scaled(total, per) if per is not None else total, known)


def _scaled(total: Result, per: np.ndarray) -> Result:
    flags = {**total.flags, "no_denominator": np.isnan(per)}
    return Result(total.value * per, total.lower * per, total.upper * per, total.level, total.method, total.events, total.denominator, flags)


def drawn_in(found: Yearly, part: Part, weights: np.ndarray) -> np.ndarray:
    """The weights with the heaviest drawn in to what 99 of 100 offences of the part don't exceed, over all areas together."""
    chosen = part.mask & ~np.isnan(weights)
    out = weights.copy()
    if chosen.any() and np.nansum(weights[chosen]) > 0:
        out[chosen] = winsorised(found.of(part, chosen)[:, chosen], weights[chosen])
    return out


def concentration(found: Yearly, part: Part, weights: np.ndarray) -> tuple[np.ndarray, list[str], np.ndarray, list[str]]:
    """The share of a part's harm on its gravest single event and on one offence code, each with what it is, by area."""
    chosen = np.flatnonzero(part.mask & ~np.isnan(weights))
    if not len(chosen) or not np.nansum(weights[chosen]) > 0:
        nothing = np.full(len(found.areas), np.nan)
        return nothing, [""] * len(nothing), nothing, [""] * len(nothing)
    counts = found.of(part, ~np.isnan(weights))[:, chosen]
    one, which = share_of_one_event(counts, weights[chosen])
    kind, largest = largest_share(counts, weights[chosen])
    return one, [_code(found, chosen, at) for at in which], kind, [_code(found, chosen, at) for at in largest]


def _code(found: Yearly, chosen: np.ndarray, at: int) -> str:
    return found.codes[chosen[at]] if at >= 0 else ""
