"""Agreements and what they allow: closed lists of purposes, audiences and details, uses, clauses, permission."""

from __future__ import annotations

from collections.abc import Collection
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

NEVER = "never"
"""What stands where an agreement lets nobody outside see what is made of the data."""

STATES = {
    "withdrawn": "withdrawn",
    "refused": "refused by its gateway",
    "unsigned": "not signed by all parties",
    "unconfirmed": "not confirmed yet",
    "not_started": "not started yet",
    "expired": "expired",
    "live": "live",
}
"""How an agreement stands on a day; where several hold, the first in this order is said first. Closed."""


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
    state: str = "live"
    """Whether it can be used: one of `STATES`. Only a live one allows anything; the others say what is missing."""
    why: str = ""
    do: str = ""
    givers: tuple[str, ...] = ()
    """Those of the parties that give the data: what anybody else sends isn't theirs to send under it."""
    given_under: tuple[str, ...] = ()
    """The data-protection laws (`terms.REGIMES`) of the parties that give."""
    taken_under: tuple[tuple[str, str], ...] = ()
    """Each party that receives, by its id, with the law under which it does."""


@dataclass(frozen=True, slots=True)
class Barred:
    """A use that nothing allows: the clause or section that is missing or forbids it, and what would make it a yes."""

    use: Use
    why: str
    do: str
    provider: str = ""
    """Whose data are barred, where it is one provider's and not the use as such."""


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

    def reads(self, contract: str, fields: Collection[str], audience: str) -> bool:
        """Whether every clause that the uses of this contract rest on allows these fields to be read."""
        about = [each.allows for each in self.clauses if each.allows.contract == contract and each.allows.audience == audience]
        return bool(about) and all(not allows.fields or set(fields) <= set(allows.fields) for allows in about)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement: who it is, what it does, and on which basis. Words are from `sharing/terms.py`.

    `id` is the authority's id in the register, `kind` its kind. `opt_out_why` gives the reason for what is done about
    the national data opt-out; `assurance` names the DSPT or what stands in for it.
    """

    id: str
    name: str
    kind: str
    part: str
    controller: str
    regime: str
    confidence: str
    opt_out: str
    opt_out_why: str
    assurance: str
    article_6: str = ""
    article_9: str = ""
    part_3: str = ""
    confidence_how: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for a party, by id and role: names stand in one erasable place elsewhere."""

    party: str
    person: str
    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed for the partnership that the gateway holds, and which of its questions they answered with yes."""

    person: str
    role: str
    on: date
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One information-sharing agreement about one data set under one gateway.

    `fields` empty is every field. `areas` are GSS codes, never empty. `detail` is how finely the partnership may use
    the data, `onward` how finely everyone may see what is made of them (`never` for not at all). `retention_months`
    runs from the end of the period that the data are of. `starts` and `ends` are both included. `version` goes up when
    what is agreed changes, not when it is signed, confirmed or withdrawn. `withdrawn` is the first day without it.
    """

    id: str
    title: str
    gateway: str
    contract: str
    fields: tuple[str, ...]
    information: str
    purposes: tuple[str, ...]
    areas: tuple[str, ...]
    detail: str
    onward: str
    frequency: str
    form: str
    retention_months: int
    starts: date
    ends: date
    review: date
    dpia: str
    parties: tuple[Party, ...]
    signatures: tuple[Signature, ...] = ()
    confirmation: Confirmation | None = None
    addresses: str = ""
    gateway_words: str = ""
    version: int = 1
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Amiss:
    """One thing that is wrong with an agreement's file: the key, what is wrong, what to do. Never a person's name."""

    key: str
    says: str
    do: str
