"""What the documents for community safety partnerships and on consultation are told from, beside records and figures."""

from __future__ import annotations

import json
from typing import Any

from upriver.assess.definitions import definitions
from upriver.assess.profiles import profiles
from upriver.pipeline.counting import street
from upriver.respond.aligning import alignment, in_force
from upriver.respond.asking import consulting
from upriver.store.folder import Folder
from upriver.words.declared import Definition
from upriver.words.registers.strategy import Strategy


def aligned(folder: Folder, given: Any) -> dict[str, Any]:
    """For `Told`, by its fields: how plans stand to each strategy, who was consulted on it, and what measures are called."""
    plan, register, on = given.plan, given.register, given.on
    strategies = [each.id for each in plan.of(Strategy)]
    held = in_force(plan, on)
    return {
        "in_force": held.id if held else "",
        "alignments": {each: alignment(plan, register, strategy=each, on=on) for each in strategies},
        "consultings": {each: consulting(plan, register, strategy=each, on=on) for each in strategies},
        "definition": definition_of(folder, given.run),
        "profiles": profiles(folder.declarations),
    }


def definition_of(folder: Folder, run: str) -> Definition | None:
    """The definition that a run counted by, as street-level crime shows it; None where there is no run."""
    path = folder.root / "runs" / run / "run.json"
    if not run or not path.is_file():
        return None
    slug = str(json.loads(path.read_text("utf-8"))["definition"]).partition("@")[0]
    known = definitions(folder.declarations)  # one that was taken away since has only its slug left
    return street.shown(known[slug]) if slug in known else None
