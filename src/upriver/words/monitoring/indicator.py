"""What is watched: an indicator with its exact definition, and how one stands."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.cleared import Cell
from upriver.words.registers.strategy import Measure

BETTER = {"lower": "Lower is better", "higher": "Higher is better", "neither": "Neither is better by itself"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One file of the shelf `indicators`.

    `says` is the exact definition in words; `source` the slug of the contract it is counted from; `unit` one of UNITS; `cadence`
    month, quarter or year; `better` lower, higher or neither; `direction` prevent, reduce or both; `national` True for the
    national outcome measures; `verified` whether the definition was read at its source.
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How one indicator stands for one area, said from cleared readings alone.

    `series` are its readings in order of time (hidden and missing ones among them). `signal` is better, worse, unusual, none or
    too_few; `says` the sentence. `baseline` and `latest` are readings; `chance` that the target is met if things go on as they
    are, from 0 to 1, None where no target is set or it can't be said; `chance_says` the sentence about it.
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
