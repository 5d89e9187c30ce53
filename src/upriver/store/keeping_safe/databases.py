"""Copies of a database as it stands at one moment, while others go on writing: SQLite's own way, or PostgreSQL's programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from upriver.words.refusal import Refusal

PATIENCE = 60


def copied(database: Path, to: Path) -> None:
    """Copy an SQLite database as it stands now into one file without a journal. Nobody who writes has to wait.

    Raises:
        Refusal: it can't be read.
    """
    to.touch(mode=0o600)
    source = sqlite3.connect(database, timeout=PATIENCE)
    target = sqlite3.connect(to)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.commit()
    except sqlite3.Error as fault:
        raise Refusal("the workspace's database can't be copied", do="Run `upriver doctor`: it says what is wrong with it.") from fault
    finally:
        target.close()
        source.close()


def soundness(database: Path) -> tuple[str, ...]:
    """What SQLite itself finds wrong with a database: with its pages, its indexes, and rows that point at none; empty where nothing."""
    held = sqlite3.connect(database, timeout=PATIENCE)
    try:
        found = [str(row[0]) for row in held.execute("PRAGMA integrity_check(5)").fetchall()]
        found += [f"a row of {row[0]} points at none of {row[2]}" for row in held.execute("PRAGMA foreign_key_check").fetchmany(5)]
    except sqlite3.Error as fault:
        found = [str(fault)]
    finally:
        held.close()
    return tuple(each for each in found if each != "ok")


def dumped(address: str, to: Path) -> None:
    """Copy a PostgreSQL database as it stands now, with `pg_dump`, which everybody can go on writing beside.

    Row-level security binds the tables' owner too; the dump reads as the desk, which every row is shown to.

    Raises:
        Refusal: the program isn't there, or what it said.
    """
    _run("pg_dump", address, "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", f"--file={to}")
    to.chmod(0o600)


def loaded(dump: Path, address: str) -> None:
    """Lay a dump out in an empty PostgreSQL database, all of it or nothing.

    Raises:
        Refusal: the program isn't there, or what it said.
    """
    _run("pg_restore", address, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dump))


def program(name: str) -> str | None:
    """Where one of PostgreSQL's programs is."""
    return shutil.which(name)


def _run(name: str, address: str, *options: str) -> None:
    found = program(name)
    if found is None:
        raise Refusal(f"{name} isn't installed here", do="Install PostgreSQL's client programs of the server's version (Debian: postgresql-client).")
    parts = urlsplit(address)
    # The password goes by the environment: what stands in a command is seen by every account of the machine.
    environment = {**os.environ, "PGOPTIONS": "-c upriver.roles=desk", **({"PGPASSWORD": unquote(parts.password)} if parts.password else {})}
    host = parts.netloc.rpartition("@")[2]
    plain = parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host).geturl()
    done = subprocess.run([found, *options[:-1], f"--dbname={plain}", options[-1]], env=environment, capture_output=True, text=True,
                          errors="replace", check=False)
    if done.returncode:
        said = next((line.strip() for line in done.stderr.splitlines() if "error" in line.casefold()), "it gave no reason")
        raise Refusal(f"{name} could not do it: {said[:300]}", do="Check the address, the account's rights, and that the program is as new as the server.")
