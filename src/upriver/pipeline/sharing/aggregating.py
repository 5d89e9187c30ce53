"""From a provider's own rows to what may leave its building: the protected table, or rows with keyed person keys."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from upriver.disclose.protecting import HIDDEN, protected
from upriver.disclose.rules import rules
from upriver.intake.derived import derived
from upriver.pipeline.sharing.checking import Looked, look_through
from upriver.store.reading.grouping import grouped, text_rows
from upriver.store.reading.keying import Keys
from upriver.words.declared import Contract
from upriver.words.part import Fault
from upriver.words.refusal import Refusal
from upriver.words.sharing.leaving import Signed, csv_line, manifest
from upriver.words.sharing.profile import Profile


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave, as files in the folder lent, beside what stays.

    `table` is the protected table, header first, empty for records. `undated` rows have no date and are in no group.
    """

    label: str
    contract: Contract
    files: tuple[Path, ...]
    table: tuple[tuple[str, ...], ...]
    hidden: int
    rows: int
    kept: int
    undated: int
    faults: tuple[Fault, ...]


def aggregate(path: Path, layouts: Mapping[str, Contract], *, slug: str, signed: Signed, scratch: Path,
              profiles: Sequence[Profile] = (), own: Path | None = None) -> Leaving:
    """Check a file, count its rows without a fault by its contract's table, and protect the counts.

    Raises:
        Refusal: the file as a whole can't be read as this contract, it has no row without a fault, or the contract's
            table would let any words out.
    """
    contract = layouts[slug]
    for each in contract.table:
        field = contract.field(each.field)
        if not each.grain and field.type in ("text", "code") and not (field.codes or field.look_up or field.pattern):
            raise Refusal(f"the table of {slug} groups by {each.field}, which may hold any words", do="Give the field codes, a list or a pattern.")
    looked = look_through(path, {slug: contract}, scratch=scratch, slug=slug, profiles=profiles, keep_good_rows=True, staying=True)
    _some_rows(looked)
    groups = grouped(looked.typed, contract)
    if not groups.rows:
        raise Refusal("no row without a fault has the date that the table needs", do="Check the file; nothing was made.")
    rule = rules(own)[contract.rule]
    rows = protected(groups.rows, rule)
    layout = next(derived(contract))
    header = tuple(field.headers[0] for field in layout.fields)
    text = "".join(csv_line(cells) for cells in (header, *rows)).encode()
    names = [field.name for field in layout.fields]
    period = _span([cells[names.index(layout.period_from)] for cells in rows]) if layout.period_from else None
    told = manifest(signed, contract=slug, version=contract.version, mode="table", sha256=hashlib.sha256(text).hexdigest(),
                    period=period, rule=rule, person_key=None)
    files = _written(scratch, f"{slug}_table", told)
    files[0].write_bytes(text)
    hidden = sum(1 for cells in rows if cells[-1] == HIDDEN)
    return Leaving(looked.label, contract, files, (header, *rows), hidden, looked.rows, looked.kept, groups.undated, looked.faults)


def with_keys(path: Path, layouts: Mapping[str, Contract], *, slug: str, signed: Signed, scratch: Path, column: str,
              secret: bytes, profiles: Sequence[Profile] = ()) -> Leaving:
    """The rows of a file without a fault, with a keyed hash in the place of the identifier in one of its columns.

    Nothing that the contract doesn't ask for leaves, no free text, and never the identifier or the secret.

    Raises:
        Refusal: as `aggregate`; also where the contract asks for no person key, or the file has no such column.
    """
    contract = layouts[slug]
    field = next((each.name for each in contract.fields if each.pattern == "person_key"), None)
    if field is None:
        raise Refusal(f"{slug} asks for no person key", do="Send it without one.")
    made_here = replace(contract, fields=tuple(replace(each, required=each.required and each.name != field) for each in contract.fields))
    looked = look_through(path, {slug: made_here}, scratch=scratch, slug=slug, profiles=profiles, keep_good_rows=True, staying=True,
                          as_text=True, keys=Keys(field, column, secret))
    _some_rows(looked)
    given = [each for each in contract.fields if each.name in looked.given]
    files = _written(scratch, f"{slug}_records", b"")
    digest, periods = hashlib.sha256(), set[str]()
    at = next((place for place, each in enumerate(given) if each.name == contract.period_from), None)
    with files[0].open("wb") as out:
        header = csv_line(each.headers[0] if each.headers else each.name for each in given).encode()
        digest.update(header)
        out.write(header)
        for cells in text_rows(looked.typed):
            digest.update(line := csv_line(cells).encode())
            out.write(line)
            if at is not None and cells[at]:
                periods.add(_when(cells[at]))
    files[1].write_bytes(manifest(signed, contract=slug, version=contract.version, mode="records", sha256=digest.hexdigest(),
                                  period=_span(sorted(periods)), rule=None, person_key=field))
    return Leaving(looked.label, contract, files, (), 0, looked.rows, looked.kept, 0, looked.faults)


def _some_rows(looked: Looked) -> None:
    if not looked.kept:
        raise Refusal("no row is without a fault", do="Check the file with `upriver check`, put it right and try again; nothing was made.")


def _when(cell: str) -> str:
    """The month or the quarter of a checked date, month or quarter, as a manifest says it."""
    return f"{cell[:4]}-{cell[5:7]} Q{cell[-1]}" if cell[-2:-1] in ("Q", "q") else cell[:7]


def _span(whens: Sequence[str]) -> tuple[str, str] | None:
    found = sorted(when for when in whens if when)
    return (found[0], found[-1]) if found else None


def _written(scratch: Path, name: str, told: bytes) -> tuple[Path, Path]:
    files = scratch / f"{name}.csv", scratch / f"{name}.manifest.json"
    files[1].write_bytes(told)
    return files
