"""Backups: one archive of a workspace as it stood at one moment, while others go on working, recorded once it is in its place.

The order is what makes it one moment. First the heads of the log, then the database, then files: whatever the database names was
put in its place before it was named. Where a release or a deletion came in between, it is begun again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.db import transaction

from upriver import __version__
from upriver.desk.access.rows import as_desk
from upriver.desk.audit.actions import record
from upriver.desk.audit.anchoring import HEADS
from upriver.desk.operations.copies import Snapshot, snapshot, told
from upriver.desk.operations.levels import level
from upriver.store.folder import Folder
from upriver.store.keeping_safe.archive import Writing, sweep, written
from upriver.store.keeping_safe.choosing import ELSEWHERE, chosen
from upriver.store.keeping_safe.databases import copied, dumped
from upriver.store.ledger import readers
from upriver.words.refusal import Refusal

ATTEMPTS, PAUSE = 6, 2.0
"""How often it is begun again where a release or a deletion came in between, and the seconds before each time."""


class _Unsettled(Exception):
    """A release or a deletion came in between."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was made. `wrong` is what was found wrong with the workspace, which the backup has as it is."""

    path: Path
    seal: str
    files: int
    bytes: int
    events: int
    head: str
    begun: int
    links: tuple[str, ...]
    wrong: tuple[str, ...]


def backup(folder: Folder, to: Path, *, slug: str, name: str, by: str, at: str, address: str = "",
           waiting: Callable[[float], None] = time.sleep) -> Kept:
    """Make one archive in a folder, and record that. Nobody else has to stop working.

    Args:
        to: a folder; made where it isn't there, closed to other accounts. Not inside what the archive holds.
        address: the PostgreSQL database, as an account that may read every row; "" where it is the workspace's own file.

    Raises:
        Refusal: there is no room, a file can't be read, or releases never left it a quiet moment.
    """
    place = _place(folder, to, slug, at)
    sweep(place.parent)
    for begun in range(1, ATTEMPTS + 1):
        with suppress(_Unsettled):
            with written(place) as archive:
                made = _filled(folder, archive, place, {"slug": slug, "name": name, "by": by, "made_at": at}, address)
            kept = Kept(place, made[0], len(archive.members) - 1, place.stat().st_size, made[1].events, made[1].head, begun, *made[2:])
            _recorded(kept, by=by, at=at)
            return kept
        waiting(PAUSE)
    raise Refusal("a release or a deletion was under way each time, so no backup was made", do="Try again when it is done.")


def _place(folder: Folder, to: Path, slug: str, at: str) -> Path:
    here = to.resolve()
    if here.is_relative_to(folder.root) and here != folder.root / "backups":
        raise Refusal("a backup inside of the workspace would be lost with it", do="Name a folder elsewhere, best on another machine.")
    if here.is_file():
        raise Refusal(f"{to.name} is a file", do="Name a folder: --to FOLDER")
    try:
        if not here.is_dir():
            here.mkdir(parents=True, mode=0o700)
            here.chmod(0o700)
    except OSError as fault:
        raise Refusal(f"{to.name} can't be made there", do="Name a folder in a place that you may write to.") from fault
    named = f"upriver-{slug}-{at.replace(':', '')}"
    return next(free for number in count(1) if not (free := here / f"{named}{f'-{number}' if number > 1 else ''}.zip").exists())


def _filled(folder: Folder, archive: Writing, place: Path, about: dict[str, Any],
            address: str) -> tuple[str, Snapshot, tuple[str, ...], tuple[str, ...]]:
    """Write all of it; gives the seal, what the database held, links that were not followed, and what is wrong."""
    stood = level()
    before = _ledgers(folder)
    if (folder.root / HEADS).is_file():
        archive.add_file(HEADS, folder.root / HEADS)
    base = _database(folder, archive, place, address, chained=not stood.waiting)
    links = _files(folder, archive)
    _elsewhere(folder, archive)
    lost = _lost(base, archive)
    if _ledgers(folder) != before:
        raise _Unsettled
    wrong = (*base.wrong, *((f"{len(lost):,} held files that receipts speak of are not there",) if lost else ()),
             *((before["wrong"],) if "wrong" in before else ()))
    seal = archive.finish({
        **about, "upriver": __version__, "database": "postgresql" if address else "sqlite", "waiting": list(stood.waiting),
        "audit": base.told, "ledgers": before, "links_left_out": list(links), "wrong": list(wrong), "held_missing": sorted(lost),
    })
    return seal, base, links, wrong


def _database(folder: Folder, archive: Writing, place: Path, address: str, *, chained: bool) -> Snapshot:
    copy = place.with_name(f".{place.name}.database.new")
    try:
        if address:
            with as_desk():
                early = told()
            dumped(address, copy)
            with as_desk():
                late = told()
            archive.add_file("database.pgdump", copy)
            # What stood before and after the dump stands in it; the head from before it is in it, whatever came since.
            return Snapshot(*early[:4], needed=early[4] | late[4], wrong=())
        copied(folder.database, copy)
        found = snapshot(copy, chained=chained)
        archive.add_file("db.sqlite3", copy)
        return found
    finally:
        copy.unlink(missing_ok=True)


def _files(folder: Folder, archive: Writing) -> tuple[str, ...]:
    links = []
    for each in chosen(folder):
        if each.link:
            links.append(each.name)
        elif each.folder:
            archive.add_folder(each.name, each.mode)
        elif each.name != HEADS:
            with suppress(FileNotFoundError):  # gone since it was listed; whether it is needed is asked at the end
                archive.add_file(each.name, each.path, each.mode)
    return tuple(links)


def _elsewhere(folder: Folder, archive: Writing) -> None:
    """The ledger that workspace.toml names elsewhere goes in too, under a name of its own."""
    with suppress(Refusal):
        ledger = folder.ledger
        if ledger != folder.root / "ledger":
            for each in chosen(Folder(ledger)):
                if not each.folder and not each.link:
                    archive.add_file(f"{ELSEWHERE}/{each.name}", each.path, each.mode)


def _lost(base: Snapshot, archive: Writing) -> set[str]:
    """Held files that the database names and that aren't there, and weren't before either."""
    there = {each["name"] for each in archive.members}
    lost = {path for path in base.needed if f"held/{path}" not in there}
    with as_desk():
        now = told()[4]
    if lost - now:
        raise _Unsettled  # deleted while we read: the next copy of the database no longer names it
    return lost


def _ledgers(folder: Folder) -> dict[str, Any]:
    """How many lines each ledger has and its last one; what is wrong with them in place of that."""
    if (folder.root / ".release.json").is_file():
        raise _Unsettled
    try:
        return {each.audience: {"lines": len(each.entries), "head": each.head} for each in readers(folder.ledger, "public")}
    except Refusal as refusal:
        return {"wrong": refusal.what}


def _recorded(kept: Kept, *, by: str, at: str) -> None:
    """The log says which backup was made, so that one can be known again by its seal. An earlier version's log is left as it is."""
    if not level().waiting:
        with transaction.atomic():
            body = {"backup": kept.path.name, "seal": kept.seal, "files": kept.files, "bytes": kept.bytes, "events": kept.events}
            record(verb="backed up", subject="workspace", body=body, by=by, at=at)
