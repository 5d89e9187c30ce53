"""Verbs on a consultation's list: sending one letter to every body of a kind, and recording silence as silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from upriver.desk.partners.convert import register
from upriver.desk.registers.actions import keep
from upriver.desk.registers.convert import plan
from upriver.respond.asking import sent_to, silent_on
from upriver.words.registers.plan import Row


def send(*, consultation: str, kinds: Sequence[str], ids: Sequence[str], on: date, by: str, at: str) -> tuple[Row, ...]:
    """Put every body of the kinds that is there on that day, and those named, on the list; gives the rows that are new."""
    changes = sent_to(plan(), register(), consultation=consultation, kinds=kinds, ids=ids, on=on)
    return keep(changes=changes, by=by, at=at, why=f"on the list of {consultation}") if changes else ()


def silence(*, consultation: str, on: date, by: str, at: str) -> tuple[Row, ...]:
    """Mark everybody silent who was to reply by a day before `on` and didn't; gives the rows that changed."""
    changes = silent_on(plan(), consultation=consultation, on=on)
    return keep(changes=changes, by=by, at=at, why="no reply by the date asked for") if changes else ()
