"""The registers as a file to be edited, from the state that stands, or that stood on a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from upriver.desk.registers.convert import rows, stand
from upriver.desk.registers.models import RowRecord
from upriver.desk.registers.taking import known
from upriver.pipeline.registers.exporting import counts, exported
from upriver.pipeline.registers.judging import plainly
from upriver.store.folder import Folder


def export(folder: Folder, *, form: str, only: tuple[str, ...], name: str, on: date, as_it_stood: bool) -> tuple[bytes, dict[str, int]]:
    """The file's bytes, and how many rows of each register stand in it; with `as_it_stood` those at the end of the day."""
    with transaction.atomic():
        state = _state_on(on.isoformat()) if as_it_stood else stand()
        held = rows(upto=state)
        lists = known(folder, held)
    found = plainly(held)
    data = exported(found, form=form, only=only, state=state, name=name, on=on, as_it_stood=as_it_stood, known=lists)
    return data, counts(found, only)


def _state_on(day: str) -> int:
    """The number of the last state that counts at the end of a day, as `rows(on=)` counts them."""
    later = [number for number, at in RowRecord.objects.order_by("number").values_list("number", "at") if at[:10] > day]
    return min(later) - 1 if later else stand()
