"""What happened to one row: each state with who wrote it, when and why, and what was there before.

Asked for once the row may be seen: the states of it are then read whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.people import names
from upriver.desk.registers.models import RowRecord
from upriver.intake.records.between import columns_of
from upriver.words.registers.plan import Row


@dataclass(frozen=True, slots=True)
class Changed:
    """One state: its number, when, by whom (a name), why, and what it changed: (column, before, after).

    `kind` is added, changed or taken_out; a row that is added shows no changes, since all of it is new.
    """

    number: int
    at: str
    by: str
    why: str
    kind: str
    changes: tuple[tuple[str, str, str], ...] = ()


@as_desk()
def history(slug: str, ident: str) -> tuple[Changed, ...]:
    """Every state of a row, the newest first."""
    called, found = names(), []
    before: dict[str, str] | None = None
    states = list(RowRecord.objects.filter(register=slug, ident=ident).order_by("number"))
    events = {each.id_hash: each for each in EventRecord.objects.filter(id_hash__in={state.event for state in states})}
    for state in states:
        event = events.get(state.event)
        by = (event.by if event else "").removeprefix("person:")
        now = None if state.values is None else dict(state.values)
        kind = "taken_out" if now is None else "added" if before is None else "changed"
        changes = tuple(
            (column.name, before.get(column.name, ""), now.get(column.name, "")) for column in columns_of(slug)
            if before is not None and now is not None and before.get(column.name, "") != now.get(column.name, ""))
        found.append(Changed(state.number, state.at, called.get(by, by), event.why if event else "", kind, changes))
        before = now
    return tuple(reversed(found))


@as_desk()
def last_state(slug: str, ident: str) -> int:
    """The number of a row's last state: what a form says it was opened at. 0 where there is none."""
    return RowRecord.objects.filter(register=slug, ident=ident).order_by("-number").values_list("number", flat=True).first() or 0


@as_desk()
def row_at(slug: str, ident: str, number: int) -> dict[str, str]:
    """The values of a row in one of its states; nothing where it was out."""
    values = RowRecord.objects.filter(register=slug, ident=ident, number=number).values_list("values", flat=True).first()
    return dict(values or {})


@as_desk()
def row_on(slug: str, ident: str, day: str) -> Row | None:
    """The row as it stood at the end of a day (YYYY-MM-DD, in UTC); None where it wasn't there."""
    last = None
    for state in RowRecord.objects.filter(register=slug, ident=ident).order_by("number"):
        if state.at[:10] <= day:
            last = state
    return Row(slug, ident, last.values, last.at) if last and last.values is not None else None
