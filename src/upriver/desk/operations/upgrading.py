"""Upgrading a workspace: tried on a copy first, a backup made, then done and checked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from upriver import __version__
from upriver.desk.access.rows import as_desk
from upriver.desk.audit.actions import record
from upriver.desk.audit.anchoring import caught_up
from upriver.desk.audit.verifying import checked
from upriver.desk.opening import open_desk
from upriver.desk.operations.keeping import Kept, backup
from upriver.desk.operations.levels import level, must_not_be_newer, stepped
from upriver.store.folder import Folder
from upriver.store.keeping_safe.databases import copied, soundness
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What an upgrade did to a copy: the steps, the events then, and tables that have fewer rows than before: (before, after).

    `fresh` is a database in which nothing was ever made, so that there is nothing to lose.
    """

    steps: tuple[str, ...]
    events: int
    fewer: Mapping[str, tuple[int, int]]
    tried: bool
    wrong: tuple[str, ...]
    fresh: bool = False


def rehearsed(folder: Folder, address: str = "") -> Rehearsed:
    """Upgrade a copy of the database and check it. On a server nothing is copied: each step there is taken whole or not at all.

    Raises:
        Refusal: a newer Upriver worked in it.
    """
    stood = level()
    must_not_be_newer(stood)
    if address or not stood.waiting or stood.fresh:
        return Rehearsed(stood.waiting, 0, {}, False, (), stood.fresh)
    with tempfile.TemporaryDirectory(prefix=".upgrade-", dir=folder.root) as beside:
        copy = Path(beside) / "db.sqlite3"
        copied(folder.database, copy)
        open_desk(copy, as_it_is=True)
        try:
            with closing(connections["default"]):
                return _on(folder, copy, stood.waiting)
        finally:
            open_desk(folder.database, as_it_is=True)


def _on(folder: Folder, copy: Path, steps: tuple[str, ...]) -> Rehearsed:
    before = _rows()
    try:
        stepped()
    except (DatabaseError, ValueError, KeyError, TypeError) as fault:
        return Rehearsed(steps, 0, {}, True, (f"a step could not be taken ({type(fault).__name__})",))
    after = _rows()
    verdict = checked(folder)
    fewer = {name: (count, after[name]) for name, count in before.items() if name in after and after[name] < count}
    wrong = (*((verdict.wrong,) if verdict.wrong else ()), *soundness(copy))
    return Rehearsed(steps, verdict.events, fewer, True, wrong)


def _rows() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = int(cursor.fetchone()[0])
    return found


def upgrade(folder: Folder, to: Path, *, slug: str, name: str, by: str, at: str, address: str = "") -> tuple[Rehearsed, Kept | None]:
    """Back up, try on a copy, upgrade, check, and record it. Have the workspace alone while it lasts.

    Args:
        to: the folder for the backup.
        address: the database's, by the account that owns its tables.

    Raises:
        Refusal: a newer Upriver worked in it, or what was tried on the copy failed: then nothing was changed.
    """
    tried = rehearsed(folder, address)
    if not tried.steps or tried.fresh:
        stepped()  # a new database's tables, or those of the web's own applications where only commands were used until now
        return tried, None
    if tried.wrong:
        raise Refusal(f"the upgrade was tried on a copy and failed: {listed(tried.wrong)}",
                      do="Nothing was changed. Go on with the version that you had, and tell whoever mends Upriver what this says.")
    kept = backup(folder, to, slug=slug, name=name, by=by, at=at, address=address)
    try:
        stepped()
    except DatabaseError as fault:
        raise Refusal("the upgrade stopped half way", do=f"Restore the backup that was just made: upriver restore {kept.path} --to NEWFOLDER") from fault
    with as_desk():
        verdict = checked(folder)
    if verdict.wrong:
        raise Refusal(f"after the upgrade {verdict.wrong}", do=f"Restore the backup that was just made: upriver restore {kept.path} --to NEWFOLDER")
    with transaction.atomic():
        record(verb="upgraded", subject="workspace", by=by, at=at,
               body={"to": __version__, "steps": list(tried.steps), "backup": kept.path.name, "seal": kept.seal,
                     "made": f"{plural(len(tried.steps), 'step')}"})
    with as_desk():
        caught_up()
    return tried, kept
