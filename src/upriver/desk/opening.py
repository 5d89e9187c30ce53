"""Opening the desk of a workspace: the database behind it, made or brought up to date."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db.utils import DatabaseError

from upriver.words.refusal import Refusal

APPS = ("audit", "partners", "submissions", "assessments", "releases", "agreements", "registers")


def open_desk(database: Path, address: str = "") -> None:
    """Set Django up on a workspace's database; makes the tables where they are not there yet.

    `address` is a PostgreSQL address that stands in for the file. A process opens one desk: a second call with another
    database moves to that one.

    Raises:
        Refusal: the address isn't one of PostgreSQL, its driver isn't installed, or nobody answers there.
    """
    if not settings.configured:
        settings.configure(
            DATABASES={"default": _server(address) if address else _database(database)},
            INSTALLED_APPS=[f"upriver.desk.{app}" for app in APPS],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            TIME_ZONE="UTC",
        )
        django.setup()
    elif not address:
        _move(database)
    if not address and database.parent.is_dir():
        database.touch(mode=0o600)  # names and addresses of people are in it; what the database puts beside it is closed alike
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, ImproperlyConfigured) as fault:
        if not address:
            raise Refusal("the workspace's database can't be read", do="Restore db.sqlite3 from a backup.") from fault
        raise Refusal("the database server that workspace.toml names doesn't answer",
                      do="Check its address, that it runs, and that `psycopg` is installed.") from fault


def _server(address: str) -> dict[str, object]:
    """PostgreSQL by an address such as postgresql://name@host:5432/database; its password may be in PGPASSWORD."""
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
    }


def _database(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _move(database: Path) -> None:
    from django.db import connections

    if connections["default"].settings_dict["NAME"] != str(database):
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = str(database)
