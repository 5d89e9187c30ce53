"""Taking registers in and keeping single rows: what was read, judged against what stands, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.convert import register
from upriver.desk.partners.models import Partnership
from upriver.desk.partners.people import names
from upriver.desk.registers.actions import keep
from upriver.desk.registers.convert import rows, stand
from upriver.desk.registers.models import RowRecord
from upriver.intake.records.reading import Taken
from upriver.pipeline.plans.kept import cleared
from upriver.pipeline.registers.judging import Faulty, Judged, judged, plainly
from upriver.pipeline.registers.known import known_of
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.slip import Known, Slip
from upriver.words.sharing.sheet import SheetFault, SheetRow


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was kept, by register: rows added, changed and taken out; and the rows that the file leaves out and that stay."""

    added: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]
    taken_out: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, tuple[str, ...]]


def take_in(folder: Folder, taken: Taken, *, name: str, by: str, at: str, remove_missing: bool = False, dry_run: bool = False) -> Outcome:
    """Keep what a file says, all or none of it.

    Raises:
        Faulty: anything in it is wrong, or somebody else changed the same; every fault by sheet, row and column.
    """
    with transaction.atomic(), as_desk():
        _one_at_a_time()
        held = rows()
        ours = plainly(held)
        base = None
        if taken.stamp:
            base = plainly(rows(upto=taken.stamp.state)) if taken.stamp.state <= stand() else {}
        since = taken.stamp.state if taken.stamp else 0
        found = judged(taken, base=base, ours=ours, known=known(folder, held, taken.rows), remove_missing=remove_missing,
                       whose=lambda slip: whose(slip, since))
        if found.faults:
            many = f"{len(found.faults):,} {'fault' if len(found.faults) == 1 else 'faults'}"
            raise Faulty(f"{name} was not taken in: {many}", found.faults, do="Nothing was stored. Mend them and take it in again.")
        keep(changes=found.changes, by=by, at=at, why=f"taken in from {name}"[:200])
        # A dry run goes all the way, so that what keeping would refuse is told too, and leaves nothing.
        transaction.set_rollback(dry_run)
    return _outcome(found, ours)


def keep_row(folder: Folder, *, slug: str, values: Mapping[str, str], faults: tuple[SheetFault, ...], by: str, at: str, adding: bool) -> Row:
    """Keep one row that a command or a form gives: added, or changed from what it was; checked as rows of a file are.

    Raises:
        Faulty: something in it is wrong.
        Refusal: a row to add is there already, or one to change isn't.
    """
    found = next(each for each in REGISTERS if each.slug == slug)
    with transaction.atomic(), as_desk():
        _one_at_a_time()
        held = rows()
        ours = plainly(held)
        key = (slug, values["id"])
        if adding == (key in ours):
            raise Refusal(f"another {found.noun} has that id" if adding else f"there is no {found.noun} of that id",
                          do=f"upriver {found.command} list shows them.")
        taken = Taken({slug: (SheetRow(1, values),)}, faults)
        # Only this row was given: what stands is what it was made from, and no other row is missing.
        base = {key: ours[key]} if key in ours else {}
        verdict = judged(taken, base=base, ours=ours, known=known(folder, held))
        if verdict.faults:
            raise Faulty(f"the {found.noun} was not kept", verdict.faults, do="Nothing was stored.")
        keep(changes=verdict.changes, by=by, at=at)
    return next(row for row in rows() if (row.register, row.id) == key)


def take_out(*, slug: str, ident: str, by: str, at: str, why: str) -> None:
    """Take one row out, saying why.

    Raises:
        Refusal: it isn't there, another row names it, or its register is only added to.
    """
    found = next(each for each in REGISTERS if each.slug == slug)
    with transaction.atomic(), as_desk():
        _one_at_a_time()
        ours = plainly(rows())
        if (slug, ident) not in ours:
            raise Refusal(f"there is no {found.noun} of that id", do=f"upriver {found.command} list shows them.")
        empty = judged(Taken({slug: ()}, ()), base={(slug, ident): ours[slug, ident]}, ours=ours, known=Known(), remove_missing=True)
        if empty.faults:
            raise Refusal(f"the {found.noun} {empty.faults[0].says.removeprefix('the row ')}", do="Nothing was taken out.")
        keep(changes=empty.changes, by=by, at=at, why=why)


def _one_at_a_time() -> None:
    """Let nobody else keep anything between what is read here and what is written: SQLite does so by itself, a server is asked."""
    list(Partnership.objects.select_for_update())


def known(folder: Folder, held: tuple[Row, ...], coming: Mapping[str, tuple[SheetRow, ...]] | None = None) -> Known:
    """The lists that values must stand in, with the approaches that a file brings itself."""
    ours = [(row.id, row.values.get("name", "")) for row in held if row.register == "approaches"]
    ours += [(row.values["id"], row.values.get("name", "")) for row in (coming or {}).get("approaches", ())]
    return known_of(folder, register(), ours, cache(lambda run: _figures(folder, run)))


def _figures(folder: Folder, run: str) -> frozenset[str] | None:
    """Names of the figures that left the lock at a run, or at the latest ones; None where they weren't kept."""
    runs = [run] if run else [each for each in (latest_run("public"), latest_run("restricted")) if each]
    found: set[str] = set()
    for each in runs:
        record = RunRecord.objects.filter(run=each).first()
        try:
            tables = cleared(folder, each, sha256=str(record.body.get("cleared", ""))).tables if record else ()
        except Refusal:  # made before figures were kept, or moved away: names are held to their shape alone
            return None
        found |= {str(cell.key) for table in tables for cell in table.cells}
    return frozenset(found) or None


def whose(slip: Slip, since: int) -> str:
    """Who changed what a slip is about after a state, and when: the last who wrote another value there."""
    last, before = None, None
    for state in RowRecord.objects.filter(register=slip.register, ident=slip.ident).order_by("number"):
        value = None if state.values is None else state.values.get(slip.column, "") if slip.column else state.values
        if state.number > since and (value != before or last is None):
            last = state
        before = value
    if last is None:
        return ""
    by = str(EventRecord.objects.filter(id_hash=last.event).values_list("by", flat=True).first() or "").removeprefix("person:")
    return f" (by {names().get(by, by or 'somebody')}, {last.at[:10]} {last.at[11:16]})"


def _outcome(found: Judged, ours: Mapping[tuple[str, str], Mapping[str, str]]) -> Outcome:
    def by_register(keys: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        return {slug: tuple(ident for each, ident in keys if each == slug) for slug in dict.fromkeys(slug for slug, _ in keys)}

    there = [(slug, ident) for slug, ident, values in found.changes if values is not None]
    return Outcome(
        by_register([key for key in there if key not in ours]),
        by_register([key for key in there if key in ours]),
        by_register([(slug, ident) for slug, ident, values in found.changes if values is None]),
        by_register(list(found.left_out)),
    )
