"""What a partner sends, with the day it was sent, and the dice that all made-up feeds are thrown with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from upriver.demo.names import ICB

YEAR = 2025
MONTHS = tuple(f"{YEAR}-{month:02d}" for month in range(1, 13))
QUARTERS = (("2024-25 Q4", "2025-01", "2025-03"), ("2025-26 Q1", "2025-04", "2025-06"), ("2025-26 Q2", "2025-07", "2025-09"),
            ("2025-26 Q3", "2025-10", "2025-12"))
"""Each quarter of the calendar year 2025 by the financial year's name, with its first and last month."""
SITES = (("ZZZ01", "hospital", 78), ("ZZZ02", ICB[0], 46), ("ZZZ03", ICB[0], 33))
"""The emergency departments: code, who sends its file, and about how many assaults it sees in a month."""
HOURS = np.array([9, 12, 7, 5, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 6, 6, 7, 8, 9], dtype=float)
DAYS = np.array([3, 2, 2, 3, 5, 8, 7], dtype=float)
"""How often violence comes at each hour and, from Monday, on each day of the week: mostly on nights before a day off."""


@dataclass(frozen=True)
class FeedFile:
    """One file of the demonstration: what it is, who sends it, for which months, and on what day it was sent."""

    path: Path
    contract: str
    mode: str
    provider: str
    period: tuple[str, str]
    sent_on: date


class Dice:
    """Chance with the words of a form: picks by weight, times in a month, keyed hashes."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def pick(self, weights: Mapping[str, float], how_many: int) -> list[str]:
        """So many words, each as often as its weight says."""
        words, shares = list(weights), np.array(list(weights.values()), dtype=float)
        return [words[at] for at in self.rng.choice(len(words), how_many, p=shares / shares.sum())]

    def times(self, month: str, how_many: int) -> list[datetime]:
        """Moments of one month, late on Fridays and Saturdays more than else; never on its last three days."""
        first = datetime.fromisoformat(f"{month}-01")
        days = np.arange(last_day(month) - 3)
        weights = DAYS[(first.weekday() + days) % 7]
        at = self.rng.choice(days, how_many, p=weights / weights.sum())
        hours = self.rng.choice(24, how_many, p=HOURS / HOURS.sum())
        minutes = self.rng.integers(0, 12, how_many) * 5
        return [first + timedelta(days=int(day), hours=int(hour), minutes=int(minute))
                for day, hour, minute in zip(at, hours, minutes, strict=True)]

    def blanked(self, words: Sequence[str], share: float) -> list[str]:
        """The same words with a share of them left empty."""
        return ["" if gone else word for word, gone in zip(words, self.rng.random(len(words)) < share, strict=True)]

    def area(self, codes: Sequence[str], weights: np.ndarray, how_many: int) -> list[int]:
        """Numbers of small areas, each as often as its weight says."""
        return [int(at) for at in self.rng.choice(len(codes), how_many, p=weights / weights.sum())]


def key(seed: int, number: int) -> str:
    """A keyed hash as a partner makes it; of nobody."""
    return hashlib.sha256(f"made-up person {seed} {number}".encode()).hexdigest()


def last_day(month: str) -> int:
    """How many days a month has."""
    first = date.fromisoformat(f"{month}-01")
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - first).days


def days_after(month: str, days: int) -> date:
    """The day so many days after a month's end."""
    return date.fromisoformat(f"{month}-01") + timedelta(days=last_day(month) - 1 + days)


def moment(at: datetime) -> str:
    """A date and time as systems export them, to the minute."""
    return at.isoformat(timespec="minutes")


def protected(count: int, *, under: int, to: int = 1) -> str:
    """A count as it leaves a building: c from 1 to `under`, else rounded to the nearest `to`; nought stays nought."""
    return "c" if 0 < count <= under else str(round(count / to) * to)
