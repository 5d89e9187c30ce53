"""Running commands as a person does, each in a process of its own, and reading what they leave."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeys import forked

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command said: its exit code, its lines, and its lines about what went wrong."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def upriver(*arguments: object, cwd: Path | None = None) -> Ran:
    """Run a command of ours in its own process; UPRIVER_UNFORKED=1 has each read the code anew, as a person's does."""
    paths = os.pathsep.join(each for each in (os.environ.get("PYTHONPATH"), str(ROOT / "src")) if each)  # a copy of the source, named there, goes first
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": ""}
    if forked.POSSIBLE and "UPRIVER_UNFORKED" not in os.environ:
        return Ran(*forked.run([str(each) for each in arguments], cwd=cwd or ROOT, environment=environment, timeout=900))
    done = subprocess.run([sys.executable, "-m", "upriver", *map(str, arguments)], capture_output=True, text=True,
                          encoding="utf-8", cwd=cwd or ROOT, env=environment, timeout=900, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def by_names_alone(workspace: Path) -> Path:
    """The same workspace as one in which nobody signs in to vote: then commands vote under the name that they are given."""
    with closing(sqlite3.connect(workspace / "db.sqlite3")) as held, held:
        held.execute("UPDATE accounts_grantrecord SET ended_on = '2026-02-01' WHERE role = 'reviewer'")
    return workspace


def released(workspace: object, *how: object) -> Ran:
    """Publish as a partnership does whose document must be read first: asked for, read by two people, released.

    What the last command said; `how` are options of `publish`, as --for. Where nobody has to read it, the first one releases
    and the others aren't run.
    """
    by_names_alone(Path(str(workspace)))
    asked = upriver("publish", workspace, *how, "--context", "A test.", "--controls", "The lock.", "--json")
    if asked.code or asked.json["state"] == "released":
        return asked if asked.code else Ran(0, f"Published release {asked.json['release']}. Attested.\n", asked.err)
    for reader in ("First reader", "Second reader")[: asked.json["wanted"]]:
        voted = upriver("review", workspace, asked.json["release"], "--approve", "--confirm", "--why", "Read it.", "--by", reader)
        assert voted.code == 0, voted.err
    return upriver("publish", workspace, *how)


Row = dict[str, str]


@dataclass(frozen=True)
class Cells:
    """The rows of a cells.csv, to be asked for by what they are."""

    rows: tuple[Row, ...]

    def where(self, **wanted: str) -> list[Row]:
        return [row for row in self.rows if all(row[name] == value for name, value in wanted.items())]

    def one(self, **wanted: str) -> Row:
        found = self.where(**wanted)
        assert len(found) == 1, f"{len(found)} rows are {wanted}"
        return found[0]


def cells(path: Path) -> Cells:
    """Read a cells.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        return Cells(tuple(csv.DictReader(lines)))


STREET_HEADER = ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
                 "Last outcome category,Context")


def street_csv(rows: Iterable[str]) -> str:
    """A police.uk file of those rows."""
    return "\n".join([STREET_HEADER, *rows]) + "\n"


def a_crime(number: int = 1, *, month: str = "2025-01", force: str = "Norsea Police", lsoa: str = "E01990001",
            kind: str = "Robbery", outcome: str = "Under investigation", place: str = "On or near High Street") -> str:
    """One row, everything defaulted."""
    return f"{number:064x},{month},{force},{force},1.9,54.7,{place},{lsoa},Norsea 001A,{kind},{outcome},"
