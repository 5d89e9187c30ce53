"""Keeps the database of the version that is about to be released, so that every later one is tried on it.

Run it at each release, once the version in src/upriver/__init__.py is the one to be released:

    .venv/bin/python scripts/make_seed.py

It makes the fictional partnership with the commands of that version, which takes a few minutes, and packs its database as
tests/operations/seeds/VERSION.sqlite3.gz; beside it, VERSION.zip is a workspace of a few rows with all its files.
`tests/operations/test_upgrade.py` upgrades both for ever after. A seed that
is there is never made again: it is what that version left on people's disks. `--source DIR` uses the source of another
checkout, `--of WORKSPACE` a demo of that version that is there already.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "tests" / "operations" / "seeds"


def version(source: Path) -> str:
    """The version that a source says it is."""
    return re.findall(r'__version__ = "([^"]+)"', (source / "upriver" / "__init__.py").read_text("utf-8"))[0]


def a_demo(source: Path, place: Path) -> Path:
    """The fictional partnership as that version makes it: a row in nearly every table, and nobody real in any."""
    workspace = place / "demo"
    subprocess.run([sys.executable, "-m", "upriver", "demo", "--dir", str(workspace), "--no-serve"], cwd=place,
                   env={**os.environ, "PYTHONPATH": str(source)}, stdout=subprocess.DEVNULL, check=True)
    return workspace


HEADER = ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
          "Last outcome category,Context")
ROW = "{number:064x},2025-0{month},Norsea Police,Norsea Police,1.9,54.7,On or near High Street,E01990001,Norsea 001A,Robbery,Under investigation,"


def a_small_one(source: Path, place: Path) -> Path:
    """A workspace of a few rows: one file taken in, decisions about it, an action and a meeting."""
    sent, workspace = place / "sent.csv", place / "w"
    sent.write_text("\n".join([HEADER, *(ROW.format(number=each, month=1 + each % 3) for each in range(1, 40))]) + "\n", "utf-8")
    for arguments in (
        ("init", str(workspace), "--name", "Norsea", "--by", "Nora"), ("take-in", str(workspace), str(sent)),
        ("decide", str(workspace), "police_uk_street:norsea:2025-01", "annotate", "--reason", "looked at"),
        ("action", "add", "a1", "--workspace", str(workspace), "--title", "Walk the harbour at closing time", "--status", "planned"),
        ("meeting", "add", "m1", "--workspace", str(workspace), "--body", "board", "--held-on", "2026-01-20"),
    ):
        subprocess.run([sys.executable, "-m", "upriver", *arguments], cwd=place, env={**os.environ, "PYTHONPATH": str(source)},
                       stdout=subprocess.DEVNULL, check=True)
    return workspace


def zipped(workspace: Path) -> bytes:
    """All files of a workspace but its database's journal, as a ZIP."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(workspace.rglob("*")):
            if path.is_file() and not path.name.startswith(("db.sqlite3", ".lock")):
                archive.write(path, path.relative_to(workspace).as_posix())
        archive.writestr("db.sqlite3", gzip.decompress(packed(workspace / "db.sqlite3")))
    return made.getvalue()


def packed(database: Path) -> bytes:
    """A database as one file without its journal, packed; the same bytes for the same database."""
    with tempfile.TemporaryDirectory() as beside:
        copy = Path(beside) / "copy.sqlite3"
        with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            target.execute("VACUUM")
        return gzip.compress(copy.read_bytes(), 9, mtime=0)


def main() -> None:
    """Make the seed of a version, unless it is there."""
    asked = argparse.ArgumentParser(description="Keep the database of the version that is about to be released.")
    asked.add_argument("--source", type=Path, default=ROOT / "src", help="the folder that holds the package; this checkout's by default")
    asked.add_argument("--of", type=Path, help="a demo that this version has made already")
    given = asked.parse_args()
    source = given.source.resolve()
    seed = SEEDS / f"{version(source)}.sqlite3.gz"
    if seed.exists():
        sys.exit(f"{seed.name} is there already, and is never made again: it is what that version left. Raise the version first.")
    with tempfile.TemporaryDirectory() as place:
        workspace = given.of or a_demo(source, Path(place))
        made = packed(workspace / "db.sqlite3")
        small = zipped(a_small_one(source, Path(place)))
    SEEDS.mkdir(parents=True, exist_ok=True)
    seed.write_bytes(made)
    seed.with_name(f"{version(source)}.zip").write_bytes(small)
    print(f"Made {seed.name}: {len(made):,} bytes.")


if __name__ == "__main__":
    main()
