"""Held files that are lost are said in one clear line, by commands and pages alike."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.workspaces import upriver
from web.jobs.in_the_desk import python


@pytest.fixture
def emptied(copied: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A workspace whose held files are gone."""
    folder = copied(tmp_path)
    for place in ("open", "restricted", "incoming"):
        shutil.rmtree(folder / "held" / place)
    return folder


@pytest.mark.parametrize("command", ["status", "assess"])
def test_a_command_says_what_is_lost_and_what_to_do(command: str, emptied: Path) -> None:
    ran = upriver(command, "--workspace", emptied)
    assert ran.code != 0 and "lost: held/" in ran.err and "upriver restore" in ran.err
    assert "Traceback" not in ran.err and "duckdb" not in ran.err.lower()


def test_the_answer_for_programs_says_it_too(emptied: Path) -> None:
    ran = upriver("status", "--workspace", emptied, "--json")
    assert "lost" in json.loads(ran.out)["refused"]


def test_a_file_that_is_no_longer_one_is_said_without_its_words(copied: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for path in (folder / "held" / "open" / "area_lookup").rglob("*.parquet"):
        path.unlink()
        path.write_text("Ada Lovelace")
    ran = upriver("status", "--workspace", folder)
    assert ran.code != 0 and "a held file can't be read" in (ran.err + ran.out).lower() and "Lovelace" not in ran.err


CLOSED = """
import sys
from pathlib import Path
from web.asking import desk
desk(sys.argv[1])
from upriver.store.folder import Folder
folder = Folder(Path(sys.argv[1]))
from types import SimpleNamespace
from upriver.desk.sharing import receiving
receiving.asked_of = lambda *given, **more: ()
receiving.mappings_for = lambda *given: ()
receiving.task_of(folder, SimpleNamespace(authority="x", sha256="0" * 64, ident="x", name="x", contract="x", provider="x", known=()), on="2026-01-01")
print(oct(folder.incoming.stat().st_mode & 0o777))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_place_where_files_are_checked_is_closed_to_others(emptied: Path) -> None:
    assert python(CLOSED, str(emptied)).strip() == "0o700"
