"""Opening the desk of a workspace: the database behind it, made or brought up to date."""

from __future__ import annotations

from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

APPS = ("audit", "partners", "submissions", "assessments", "releases")


def open_desk(database: Path) -> None:
    """Set Django up on a workspace's database; makes the tables where they are not there yet.

    A process opens one desk: a second call with another database moves to that one.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    if not settings.configured:
        settings.configure(
            DATABASES={"default": _database(database)},
            INSTALLED_APPS=[f"upriver.desk.{app}" for app in APPS],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            TIME_ZONE="UTC",
        )
        django.setup()
    else:
        _move(database)
    call_command("migrate", verbosity=0, interactive=False)


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
