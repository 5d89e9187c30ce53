"""Small studies and counts to hold the designs up against."""

from __future__ import annotations

import numpy as np

from upriver.monitor.designs.observed import Observed
from upriver.words.period import months_between
from upriver.words.registers.learning import STUDIES, Study

MONTHS = months_between("2023-01", "2025-12")


def a_study(**changed: str) -> Study:
    return STUDIES.read({"id": "st", "action": "a1", "question": "Did it work?", "design": "did", "outcome": "robbery", "treated": "t", "compared": "c",
                         "before_from": "2023-01-01", "starts": "2025-01-01", "after_to": "2025-12-31", "declared_on": "2024-12-01", **changed})


def flat(before: float, after: float, *, months: tuple[str, ...] = MONTHS, starts: str = "2025-01") -> np.ndarray:
    """One area whose events are spread evenly over the months of each side."""
    sides = np.array([month >= starts for month in months])
    return np.where(sides, after / sides.sum(), before / (~sides).sum())[None, :]


def drawn(areas: int, mean: float, *, effect: float = 1.0, seed: int = 1, months: tuple[str, ...] = MONTHS, starts: str = "2025-01") -> np.ndarray:
    """Areas whose events come by chance."""
    sides = np.array([month >= starts for month in months])
    return np.random.default_rng(seed).poisson(mean * np.where(sides, effect, 1.0), (areas, len(months))).astype(float)


def seen(study: Study | None = None, *, months: tuple[str, ...] = MONTHS, last_held: str = "", **groups: np.ndarray) -> Observed:
    return Observed(study or a_study(), months, groups, last_held=last_held or months[-1])
