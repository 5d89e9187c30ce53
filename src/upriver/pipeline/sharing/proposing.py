"""From a partner's file to a proposal for its mapping: its columns, and what each could be."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from upriver.intake import headers, opening, recognising, suggesting
from upriver.pipeline.sharing.checking import one_source
from upriver.pipeline.sharing.reading import layout_of
from upriver.store import holding
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal


def columns_of(path: Path, contract: Contract, *, scratch: Path) -> tuple[suggesting.Column, ...]:
    """The columns of a file below the line that looks most like its header, with what its first rows hold.

    Raises:
        Refusal: it can't be read as a table.
    """
    source = one_source(path)
    read = headers.headers(source, parquet=holding.parquet_columns, geopackage=_none)
    if not read or any(header.form not in ("csv", "sheet") for header in read):
        raise Refusal(f"{source.label} is no table that a mapping can be made for", do="Save it as CSV, XLSX or ODS.")
    header = max(read, key=lambda each: _weight(each, contract))
    raw = scratch / "sent.raw"
    opening.unpack(source, raw)
    layout = layout_of(raw, header, contract, {}, None)
    rows = _first_rows(raw, layout.delimiter, layout.skip_lines)
    values: list[set[str]] = [set() for _ in header.columns]
    for row in rows:
        for place, cell in enumerate(row[: len(values)]):
            values[place].add(cell.strip())
    return tuple(suggesting.Column(name, place + 1, frozenset(held - {""}), bool(held - {""}))
                 for place, (name, held) in enumerate(zip(header.columns, values, strict=True)))


def _weight(header: recognising.Header, contract: Contract) -> tuple[float, int, int]:
    likeness = sum(max((suggesting.name_likeness(field, name) for name in header.columns[:200]), default=0.0) for field in contract.fields)
    return likeness, len(header.columns), -header.skip_lines


def _first_rows(raw: Path, delimiter: str, skip: int) -> Sequence[list[str]]:
    with raw.open(encoding="utf-8", errors="replace", newline="") as came:
        try:
            return list(islice(csv.reader(came, delimiter=delimiter), skip + 1, skip + 1 + suggesting.MOST_SAMPLED))
        except csv.Error:
            raise Refusal("the file can't be read as rows and columns", do="Save it again as CSV (UTF-8) from where it came.") from None


def _none(path: Path) -> tuple[str, ...]:
    raise Refusal(f"{path.name} holds outlines", do="Name a table.")
