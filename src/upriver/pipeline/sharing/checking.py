"""From one file on any machine to everything that is wrong with it: no workspace, nothing kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from upriver.intake import headers, opening, recognising
from upriver.pipeline.sharing.reading import layout_of
from upriver.store import checking, holding
from upriver.store.reading.keying import Keys, keyed
from upriver.words.declared import Contract
from upriver.words.part import Fault
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import Known

SHOWN = 10_000
"""How many rows each rule names in a file of faults."""


class NotThis(Refusal):
    """A file that isn't of the contract named: the fields it lacks, and those it has with the place of their column."""

    def __init__(self, missing: Sequence[str], found: Mapping[str, int]) -> None:
        super().__init__(f"the file has no column for: {', '.join(missing)}",
                         do="Name the columns as the specification says, or say which column is which.")
        self.missing, self.found = tuple(missing), dict(found)


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking a file through has shown. `typed` holds its good rows for as long as the folder lent stays."""

    label: str
    contract: Contract
    match: recognising.Match
    sha256: str
    rows: int
    kept: int
    faults: tuple[Fault, ...]
    typed: Path
    layout: checking.Layout

    @property
    def given(self) -> frozenset[str]:
        """The fields that the file gives: by a column, by a mapping or by what its layout implies."""
        implied = {field.name for field in self.contract.fields if field.constant is not None}
        return frozenset({*self.layout.columns, *(self.match.profile.constants if self.match.profile else ()), *implied})

    @property
    def refused(self) -> bool:
        """Whether the file is refused as a whole: a cell of it holds an identifier."""
        return any(fault.rule == "identifier" for fault in self.faults)


def layouts_of(slug: str, layouts: Mapping[str, Contract]) -> dict[str, Contract]:
    """The layouts that meet a contract: itself, its table, its form; all where no contract is named.

    Raises:
        Refusal: no contract has that name.
    """
    if not slug:
        return dict(layouts)
    found = {name: each for name, each in layouts.items() if slug in (name, each.of)}
    if not found:
        raise Refusal(f"there is no contract {slug}", do="`upriver spec` lists them.")
    return found


def look_through(
    path: Path,
    layouts: Mapping[str, Contract],
    *,
    scratch: Path,
    slug: str = "",
    profiles: Sequence[Profile] = (),
    known: Sequence[Known] = (),
    keep_good_rows: bool = False,
    staying: bool = False,
    as_text: bool = False,
    keys: Keys | None = None,
) -> Looked:
    """Recognise a file and check every row of it; what is written in `scratch` is the caller's to remove.

    `staying` and `as_text` are those of `Layout`; with `keys` the rows are read with keyed hashes for identifiers.

    Raises:
        Refusal: the file as a whole can't be taken: unreadable, hostile, of no contract or not of the one named, or
            with a column that names a person.
    """
    source = one_source(path)
    match = _recognised(source, layouts_of(slug, layouts), slug, profiles)
    raw, typed = scratch / "sent.raw", scratch / "sent.parquet"
    sha256, _ = opening.unpack(source, raw)
    layout = replace(layout_of(raw, match.header, match.contract, match.columns, match.profile), staying=staying, as_text=as_text)
    layout = keyed(raw, layout, keys) if keys else layout
    checked = checking.check_rows(raw, match.contract, layout, typed, spill=scratch, threads=2, shown=SHOWN, known=known,
                                  keep_good_rows=keep_good_rows)
    if not checked.rows and not checked.faults:
        raise Refusal(f"{source.label} has a header and no rows", do="Send a file with rows, or say that there is nothing to send.")
    return Looked(source.label, match.contract, match, sha256, checked.rows, checked.kept, checked.faults, typed, layout)


def one_source(path: Path) -> opening.Source:
    """The one file that a path, or a zip with one file in it, holds; a folder or a fuller zip is refused."""
    if path.is_dir():
        raise Refusal(f"{path.name} is a folder", do="Check one file at a time.")
    (source,) = opening.sources(path)
    inside = opening.members(source)
    if inside is None:
        return source
    if len(inside) != 1:
        raise Refusal(f"{source.label} is a zip with {len(inside):,} files in it", do="Unpack it and check one file at a time.")
    return inside[0]


def _recognised(source: opening.Source, layouts: Mapping[str, Contract], slug: str, profiles: Sequence[Profile]) -> recognising.Match:
    outlines = any(each.holds == "outlines" for each in layouts.values())
    read = headers.headers(source, parquet=holding.parquet_columns, geopackage=_geopackage if outlines else lambda _: ())
    match = recognising.best_match(read, layouts, profiles)
    if match is not None:
        return match
    if not read or not slug:
        raise Refusal(
            f"{source.label} {headers.why_unknown(source)}",
            do="" if not read else "Name the contract with --contract to see what it lacks.",
        )
    profile = next((each for each in profiles if each.contract == slug), None)
    found, missing = recognising.nearest(read, layouts[slug], profile)
    raise NotThis(missing, found)


def _geopackage(path: Path) -> tuple[str, ...]:
    from upriver.places.outlines import geopackage_columns  # loads geometry, which no other form needs

    return geopackage_columns(path)
