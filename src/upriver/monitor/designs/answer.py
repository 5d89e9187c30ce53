"""What a design answers about a study: the least effect it could have seen, then the result, or why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass

SHORT = 3
"""Months a side with fewer of which nothing is compared."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A number that stands beside a result: around it, before it, by another way. `unit` as of figures."""

    name: str
    unit: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a design says.

    `unit` is `rate_ratio` (0.8 is a fifth fewer than expected), `change` (events fewer, below zero, or more, over the time after)
    or `harm`. `least` is the least fall that could have been seen with a chance of 80%, in that unit; `least_share` the same as a
    share of what was expected. `refused` says why there is no result: then every number is None. `rung` is a slug of the ladder.
    """

    rung: str
    unit: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    least: float | None = None
    least_share: float | None = None
    method: str = ""
    refused: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()


def refuse(*why: str, warnings: tuple[str, ...] = ()) -> Answer:
    """No result, with the reasons."""
    return Answer("refused", refused=why, warnings=warnings)


def number(value: object) -> float | None:
    """A finite number, or None."""
    found = float(value)  # type: ignore[arg-type]
    return found if math.isfinite(found) else None
