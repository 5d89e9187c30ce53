"""What is watched: an indicator with its exact definition, and how one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.period import Period
from upriver.words.registers.strategy import Measure

BETTER = {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither is better by itself"}
CADENCES = {"month": 1, "quarter": 3, "year": 12, "three_years": 36}
"""How often there is a reading, and how many months each is of."""
DIRECTIONS = {"prevent": "Shows prevention", "reduce": "Shows reduction", "both": "Shows prevention and reduction"}
SIGNALS = {
    "better": "Getting better",
    "worse": "Getting worse",
    "unusual": "Out of the ordinary",
    "none": "No signal",
    "too_few": "Too few readings to say",
    "no_data": "No readings",
}
FAMILIES = {
    "national": "National outcome measures",
    "health": "Health",
    "police": "Police and place",
    "young": "Youth justice, education and social care",
    "adults": "Adults, justice, community and fire",
    "delivery": "What we do",
}


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """Where readings of an indicator are found among the cleared figures of an assessment."""

    table: str
    measure: str
    unit: str
    breakdown: tuple[tuple[str, str], ...] = ()
    source: str = ""
    """The contract that these readings are counted from, where it isn't the indicator's own."""
    cadence: str = ""
    """How often these readings come, where it isn't the indicator's own cadence."""
    says: str = ""
    """In what these readings differ from the definition; "" where in nothing."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One file of the shelf `indicators`.

    `says` is the exact definition in words; `source` the slug of the contract it is counted from, "" where there is none yet and
    `carried_by` says what would carry it; `unit` one of UNITS; `cadence` one of CADENCES; `better` lower, higher or neither;
    `direction` prevent, reduce or both; `national` True for the national outcome measures; `verified` whether the definition was
    read at its source; `rule` the slug of the disclosure rule that its source asks for. `reads` are the places where its readings
    stand, the best first; `per` is how many residents a rate is given for, 0 for none; `touches` are the names by which a declared
    break in recording touches it.
    """

    slug: str
    title: str
    says: str
    numerator: str
    denominator: str
    source: str
    unit: str
    geography: str
    cadence: str
    better: str
    direction: str
    rule: str
    national: bool
    verified: bool
    caveat: str = ""
    code: str = ""
    family: str = "police"
    reads: tuple[ReadFrom, ...] = ()
    per: int = 0
    measured_in: str = ""
    """What a published figure is measured in, in words, where its unit says no more than that it is published."""
    touches: tuple[str, ...] = ()
    carried_by: str = ""
    beside: str = ""
    """Another indicator that must be shown with it, since each is blind where the other sees."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading on its control chart. None is "not drawn" or "not known", never zero.

    `expected`, `lower` and `upper` are the limits in force, in the reading's own unit; `flag` what a rule says of it, in words.
    `judged` False where the reading is provisional, and so isn't held against the limits. `phase` counts from 0 and goes up at
    each change of recording.
    """

    cell: Cell
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    flag: str = ""
    judged: bool = True
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """A number of events over some months, with its rate a year: both from printed counts and printed residents."""

    period: Period
    count: int
    residents: float | None = None
    per: int = 0
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    provisional: bool = False
    """Whether one of its months is provisional."""


@dataclass(frozen=True, slots=True)
class Change:
    """The latest year against an earlier stretch of the same length, in per cent, with its 95% interval."""

    now: Rate
    before: Rate
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of recording inside a series: readings before and after it can't be compared."""

    at: date
    what: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How one indicator stands for one area, said from cleared readings alone.

    `series` are its readings in order of time (hidden and missing ones among them). `signal` is one of SIGNALS; `says` the
    sentence. `baseline` and `latest` are readings; `chance` that the target is met if things go on as they are, from 0 to 1, None
    where no target is set or it can't be said; `chance_says` the sentence about it.
    """

    indicator: Indicator
    area_name: str
    series: tuple[Cell, ...]
    latest: Cell | None
    signal: str
    says: str
    measure: Measure | None = None
    baseline: Cell | None = None
    chance: float | None = None
    chance_says: str = ""
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    area_code: str = ""
    area_level: str = ""
    marks: tuple[Mark, ...] = ()
    shifts: tuple[Shift, ...] = ()
    year: Rate | None = None
    change: Change | None = None
    since_baseline: Change | None = None
    beside: tuple[Cell, ...] = ()
    """The same figure of other areas, the latest held."""
    areas: tuple[tuple[Area, Rate], ...] = ()
    """Other areas' counts of the same year, where the readings are counts."""
    read_from: ReadFrom | None = None
    source_title: str = ""
    method: str = ""
    notes: tuple[str, ...] = ()
    """What a reader must be told beside it: gaps, provisional readings, changes of recording."""
