"""Who decided what, and what may be done with which data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit log. `id` is a hash over everything else, `parent` the event before it."""

    id: str
    parent: str
    at: str
    by: str
    verb: str
    subject: str
    body: str
    why: str


ANSWERS = ("keep", "exclude", "annotate")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a part of the data. answer: keep, exclude or annotate."""

    subject: str
    answer: str
    reason: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody wants to do: with which contract's fields, for which areas, in what detail, why, for whom.

    An empty tuple of fields or areas stands for all of them.
    """

    contract: str
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    detail: str
    purpose: str
    audience: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One permission of an agreement, or of a gateway that needs none (open data)."""

    id: str
    gateway: str
    parties: tuple[str, ...]
    allows: Use
    says: str
    starts: date | None = None
    ends: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """Uses that are allowed, the clauses that allow them, and the day that this was asked for."""

    uses: tuple[Use, ...]
    clauses: tuple[Clause, ...]
    on: date

    def covers(self, contract: str, audience: str) -> bool:
        """Whether some allowed use is of this contract for this audience."""
        return any(use.contract == contract and use.audience == audience for use in self.uses)
