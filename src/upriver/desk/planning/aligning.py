"""A community safety partnership's clauses, taken away and brought in as a sheet of its own; nobody else's rows are in it or touched by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.partners.models import Partnership
from upriver.desk.registers.actions import keep
from upriver.desk.registers.convert import rows, stand
from upriver.desk.registers.taking import known, whose
from upriver.intake.records.ids import made_from
from upriver.intake.records.merging import Key
from upriver.intake.records.reading import Taken
from upriver.pipeline.registers.exporting import exported
from upriver.pipeline.registers.judging import Faulty, judged, plainly
from upriver.store.folder import Folder
from upriver.words.registers.asking import CLAUSES
from upriver.words.registers.plan import Row
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.sheet import SheetFault, SheetRow

CLAUSE = CLAUSES.slug
_REGISTER: RegisterOf[Any] = CLAUSES


@dataclass(frozen=True, slots=True)
class Came:
    """What a sheet of clauses came to: ids added and changed, and those it left out, which stay."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    left_out: tuple[str, ...]


def sheet_of(folder: Folder, *, csp: str, name: str, on: date, form: str = ".xlsx") -> bytes:
    """The clauses of one CSP as a workbook to be edited, with the priorities beside it."""
    with transaction.atomic(), as_desk():
        state, held = stand(), rows()
        lists = known(folder, held)
    return exported(_own(held, csp), form=form, only=(CLAUSE,), state=state, name=name, on=on, as_it_stood=False, known=lists)


def take_clauses(folder: Folder, taken: Taken, *, csp: str, name: str, by: str, at: str, dry_run: bool) -> Came:
    """Keep the clauses that a sheet says, all or none; an empty column Csp means this CSP, and no other CSP's may stand there.

    Raises:
        Faulty: anything is wrong, another CSP is named, or a row has an id that another CSP's has.
    """
    with transaction.atomic(), as_desk():
        list(Partnership.objects.select_for_update())
        held = rows()
        ours = plainly(held)
        mine = _own(held, csp)
        taken = _filled(taken, csp, ours, mine)
        since = taken.stamp.state if taken.stamp else 0
        base = _own(rows(upto=since), csp) if taken.stamp and since <= stand() else {} if taken.stamp else None
        found = judged(taken, base=base, ours=ours, known=known(folder, held), whose=lambda slip: whose(slip, since))
        if found.faults:
            raise Faulty(f"{name} was not taken in", found.faults, do="Nothing was stored. Mend them and send it again.")
        keep(changes=found.changes, by=by, at=at, why=f"taken in from {name}"[:200])
        transaction.set_rollback(dry_run)
    ids = [ident for _, ident, values in found.changes if values is not None]
    return Came(tuple(each for each in ids if (CLAUSE, each) not in ours), tuple(each for each in ids if (CLAUSE, each) in ours), tuple(ident for _, ident in found.left_out))


def _own(held: tuple[Row, ...], csp: str) -> dict[Key, Mapping[str, str]]:
    return plainly(tuple(row for row in held if row.register == CLAUSE and row.values.get("csp") == csp))


def _filled(taken: Taken, csp: str, ours: Mapping[Key, Mapping[str, str]], mine: Mapping[Key, Mapping[str, str]]) -> Taken:
    """The same with this CSP and an id where none is given; a fault for every row that is another's."""
    faults = [each for each in taken.faults if not (each.sheet == CLAUSES.sheet.name and each.column in ("Id", "Csp") and "empty" in each.says)]
    made: list[SheetRow] = []
    ids = {ident for slug, ident in ours if slug == CLAUSE}
    for row in taken.rows.get(CLAUSE, ()):
        values = {**row.values, "csp": row.values.get("csp") or csp}
        ident = values.get("id") or made_from({"title": f"{csp} {values.get('priority', '')} {values.get('clause', '')}"}, _REGISTER, ids | {each.values["id"] for each in made})
        if values["csp"] != csp:
            faults.append(SheetFault(CLAUSES.sheet.name, row.number, "Csp", "is another community safety partnership; this sheet is for yours alone"))
        elif (CLAUSE, ident) in ours and (CLAUSE, ident) not in mine:
            faults.append(SheetFault(CLAUSES.sheet.name, row.number, "Id", "is taken already; leave it empty, and one is made"))
        made.append(replace(row, values={**values, "id": ident}))
    return replace(taken, rows={CLAUSE: tuple(made)}, faults=tuple(faults))
