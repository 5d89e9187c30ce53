"""The workspace's folder: what lies where, and writing a file so that it is whole or not there."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from upriver.words.refusal import Refusal

WRITTEN_AT_ANY_TIME = ("certificates", "prose", "receipts", "signed")
"""Places in which small files are written one by one; the others are made anew as a whole."""
TRIES = 5
"""How often a file is written whose half is swept away beneath its writer."""
_HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{16}\.new")


@dataclass(frozen=True, slots=True)
class Folder:
    """A workspace's folder and the places in it. Names are legal on Windows."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / "workspace.toml"

    @property
    def database(self) -> Path:
        return self.root / "db.sqlite3"

    @property
    def declarations(self) -> Path:
        return self.root / "declarations"

    @property
    def held(self) -> Path:
        """What is held: `open/` for open data, `restricted/` for partners', as the paths of parts say."""
        return self.root / "held"

    @property
    def incoming(self) -> Path:
        return self.root / "held" / "incoming"

    @property
    def cubes(self) -> Path:
        return self.root / "cubes"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def drafts(self) -> Path:
        return self.root / "drafts"

    @property
    def packs(self) -> Path:
        """Documents of the response, made for a day: most are for the partnership's own people."""
        return self.root / "packs"

    @property
    def published(self) -> Path:
        return self.root / "published"

    def site(self, audience: str) -> Path:
        """Where what is released for an audience stands: `published/` for everyone, `restricted/` for the partnership's own people."""
        return self.published if audience == "public" else self.root / audience

    def made_site(self, audience: str) -> Path:
        """The folder beside that place in which a new site is written, empty; closed to other accounts unless it is for everyone."""
        fresh = self.root / f".{self.site(audience).name}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o755 if audience == "public" else 0o700)
        return fresh

    @property
    def ledger(self) -> Path:
        """Where releases are entered: `ledger` in workspace.toml, a folder that several laptops may share, or the workspace's own.

        Raises:
            Refusal: the folder that workspace.toml names isn't there. It is never made: a share that isn't connected would
                look like a ledger without a line.
        """
        if not (address := self._setting("ledger")):
            return self.root / "ledger"
        try:
            place = self.root / Path(address).expanduser()
            there = place.is_dir()
        except (OSError, RuntimeError, ValueError):  # no rights on the way, nobody called so, no path at all
            there = False
        if not there:
            raise Refusal("the ledger that workspace.toml names can't be reached",
                          do="Connect the share that it lies on, or mend the line `ledger =` (a folder that is there already).")
        if any(place.resolve().is_relative_to(self.site(audience).resolve()) for audience in ("public", "restricted")):
            raise Refusal("the ledger that workspace.toml names lies in what is published",
                          do="Mend the line `ledger =`: every release puts that folder anew, and all that it holds is for readers.")
        return place

    def _setting(self, name: str) -> str:
        """A line of workspace.toml, "" where it isn't there."""
        try:
            return str(tomllib.loads(self.settings.read_text("utf-8")).get(name, "")) if self.is_workspace else ""
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise Refusal("workspace.toml can't be read", do="It needs lines slug = and name =; mend it.") from fault

    @property
    def is_workspace(self) -> bool:
        return self.settings.is_file()

    def made(self) -> Folder:
        """The same folder, with its places there; what isn't for everyone is closed to other accounts where the system can.

        Besides partners' data that is what was counted and not yet cleared, what was cleared and not yet published, packs for
        the partnership's own people, and receipts, which say how many rows a partner sent.
        """
        for place in (self.declarations, self.held / "open", self.root / "ledger"):
            place.mkdir(parents=True, exist_ok=True)
        for place in (self.held / "restricted", self.incoming, self.cubes, self.runs, self.drafts, self.packs, self.root / "receipts"):
            # One that is there is left as it is: opened by somebody, it is refused, not closed in silence.
            if not place.is_dir():
                place.mkdir(mode=0o700)
                place.chmod(0o700)
        return self

    def sweep_incoming(self) -> None:
        """Remove what an interrupted command left half read; nothing held is touched."""
        for left in self.incoming.glob("*"):
            if left.is_file():
                left.unlink(missing_ok=True)

    def sweep_half_written(self) -> None:
        """Remove what somebody who was stopped left beside the file that they wrote; whoever writes just now writes it again."""
        beside = [*self.root.glob(".*.new"), *(path for place in WRITTEN_AT_ANY_TIME for path in (self.root / place).rglob(".*.new"))]
        for left in beside:
            if _HALF_WRITTEN.fullmatch(left.name) and left.is_file():
                left.unlink(missing_ok=True)


def opened(path: Path) -> Folder:
    """The workspace at a path.

    Raises:
        Refusal: no workspace.toml lies there.
    """
    folder = Folder(path.resolve())
    if not folder.is_workspace:
        raise Refusal(
            f"there is no Upriver workspace in {path.name or path}: no workspace.toml lies there",
            do=f"Make one with `upriver init {path.name or 'NAME'}`, or say where it is with --workspace.",
        )
    return folder


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader finds the old one or the whole new one, also after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in range(TRIES, 0, -1):
        beside = _beside(path)  # one's own: two who write the same file at once don't write into each other's
        try:
            _on_disk(beside, data)
            os.replace(beside, path)
            return
        except OSError as fault:
            beside.unlink(missing_ok=True)
            if left == 1 or not isinstance(fault, FileNotFoundError | PermissionError):
                raise  # else it was swept away or, on Windows, just being replaced by another


def made_once(path: Path, data: bytes) -> bytes:
    """Make a file that only this account may read, where it isn't there; gives what stands in it, by whoever was first.

    It is put in its place whole or not at all: of two processes that begin at once, none reads half a secret.
    """
    for left in range(TRIES, 0, -1):
        if path.is_file():
            break
        beside = _beside(path)
        try:
            _on_disk(beside, data, closed=True)
            with suppress(FileExistsError):  # another was first: its own counts
                _put_first(beside, path)
        except FileNotFoundError:
            if left == 1:
                raise
        finally:
            beside.unlink(missing_ok=True)
    return path.read_bytes()


def _put_first(made: Path, path: Path) -> None:
    if os.name != "posix":
        made.rename(path)
        return
    try:
        os.link(made, path)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a disk that knows no second name of a file
        if not path.exists():
            os.replace(made, path)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{token_hex(8)}.new")


def _on_disk(path: Path, data: bytes, *, closed: bool = False) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600 if closed else 0o666), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def place_whole(source: Path, path: Path) -> None:
    """Move a finished file into its place; it must lie on the same disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb+") as out:
        os.fsync(out.fileno())
    os.replace(source, path)
