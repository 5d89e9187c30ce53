"""Who asks and what is asked for: visitors of every kind from three authorities each, and things of every kind from three owners."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from web.asking import rows
from web.served import ROOT

from upriver.duty.access.policy import RIGHTS
from upriver.words.access.rights import Grant, Reach, Right, Role, Thing

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


def expected(person: Person | None, right: str, thing: Thing | None, *, of: str, whole: bool) -> str:
    """What the written tables say must happen: sign in, no (403), not there (404), or in. Reckoned here, apart from the policy's own code."""
    if person is None:
        return "sign in"
    grant = person.grants[0] if person.grants else None
    reach = Reach.ALL if right == "enter" else RIGHTS[grant.role].get(Right(right)) if grant else None
    if reach is None or (whole and reach is not Reach.ALL):
        return "no"
    if not of:
        return "in"
    if thing is None or (of == "job" and right == "enter"):  # work is its asker's own, and nobody here asked for any
        return "not there"
    mine = grant is not None and (grant.authority in thing.authorities or bool(set(grant.areas) & thing.areas))
    return "in" if reach is Reach.ALL or mine else "not there"


@dataclass(frozen=True)
class Told:
    """A page as the workspace declares it."""

    name: str
    path: str
    right: str
    of: str
    whole: bool
    methods: tuple[str, ...]
    logged: str
    because: str


@cache
def told(folder: Path) -> tuple[Told, ...]:
    """Every page, asked of a process of its own that is set up as the web is."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    ran = subprocess.run([sys.executable, "-m", "web.rights.telling", str(folder)], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths},
                         check=False)
    assert ran.returncode == 0, ran.stderr
    return tuple(Told(**{**each, "methods": tuple(each["methods"])}) for each in json.loads(ran.stdout))


@dataclass(frozen=True)
class Found:
    """One thing of the workspace, with whose it is."""

    ident: str
    thing: Thing | None


def things_of(kind: str, idents: list[str], folder: object) -> list[Found]:
    from upriver.desk.access.things import FINDERS  # its tables need an open desk

    return [Found(ident, FINDERS[kind](ident, folder)) for ident in idents]  # type: ignore[arg-type]


def parts_of(path: str) -> list[str]:
    """The names of the parts of an address' pattern."""
    return re.findall(r"<(?:\w+:)?(\w+)>", path)


def ids_in(database: Path, table: str, column: str, most: int = 400) -> Iterator[str]:
    yield from (str(row[0]) for row in rows(database.parent, f"SELECT DISTINCT {column} FROM {table} LIMIT {most}"))
