"""What may no longer be kept, out of the workspace with all that was made of it; and one person's rows out of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from upriver.store.folder import Folder
from upriver.store.partners import erasing
from upriver.words.declared import Contract
from upriver.words.part import Part, Receipt

NAMES_A_PERSON = ("person_key", "reference")
"""Patterns of the columns by which a person, or the one record that is theirs, is found."""


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of one person in one part."""

    receipt: Receipt
    columns: tuple[str, ...]
    rows: int


def rows_of_person(folder: Folder, receipts: Sequence[Receipt], layouts: Mapping[str, Contract], key: str) -> Iterator[Held]:
    """Each part that holds rows of a person, by keyed hash or reference, and how many."""
    for receipt in receipts:
        layout = layouts.get(receipt.part.contract)
        if layout is None or layout.protection == "open":
            continue
        columns = tuple(field.name for field in layout.fields if field.pattern in NAMES_A_PERSON)
        path = folder.held / receipt.part.path
        rows = erasing.rows_with(path, columns, key, spill=folder.incoming) if columns and path.is_file() else 0
        if rows:
            yield Held(receipt, columns, rows)


def successor(folder: Folder, held: Held, key: str) -> Part | None:
    """The part without the person's rows, in its place; None where no row is left. The old file stays until removed."""
    part = held.receipt.part
    made = erasing.without(folder, folder.held / part.path, held.columns, key)
    if made is None:
        return None
    path, digest, rows = made
    return replace(part, source_hash=digest, path=path.relative_to(folder.held).as_posix(), rows=rows)


def removed(folder: Folder, path: str, source_hash: str, *, since: str) -> tuple[str, ...]:
    """Delete a part's file and what was made of it; gives the runs that can't be made again. Twice is as once."""
    erasing.remove_held(folder, path)
    return erasing.drop_made_of(folder, source_hash, since=since)


def loose(folder: Folder, key: str) -> tuple[str, ...]:
    """Delete the key from what no receipt speaks of: such files go whole. Gives their names below `held/`."""
    found = erasing.loose_with(folder, key)
    for path in found:
        path.unlink(missing_ok=True)
    return tuple(path.relative_to(folder.held).as_posix() for path in found)


def exported(folder: Folder, found: Sequence[Held], key: str, to: Path) -> tuple[str, ...]:
    """Write a person's rows as CSV, one file a part, into a new folder that only this account may read."""
    place = erasing.a_closed_place(to)
    names = []
    for number, held in enumerate(found, 1):
        name = f"{number:02d}-{held.receipt.part.contract}.csv"
        erasing.write_with(folder.held / held.receipt.part.path, held.columns, key, place / name, spill=folder.incoming)
        names.append(name)
    return tuple(names)
