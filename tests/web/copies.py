"""Copies of the fictional partnership's workspace, on SQLite or each in a database of its own on one PostgreSQL cluster a session."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journeys.cluster import cluster, needed
from journeys.workspaces import upriver
from web.asking import database_of
from web.rights.moving import moved_to_one_of_its_own

NOT_NEEDED = ("files", "partners", "outbox", "restricted")
ON = os.environ.get("UPRIVER_ON", "sqlite")


def linked(one: str, other: str) -> str:
    """What is never changed in place is linked, the rest copied: a copy costs a second, not ten."""
    if one.endswith(".parquet"):
        os.link(one, other)
        return other
    return shutil.copy2(one, other)


@pytest.fixture(scope="session")
def on_sqlite(request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    """Makes a copy of the fictional partnership's workspace below a folder. UPRIVER_FICTION names one that was made before, to save a minute."""
    made = Path(os.environ["UPRIVER_FICTION"]) if "UPRIVER_FICTION" in os.environ else request.getfixturevalue("fiction").folder

    def copy(into: Path) -> Path:
        to = Path(shutil.copytree(made, into / made.name, ignore=lambda where, names: NOT_NEEDED if Path(where) == made else (),
                                  copy_function=linked))
        if "UPRIVER_FICTION" in os.environ:
            ran = upriver("upgrade", "--workspace", to)
            assert ran.code == 0, ran.err
        return to

    return copy


@pytest.fixture(scope="session")
def standing() -> Iterator[str]:
    """The address of the session's own PostgreSQL cluster."""
    needed()
    with cluster() as address:
        yield address


@pytest.fixture(scope="session")
def on_postgresql(standing: str, on_sqlite: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Makes a copy that works in a database of its own, of one that was moved there once."""
    import psycopg

    template = moved_to_one_of_its_own(on_sqlite(tmp_path_factory.mktemp("template")), standing)
    of = database_of(template)

    def copy(into: Path) -> Path:
        to = Path(shutil.copytree(template, into / template.name, copy_function=linked))
        name = f"w_{secrets.token_hex(4)}"
        with psycopg.connect(standing, autocommit=True) as there:
            there.execute(f"CREATE DATABASE {name} TEMPLATE {of.rsplit('/', 1)[1]}")
        settings = to / "workspace.toml"
        settings.write_text(settings.read_text("utf-8").replace(of, f"{of.rsplit('/', 1)[0]}/{name}"), "utf-8")
        return to

    return copy


@pytest.fixture
def copied_to(request: pytest.FixtureRequest) -> Callable[[Path, str], Path]:
    """Makes a copy below a folder on the database that is named: sqlite or postgresql."""
    return lambda into, kind: Path(request.getfixturevalue(f"on_{kind}")(into))


@pytest.fixture(scope="session")
def copied(request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    """Makes a copy on the database that this suite runs on: SQLite, or what UPRIVER_ON names (postgresql)."""
    return request.getfixturevalue(f"on_{ON}")


@pytest.fixture(scope="session")
def placed(request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    """Puts a workspace that a test made itself onto the database that this suite runs on."""
    return (lambda root: root) if ON == "sqlite" else lambda root: moved_to_one_of_its_own(root, request.getfixturevalue("standing"))
