"""Workspaces made once for all journeys, however many processes run them: the real Hampshire files and the fictional partnership."""

from __future__ import annotations

import json
import os
import shutil
import time
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import pytest
from journeys.workspaces import Cells, Ran, cells, upriver

from upriver.demo import write_files


@dataclass(frozen=True)
class Journey:
    """A workspace with what the commands said. Every file reads the same one: who writes to it works in a copy of his own."""

    folder: Path
    said: dict[str, Ran]

    @cached_property
    def published(self) -> Cells:
        return cells(self.folder / "published" / "data" / "cells.csv")

    def copied(self, into: Path, *, without: tuple[str, ...] = ()) -> Path:
        """A copy to write to, of the same name: the place that figures are of may be named by it."""
        return Path(shutil.copytree(self.folder, into / self.folder.name, ignore=shutil.ignore_patterns(*without)))


AS_MADE: dict[Path, dict[str, tuple[int, int]]] = {}
"""Each shared workspace of this process, with the size and the time (of the database, the checksum) of every file as it was made."""
LEFT_BY_READING = ("db.sqlite3-wal", "db.sqlite3-shm")


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for above, _, names in os.walk(folder):
        for path in (Path(above, name) for name in names if name not in LEFT_BY_READING):
            told = path.stat()
            # A database is touched by whoever reads it: its bytes tell.
            when = zlib.crc32(path.read_bytes()) if path.name == "db.sqlite3" else told.st_mtime_ns
            found[path.relative_to(folder).as_posix()] = (told.st_size, when)
    return found


def changed_since_made() -> dict[str, list[str]]:
    """The files of shared workspaces that somebody wrote, changed or deleted; what is there now counts as made from here on."""
    found = {}
    for folder, made in AS_MADE.items():
        now = files_of(folder)
        if changed := sorted(name for name in {*made, *now} if made.get(name) != now.get(name)):
            found[folder.name] = changed
            AS_MADE[folder] = now
    return found


def _shared(folder: Path, said: dict[str, Ran]) -> Journey:
    AS_MADE[folder] = files_of(folder)
    return Journey(folder, said)


PATIENCE = 900
"""Seconds that one process waits for a workspace that another makes."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], dict[str, Ran]]) -> Journey:
    """A workspace of this process's own: made by the first that asks, and copied by the others from what that one left."""
    own = factory.mktemp(name) / name
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _shared(own, make(own))
    shared = factory.getbasetemp().parent / f"shared-{name}"
    try:
        shared.mkdir()
    except FileExistsError:
        return _copied(shared, own)
    try:
        said = make(own)
        shutil.copytree(own, shared / "workspace")
        told = json.dumps({"folder": str(own), "said": {key: asdict(ran) for key, ran in said.items()}})
    except BaseException:
        told = "{}"  # whoever waits is told, and waits no longer
        raise
    finally:
        (shared / "told.part").write_text(told, "utf-8")
        (shared / "told.part").rename(shared / "told.json")
    return _shared(own, said)


def _copied(shared: Path, own: Path) -> Journey:
    for _ in range(PATIENCE * 4):
        if (shared / "told.json").is_file():
            break
        time.sleep(0.25)
    told = json.loads((shared / "told.json").read_text("utf-8"))
    assert told, f"another process could not make {own.name}; its own failure says why"
    shutil.copytree(shared / "workspace", own)
    said = {key: Ran(ran["code"], *(ran[part].replace(told["folder"], str(own)) for part in ("out", "err"))) for key, ran in told["said"].items()}
    return _shared(own, said)


@pytest.fixture(scope="session")
def hampshire(real_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """Hampshire 2025 from the real files, published with August undecided, and then with it left out."""
    return made_once(tmp_path_factory, "hampshire", lambda folder: _hampshire(real_files, folder))


def _hampshire(real_files: Path, folder: Path) -> dict[str, Ran]:
    said = {
        "init": upriver("init", folder, "--areas", "Hampshire", "--by", "an analyst"),
        "take-in": upriver("take-in", folder, real_files / "hampshire"),
        "status": upriver("status", folder),
        "assess": upriver("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01"),
        "publish": upriver("publish", folder),
    }
    assert all(ran.code == 0 for ran in said.values()), {name: ran.err or ran.out for name, ran in said.items()}
    return said


@pytest.fixture(scope="session")
def without_august(hampshire: Journey, tmp_path_factory: pytest.TempPathFactory) -> Cells:
    """The same with August 2025 left out by a decision: the draft's cells."""
    own = hampshire.copied(tmp_path_factory.mktemp("without_august"), without=("published", "drafts"))
    subject = "police_uk_street:hampshire:2025-08"
    decided = upriver("decide", own, subject, "exclude", "--reason", "categories look miscoded; asked the force")
    made = upriver("assess", own, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--json")
    assert decided.code == made.code == 0, decided.err + made.err
    return cells(own / "drafts" / made.json["run"] / "cells.csv")


@pytest.fixture(scope="session")
def fictional_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the fictional partnership."""
    folder = tmp_path_factory.mktemp("fiction") / "files"
    write_files(folder, seed=2026)
    return folder


@pytest.fixture(scope="session")
def fiction(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """The fictional partnership as `upriver demo --no-serve` leaves it, where one was begun before and interrupted."""
    return made_once(tmp_path_factory, "demo", _fiction)


def _fiction(folder: Path) -> dict[str, Ran]:
    folder.mkdir()
    (folder / ".demo").write_text("begun", "utf-8")
    (folder / "left over").write_text("half", "utf-8")
    said = {"demo": upriver("demo", "--dir", folder, "--no-serve")}
    assert said["demo"].code == 0, said["demo"].err
    return said
