"""What analyses said they need, as it was found: tables read whole, feeds counted by their fields, and what may not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from upriver.places.ground import Ground
from upriver.store.partners.people import Met, Peopled
from upriver.store.reading.points import Pointed
from upriver.store.tallies import Tallied
from upriver.words.figure import MetSpec, Need, PeopleSpec, PointSpec, RowsSpec, TallySpec
from upriver.words.period import Period

Columns = Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Materials:
    """What is held of each need. A need that nothing is held for is in neither; `denied` says why one may not be read."""

    rows: Mapping[RowsSpec, Columns] = field(default_factory=dict)
    tallies: Mapping[TallySpec, Tallied] = field(default_factory=dict)
    denied: Mapping[Need, str] = field(default_factory=dict)
    people: Mapping[PeopleSpec, Peopled] = field(default_factory=dict)
    met: Mapping[MetSpec, Met] = field(default_factory=dict)
    points: Mapping[PointSpec, Pointed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Laid:
    """A tally's rows that lie in the partnership and the period asked for.

    `columns` as in the tally, and `district`: the code of the district of each row, "" where none is known. `missing` are
    first months of the period that some provider has not sent in a form that can be split so: without them there is no
    number for the whole period. `observed` are the first months that every provider has sent.
    """

    columns: Columns
    events: np.ndarray
    hidden: np.ndarray
    missing: tuple[str, ...]
    observed: tuple[str, ...]

    def where(self, kept: np.ndarray) -> Laid:
        """The rows for which `kept` is True."""
        columns = {name: column[kept] for name, column in self.columns.items()}
        return Laid(columns, self.events[kept], self.hidden[kept], self.missing, self.observed)

    def by(self, *names: str) -> dict[tuple[str, ...], tuple[int, bool]]:
        """Events, and whether any part was hidden at source, for each set of values of some columns; blank is ""."""
        found: dict[tuple[str, ...], tuple[int, bool]] = {}
        texts = [np.array(["" if value is None else str(value) for value in self.columns[name]], dtype=object) for name in names]
        for *values, events, hidden in zip(*texts, self.events.tolist(), self.hidden.tolist(), strict=True):
            before = found.get(tuple(values), (0, False))
            found[tuple(values)] = (before[0] + events, before[1] or hidden)
        return found

    @property
    def total(self) -> int:
        return int(self.events.sum())


def lay_tally(found: Tallied, ground: Ground, period: Period, *, months_each: int = 1) -> Laid:
    """Lay a tally on the ground: rows outside the partnership or the period are left out, those without a place stay.

    A row whose place is larger than a district stays without one, and so does one with an outward postcode.
    """
    district = districts(ground)
    larger = {area.code for level in ground.levels.values() for area in level.areas}
    asked = frozenset(period.months[::months_each])
    place, when = _places(found), found.columns["period"]
    beside = {code for code in set(place.tolist()) if code[:3] in BESIDE and code[3:].isdigit() and code not in district and code not in larger}
    kept = np.array([month in asked and code not in beside for code, month in zip(place, when, strict=True)], dtype=bool)
    columns = {name: column[kept] for name, column in found.columns.items()}
    columns["district"] = np.array([district.get(code, "") for code in place[kept]], dtype=object)
    gone = tuple(sorted(month for month in asked if any((provider, month) not in found.held for provider in found.providers)))
    return Laid(columns, found.events[kept], found.hidden[kept], gone, tuple(sorted(asked - set(gone))))


def _places(found: Tallied) -> np.ndarray:
    """The place of each row; of a feed that has no closer one, the district that the row names."""
    place, own = found.columns["place"], found.columns.get("district")
    return place if own is None else np.array([code or str(name or "") for code, name in zip(place, own, strict=True)], dtype=object)


BESIDE = ("E00", "E01", "E02", "E05", "E06", "E07", "E08", "E09", "W00", "W01", "W02", "W05", "W06")
"""How codes of areas begin that are no larger than a district: one that isn't the partnership's lies beside it."""


def districts(ground: Ground) -> dict[str, str]:
    """The code of the district of each district and of each of its small areas."""
    level = ground.levels.get("ltla")
    if level is None:
        return {}
    own = {area.code: area.code for area in level.areas}
    inside = ((area.code, level.member[row].indices) for row, area in enumerate(level.areas))
    return own | {ground.small[place]: code for code, places in inside for place in places if place < len(ground.small)}
