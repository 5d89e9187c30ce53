"""Who asks and what is asked for: visitors of every kind from three authorities each, and things of every kind from three owners."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from upriver.desk.access.things import FINDERS
from upriver.duty.access.policy import may
from upriver.words.access.rights import NOBODY, Actor, Grant, Role, Thing

BODIES = ("E23009901", "hospital", "E31009901")
CSPS = (("E22009901", ("E22009901", "E06009901")), ("E22009902", ("E22009902", "E07009901", "E07009903")), ("E22009903", ("E22009903", "E07009902")))


@dataclass(frozen=True)
class Person:
    """One visitor of the matrix: what they are called, and what they were granted."""

    name: str
    grants: tuple[Grant, ...] = ()

    @property
    def kind(self) -> str:
        return self.grants[0].role.value if self.grants else "without a role"

    @property
    def actor(self) -> Actor:
        return Actor(1, self.name, grants=self.grants)


def people() -> list[Person]:
    """Ten kinds: eight roles (those of a body or an area from three each), somebody without a role; who isn't signed in stands apart."""
    found = []
    for role in Role:
        if role in (Role.DATA_OFFICER, Role.BOARD_MEMBER):
            found += [Person(f"Probe {role.value} {number}", (Grant(role, body),)) for number, body in enumerate(BODIES, 1)]
        elif role is Role.CSP_OFFICER:
            found += [Person(f"Probe {role.value} {number}", (Grant(role, code, areas),)) for number, (code, areas) in enumerate(CSPS, 1)]
        else:
            found.append(Person(f"Probe {role.value}", (Grant(role),)))
    return [*found, Person("Probe of no role")]


def expected(person: Person | None, right: str, thing: Thing | None, *, of: str) -> str:
    """What the written table says must happen: sign in, no (403), not there (404), or in."""
    if person is None:
        return "sign in"
    from upriver.words.access.rights import Right

    actor = person.actor if person.name else NOBODY
    if not may(actor, Right(right)):
        return "no"
    return "in" if not of or (thing is not None and may(actor, Right(right), replace(thing, authors=frozenset()))) else "not there"


@dataclass(frozen=True)
class Found:
    """One thing of the workspace, with whose it is."""

    ident: str
    thing: Thing | None


def things_of(kind: str, idents: list[str], folder: object) -> list[Found]:
    return [Found(ident, FINDERS[kind](ident, folder)) for ident in idents]  # type: ignore[arg-type]


def parts_of(path: str) -> list[str]:
    """The names of the parts of an address' pattern."""
    return re.findall(r"<(?:\w+:)?(\w+)>", path)


def ids_in(database: Path, table: str, column: str, most: int = 400) -> Iterator[str]:
    with sqlite3.connect(database) as opened:
        yield from (str(row[0]) for row in opened.execute(f"SELECT DISTINCT {column} FROM {table} LIMIT {most}"))
