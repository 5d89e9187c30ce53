"""What an agreement allows: closed lists of purposes, audiences and details, uses, clauses, permission."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PURPOSES = {
    "strategic_needs_assessment": "the strategic needs assessment",
    "response_strategy": "the response strategy",
    "monitoring": "monitoring and the annual report",
    "evaluation": "evaluating an intervention",
    "data_quality": "checking and improving the quality of the data",
}
"""Why data may be used. Closed: a purpose outside this list needs another system and another basis."""

AUDIENCES = {
    "restricted": "the partnership's own people",
    "public": "everyone",
}
"""Who may see what is made of the data. Closed."""

DETAILS = {
    "record": "row by row",
    "small_area": "counts by small area (LSOA) and above",
    "district": "counts by district and above",
    "partnership": "counts for the whole partnership area",
}
"""How finely data may be used, finest first: each allows itself and all that come after it. Closed."""


def as_coarse(detail: str, allowed: str) -> bool:
    """Whether a use in this detail is allowed where another is: the same or a coarser one."""
    order = tuple(DETAILS)
    return order.index(detail) >= order.index(allowed)


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody wants to do: with which contract's fields, for which areas, in what detail, why, for whom.

    An empty tuple of fields or areas stands for all of them. `purpose` "" stands for any, in what is allowed only.
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
    """NAME, ROLE, DATE of who confirmed it for the partnership; empty where the law itself grants it to everyone."""


@dataclass(frozen=True, slots=True)
class Barred:
    """A use that nothing allows: the clause or section that is missing or forbids it, and what would make it a yes."""

    use: Use
    why: str
    do: str


@dataclass(frozen=True, slots=True)
class Permission:
    """Uses that are allowed, the clauses that allow them, and the day that this was asked for. `barred` is the rest."""

    uses: tuple[Use, ...]
    clauses: tuple[Clause, ...]
    on: date
    barred: tuple[Barred, ...] = field(default=())

    def covers(self, contract: str, audience: str, detail: str = "") -> bool:
        """Whether some allowed use is of this contract for this audience, in this detail or a finer one."""
        return any(
            use.contract == contract and use.audience == audience and (not detail or as_coarse(detail, use.detail))
            for use in self.uses
        )
