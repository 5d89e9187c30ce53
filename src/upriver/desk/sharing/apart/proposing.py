"""What each column and code of somebody's file could be in a contract, for the mapping wizard. Runs in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from upriver.intake.contracts import layouts
from upriver.intake.suggesting import codes_of, suggest, suggest_one
from upriver.pipeline.sharing.proposing import columns_of


def propose(task: Mapping[str, Any]) -> dict[str, Any]:
    """Columns, suggestions for every field, and for the columns `chosen` (field -> place) their codes and ways of writing dates.

    Only codes of columns that look closed are told, never words: see `Column.codes`.
    """
    contract = layouts(Path(task["own"]))[task["layout"]]
    with tempfile.TemporaryDirectory(dir=task["scratch"]) as scratch:
        columns = columns_of(Path(task["path"]), contract, scratch=Path(scratch))
    by_place = {column.place: column for column in columns}
    suggested = {}
    for each in suggest(contract, columns):
        if each.column:
            suggested[each.field.name] = {"place": each.column.place, "sure": each.sure, "why": each.why}
    chosen = {}
    for name, place in task.get("chosen", {}).items():
        if place not in by_place:
            continue
        one = suggest_one(contract.field(name), by_place[place])
        closed = one.field.codes and not one.field.free_text
        codes = codes_of(one.field, by_place[place]) if closed else {}
        chosen[name] = {"place": place, "dates": one.dates, "codes": {theirs: [ours, sure] for theirs, (ours, sure) in codes.items()}}
    return {"columns": [[column.place, column.header] for column in columns], "suggested": suggested, "chosen": chosen}
