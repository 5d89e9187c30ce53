"""Opening the desk of a workspace: the database behind it, made or brought up to date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError

from upriver.store.folder import Folder
from upriver.words.refusal import Refusal

APPS = ("audit", "partners", "submissions", "assessments", "releases", "agreements", "registers", "accounts", "jobs", "access", "voices")


@dataclass(frozen=True, slots=True)
class Settings:
    """What workspace.toml says: the workspace's slug and name, whom commands take as their author, and the database's address."""

    slug: str
    name: str
    author: str = ""
    database: str = ""


def settings_of(folder: Folder) -> Settings:
    """The settings of a workspace.

    Raises:
        Refusal: workspace.toml can't be read.
    """
    try:
        table = tomllib.loads(folder.settings.read_text("utf-8"))
        return Settings(str(table["slug"]), str(table["name"]), str(table.get("author", "")), str(table.get("database", "")))
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as fault:
        raise Refusal("workspace.toml can't be read", do="It needs lines slug = and name =; mend it.") from fault


def open_desk(database: Path, address: str = "", more: Mapping[str, Any] | None = None, *, as_it_is: bool = False) -> None:
    """Set Django up on a workspace's database; makes the tables where they are not there yet.

    `address` is a PostgreSQL address that stands in for the file. A process opens one desk: a second call with another
    database moves to that one. `more` are further settings of the framework: the web's own, whose applications come after ours.
    `as_it_is` leaves the tables at the level that they are at, for `doctor` and `upgrade` to look at.

    Raises:
        Refusal: the address isn't one of PostgreSQL, its driver isn't installed, or nobody answers there; or the tables are
            those of a newer Upriver, or of an earlier one that nobody has upgraded yet.
    """
    place = _server(address, for_desk=more is None) if address else _database(database)
    if not settings.configured:
        ours = {
            "DATABASES": {"default": place},
            "INSTALLED_APPS": [f"upriver.desk.{app}" for app in APPS],
            "AUTH_USER_MODEL": "accounts.Account",
            "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
            "USE_TZ": True,
            "TIME_ZONE": "UTC",
        }
        further = dict(more or {})
        ours["INSTALLED_APPS"] += further.pop("INSTALLED_APPS", [])
        settings.configure(**ours, **further)
        django.setup()
    else:
        _move(place)
    if not address and database.parent.is_dir():
        database.touch(mode=0o600)  # names and addresses of people are in it; what the database puts beside it is closed alike
    from upriver.desk.audit.anchoring import keep_beside
    from upriver.desk.operations.levels import level, made_ready

    keep_beside(database.parent)
    try:
        level() if as_it_is else made_ready(database.parent)
    except (DatabaseError, ImproperlyConfigured) as fault:
        if not address:
            raise Refusal("the workspace's database can't be read", do="Restore db.sqlite3 from a backup.") from fault
        raise Refusal("the database server that workspace.toml names doesn't answer",
                      do="Check its address, that it runs, and that `psycopg` is installed.") from fault


def _server(address: str, *, for_desk: bool) -> dict[str, object]:
    """PostgreSQL by an address such as postgresql://name@host:5432/database; its password may be in PGPASSWORD.

    Commands and background work read every row (`for_desk`); the web reads none until a visit says whose it is.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Refusal("`database` in workspace.toml isn't a PostgreSQL address",
                      do="Write postgresql://NAME@HOST:5432/DATABASE, or take the line out for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": "-c upriver.roles=desk"} if for_desk else {},
        "CONN_MAX_AGE": 0 if for_desk else 300,
        "CONN_HEALTH_CHECKS": not for_desk,  # a server that was begun anew has forgotten the connections of every thread
    }


def _database(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _move(to: dict[str, object]) -> None:
    """Leave the database that was opened before for another, be it a file or on a server."""
    from django.db import connections

    held = connections.settings["default"]
    if any(held.get(name) != value for name, value in to.items()):
        connections["default"].close()
        held.update({"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, **to})
        del connections["default"]
