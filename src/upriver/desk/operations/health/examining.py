"""The whole page: every line, in the order in which a tired person wants them, and none of them able to take the others down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from upriver.desk.access.rows import as_desk
from upriver.desk.accounts.methods import methods
from upriver.desk.operations.copies import needed_rows
from upriver.desk.operations.health.database import database
from upriver.desk.operations.health.folder import folder, held
from upriver.desk.operations.health.line import Line, look, ok, wrong
from upriver.desk.operations.health.machine import machine
from upriver.desk.operations.health.records import records
from upriver.desk.operations.levels import level
from upriver.store.folder import Folder
from upriver.store.holding import rows_in
from upriver.store.keeping_safe.reading import opened
from upriver.words.refusal import Refusal, loud
from upriver.words.text import listed


def examined(place: Folder, *, at: str, address: str = "", deep: bool = False, against: Path | None = None, lock: Path | None = None) -> Iterator[Line]:
    """Every line, as it is found. `against` is a backup to hold held files against, byte for byte."""
    yield from _safely("This machine", lambda: machine(place.root, address=address, lock=lock))
    yield from _safely("The folder", lambda: folder(place))
    stands = level()
    yield from _safely("The database", lambda: database(place.database, stands))
    if stands.fresh or stands.waiting or stands.unknown:
        yield look("What was recorded", "not looked at: its tables aren't this version's")
    else:
        yield from _safely("What was recorded", lambda: _whole(lambda: records(place, at=at)))
        yield from _safely("Held files", lambda: _whole(lambda: _held(place, deep=deep, against=against)))
    yield from _safely("Outside", lambda: outside(place))


def _whole(work: Callable[[], Iterable[Line]]) -> list[Line]:
    """What is counted against all that is recorded, whoever asks: an administrator is shown no row of partners' data."""
    with as_desk():
        return list(work())


def _held(place: Folder, *, deep: bool, against: Path | None) -> Iterator[Line]:
    hashes = {}
    if against is not None:
        with opened(against) as backup:
            hashes = {each["name"].removeprefix("held/"): each["sha256"] for each in backup.members if each["name"].startswith("held/")}
    yield from held(place, needed_rows(), deep=deep or against is not None, hashes=hashes, rows=rows_in)


def outside(place: Folder) -> Iterator[Line]:
    """Which hosts this workspace may reach by itself: those of the ways to sign in that it declares, none by default."""
    hosts = sorted({host for each in methods(place) for host in each.hosts})
    yield ok("Hosts that it may reach", f"{listed(hosts)}, to let people in through their organisation" if hosts else "none is declared: nothing is sent anywhere")
    names = os.environ.get("UPRIVER_HOSTS", "")
    yield ok("Names it answers to", names if names else "UPRIVER_HOSTS isn't set here; `upriver serve` answers on this machine alone")


def _safely(about: str, work: Callable[[], Iterable[Line]]) -> Iterator[Line]:
    """The lines of one part; what stops it is a line too."""
    try:
        yield from work()
    except Refusal as refusal:
        yield wrong(about, refusal.what, refusal.do)
    except Exception as fault:
        if loud():
            raise
        yield wrong(about, f"could not be looked at ({type(fault).__name__})", "Run it again; if it stays, tell whoever mends Upriver.")
