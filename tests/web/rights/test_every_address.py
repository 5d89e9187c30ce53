"""Every address x every kind of person x own and foreign things: generated from the addresses, so that a new page fails until it is classified.

What each page is for stands twice, in the page's declaration and in `CLASSIFIED` here, written apart: they must agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from web.rights.classified import CLASSIFIED, FILLED, MAY_MISS, OPEN, TABLES
from web.rights.probing import Found, Person, Told, expected, ids_in, parts_of, people, things_of, told
from web.served import Reply, Served, Visit, copy_of, serving

from upriver.desk.opening import open_desk
from upriver.duty.access.policy import RIGHTS
from upriver.store.folder import Folder
from upriver.words.access.rights import Actor, Reach, Right, Role

LEAST = 5_000
MOST_OPENED = 1
NOT_THERE, NO_NUMBER, NUMBERED = "no-such-thing-9999", "99999999", ("release", "account", "job")


@pytest.fixture(scope="module")
def folder(on_sqlite: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional workspace with one more account for each kind of person."""
    made = on_sqlite(tmp_path_factory.mktemp("rights"))
    open_desk(made / "db.sqlite3")
    from upriver.desk.accounts.actions import open_account
    from upriver.desk.jobs.actions import ask

    for number, person in enumerate(people()):
        open_account(email=f"probe{number}@norsea.invalid", name=person.name, grants=person.grants, by="probe", at="2026-02-01T09:00:00Z")
    ask("pack", body={"document": "board_pack"}, actor=Actor(1, "Mina Fictional"), at="2026-02-01T09:00:00Z")
    return made


@pytest.fixture(scope="module")
def served(folder: Path, placed: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Its twin, on the database that this suite runs on: things are looked up in the one while the other is asked."""
    with serving(placed(copy_of(folder, tmp_path_factory.mktemp("twin") / folder.name))) as one:
        yield one


@dataclass(frozen=True)
class Probe:
    """One address to ask, how, and what must happen."""

    page: Told
    method: str
    path: str
    must: str
    ident: str


def test_every_page_is_classified_and_its_declaration_says_the_same(folder: Path) -> None:
    said = {page.name: (page.right, page.of, page.whole) for page in told(folder)}
    written = {**CLASSIFIED, **dict.fromkeys(OPEN, ("", "", False))}
    assert {name: (said.get(name), written.get(name)) for name in {*said, *written} if said.get(name) != written.get(name)} == {}


def test_every_right_of_the_table_of_roles_is_some_pages_and_every_role_may_do_something() -> None:
    used = {right for right, _, _ in CLASSIFIED.values()}
    assert {right.value for right in Right} == used
    assert all(RIGHTS[role] for role in Role) and {reach for rights in RIGHTS.values() for reach in rights.values()} == set(Reach)


def _found(folder: Path, kind: str) -> list[Found]:
    open_desk(folder / "db.sqlite3")
    table, column = TABLES[kind]
    found = things_of(kind, list(ids_in(folder / "db.sqlite3", table, column)), Folder(folder))
    chosen: dict[object, Found] = {}
    for each in found:
        if each.thing is not None:
            chosen.setdefault((each.thing.authorities, each.thing.areas), each)
    return [*list(chosen.values())[:4], Found(NO_NUMBER if kind in NUMBERED else NOT_THERE, None)]


def _probes(folder: Path, person: Person | None) -> Iterator[Probe]:
    known: dict[str, list[Found]] = {}
    for page in told(folder):
        if page.name in OPEN:
            continue
        right, of, whole = CLASSIFIED[page.name]
        if of and of not in known:
            known[of] = _found(folder, of)
        opened = 0
        for found in known[of] if of else [Found("", None)]:
            parts = {name: found.ident if name == "ident" else FILLED[name] for name in parts_of(page.path)}
            path = "/" + page.path
            for name, value in parts.items():
                path = path.replace(next(part for part in _patterns(path) if part.endswith(f"{name}>")), value)
            must = expected(person, right, found.thing, of=of, whole=whole)
            if must == "in" and of:
                opened += 1
                if opened > MOST_OPENED:  # what is out of reach is asked for every thing; what is in reach, for the first
                    continue
            for method in page.methods:
                yield Probe(page, method, path, must, found.ident)


def _patterns(path: str) -> list[str]:
    return re.findall(r"<[^>]+>", path)


def _asked(visit: Visit, probe: Probe, token: str) -> Reply:
    if probe.method == "GET":
        return visit.get(probe.path)
    return visit.post(probe.path, {"csrfmiddlewaretoken": token}, token=False)


COUNT: dict[str, int] = {}
ENDS = ("sign_out", "sessions", "sign_in_again", "close_account", "end_role", "reset_sign_in", "sign_out_person", "factors", "recovery_codes")
"""Pages that end a session, the visitor's own or another's: they are asked in tests of their own."""


@pytest.mark.big
@pytest.mark.parametrize("who", ["nobody", *[person.name for person in people()]])
def test_nobody_reaches_what_is_not_theirs(who: str, served: Served, folder: Path) -> None:
    person = next((each for each in people() if each.name == who), None)
    visit = served.visit(who if person else "")
    token = visit.token()
    wrong, count = [], 0
    for probe in _probes(folder, person):
        if probe.page.name in ENDS:
            continue
        reply = _asked(visit, probe, token)
        count += 1
        fits = {"sign in": reply.status == 303 and reply.location.startswith("/sign-in/"), "no": reply.status == 403,
                "not there": reply.status == 404, "in": reply.status < 500 and reply.status != 403 and (reply.status != 404 or probe.page.name in MAY_MISS)}[probe.must]
        if not fits:
            wrong.append(f"{probe.method} {probe.path}: {reply.status} {reply.location}, must be {probe.must}")
    COUNT[who] = count
    assert not wrong, f"{len(wrong)} of {count}: " + "\n".join(wrong[:20])


@pytest.mark.big
def test_there_were_enough_probes() -> None:
    print(f"{sum(COUNT.values())} probes, {len(COUNT)} visitors")
    assert len(COUNT) < len(people()) + 1 or sum(COUNT.values()) >= LEAST
