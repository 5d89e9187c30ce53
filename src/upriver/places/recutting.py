"""A series for the boundary of any day: which small areas make a body up then, and counts summed over them.

Nothing is guessed. Where only the share of a district is known, and not which of its small areas, this is said and
no series is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from upriver.places.gazetteer import Gazetteer
from upriver.places.ground import Ground, Level
from upriver.words.area import Area
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Authority, Cover, Move
from upriver.words.text import listed

FINE = ("lsoa21", "msoa21", "ward", "country")
"""Levels that no body is made up of."""


@dataclass(frozen=True, slots=True)
class Part:
    """A district as it belongs to a body: its small areas that are known to, and how that is known.

    `unknown` says why they aren't all known, "" where they are.
    """

    cover: Cover
    small: tuple[str, ...]
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Boundary:
    """What makes a body up on a day. `small` are its 2021 small areas, sorted; all of them only where it is `exact`."""

    body: str
    on: date
    parts: tuple[Part, ...]

    @property
    def small(self) -> tuple[str, ...]:
        return tuple(sorted({code for part in self.parts for code in part.small}))

    @property
    def unknown(self) -> tuple[Part, ...]:
        """Districts whose small areas in the body aren't all known."""
        return tuple(part for part in self.parts if part.unknown)

    @property
    def exact(self) -> bool:
        """Whether every small area of the body is known, so that counts may be summed."""
        return bool(self.parts) and not self.unknown

    def member(self, small: Sequence[str]) -> np.ndarray:
        """1 for each of these small areas that is in the body, else 0; shape (areas,), in their order.

        Raises:
            Refusal: the boundary isn't known down to the small area, or one of its small areas isn't among these.
        """
        if not self.exact:
            names = [part.cover.name or part.cover.district for part in self.unknown]
            what = f"which small areas of {listed(names)} belong to {self.body}" if names else f"what {self.body} covers"
            raise Refusal(f"{what} on {self.on} isn't known", do="Take in a look-up of small areas that names the body, then try again.")
        inside = frozenset(self.small)
        if lost := len(inside.difference(small)):
            raise Refusal(f"{lost:,} of the {len(inside):,} small areas of {self.body} have no counts here", do="Count for its whole area.")
        return np.array([code in inside for code in small], dtype=np.int64)


def codes_of(gazetteers: Iterable[Gazetteer]) -> dict[str, frozenset[str]]:
    """For each small area, the codes of every larger area that some look-up puts it in, of whatever year.

    Codes change where boundaries do, so that a code alone says which boundary is meant.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for names in gazetteers:
        for level, parents in names.parents.items():
            if level not in FINE:
                for small, code in parents.items():
                    found[small].add(code)
    return {small: frozenset(codes) for small, codes in found.items()}


def boundary(body: Authority, on: date, codes: Mapping[str, frozenset[str]], moves: Iterable[Move] = ()) -> Boundary:
    """What makes up a body on a day.

    Args:
        codes: for each small area, the codes of the larger areas it lies or lay in.
        moves: parts of districts that went from body to body; an unverified one is not used.

    A district that is covered whole gives all its small areas. Of one covered in part, or not surely, those that a look-up gives the
    body by its code, and those that a move brings from another body before that day; they are taken only where they are
    as many as the cover says.
    """
    return _boundary(body, on, _small_areas_within(codes), moves)


def _small_areas_within(codes: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """The other way round: for each larger area's code, its small areas."""
    within: dict[str, set[str]] = defaultdict(set)
    for small, held in codes.items():
        for code in held:
            within[code].add(small)
    return within


def _boundary(body: Authority, on: date, within: Mapping[str, set[str]], moves: Iterable[Move]) -> Boundary:
    mine = [move for move in moves if move.to_body in (body.id, body.code) and move.on <= on and move.verified]
    named = within.get(body.code, set()) if body.code else set()
    covers = body.covers_on(on)
    return Boundary(body.id, on, tuple(_part(cover, within, named, mine, body.code) for cover in covers))


def _part(cover: Cover, within: Mapping[str, set[str]], named: set[str], moves: Iterable[Move], code: str) -> Part:
    district = within.get(cover.district, set())
    if not district:
        return Part(cover, (), "no look-up held says which small areas it has")
    if cover.share == 1 and cover.verified and code != cover.district and cover.small_areas not in (None, len(district)):
        return Part(cover, tuple(sorted(district)), f"the look-ups hold {len(district):,} of its {cover.small_areas:,} small areas")
    if cover.share == 1 and cover.verified:
        return Part(cover, tuple(sorted(district)))
    brought = {
        small for move in moves if move.district == cover.district for small in district & within.get(move.from_body, set())
    }
    found = tuple(sorted((named & district) | brought))
    if not found:
        share = "" if cover.share is None else f": only that it is {cover.share:.0%} of them"
        share = share if cover.verified else ": that it has them was not verified at source"
        return Part(cover, (), f"which of its small areas isn't known{share}")
    if cover.small_areas is None and not named & district:
        return Part(cover, found, "how many of its small areas isn't known")
    if cover.small_areas not in (None, len(found)):
        return Part(cover, found, f"{len(found):,} of {cover.small_areas:,} small areas are known")
    return Part(cover, found)


def recut(
    counts: np.ndarray, missing: np.ndarray, small: Sequence[str], cut: Boundary
) -> tuple[np.ndarray, np.ndarray]:
    """A series for a boundary: sums over its small areas, and where any of them is missing.

    Args:
        counts: events by small area and month, shape (areas, months), integers.
        missing: True where a count isn't known, same shape; missing is never zero.
        small: codes of the small areas, in the order of the rows.

    Returns:
        sums, shape (months,), 0 where missing; and the mask, shape (months,).

    Raises:
        Refusal: the boundary isn't known down to the small area, or some of it isn't counted here.
    """
    member = cut.member(small)
    gone = member @ missing.astype(np.int64) > 0
    return np.where(gone, 0, member @ np.where(missing, 0, counts)), gone


def level_on(
    ground: Ground, level: str, bodies: Iterable[Authority], on: date, codes: Mapping[str, frozenset[str]], moves: Iterable[Move] = ()
) -> Level | None:
    """A level of the ground as its bodies' boundaries were on a day, to stand in for one by a look-up of one year.

    Only bodies whose small areas are all known and all on the ground are in it; None where there are none. A
    district's rows known no closer belong where the whole district does, as on the ground itself.
    """
    held, inside, within = tuple(moves), frozenset(ground.small), _small_areas_within(codes)
    areas, rows = [], []
    for body in bodies:
        cut = _boundary(body, on, within, held)
        if not cut.exact or not inside.issuperset(cut.small):
            continue
        mine = frozenset(cut.small)
        whole = {part.cover.district for part in cut.parts if len(part.small) == len(within.get(part.cover.district, ()))}
        areas.append(Area(level, body.code or body.id, body.name, on.year, body.valid_from, body.valid_to))
        rows.append([float(place in mine or (place.startswith("ltla:") and place[5:] in whole)) for place in ground.places])
    return Level(level, tuple(areas), sparse.csr_matrix(np.array(rows))) if areas else None
