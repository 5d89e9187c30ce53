"""One row and its history, for commands and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.people import names
from upriver.desk.registers.convert import rows
from upriver.desk.registers.models import RowRecord
from upriver.intake.records.between import columns_of, heading
from upriver.words.refusal import Refusal
from upriver.words.registers.register import RegisterOf


@dataclass(frozen=True, slots=True)
class State:
    """One state that a row had: from when, by whom, and what was changed, in words without the values."""

    at: str
    by: str
    says: str


def row_now(register: RegisterOf[Any], ident: str) -> dict[str, str]:
    """The values of a row as it stands.

    Raises:
        Refusal: there is none of that id, or it is one that is never changed.
    """
    for row in rows():
        if (row.register, row.id) == (register.slug, ident):
            return dict(row.values)
    raise Refusal(f"there is no {register.noun} of that id", do=f"upriver {register.command} list shows them.")


def states(slug: str, ident: str) -> tuple[State, ...]:
    """Every state of a row, the first first."""
    known, made = names(), []
    before: dict[str, str] | None = None
    for each in RowRecord.objects.filter(register=slug, ident=ident).order_by("number"):
        event = EventRecord.objects.filter(id_hash=each.event).first()
        by = (event.by if event else "").removeprefix("person:")
        why = f" ({event.why})" if event and event.why else ""
        if each.values is None:
            says = "taken out"
        elif before is None:
            says = "added"
        else:
            now = dict(each.values)
            changed = [column.name for column in columns_of(slug) if now.get(column.name, "") != before.get(column.name, "")]
            says = f"changed {', '.join(heading(name) for name in changed)}" if changed else "kept as it was"
        before = None if each.values is None else dict(each.values)
        made.append(State(each.at, known.get(by, by), says + why))
    return tuple(made)
