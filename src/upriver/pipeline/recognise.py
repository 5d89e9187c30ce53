"""Saying what each file that somebody sent is; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from upriver.intake import headers, opening, recognising
from upriver.places.outlines import geopackage_columns
from upriver.store import holding
from upriver.store.folder import Folder
from upriver.words.declared import Contract
from upriver.words.part import Found, LeftOut
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile


def recognise(
    paths: Sequence[Path],
    contracts: Mapping[str, Contract],
    *,
    folder: Folder,
    dated: str = "",
    profiles: Sequence[Profile] = (),
) -> Iterator[Found | LeftOut]:
    """Say what each file is; nothing is stored. A file named by itself that no contract knows is refused.

    `profiles` are the mappings by which partners' own columns and codes are read.
    """
    for path in paths:
        try:
            there = list(opening.sources(path))
        except Refusal as refusal:
            yield LeftOut(path.name, str(refusal), True)
            continue
        for source in there:
            try:
                inside = opening.members(source)
                for each in (source,) if inside is None else inside:
                    yield _recognised(each, contracts, profiles, dated, alone=path.is_file() and inside is None)
            except Refusal as refusal:
                yield LeftOut(source.label, str(refusal), True)


def _recognised(
    source: opening.Source, contracts: Mapping[str, Contract], profiles: Sequence[Profile], dated: str, *, alone: bool
) -> Found | LeftOut:
    try:
        read = headers.headers(source, parquet=holding.parquet_columns, geopackage=geopackage_columns)
        match = recognising.best_match(read, contracts, profiles)
    except Refusal as refusal:
        return LeftOut(source.label, str(refusal), True)
    if match is None:
        return LeftOut(source.label, f"it {headers.why_unknown(source)}", alone)
    by = "date given" if dated else "date of the zip" if source.dated else ""
    return Found(
        source.path,
        source.member,
        match.contract.slug,
        match.header.form,
        match.columns,
        match.years,
        match.header.columns,
        match.header.encoding,
        match.header.delimiter,
        match.header.skip_lines,
        match.header.sheet,
        dated or source.dated,
        by,
        match.profile,
    )
