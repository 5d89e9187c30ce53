"""What a file or a form comes to: rows as they shall stand, or every reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from upriver.intake.records.between import columns_of, heading, named_by, slips
from upriver.intake.records.cells import plain
from upriver.intake.records.merging import Key, Rows, merge, renamed
from upriver.intake.records.reading import Taken
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.slip import Known, Slip
from upriver.words.registers.stamp import HELP, STAMP, Stamp, stamp_of
from upriver.words.sharing.sheet import SheetFault

ONLY_ADDED = frozenset(each.slug for each in REGISTERS if each.only_added)
SHEETS = {each.slug: each.sheet.name for each in REGISTERS}
Changes = tuple[tuple[str, str, Mapping[str, str] | None], ...]


class Faulty(Refusal):
    """Records that were not kept: carries every fault."""

    def __init__(self, what: str, faults: tuple[SheetFault, ...], *, do: str) -> None:
        self.faults = faults
        super().__init__(what, do=do)


@dataclass(frozen=True, slots=True)
class Judged:
    """The changes that a file makes, what is wrong with it, and the rows that it leaves out and that stay."""

    changes: Changes
    faults: tuple[SheetFault, ...]
    left_out: tuple[Key, ...] = ()


def plainly(rows: tuple[Row, ...]) -> dict[Key, Mapping[str, str]]:
    """Held rows by register and id, in the spelling that reading gives; those of registers that are no longer known left out."""
    return {(row.register, row.id): plain(row.values, columns_of(row.register)) for row in rows if row.register in SHEETS}


def stamp_for(state: int, rows: Rows, only: tuple[str, ...] = ()) -> Stamp:
    """The stamp of an export."""
    return stamp_of(state, ((register, ident, values) for (register, ident), values in rows.items()), only)


def judged(taken: Taken, *, base: Rows | None, ours: Rows, known: Known, remove_missing: bool = False,
           whose: Callable[[Slip], str] = lambda slip: "") -> Judged:
    """Put what was read together with what stands, and hold the outcome to its rules.

    `base` are the rows at the file's stamp, None without one. `whose` says who changed what a conflict is about.
    """
    faults = list(taken.faults)
    toml = any(each.sheet.startswith("[[") for each in faults) or taken.form == "toml"
    if taken.stamp and base is not None:
        if stamp_for(taken.stamp.state, base, taken.stamp.only) != taken.stamp:
            says = "isn't one of this workspace's exports; export again, and edit that"
            return Judged((), (*faults, SheetFault("[export]" if toml else HELP, 0, STAMP, says)))
        base = {key: row for key, row in base.items() if not taken.stamp.only or key[0] in taken.stamp.only}
        # A sheet that isn't there is a fault by itself; its rows aren't told one by one.
        base = {key: row for key, row in base.items() if key[0] in taken.rows}
    numbers, theirs = _theirs(taken, base, ours)
    merged = merge(base, theirs, ours, only_added=ONLY_ADDED, remove_missing=remove_missing)
    found = list(merged.conflicts)
    if base is not None and not remove_missing:
        found += renamed(base, theirs)
    after = {**ours, **{key: row for key, row in merged.rows.items() if row is not None}}
    gone = {key for key, row in merged.rows.items() if row is None}
    after = {key: row for key, row in after.items() if key not in gone}
    found += _named_still(after, gone)
    changed = {key: row for key, row in merged.rows.items() if row is not None}
    cells = {key: {name for name, value in row.items() if value != ours.get(key, {}).get(name, "")} for key, row in changed.items()}
    # A row that is faulty by itself is there all the same: what names it isn't told to dangle.
    ids = {slug: {ident for register, ident in (*after, *theirs) if register == slug} for slug in SHEETS}
    found += slips(changed, cells, ids, known)
    told = {(each.sheet, each.row, each.column) for each in faults}
    for slip in found:
        fault = _placed(slip, numbers, toml, whose)
        if (fault.sheet, fault.row, fault.column) not in told:
            faults.append(fault)
            told.add((fault.sheet, fault.row, fault.column))
    order = {name: at for at, slug in enumerate(SHEETS) for name in (SHEETS[slug], f"[[{slug}]]")}
    ordered = sorted(faults, key=lambda each: (order.get(each.sheet, -1), each.row, each.column))
    ordered = [_as_called(each, taken) for each in ordered]
    return Judged(() if faults else tuple((*key, row) for key, row in merged.rows.items()), tuple(ordered), merged.left_out)


def _as_called(fault: SheetFault, taken: Taken) -> SheetFault:
    """A fault of a plan by the names of its own sheet and headings."""
    sheet, columns = taken.called
    by_heading = {heading(name): called for name, called in columns.items()}
    return replace(fault, sheet=sheet, column=by_heading.get(fault.column, fault.column)) if sheet else fault


def _theirs(taken: Taken, base: Rows | None, ours: Rows) -> tuple[dict[Key, int], dict[Key, Mapping[str, str]]]:
    """The file's rows by their id, and where each stands; a faulty cell counts as unchanged, so that it is told once."""
    faulty = {(each.sheet, each.row, heading(each.column)) for each in taken.faults}
    numbers: dict[Key, int] = {}
    theirs: dict[Key, Mapping[str, str]] = {}
    for slug, rows in taken.rows.items():
        for row in rows:
            key = (slug, row.values["id"])
            if not key[1] or key in numbers:
                continue
            numbers[key] = row.number
            before = (base if base is not None else ours).get(key, {})
            theirs[key] = {
                name: before.get(name, "") if any((sheet, row.number, heading(name)) in faulty for sheet in (SHEETS[slug], f"[[{slug}]]")) else value
                for name, value in row.values.items()
            }
    return numbers, theirs


def _named_still(after: Rows, gone: set[Key]) -> list[Slip]:
    return [Slip(*key, "", f"can't be taken out: the row {ident} of {SHEETS[slug]} names it") for key, (slug, ident) in named_by(after, gone)]


def _placed(slip: Slip, numbers: Mapping[Key, int], toml: bool, whose: Callable[[Slip], str]) -> SheetFault:
    number = numbers.get((slip.register, slip.ident), 0)
    says = (slip.says if number else f"the row {slip.ident} {slip.says}") + (whose(slip) if slip.whose else "")
    sheet = f"[[{slip.register}]]" if toml else SHEETS[slip.register]
    return SheetFault(sheet, number, slip.column if toml or not slip.column else heading(slip.column), says)
