"""Putting a keyed hash in the place of an identifier, row by row, before anything else sees the rows."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from upriver.store.reading.plan import Layout
from upriver.words.refusal import Refusal
from upriver.words.sharing.person_key import person_key

MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Keys:
    """Which field gets the key, from which column of the file, with which secret."""

    field: str
    column: str
    secret: bytes


def keyed(raw: Path, layout: Layout, keys: Keys) -> Layout:
    """Write a file anew without the column of the identifier and with its key; gives how the new one is read.

    Raises:
        Refusal: there is no such column, it stands more than once, or the file can't be read as rows.
    """
    wanted = _plain(keys.column)
    places = [place for place, name in enumerate(layout.header) if _plain(name) == wanted]
    if len(places) != 1 or layout.form == "parquet":
        raise Refusal(f"the file has {'no column' if not places else 'more than one column'} of the name given with --keys",
                      do="Write its heading as it stands in the file; a Parquet file has to be saved as CSV first.")
    place, beside = places[0], raw.with_name(raw.name + ".keyed")
    name = next(f"key {number}" for number in range(len(layout.header) + 1) if f"key {number}" not in layout.header)
    header = (name, *layout.header[:place], *layout.header[place + 1 :])
    try:
        _copy(raw, beside, layout, place, keys.secret)
        beside.replace(raw)
    except csv.Error:
        raise Refusal("the file can't be read as rows and columns", do="Check it first: `upriver check`.") from None
    finally:
        beside.unlink(missing_ok=True)
    columns = {field: there for field, there in layout.columns.items() if there != layout.header[place]}
    return replace(layout, form="csv", header=header, columns={**columns, keys.field: name}, delimiter=",", skip_lines=0)


def _copy(raw: Path, into: Path, layout: Layout, place: int, secret: bytes) -> None:
    """Rows of another width keep it by one more at the front, so that the check tells them."""
    made: dict[str, str] = {}
    with raw.open(encoding="utf-8", newline="") as came, into.open("w", encoding="utf-8", newline="") as out:
        for _ in range(0 if layout.form == "sheet" else layout.skip_lines):
            came.readline()
        writer = csv.writer(out, lineterminator="\n")
        for row in csv.reader(came, delimiter=layout.delimiter, strict=True):
            if len(made) > MOST_KEPT:
                made.clear()
            identifier = row[place] if place < len(row) else ""
            if identifier not in made:
                made[identifier] = person_key(secret, identifier)
            writer.writerow([made[identifier], *row[:place], *row[place + 1 :]] if row else row)


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
