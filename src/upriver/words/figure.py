"""The names of figures and of what has to be counted for them."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.area import Area
from upriver.words.language.speaking import mark
from upriver.words.period import Period


@dataclass(frozen=True, slots=True)
class Key:
    """The name of one figure, stable for ever.

    `table` is `document/section/table`; `measure` the slug of what is counted; `breakdown` holds real splits
    as (name, value) pairs in the order of their names.
    """

    table: str
    area: Area
    period: Period
    measure: str
    unit: str
    breakdown: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The breakdown as a look-up: which value each split has."""
        return dict(self.breakdown)

    @property
    def breakdown_text(self) -> str:
        """`name=value;name=value`, names sorted."""
        return ";".join(f"{name}={value}" for name, value in sorted(self.breakdown)) if self.breakdown else ""

    @property
    def order(self) -> tuple[str, str, str, str, str, str, str, str]:
        """What cells.csv is sorted by, and unique on."""
        return (
            self.table,
            self.area.level,
            self.area.code,
            self.period.start.isoformat(),
            self.period.end.isoformat(),
            self.measure,
            self.unit,
            self.breakdown_text,
        )

    def __str__(self) -> str:
        name = f"{self.table}#{self.area.level}:{self.area.code},{self.period.start}..{self.period.end}"
        return ",".join(part for part in (name, self.measure, self.unit, self.breakdown_text) if part)


UNITS = {
    "count": (mark("number"), 0),
    "per_1000_residents": (mark("per 1,000 residents"), 2),
    "per_1000_person_years": (mark("per 1,000 residents a year, over the months observed"), 2),
    "smoothed_per_1000_residents": (mark("per 1,000 residents, smoothed"), 2),
    "percent": (mark("%"), 1),
    "index": (mark("index"), 3),
    "ratio": (mark("ratio"), 2),
    "z_score": (mark("standard deviations"), 2),
    "q_value": (mark("share of false discoveries"), 4),
    "rank": (mark("rank"), 0),
    "per_100000": (mark("per 100,000 residents"), 1),
    "per_100000_person_years": (mark("per 100,000 residents a year, over the months pooled"), 1),
    "per_10000": (mark("per 10,000"), 1),
    "per_1000": (mark("per 1,000"), 2),
    "standardised_per_100000": (mark("per 100,000 residents, age-standardised"), 1),
    "published": (mark("as published"), 2),
    "share": (mark("share"), 3),
    "rate_ratio": (mark("times the rate"), 2),
    "change_percent": (mark("% change"), 1),
    "p_value": (mark("probability by chance"), 4),
    "weighted_events": (mark("events, shared out over time"), 1),
    "pounds": (mark("pounds"), 0),
    "pounds_per_resident": (mark("pounds a resident"), 2),
    "days": (mark("days"), 0),
    "harm_per_1000": (mark("harm score per 1,000 residents"), 1),
    "harm": (mark("harm score"), 0),
    "people": (mark("people"), 0),
    "events_each": (mark("crimes a person"), 2),
    "score": (mark("score"), 1),
    "distance_metres": (mark("metres"), 0),
    "residents": (mark("residents"), 0),
    "areas": (mark("areas"), 0),
    "fewer_or_more": (mark("fewer (below zero) or more"), 1),
}
"""Each unit with its words and the decimals it is printed with."""


@dataclass(frozen=True, slots=True)
class CubeSpec:
    """What an analysis needs counted: a contract, the finest place, the grain of time, the categories."""

    contract: str
    place: str = "lsoa21"
    grain: str = "month"
    by: str = "category"


@dataclass(frozen=True, slots=True)
class RowsSpec:
    """What an analysis needs read as it is: fields of an open table's rows, which are numbers for areas and times.

    The field `file_name` is the name of the file that a row came in, for tables that say their year nowhere else.
    """

    contract: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TallySpec:
    """What an analysis needs counted of a feed's rows: by period, place and the fields named in `by`.

    A field may be a moment (`committed_from`), and is then handed on as it is, for hours and weekdays.
    """

    contract: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleSpec:
    """What an analysis needs counted of the people behind a feed's rows: how many people had 1, 2, 3 ... of them.

    `key` is the field with the keyed hash; only numbers of people are handed on, never a hash. `where` holds (field, value)
    pairs that a row must have. People are counted for the partnership and the period asked for, and no smaller.
    """

    contract: str
    key: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MetSpec:
    """What an analysis needs counted of people known to two: how many keys of one field are among those of another.

    The two may be fields of one contract (victims, suspects) or of two (patients, victims), keyed by one secret.
    """

    first: PeopleSpec
    second: PeopleSpec


@dataclass(frozen=True, slots=True)
class PointSpec:
    """What an analysis needs counted of street-level rows whose map point is named for a kind of place, not for a road."""

    contract: str


Need = CubeSpec | RowsSpec | TallySpec | PeopleSpec | MetSpec | PointSpec
