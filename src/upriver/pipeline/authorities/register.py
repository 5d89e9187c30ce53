"""From a workspace's areas to the bodies that they have, and the register out to a spreadsheet and back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from upriver.duty import known_authorities, register_sheets
from upriver.intake.registers import read_register
from upriver.pipeline.counting.survey import gazette, parts_of
from upriver.places.forces import known_forces, plain_name
from upriver.report.sheets.registers import register_xlsx
from upriver.store import holding
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.part import Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Authority, Cover, Register
from upriver.words.sharing.sheet import SheetFault


@dataclass(frozen=True, slots=True)
class Ground:
    """The districts that a register is about, the upper tier of each, where known, and the names that nothing is known of."""

    districts: tuple[Area, ...]
    upper: dict[str, str]
    unknown: tuple[str, ...] = ()


def ground_of(folder: Folder, receipts: Sequence[Receipt], settled: Sequence[Area], named: Sequence[str], held: Register) -> Ground:
    """The districts of the workspace: by its settled areas; else by the names as typed; else those of the register."""
    names = gazette(folder, receipts)
    codes = sorted({known_authorities.as_listed(district) for district in names.districts_of(settled)})
    listed_under = {} if codes else {each: _listed_under(each) for each in named}
    if not codes:
        codes = sorted({code for found in listed_under.values() for code in found})
    shipped = known_authorities.known().districts
    written = {cover.district: cover.name for body in held.authorities for cover in body.areas}
    if not codes:
        codes = sorted(written)
    tiers = {known_authorities.as_listed(district): small for small, district in names.parents.get("ltla", {}).items()}
    upper = {code: shipped[code].upper for code in codes if code in shipped}
    for code in codes:
        above = names.parents.get("utla", {}).get(tiers.get(code, ""))
        if above and code not in upper:
            upper[code] = above
    titles = {code: shipped[code].name if code in shipped else names.names.get(("ltla", code), written.get(code, code)) for code in codes}
    return Ground(
        tuple(Area("ltla", code, titles[code] or code) for code in codes),
        upper,
        tuple(each for each, found in listed_under.items() if not found),
    )


def _listed_under(name: str) -> tuple[str, ...]:
    """The districts of a name as typed; one that a police force has means the force, as it does with a look-up."""
    force = known_forces().get(plain_name(name))
    return known_authorities.districts_under(force.code if force and force.code else name)


def propose(folder: Folder, receipts: Sequence[Receipt], ground: Ground, *, on: date) -> tuple[Authority, ...]:
    """The bodies of the districts on a day: shipped ones, and those of lists of schools and custody that are held."""
    districts = {area.code: area.name for area in ground.districts}
    return known_authorities.proposed(
        districts, on=on, custody=_custody(folder, receipts, districts), education=_education(folder, receipts, districts, on)
    )


def _custody(folder: Folder, receipts: Sequence[Receipt], districts: dict[str, str]) -> tuple[Authority, ...]:
    parts = parts_of(receipts, "custodial_establishments")
    rows = holding.rows_of(folder, parts, ["code", "name", "kind", "district", "valid_from", "valid_to"])
    return tuple(
        Authority(
            f"custody-{code.casefold()}", kind, name, code, (Cover(district, districts[district]),),
            _day(first), _day(last), source="List of custodial establishments, taken in", verified=True,
        )
        for code, name, kind, place, first, last in zip(*rows.values(), strict=True)
        if (district := known_authorities.as_listed(place)) in districts
    )  # fmt: skip


def _education(folder: Folder, receipts: Sequence[Receipt], districts: dict[str, str], on: date) -> tuple[Authority, ...]:
    """One authority a proprietor of open schools and colleges, by where the list says that the proprietor stands."""
    columns = ["urn", "name", "status", "group", "trust", "trust_code", "council", "council_code", "district"]
    rows = holding.rows_of(folder, parts_of(receipts, "gias_establishments"), columns)
    schools: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for urn, name, status, group, trust, trust_code, council, council_code, place in zip(*rows.values(), strict=True):
        if (district := known_authorities.as_listed(place)) not in districts or not (status or "").startswith("Open"):
            continue
        if trust:
            key = (f"trust-{trust_code or trust}", trust)
        elif "maintained" in (group or "").casefold():
            key = (f"schools-{council_code or council}", f"{council} (maintained schools)")
        else:
            key = (f"urn-{urn}", f"{name} (its proprietor)" if "independent" in (group or "").casefold() else name)
        schools[key][district] += 1
    return tuple(
        Authority(
            ident[:100], "education", name[:200], areas=tuple(Cover(code, districts[code]) for code in sorted(found)),
            source="Get Information about Schools, taken in", verified=True, unsourced=("kind",),
            note=f"{sum(found.values())} open there; who counts as the education authority was not verified at source",
        )
        for (ident, name), found in sorted(schools.items())
    )  # fmt: skip


def _day(value: object) -> date | None:
    text = str(value)[:10] if value is not None else ""
    return date.fromisoformat(text) if text and text != "NaT" else None


def to_spreadsheet(register: Register, *, name: str, on: date) -> bytes:
    """The register as an XLSX file to be edited."""
    return register_xlsx(f"Register of authorities: {name}", register_sheets.written(register), made=on)


class Faulty(Refusal):
    """A spreadsheet that isn't a register yet: carries every fault."""

    def __init__(self, name: str, faults: tuple[SheetFault, ...]) -> None:
        self.faults = faults
        several = "fault" if len(faults) == 1 else "faults"
        super().__init__(f"{name} was not taken in: {len(faults):,} {several}", do="Nothing was stored. Mend them and take it in again.")


def from_spreadsheet(path: Path, held: Register) -> Register:
    """The register that a spreadsheet says.

    Raises:
        Faulty: anything in it is wrong; every fault by sheet, row and column.
    """
    rows, faults = read_register(path, register_sheets.SHEETS)
    told = {(each.sheet, each.row, each.column) for each in faults}
    faults += tuple(each for each in register_sheets.between(rows, held) if (each.sheet, each.row, each.column) not in told)
    if faults:
        order = {sheet.name: at for at, sheet in enumerate(register_sheets.SHEETS)}
        raise Faulty(path.name, tuple(sorted(faults, key=lambda each: (order[each.sheet], each.row, each.column))))
    new, _ = register_sheets.taken(rows, held)
    return replace(new, pooled=held.pooled)
