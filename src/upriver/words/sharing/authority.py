"""Who is in: authorities of the Duty, what each covers from when to when, its people, and the whole register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SPECIFIED = {
    "police": "police",
    "probation": "probation",
    "youth_justice": "youth justice",
    "fire_and_rescue": "fire and rescue",
    "health": "health",
    "local_authority": "local authority",
}
"""The six kinds of specified authority: duty-holders. Closed."""

RELEVANT = {
    "prison": "prison",
    "youth_custody": "youth custody",
    "education": "education",
}
"""The three kinds of relevant authority: consulted, and bound in defined cases. Closed."""

OBSERVER = {"local_policing_body": "local policing body"}
"""May assist and monitor; is no duty-holder."""

BESIDE = {
    "community_safety_partnership": "community safety partnership",
    "invited_participant": "invited participant",
}
"""Listed beside the authorities; neither is one."""

KINDS = {**SPECIFIED, **RELEVANT, **OBSERVER, **BESIDE}
"""Every kind of body that a register lists, with its words. Closed."""

TIERS = {
    "single": "the only council of its area",
    "district": "a district council below a county",
    "county": "a county council above districts",
}
"""Where a council stands. In a two-tier area both are local authorities in their own right. Closed."""

STATUSES = {
    "proposed": "filled in or changed, and not yet confirmed by a person",
    "confirmed": "confirmed by a person",
}
"""Whether a person has confirmed a row. Closed."""

RIGHTS = {
    "published_only": "what is published, as everyone",
    "district_figures": "counts by district and above, cleared for the partnership",
    "small_area_figures": "counts by small area and above, cleared for the partnership",
}
"""What an invited participant may see: never rows about people. Closed."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A district that a body covers. `share` is of its 2021 small areas: 1 is the whole, None is not known.

    Both dates are included; None is not known. `verified` is False where the source itself leaves it open.
    """

    district: str
    name: str
    share: float | None = None
    small_areas: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True

    def holds_on(self, on: date) -> bool:
        """Whether it covers the district on that day."""
        return holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class Authority:
    """One body of the register, by an id that stays (an official code where there is one).

    `code` is the code that its area's figures carry, "" where it has none. `successors` are ids of other bodies that
    took over; `continues_as` is the id of the same body under a new code, so that nothing of it needs novation.
    `unsourced` names what the source doesn't cover. `contact` and `deputy` are ids of people, never names.
    """

    id: str
    kind: str
    name: str
    code: str = ""
    areas: tuple[Cover, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    continues_as: str = ""
    tier: str = ""
    rights: str = ""
    source: str = ""
    verified: bool = False
    unsourced: tuple[str, ...] = ()
    note: str = ""
    status: str = "proposed"
    confirmed_by: str = ""
    confirmed_on: str = ""
    contact: str = ""
    deputy: str = ""

    @property
    def role(self) -> str:
        """Its role, by its kind."""
        return role_of(self.kind)

    def holds_on(self, on: date) -> bool:
        """Whether the body is there on that day."""
        return holds(self.valid_from, self.valid_to, on)

    def covers_on(self, on: date) -> tuple[Cover, ...]:
        """The districts that it covers on that day; none where it isn't there."""
        return tuple(cover for cover in self.areas if cover.holds_on(on)) if self.holds_on(on) else ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a body. Elsewhere only the id stands; an erased person keeps the id and nothing else."""

    id: str
    name: str = ""
    job: str = ""
    email: str = ""
    phone: str = ""
    erased_on: str = ""


def tells_who(ident: str, name: str) -> bool:
    """Whether a person's id holds a part of the name: ids stay in agreements and in the log when a name is erased."""
    return any(len(word) > 2 and word in ident.casefold() for word in re.findall(r"[^\W\d_]+", name.casefold()))


@dataclass(frozen=True, slots=True)
class Register:
    """All bodies and people of a workspace.

    `pooled` is the name of the relevant area where its local areas work together under section 9, "" where they don't.
    """

    authorities: tuple[Authority, ...] = ()
    people: tuple[Person, ...] = ()
    pooled: str = ""

    def by_id(self) -> Mapping[str, Authority]:
        """Each body by its id."""
        return {authority.id: authority for authority in self.authorities}


@dataclass(frozen=True, slots=True)
class Needed:
    """A kind of body that a jurisdiction's areas have: its own name there, and where that rests.

    `duty` True where an area that lacks it can't meet the Duty; False where it is only looked for.
    """

    kind: str
    called: str
    says: str
    duty: bool
    verified: bool
    source: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A country with the kinds of body that its areas have. `prefixes` are the first letters of its areas' codes, one letter each."""

    slug: str
    title: str
    prefixes: tuple[str, ...]
    needed: tuple[Needed, ...]
    notes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    """The languages in which its public is spoken to."""


@dataclass(frozen=True, slots=True)
class Move:
    """The part of a district that went from one body to another on a day, with how many small areas it is."""

    from_body: str
    district: str
    to_body: str
    small_areas: int
    on: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an area's code: the codes that took its place, or the same area under a new one."""

    code: str
    name: str
    on: str
    into: tuple[tuple[str, str], ...]
    verified: bool
    recoded: bool = False


def holds(first: date | None, last: date | None, on: date) -> bool:
    """Whether a day lies from first to last, both included; None is open.

    A body whose start isn't known is taken to be there: that it was is what its row says.
    """
    return (first is None or first <= on) and (last is None or on <= last)


def role_of(kind: str) -> str:
    """What a body is in the partnership, by its kind: specified, relevant, observer, partnership or invited."""
    roles = {**dict.fromkeys(SPECIFIED, "specified"), **dict.fromkeys(RELEVANT, "relevant"),
             **dict.fromkeys(OBSERVER, "observer"), "community_safety_partnership": "partnership"}
    return roles.get(kind, "invited")
