"""The accounts that the page on running it makes on PostgreSQL can do what it says they do, and no more is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs.documented import DOCS, fenced
from journeys.cluster import server  # noqa: F401
from journeys.workspaces import ROOT, upriver
from web.listening.test_adds_and_never_reads import SEND

pytestmark = pytest.mark.postgres
PAGE = DOCS / "how-to" / "run-it.md"
MAKING, INSIDE, AFTER = fenced(PAGE, "sql")


def said(address: str, words: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as there:
        for each in words.split(";"):
            if each.strip():
                there.execute(each)


@pytest.fixture(scope="module")
def workspace(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:  # noqa: F811
    """A workspace of `upriver_app`, made as the page says; with the server's address before the database."""
    host = server.split("@")[1].split("/")[0]
    owner = f"postgresql://upriver_owner@{host}/upriver"
    said(server, MAKING)
    said(owner, INSIDE)
    root = tmp_path_factory.mktemp("there") / "w"
    root.mkdir()
    (root / "workspace.toml").write_text(f'slug = "w"\nname = "W"\nauthor = "Nora"\ndatabase = "postgresql://upriver_app@{host}/upriver"\n', "utf-8")
    made = upriver("upgrade", root, "--database", owner)
    assert made.code == 0, made.err
    said(owner, AFTER)
    yield root, host


def test_the_account_of_the_web_makes_the_nightly_backup(workspace: tuple[Path, str], tmp_path: Path) -> None:
    ran = upriver("backup", workspace[0], "--to", tmp_path / "kept")
    assert ran.code == 0, ran.out + ran.err


def test_once_the_owner_upgraded_there_is_nothing_more_to_do(workspace: tuple[Path, str]) -> None:
    ran = upriver("upgrade", workspace[0], "--database", f"postgresql://upriver_owner@{workspace[1]}/upriver")
    assert ran.code == 0 and "There is nothing to do" in ran.out, ran.out + ran.err


def test_the_public_account_may_add_what_somebody_says(workspace: tuple[Path, str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "UPRIVER_WORKSPACE": str(workspace[0]),
                   "UPRIVER_PUBLIC_DATABASE": f"postgresql://upriver_public@{workspace[1]}/upriver"}
    sent = subprocess.run([sys.executable, "-c", SEND, str(workspace[0])], capture_output=True, text=True, check=False, env=environment)
    assert sent.stdout.split("\n")[:2] == ["200 OK", "200 OK"], sent.stderr
