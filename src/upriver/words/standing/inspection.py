"""What an inspection file and a readiness page are told from, besides how the requirements stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.words.standing.requirement import Criterion, Respect, Unheld


@dataclass(frozen=True, slots=True)
class Inspection:
    """Published criteria, what isn't held here, the respects of readiness, and the working days that follow the day of telling.

    `holidays_known` False where one of those days lies in a year whose bank holidays aren't known, so that none were taken out.
    """

    criteria: tuple[Criterion, ...] = ()
    not_held: tuple[Unheld, ...] = ()
    respects: tuple[Respect, ...] = ()
    days: tuple[date, ...] = ()
    holidays_known: bool = True
