"""Who has to be consulted on a strategy, and who was asked, replied, kept silent or was never asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.words.registers.asking import Consulted, Request

STATES = {
    "replied": "Replied",
    "silence": "Silent",
    "waiting": "Waiting for a reply",
    "late": "No reply by the date, and not yet marked as silent",
    "never": "Never asked",
}
"""How one authority stands, the furthest along first."""


@dataclass(frozen=True, slots=True)
class Consultee:
    """One authority that must be consulted: how it stands, and every row of it in the consultation log."""

    authority: str
    kind: str
    state: str
    rows: tuple[Consulted, ...] = ()


@dataclass(frozen=True, slots=True)
class Consulting:
    """The consultation of one strategy. `must` are all that section 8(4), or 9(4) for a wider area, says must be consulted.

    `wider` says whether the wider area's rule was applied. `others` were asked although they needn't be.
    """

    strategy: str
    must: tuple[Consultee, ...]
    wider: bool
    others: tuple[Consulted, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of those that must be consulted and never were: while there is one, the strategy can't be made final."""
        return tuple(each.authority for each in self.must if each.state == "never")

    def kinds(self) -> tuple[str, ...]:
        """The kinds of authority that must be consulted, in their own order."""
        return tuple(dict.fromkeys(each.kind for each in self.must))

    def of(self, kind: str, *states: str) -> tuple[Consultee, ...]:
        """Those of a kind; only those in one of the states, where any are named."""
        return tuple(each for each in self.must if each.kind == kind and (not states or each.state in states))


def overdue(request: Request, on: date) -> bool:
    """Whether an answer was asked for by an earlier day and none has come."""
    return request.answer == "waiting" and request.reply_by is not None and request.reply_by < on
