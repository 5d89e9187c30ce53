"""Keeping what left the lock beside a run, so that a document made later prints the very same figures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

from upriver.store.folder import Folder, write_whole
from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance, ClearedSignal, ClearedTable
from upriver.words.figure import Key
from upriver.words.period import Period
from upriver.words.refusal import Refusal

FILE = "cleared.json"


def keep(folder: Folder, run: str, clearance: Clearance) -> str:
    """Write the cleared tables of a run into its drafts; gives their SHA-256, for the event that records the run."""
    tables = [
        {"slug": table.slug, "title": table.title, "notes": list(table.notes), "cells": [_cell(cell) for cell in table.cells],
         "signals": [[_key(each.key), each.kind, each.says] for each in table.signals]}
        for table in clearance.tables
    ]
    whole = {"document": clearance.document, "audience": clearance.audience, "head": clearance.head,
             "reviewers": clearance.reviewers, "reason": clearance.reason, "tables": tables}
    data = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    write_whole(folder.drafts / run / FILE, data)
    return hashlib.sha256(data).hexdigest()


def cleared(folder: Folder, run: str, *, sha256: str) -> Clearance:
    """What left the lock for a run, as it was kept: tables, signals and who must read it; without what only the ledger needs.

    Raises:
        Refusal: it isn't there, or isn't what was recorded.
    """
    path = folder.drafts / run / FILE
    data = path.read_bytes() if path.is_file() else b""
    # A run whose record says no sum is one whose record somebody changed: what can't be held against it isn't printed.
    if not data or hashlib.sha256(data).hexdigest() != sha256:
        raise Refusal(f"the cleared figures of run {run} are {'not what was recorded' if data else 'not there'}",
                      do="Make the assessment again: upriver assess.")
    whole = json.loads(data)
    tables = tuple(
        ClearedTable(table["slug"], table["title"], tuple(_cell_of(each) for each in table["cells"]), tuple(table["notes"]),
                     tuple(ClearedSignal(_key_of(key), kind, says) for key, kind, says in table["signals"]))
        for table in whole["tables"]
    )
    empty = Clearance(whole["document"], whole["audience"], tables, {}, (), 0, whole["reviewers"], whole["reason"])
    return replace(empty, head=whole["head"])


def _key(key: Key) -> list[Any]:
    return [key.table, key.area.level, key.area.code, key.area.name, key.period.start.isoformat(), key.period.end.isoformat(),
            key.measure, key.unit, [list(pair) for pair in key.breakdown]]


def _key_of(told: list[Any]) -> Key:
    table, level, code, name, start, end, measure, unit, split = told
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    return Key(table, Area(level, code, name), period, measure, unit, tuple((first, second) for first, second in split))


def _cell(cell: Cell) -> list[Any]:
    return [_key(cell.key), cell.count, cell.denominator, cell.value, cell.lower, cell.upper, cell.marker, cell.explain,
            cell.decimals, list(cell.flags)]


def _cell_of(told: list[Any]) -> Cell:
    key, count, denominator, value, lower, upper, marker, explain, decimals, flags = told
    return Cell(_key_of(key), count, denominator, value, lower, upper, marker, explain, decimals, tuple(flags))
