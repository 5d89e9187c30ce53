"""Asking the database of a workspace beside Upriver, of either kind: SQLite's file, or PostgreSQL as the owner of the tables, whom nothing is hidden from."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

APP = "upriver_app"
"""The role without ownership that the web signs in to PostgreSQL as (tests/web/rights/moving.py)."""


def database_of(folder: Path) -> str:
    """The address of its PostgreSQL database; none where it is on SQLite."""
    return str(tomllib.loads((folder / "workspace.toml").read_text("utf-8")).get("database", ""))


def owners(address: str) -> str:
    """The same address for the owner of the tables."""
    return address.replace(f"//{APP}@", "//upriver@")


class Held:
    """An open database. Questions are written as SQLite has them (`?` for a value); JSON comes as its text."""

    def __init__(self, opened: Any, *, server: bool) -> None:
        self.opened, self.server = opened, server

    def execute(self, words: str, values: Sequence[object] = ()) -> Any:
        if self.server and values:
            words = words.replace("%", "%%").replace("?", "%s")
        return self.opened.execute(words, values) if values else self.opened.execute(words)


@contextmanager
def opened(folder: Path) -> Iterator[Held]:
    """The database of a workspace until the end of the block, which keeps what was changed."""
    address = database_of(folder)
    if not address:
        with sqlite3.connect(folder / "db.sqlite3", timeout=20) as held:
            yield Held(held, server=False)
        held.close()
        return
    import psycopg
    from psycopg.types.string import TextLoader

    with psycopg.connect(owners(address), options="-c upriver.roles=desk") as held:
        if held.execute("SHOW is_superuser").fetchone() == ("on",):
            held.execute("SET session_replication_role = replica")  # so that no guard of the rows holds back a test that changes them
        for kind in ("json", "jsonb"):
            held.adapters.register_loader(kind, TextLoader)
        yield Held(held, server=True)


def rows(folder: Path, words: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database of a workspace answers."""
    with opened(folder) as held:
        return list(held.execute(words, values).fetchall())


def desk(folder: str | Path) -> None:
    """Open the desk of a workspace in this process, as commands do."""
    from upriver.desk.opening import open_desk, settings_of
    from upriver.store.folder import Folder

    open_desk(Path(folder) / "db.sqlite3", settings_of(Folder(Path(folder))).database)
