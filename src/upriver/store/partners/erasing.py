"""Taking rows, files and all that was made of them out of a workspace: after retention, or when a person asks."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import uuid4

from upriver.store.checking import MEMORY
from upriver.store.engine import Engine, engine, literal, named
from upriver.store.folder import Folder, place_whole, write_whole
from upriver.words.refusal import Refusal

BLOCK = 2**20
DEEPEST = 4
LARGEST_PACKED = 2**30
"""How deep, and in how many bytes, what is packed is looked into; beyond it is taken to hold what is looked for."""
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError)


def rows_with(path: Path, columns: Sequence[str], key: str, *, spill: Path) -> int:
    """How many rows of a held file have the key in one of these columns; columns it lacks are passed over."""
    with engine(spill, threads=1, memory=MEMORY) as connection:
        there = _there(connection, path, columns)
        if not there:
            return 0
        query = f"SELECT count(*) FROM read_parquet({literal(str(path))}) WHERE {_holds(there)}"
        return int((connection.execute(query, [key]).fetchone() or (0,))[0])


def write_with(path: Path, columns: Sequence[str], key: str, into: Path, *, spill: Path) -> int:
    """Write the rows that have the key as CSV with a header; gives how many."""
    with engine(spill, threads=1, memory=MEMORY) as connection:
        there = _there(connection, path, columns)
        query = f"SELECT * FROM read_parquet({literal(str(path))}) WHERE {_holds(there)}"
        found = connection.execute(f"COPY ({query}) TO {literal(str(into))} (FORMAT csv, HEADER)", [key]).fetchone()
    return int((found or (0,))[0])


def without(folder: Folder, path: Path, columns: Sequence[str], key: str) -> tuple[Path, str, int] | None:
    """Write a held file anew without the rows that have the key; gives the new file, the SHA-256 of its bytes and its
    rows, None where no row would be left. The old file stays until it is removed."""
    made = folder.incoming / f"{uuid4().hex}.successor"
    with engine(folder.incoming, threads=1, memory=MEMORY) as connection:
        there = _there(connection, path, columns)
        query = f"SELECT * FROM read_parquet({literal(str(path))}) WHERE NOT ({_holds(there)})"
        found = connection.execute(f"COPY ({query}) TO {literal(str(made))} (FORMAT parquet, COMPRESSION zstd)", [key]).fetchone()
    rows = int((found or (0,))[0])
    if not rows:
        made.unlink()
        return None
    with made.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    version = path.name.split(".", 1)[1]
    place = path.with_name(f"{digest}.{version}")
    place_whole(made, place)
    return place, digest, rows


def _there(connection: Engine, path: Path, columns: Sequence[str]) -> list[str]:
    found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()
    names = {row[0] for row in found}
    return [name for name in columns if name in names]


def _holds(columns: Sequence[str]) -> str:
    return " OR ".join(f"coalesce(CAST({named(name)} AS VARCHAR) = $1, FALSE)" for name in columns) or "FALSE"


def remove_held(folder: Folder, path: str) -> None:
    """Delete a held file, and a copy that an interrupted command may have left aside; empty folders above it go too."""
    for root in (folder.held, folder.held / "unrecorded"):
        target = root / path
        target.unlink(missing_ok=True)
        for above in target.parents:
            if above in (folder.held, root, folder.held / "restricted", folder.held / "open") or not above.is_dir():
                break
            if any(above.iterdir()):
                break
            above.rmdir()


def drop_made_of(folder: Folder, source_hash: str, *, since: str) -> tuple[str, ...]:
    """Delete what was made of a part and wasn't cleared: cubes, findings, drafts; gives the ids of the runs built on it.

    A run keeps its manifest and is marked, with the day since which it can't be made again. Cubes don't say what they were
    counted from, and are counted again when asked for, so all of them go. What is published stays.
    """
    for cube in folder.cubes.glob("*"):
        if cube.is_file():
            cube.unlink(missing_ok=True)
    built = []
    for manifest in sorted(folder.runs.glob("*/run.json")):
        inputs = json.loads(manifest.read_text("utf-8")).get("inputs", ())
        if not any(each["sha256"] == source_hash for each in inputs):
            continue
        run = manifest.parent.name
        mark = manifest.with_name("not_rebuildable.json")
        before = json.loads(mark.read_text("utf-8")) if mark.is_file() else {"since": since, "parts": []}
        parts = sorted({*before["parts"], source_hash})
        write_whole(mark, (json.dumps({"since": min(before["since"], since), "parts": parts}, indent=2) + "\n").encode())
        manifest.with_name("findings.parquet").unlink(missing_ok=True)
        if (folder.drafts / run).is_dir():
            shutil.rmtree(folder.drafts / run)
        built.append(run)
    return tuple(built)


def not_rebuildable(folder: Folder, run: str) -> str:
    """The day since which a run can't be made again because a part of it was deleted; "" where it can."""
    mark = folder.runs / run / "not_rebuildable.json"
    return str(json.loads(mark.read_text("utf-8"))["since"]) if mark.is_file() else ""


def loose_with(folder: Folder, key: str) -> tuple[Path, ...]:
    """Files below `held/` that no receipt speaks of and that hold the key: left aside, in quarantine or half taken in."""
    found = []
    for place in ("unrecorded", "quarantine", "incoming"):
        for path in sorted((folder.held / place).rglob("*")):
            if path.is_file() and _has(path, key, spill=folder.incoming):
                found.append(path)
    return tuple(found)


def _has(path: Path, key: str, *, spill: Path) -> bool:
    """Whether a file's bytes, or those of what is packed in it, hold the key. One that can't be read is taken to."""
    try:
        if path.suffix == ".parquet":
            with engine(spill, threads=1, memory=MEMORY) as connection:
                found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()
            return rows_with(path, [row[0] for row in found], key, spill=spill) > 0
        with path.open("rb") as stream:
            return _in_stream(stream, key, spill)
    except _BROKEN:
        return True


def _in_stream(stream: IO[bytes], key: str, spill: Path, depth: int = 0) -> bool:
    """Whether bytes, or those of what is packed in them, hold a key in small or capital letters, in any usual encoding.

    What is packed too deep, too large to be laid out or in a form that isn't unpacked here is taken to hold it.
    """
    start = stream.read(4)
    if start == b"PK\x03\x04" and depth < DEEPEST:
        with SpooledTemporaryFile(BLOCK, dir=str(spill)) as whole:
            whole.write(start)
            for block in _blocks(stream):
                whole.write(block)
                if whole.tell() > LARGEST_PACKED:
                    return True
            with zipfile.ZipFile(whole) as archive:
                return any(_in_member(archive, name, key, spill, depth + 1) for name in archive.namelist())
    if start[:2] == b"\x1f\x8b" or start in (b"PK\x03\x04", b"PAR1"):
        return True
    wanted = [spelled.encode(encoding) for spelled in (key, key.upper()) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    tail = start
    for block in _blocks(stream):
        if any(each in tail + block for each in wanted):
            return True
        tail = (tail + block)[-2 * len(key) - 2:]
    return any(each in tail for each in wanted)


def _in_member(archive: zipfile.ZipFile, name: str, key: str, spill: Path, depth: int) -> bool:
    with archive.open(name) as stream:
        return _in_stream(stream, key, spill, depth)


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def a_closed_place(path: Path) -> Path:
    """A new folder that only this account may read, where the system can say so.

    Raises:
        Refusal: something is there already, or it can't be made.
    """
    try:
        path.mkdir(mode=0o700, parents=True)
        path.chmod(0o700)
    except FileExistsError:
        raise Refusal(f"{path.name} is there already", do="Name a folder that isn't there yet, in a closed place.") from None
    except OSError:
        raise Refusal(f"{path.name} can't be made there", do="Name a folder in a place that you may write to.") from None
    return path
