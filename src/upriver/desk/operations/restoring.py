"""Restoring a backup, and trying one out: every hash, the log and its head, the ledger, and the desk opened on a copy."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections

from upriver.desk.opening import open_desk
from upriver.desk.operations.tried import Tried
from upriver.store.folder import Folder, write_whole
from upriver.store.keeping_safe.databases import loaded
from upriver.store.keeping_safe.reading import Backup, opened, unpack
from upriver.words.refusal import Refusal

Marked = Callable[[str], None]
"""Hears when a part of the work is done: read, laid out, opened. Whoever has a clock may time it."""


def try_out(archive: Path, scratch: Path | None, *, marked: Marked) -> Tried:
    """Lay a backup out in a closed scratch folder, check all of it, and remove it again. Nothing else is touched.

    `scratch` is where there is room for it; the system's place for passing files by default.

    Raises:
        Refusal: it isn't a whole backup, or a newer Upriver made it.
    """
    with opened(archive) as backup, tempfile.TemporaryDirectory(prefix="upriver-", dir=scratch) as place:
        tried = _laid_out(backup, Path(place), marked)
        _on_a_copy(Path(place), tried)
        marked("opened")
        return tried


def restore(archive: Path, into: Path, *, address: str, by: str, at: str, marked: Marked) -> Tried:
    """Put a backup in a new folder, once all of it was checked; whole or not at all.

    Args:
        address: an empty PostgreSQL database for a backup of one; the workspace will name it. "" for the workspace's own file.

    Raises:
        Refusal: it isn't whole, what it says of itself isn't so, something lies in the folder already, or a newer Upriver made it.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Refusal(f"{into.name} is there already", do="Name a folder that isn't there yet: a backup is never restored over a workspace.")
    with opened(archive) as backup:
        dump = backup.told["database"] == "postgresql"
        if dump != bool(address):
            raise Refusal("this backup is of a PostgreSQL database" if dump else "this backup holds its database as a file",
                          do="Name an empty database for it: --database postgresql://NAME@HOST/DATABASE" if dump else "Restore it without --database.")
        with _half_way(into) as place:
            tried = _laid_out(backup, place, marked)
            if dump:
                _on_the_server(place, address, tried)
            else:
                _on_a_copy(place, tried)
            if tried.wrong:
                raise Refusal(f"the backup is not sound: {'; '.join(tried.wrong)}", do="Take another one. Nothing was restored.")
    marked("opened")
    from upriver.desk.operations.trying import recorded

    recorded(into, address, tried, by=by, at=at)
    return tried


@contextmanager
def _half_way(into: Path) -> Iterator[Path]:
    """A folder beside the wanted one, which takes its place when all is well."""
    into.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{into.name}.", dir=into.parent))
    try:
        yield place
        if into.is_dir():
            into.rmdir()
        place.chmod(0o755 if os.name == "posix" else 0o777)
        place.rename(into)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _laid_out(backup: Backup, place: Path, marked: Marked) -> Tried:
    marked("begun")
    unpack(backup, place)
    Folder(place).made()  # what was left out is there again, closed, before anything makes it anew
    marked("laid out")
    tried = Tried(dict(backup.told), backup.seal, len(backup.members), backup.bytes)
    tried.wrong += [f"when it was made: {each}" for each in backup.told.get("wrong", ())]
    return tried


def _on_a_copy(place: Path, tried: Tried) -> None:
    """Open the desk on a copy of what was laid out, so that what is restored stays byte for byte what was kept."""
    if not (place / "db.sqlite3").is_file():
        tried.notes.append("The database is a PostgreSQL dump: its hash was checked, and it was not opened. Restore it with --database to try it.")
        return
    with tempfile.TemporaryDirectory(prefix=".try-", dir=place.parent) as beside:
        copy = Path(beside) / "db.sqlite3"
        shutil.copyfile(place / "db.sqlite3", copy)
        open_desk(copy, as_it_is=True)
        from upriver.desk.operations.trying import check  # it needs the tables, which stand only once a desk is open

        with closing(connections["default"]):
            check(Folder(place), tried)


def _on_the_server(place: Path, address: str, tried: Tried) -> None:
    open_desk(place / "db.sqlite3", address, as_it_is=True)
    if connection.introspection.table_names():
        raise Refusal("that database isn't empty", do="Make a new one for it: a backup is never restored over a database.")
    loaded(place / "database.pgdump", address)
    (place / "database.pgdump").unlink()
    settings = place / "workspace.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not re.match(r"\s*database\s*=", line)]
    write_whole(settings, ("\n".join([*lines, f'database = "{address}"']) + "\n").encode())
    connections["default"].close()
    from upriver.desk.operations.trying import check

    check(Folder(place), tried)
