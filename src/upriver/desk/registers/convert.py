"""The kept rows as words: as they stand now, on a day, or after an event."""

from __future__ import annotations

from upriver.desk.registers.models import RowRecord
from upriver.words.registers.plan import Plan, Row, plan_of


def rows(*, on: str = "", upto: int | None = None) -> tuple[Row, ...]:
    """Every row of every register as it stands, in the order in which each was first written.

    `on` is a day (YYYY-MM-DD): the state at its end, in UTC. `upto` is the number of the last state that counts, as `stand` gave it.
    """
    found: dict[tuple[str, str], Row | None] = {}
    states = RowRecord.objects.all() if upto is None else RowRecord.objects.filter(number__lte=upto)
    for each in states.order_by("number").iterator():
        if on and each.at[:10] > on:
            break
        key = (each.register, each.ident)
        found[key] = None if each.values is None else Row(each.register, each.ident, each.values, each.at)
    return tuple(row for row in found.values() if row)


def stood_last(slug: str, ident: str) -> Row | None:
    """A row that was taken out, as it stood last; None for one that stands, and where there never was one."""
    states = list(RowRecord.objects.filter(register=slug, ident=ident).order_by("-number")[:2])
    if len(states) < 2 or states[0].values is not None or states[1].values is None:
        return None
    return Row(slug, ident, states[1].values, states[1].at)


def plan(*, on: str = "") -> Plan:
    """All registers as words, as they stand now or on a day."""
    return plan_of(rows(on=on), on=on)


def stand() -> int:
    """The number of the last state: what an export says it was made from."""
    return RowRecord.objects.order_by("-number").values_list("number", flat=True).first() or 0
