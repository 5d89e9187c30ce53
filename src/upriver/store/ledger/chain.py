"""The ledger: every release for one audience, in a chain of hashes, with what it printed. It lies apart from the data.

It may lie on a share, so that two laptops release into one: its address is `ledger` in workspace.toml.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from upriver.store.folder import write_whole
from upriver.store.locking import Alone
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import AUDIENCES, Entry, Fact, Frame

START = "0" * 64
RESTORE = "Restore the ledger from a backup. Until then nothing can be released."
KEPT = (("cells", "csv"), ("facts", "jsonl"), ("frame", "json"))
"""What lies beside the chain for each release: its folder and field, and the kind of file."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """One audience's ledger as it was read: its lines from first to last, each checked against the one before.

    In its folder: `chain.jsonl`, one line an entry, and `cells/HASH.csv.gz`, `facts/HASH.jsonl.gz`, `frame/HASH.json.gz`,
    named by what they hold.
    """

    place: Path
    audience: str
    entries: tuple[Entry, ...]

    @property
    def head(self) -> str:
        """The id of the last line; of an empty ledger, noughts."""
        return self.entries[-1].id if self.entries else START

    def facts(self) -> Iterator[Fact]:
        """What readers of every release know, in order; of one withdrawn too, for what was read stays known."""
        for entry in self.entries:
            yield from self.facts_of(entry)

    def told(self) -> Iterator[tuple[Frame, tuple[Fact, ...]]]:
        """Of every release what its counts were counted over, and what its readers know."""
        for entry in self.entries:
            if entry.facts:
                yield self.frame_of(entry), tuple(self.facts_of(entry))

    def facts_of(self, entry: Entry) -> Iterator[Fact]:
        """What readers of one release know."""
        for line in self.kept(entry, "facts").decode().splitlines():
            told = json.loads(line)
            told["quantity"] = tuple(told["quantity"])
            yield Fact(**{**told, "release": entry.release, "audience": self.audience})

    def frame_of(self, entry: Entry) -> Frame:
        """What the counts of a release were counted over; empty where the line names none."""
        told = json.loads(self.kept(entry, "frame") or b"{}")
        return Frame(*({name: tuple(parts) for name, parts in told.get(half, {}).items()} for half in ("areas", "limbs")))

    def cells_of(self, entry: Entry) -> bytes:
        """The cells.csv that a release printed, byte for byte."""
        return self.kept(entry, "cells")

    def kept(self, entry: Entry, what: str) -> bytes:
        """What lies beside a line, unpacked: its cells, facts or frame.

        Raises:
            Refusal: it is missing, or it was changed.
        """
        if not (name := getattr(entry, what)):
            return b""
        path = _path(self.place, what, name)
        try:
            data = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, ValueError, zlib.error) as fault:
            raise Refusal(f"the ledger misses {what}/{path.name}, or it can't be read", do=RESTORE) from fault
        if hashlib.sha256(data).hexdigest() != name:
            raise Refusal(f"{what}/{path.name} of the ledger was changed", do=RESTORE)
        return data


def read(root: Path, audience: str) -> Ledger:
    """An audience's ledger, empty where nothing was ever released.

    Raises:
        Refusal: its folder can't be reached, or a line was changed, taken out or put elsewhere.
    """
    place = root / audience
    chain = place / "chain.jsonl"
    try:
        data = chain.read_bytes() if os.path.lexists(chain) else b""  # a link to nowhere is no empty ledger
    except OSError as fault:
        raise Refusal(f"the ledger of {audience} releases can't be read", do="Check its folder, then try again.") from fault
    entries, parent = [], START
    # Cut at line ends alone, and each line must be the very bytes that its entry makes: no byte stands outside the chain.
    lines = data.split(b"\n")
    for number, line in enumerate(lines if data else (), start=1):
        if number == len(lines) and not line:
            break
        entry = _entry(line)
        if entry is None or number == len(lines) or entry.parent != parent or entry.id != id_of(entry):
            raise Refusal(f"the ledger of {audience} releases was changed: its line {number} doesn't follow from those before it",
                          do=RESTORE)
        entries.append(entry)
        parent = entry.id
    return Ledger(place, audience, tuple(entries))


def _entry(line: bytes) -> Entry | None:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    return entry if _line(asdict(entry)) == line + b"\n" else None


def readers(root: Path, audience: str) -> tuple[Ledger, ...]:
    """The ledgers that a release for an audience must be set against, its own first: all of them.

    Who may read a restricted release reads public ones too, so that either may open what the other hides.
    """
    return tuple(read(root, each) for each in dict.fromkeys((audience, *AUDIENCES)))


@contextmanager
def turn(root: Path) -> Iterator[None]:
    """The right to add to the ledgers, for as long as this lasts: two laptops take turns.

    Raises:
        Refusal: another one has it, or the folder can't be written to.
    """
    try:
        held = Alone(root)
    except Refusal as fault:
        busy = "another command" in fault.what
        what = "somebody else is releasing into this ledger" if busy else "the ledger can't be written to"
        raise Refusal(what, do="Wait a minute, then try again." if busy else "Check its folder and your rights there.") from fault
    try:
        yield
    finally:
        held.release()


def append(ledger: Ledger, entry: Entry, *, facts: Iterable[Fact] = (), cells: bytes = b"", frame: Frame | None = None) -> Entry:
    """Add one line at the end, after the files that it names; returns it with its id, parent and hashes. Do it in a `turn`.

    Raises:
        Refusal: the ledger has grown since it was read.
    """
    told = b"".join(_line({name: value for name, value in asdict(fact).items() if name not in ("release", "audience")}) for fact in facts)
    try:
        return _added(ledger, entry, {"cells": cells, "facts": told, "frame": b"" if frame is None else _line(asdict(frame))})
    except OSError as fault:
        raise Refusal("the ledger can't be written to", do="Check its folder, your rights there and the room on its disk.") from fault


def _added(ledger: Ledger, entry: Entry, bodies: Mapping[str, bytes]) -> Entry:
    named = {what: _keep(ledger.place, what, bodies[what]) for what, _ in KEPT}
    entry = replace(entry, parent=ledger.head, **named)
    entry = replace(entry, sealed=seal(ledger.place, entry))
    entry = replace(entry, id=id_of(entry))
    if read(ledger.place.parent, ledger.audience).head != ledger.head:
        raise Refusal("somebody else has released into this ledger in the meantime", do="Run `upriver assess` again, read it, then publish.")
    chain = ledger.place / "chain.jsonl"
    # Written anew and put in place in one step: after a crash there is the old chain or the new one, never half a line.
    write_whole(chain, (chain.read_bytes() if chain.is_file() else b"") + _line(asdict(entry)))
    return entry


def id_of(entry: Entry) -> str:
    """The hash of a line over everything in it but itself."""
    return hashlib.sha256(_line({name: value for name, value in asdict(entry).items() if name != "id"})).hexdigest()


def _line(body: object) -> bytes:
    return (json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _path(place: Path, what: str, name: str) -> Path:
    return place / what / f"{name}.{dict(KEPT)[what]}.gz"


def _keep(place: Path, what: str, data: bytes) -> str:
    """Keep bytes under their hash; "" for none."""
    (place / what).mkdir(parents=True, exist_ok=True)
    if not data:
        return ""
    name = hashlib.sha256(data).hexdigest()
    if not (path := _path(place, what, name)).is_file():
        write_whole(path, gzip.compress(data, mtime=0))
    return name


def seal(place: Path, entry: Entry) -> str:
    """The hash of a line's files as they lie packed, so that no byte of them can change unseen."""
    parts = {what: _path(place, what, name) for what, _ in KEPT if (name := getattr(entry, what))}
    lines: Sequence[str] = [f"{what} {hashlib.sha256(path.read_bytes()).hexdigest()}" for what, path in parts.items()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
