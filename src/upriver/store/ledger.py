"""The ledger: every release for one audience, in a chain of hashes, with what it printed. It lies apart from the data."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from upriver.store.folder import write_whole
from upriver.words.refusal import Refusal
from upriver.words.released import Entry, Fact

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Ledger:
    """One audience's ledger as it was read: its lines from first to last, each checked against the one before.

    In its folder: `chain.jsonl`, one line an entry, and `facts/HASH.jsonl.gz`, `cells/HASH.csv.gz` named by what they hold.
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
            if entry.facts:
                for line in _kept(self.place / "facts" / f"{entry.facts}.jsonl.gz", entry.facts).splitlines():
                    told = json.loads(line)
                    told["quantity"] = tuple(told["quantity"])
                    yield Fact(**{**told, "release": entry.release})


def read(root: Path, audience: str) -> Ledger:
    """An audience's ledger, empty where nothing was ever released.

    Raises:
        Refusal: a line was changed, taken out or put elsewhere.
    """
    place = root / audience
    chain = place / "chain.jsonl"
    entries, parent = [], START
    for number, line in enumerate(chain.read_text("utf-8").splitlines() if chain.is_file() else (), start=1):
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            entry = None
        if entry is None or entry.parent != parent or entry.id != id_of(entry):
            raise Refusal(f"the ledger of {audience} releases was changed: its line {number} doesn't follow from those before it",
                          do="Restore the ledger from a backup. Until then nothing can be released.")
        entries.append(entry)
        parent = entry.id
    return Ledger(place, audience, tuple(entries))


def readers(root: Path, audience: str) -> tuple[Ledger, ...]:
    """The ledgers of all that an audience may have read, its own first: who may read a restricted release reads public ones too."""
    return tuple(read(root, each) for each in dict.fromkeys((audience, "public")))


def append(ledger: Ledger, entry: Entry, *, facts: Iterable[Fact], cells: bytes) -> Entry:
    """Add one line at the end, after the files that it names; returns it with its id, parent and hashes."""
    told = b"".join(_line({name: value for name, value in asdict(fact).items() if name != "release"}) for fact in facts)
    named = {"facts": _keep(ledger.place / "facts", told, "jsonl"), "cells": _keep(ledger.place / "cells", cells, "csv")}
    entry = replace(entry, parent=ledger.head, **named)
    entry = replace(entry, id=id_of(entry))
    with (ledger.place / "chain.jsonl").open("ab") as chain:
        chain.write(_line(asdict(entry)))
        chain.flush()
        os.fsync(chain.fileno())
    return entry


def id_of(entry: Entry) -> str:
    """The hash of a line over everything in it but itself."""
    return hashlib.sha256(_line({name: value for name, value in asdict(entry).items() if name != "id"})).hexdigest()


def _line(body: object) -> bytes:
    return (json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _keep(place: Path, data: bytes, kind: str) -> str:
    """Keep bytes under their hash; "" for none."""
    if not data:
        place.mkdir(parents=True, exist_ok=True)
        return ""
    name = hashlib.sha256(data).hexdigest()
    path = place / f"{name}.{kind}.gz"
    if not path.is_file():
        write_whole(path, gzip.compress(data, mtime=0))
    return name


def _kept(path: Path, name: str) -> str:
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError) as fault:
        raise Refusal(f"the ledger misses {path.name}, or it can't be read", do="Restore the ledger from a backup.") from fault
    if hashlib.sha256(data).hexdigest() != name:
        raise Refusal(f"{path.name} of the ledger was changed", do="Restore the ledger from a backup.")
    return data.decode()
