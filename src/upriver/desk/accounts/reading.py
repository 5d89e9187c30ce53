"""What pages and commands are told of accounts: who has what, who never came, and who opened what is restricted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.desk.accounts.models import Account, GrantRecord, InvitationRecord
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.models import AuthorityRecord
from upriver.duty.access.policy import STRONG
from upriver.stats.times.london import from_utc
from upriver.words.access.rights import ROLES, Role
from upriver.words.language.speaking import mark, say

DOES = {
    Role.MANAGER: mark("Runs the partnership: who is in it, its agreements, its duty and its board."),
    Role.ANALYST: mark("Writes the assessment from what partners send, and says what changed."),
    Role.DATA_OFFICER: mark("Sends the data of one organisation, and signs for it."),
    Role.REVIEWER: mark("Reads what is to be released, and votes on it with a second reader."),
    Role.BOARD_MEMBER: mark("Answers for one organisation: reads, signs the strategy, does their actions."),
    Role.CSP_OFFICER: mark("Sees one community safety partnership's area, and aligns its plan."),
    Role.ADMINISTRATOR: mark("Lets people in and out, reads the log, keeps the system sound."),
    Role.LISTENER: mark("Reads what people say, and puts it before those who must know."),
}
"""What each role does, in a sentence."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds or held, in words."""

    number: int
    role: str
    words: str
    authority: str
    areas: tuple[str, ...]
    purposes: tuple[str, ...]
    ended_on: str


@dataclass(frozen=True, slots=True)
class Person:
    """An account as lists show it; `factors` are kinds of second factors, `lacks_factor` where a role of theirs asks for one.
    `password` says that there is one, not what it is."""

    number: int
    name: str
    email: str
    method: str
    open: bool
    seen_at: str
    made_on: str
    factors: tuple[str, ...]
    roles: tuple[Held, ...]
    person: str
    password: bool

    @property
    def held(self) -> tuple[Held, ...]:
        return tuple(each for each in self.roles if not each.ended_on)

    @property
    def lacks_factor(self) -> bool:
        return self.open and self.password and not self.factors and any(Role(each.role) in STRONG for each in self.held)


@dataclass(frozen=True, slots=True)
class Group:
    """People of one kind whom one may be in a made-up workspace."""

    title: str
    does: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """Something restricted that was opened or exported."""

    number: int
    at: str
    by: str
    account: str
    verb: str
    subject: str
    purposes: str
    agreement: str
    form: str


def people() -> tuple[Person, ...]:
    """Every account that wasn't erased, by name."""
    named = dict(AuthorityRecord.objects.values_list("ident", "name"))
    grants: dict[int, list[Held]] = defaultdict(list)
    for row in GrantRecord.objects.order_by("id"):
        grants[row.account_id].append(_held(row, named))
    return tuple(_person(row, tuple(grants[row.pk])) for row in Account.objects.exclude(name="").order_by("name"))


def person(number: int) -> Person:
    """One account."""
    named = dict(AuthorityRecord.objects.values_list("ident", "name"))
    return _person(Account.objects.get(pk=number), tuple(_held(row, named) for row in GrantRecord.objects.filter(account_id=number).order_by("id")))


def _held(row: GrantRecord, named: Mapping[str, str]) -> Held:
    return Held(row.pk, row.role, say(ROLES[Role(row.role)]), named.get(row.authority, row.authority), tuple(row.areas), tuple(row.purposes), row.ended_on)


def _person(row: Account, roles: tuple[Held, ...]) -> Person:
    factors = tuple(sorted(set(row.factors.values())))
    return Person(row.pk, row.name, row.email, row.method, row.is_active, row.seen_at, row.made_on, factors, roles, row.person, row.has_usable_password())


def whom_to_be() -> tuple[Group, ...]:
    """The people of a made-up workspace by what they do, in the order of the roles."""
    by_role: dict[str, list[Person]] = defaultdict(list)
    for each in people():
        if each.open and each.held:
            by_role[each.held[0].role].append(each)
    return tuple(Group(say(ROLES[role]), say(DOES[role]), tuple(by_role[role])) for role in Role if by_role[role])


def invitations(*, at: str) -> tuple[InvitationRecord, ...]:
    """The invitations that wait to be taken up."""
    return tuple(InvitationRecord.objects.filter(state="open", until__gte=at).order_by("-id"))


def opened(*, first: str = "", last: str = "", account: int = 0) -> Iterator[Opened]:
    """What is restricted and was opened or exported, the newest first: by whom, for which purpose, under which agreement."""
    found = EventRecord.objects.filter(verb__regex=r"^(opened|exported) ").exclude(verb__startswith="opened account").order_by("-number")
    if first:
        found = found.filter(at__gte=first)
    if last:
        found = found.filter(at__lt=last)
    if account:
        found = found.filter(account=f"account:{account}")
    for row in found.iterator(chunk_size=2_000):
        body = json.loads(row.body)
        purposes = body.get("purpose", [])
        yield Opened(row.number, row.at, row.by, row.account, row.verb, row.subject, ", ".join(purposes) if isinstance(purposes, list) else str(purposes),
                     str(body.get("agreement", "")), str(body.get("form", "")))


def by_night(moments: Sequence[str]) -> list[bool]:
    """Whether each recorded time was between 22:00 and 06:00 on London's clock: the log's own times are universal time."""
    hours = from_utc(np.array([each[:19] for each in moments], dtype="datetime64[s]")).astype("datetime64[h]").astype(int) % 24
    return [bool(hour >= 22 or hour < 6) for hour in hours]
