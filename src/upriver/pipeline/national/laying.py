"""The ground of every community safety partnership together, its counts, and which of them have any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from upriver.assess.asking import Ask, Counts, lay
from upriver.pipeline.counting import street, survey
from upriver.pipeline.counting.wish import Wish
from upriver.places.gazetteer import COUNTRY_SIZES, Gazetteer
from upriver.places.ground import Ground
from upriver.places.slicing import only_where
from upriver.store import cubes
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.decision import Decision
from upriver.words.declared import Break
from upriver.words.figure import CubeSpec
from upriver.words.part import Receipt
from upriver.words.period import months_between
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission
from upriver.words.text import listed

LEVEL = "csp"
WHOLE = "areas_with_data"
"""What stands for the whole in keys: every partnership for which each month of the period is held."""


@dataclass(frozen=True, slots=True)
class Without:
    """A partnership that no figure can be given for: the police force areas it lies in, and why, in words."""

    area: Area
    forces: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Country:
    """Everything that is the same for all partnerships. `ground.partnership` is the whole that they stand beside."""

    ground: Ground
    counts: Counts
    ask: Ask
    with_data: tuple[Area, ...]
    without: tuple[Without, ...]
    cube: str
    names: Gazetteer


def lay_country(folder: Folder, wish: Wish, *, receipts: Sequence[Receipt], decisions: Sequence[Decision],
                breaks: Sequence[Break], permission: Permission, names: Gazetteer) -> Country:
    """Lay every small area of every partnership once, and count on it once.

    Raises:
        Refusal: no look-up of partnerships is held, or none of them has a month of the period.
    """
    chosen = names.areas(LEVEL)
    if not chosen:
        raise Refusal("no look-up of community safety partnerships is held",
                      do="Take in a look-up from district, or LSOA 2021, to CSP (ONS Open Geography).")
    ground = survey.lay_ground(folder, receipts, names, chosen, slug=WHOLE, name="All areas with data")
    held = street.held_today(folder, receipts, names)
    own = sorted({home for home in ground.home if home})
    coverage = street.covered(held, own, decisions, wish.period.months)
    cube = cubes.cube(folder, CubeSpec(street.STREET), held.current, held.recoding, permission=permission, audience=wish.audience)
    months = [month for provider, month in coverage.present if provider in own]
    span = months_between(min([*months, wish.period.months[0]]), max([*months, wish.period.months[-1]]))
    ask = Ask(wish.period, street.shown(wish.definition), coverage, tuple(breaks), wish.seed, wish.audience)
    counts = lay(cube, ground, ask, span, held.slugs)
    return parted(ground, counts, ask, cube.key, names)


def parted(ground: Ground, counts: Counts, ask: Ask, cube: str, names: Gazetteer) -> Country:
    """The partnerships with data as the level that statistics are made for, and the rest with the reason."""
    period = counts.of(ask.months)
    level = ground.levels.get(LEVEL)
    gone = np.asarray(level.member @ period.missing.astype(float)) > 0 if level else np.zeros((0, 0), dtype=bool)
    held = np.asarray(~gone.all(axis=1))
    if level is None or not held.any():
        raise Refusal(f"nothing is held for {ask.period.words} in any community safety partnership",
                      do="`upriver status` says which months are.")
    every = np.asarray(~period.missing.any(axis=1))
    levels = {name: ground.levels[name] for name in ("lsoa21", "force") if name in ground.levels}
    levels[LEVEL] = only_where(level, held, np.ones(len(ground.places), dtype=bool))
    whole = Area("partnership", WHOLE, f"{_country(names)} with data")
    levels["partnership"] = replace(only_where(ground.levels["partnership"], np.array([True]), every), areas=(whole,))
    return Country(replace(ground, partnership=whole, levels=levels), counts, ask, levels[LEVEL].areas,
                   _without(ground, held, ask, names), cube, names)


def _country(names: Gazetteer) -> str:
    return "England and Wales" if len(names.small_areas) == sum(COUNTRY_SIZES.values()) else "The areas held"


def _without(ground: Ground, held: np.ndarray, ask: Ask, names: Gazetteer) -> tuple[Without, ...]:
    level = ground.levels[LEVEL]
    homes, row_of = forces_of(names), {area.code: row for row, area in enumerate(level.areas)}
    found = []
    for area in (names.area(LEVEL, code) for kind, code in names.names if kind == LEVEL):
        forces = homes.get(area.code, ())
        if area.code not in row_of:
            why = "The look-ups held do not say which small areas lie in it, so nothing can be counted for it."
        elif not held[row_of[area.code]]:
            whose = f"the police force of {listed(forces)}" if forces else "its police force, which no look-up held names,"
            why = (f"No file of {whose} is held for any month of {ask.period.words} that can be used. What neighbouring forces "
                   "recorded just over their border is not counted as its crime.")
        else:
            continue
        found.append(Without(area, forces, why))
    return tuple(sorted(found, key=lambda each: (each.forces, each.area.name)))


def forces_of(names: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """The names of the police force areas that each partnership lies in."""
    parents, found = names.parents.get("force", {}), dict[str, set[str]]()
    for small, code in names.parents.get(LEVEL, {}).items():
        if small in parents:
            found.setdefault(code, set()).add(names.area("force", parents[small]).name)
    return {code: tuple(sorted(forces)) for code, forces in found.items()}
