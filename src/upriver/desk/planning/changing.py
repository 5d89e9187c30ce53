"""Adding and changing a row from a form: the id is made here, and a change that somebody else made meanwhile is never written over."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.partners.models import Partnership
from upriver.desk.planning.history import history, last_state, row_at
from upriver.desk.registers.convert import rows
from upriver.desk.registers.taking import keep_row
from upriver.intake.records.ids import made_from
from upriver.intake.records.reading import read_row
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.register import RegisterOf


class Meanwhile(Refusal):
    """Somebody else changed the row after the form was opened: carries what stands now, what stood then, who it was and when."""

    def __init__(self, noun: str, *, now: Mapping[str, str], before: Mapping[str, str], number: int, by: str, at: str) -> None:
        self.now, self.before, self.number, self.by, self.at = now, before, number, by, at
        super().__init__(f"somebody else changed this {noun} while you were writing", do="Nothing was kept. Look at both, then keep yours or leave it.")


def register_of(slug: str) -> RegisterOf[object]:
    """The register of that slug.

    Raises:
        Refusal: there is none.
    """
    found = next((each for each in REGISTERS if each.slug == slug), None)
    if found is None:
        raise Refusal("there is no such register", do="Choose one from the list of registers.")
    return found


def add(folder: Folder, *, slug: str, given: Mapping[str, str], by: str, at: str) -> Row:
    """Add a row; its id is made from what it says, or is the one given.

    Raises:
        Faulty: something in it is wrong.
    """
    register = register_of(slug)
    with transaction.atomic(), as_desk():
        list(Partnership.objects.select_for_update())  # so that nobody else takes the id between here and the writing
        taken = {row.id for row in rows() if row.register == slug}
        row, faults = read_row(register.sheet, 1, {**given, "id": given.get("id") or made_from(given, register, taken)})
        return keep_row(folder, slug=slug, values=row.values, faults=tuple(faults), by=by, at=at, adding=True)


def change(folder: Folder, *, slug: str, ident: str, given: Mapping[str, str], opened: int, by: str, at: str) -> Row:
    """Change a row to what a form gives, where it is still as it was when the form was opened (the number of its state then).

    Raises:
        Faulty: something in it is wrong.
        Meanwhile: somebody else changed it since.
        Refusal: it isn't there any more.
    """
    register = register_of(slug)
    with transaction.atomic(), as_desk():
        list(Partnership.objects.select_for_update())
        number = last_state(slug, ident)
        now = row_at(slug, ident, number)
        if number != opened and not _same(now, given):
            last = next(iter(history(slug, ident)), None)
            raise Meanwhile(register.noun, now=now, before=row_at(slug, ident, opened), number=number, by=last.by if last else "",
                            at=last.at if last else "")
        row, faults = read_row(register.sheet, 1, {**now, **given, "id": ident})
        return keep_row(folder, slug=slug, values=row.values, faults=tuple(faults), by=by, at=at, adding=False)


def _same(now: Mapping[str, str], given: Mapping[str, str]) -> bool:
    return bool(now) and all(now.get(name, "") == value for name, value in given.items())
