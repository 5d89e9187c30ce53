"""A workspace of SQLite moved to PostgreSQL, row by row, and served there by a role that owns nothing."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from journeys.workspaces import ROOT
from web.asking import APP, database_of, owners

MAKE = "import sys, pathlib; from upriver.web.opening import opened; opened(pathlib.Path(sys.argv[1]), hosts=['localhost'])"


def moved(folder: Path, address: str) -> None:
    """Move the tables of a workspace to a server, and point the workspace to it as a role without ownership or bypass."""
    import psycopg
    from psycopg.types.json import Jsonb

    settings = folder / "workspace.toml"
    lines = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("database")]
    settings.write_text("\n".join([f'database = "{address}"', *lines]) + "\n", "utf-8")
    # As the owner of the tables, who makes all of them, the web's too.
    made = subprocess.run([sys.executable, "-c", MAKE, str(folder)], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
                          check=False)
    assert made.returncode == 0, made.stderr
    with sqlite3.connect(folder / "db.sqlite3") as here, psycopg.connect(address, autocommit=True) as there:
        there.execute("SET upriver.roles = 'desk'; SET session_replication_role = replica")
        tables = [table for (table,) in there.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
        there.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables if table != "django_migrations") + " CASCADE")
        for table in tables:
            if table == "django_migrations" or not here.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                continue
            kinds = dict(there.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]).fetchall())
            names = [row[1] for row in here.execute(f'PRAGMA table_info("{table}")')]
            rows = here.execute(f'SELECT * FROM "{table}"').fetchall()
            into = f'INSERT INTO "{table}" ({", ".join(chr(34) + name + chr(34) for name in names)}) VALUES ({", ".join(["%s"] * len(names))})'
            if rows:
                there.cursor().executemany(into, [[_as(kinds[name], value, Jsonb) for name, value in zip(names, row, strict=True)] for row in rows])
            for name in names:
                there.execute(f"SELECT setval(pg_get_serial_sequence(%s, %s), greatest((SELECT max(\"{name}\") FROM \"{table}\"), 1)) "
                              "WHERE pg_get_serial_sequence(%s, %s) IS NOT NULL", [table, name, table, name]) if "int" in kinds[name] else None
        there.execute(f"DO $$ BEGIN CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        there.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}; GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}")
    (folder / "db.sqlite3").unlink()
    settings.write_text(settings.read_text("utf-8").replace("//upriver@", f"//{APP}@"), "utf-8")


def moved_beside(root: Path, folder: Path) -> Path:
    """Move a workspace to a database of its own on the server that another stands on; where that one is on SQLite, it stays."""
    address = database_of(folder)
    return root if not address else moved_to_one_of_its_own(root, owners(address))


def moved_to_one_of_its_own(root: Path, address: str) -> Path:
    """Move a workspace to a new database of a server, by the address of any database of its owner's there."""
    import psycopg

    name = f"w_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
    moved(root, f"{address.rsplit('/', 1)[0]}/{name}")
    return root


def _as(kind: str, value: Any, packed: Any) -> Any:
    if value is None:
        return None
    if kind == "jsonb":
        return packed(json.loads(value))
    return bool(value) if kind == "boolean" else value


def rows_shown(address: str, told: dict[str, str], query: str) -> list[Any]:
    """What a query gives the role of the web, in a transaction that says who asks."""
    import psycopg

    with psycopg.connect(address) as opened:
        for name, value in told.items():
            opened.execute("SELECT set_config(%s, %s, true)", [name, value])
        return opened.execute(query).fetchall()
