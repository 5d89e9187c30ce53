"""What a person asks of an assessment, and the manifest of all that it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from upriver import __version__, shelf
from upriver.places.ground import Ground
from upriver.words.decision import Decision
from upriver.words.declared import Definition
from upriver.words.part import Receipt
from upriver.words.period import Period
from upriver.words.refusal import Fault
from upriver.words.registers.plan import Plan
from upriver.words.sharing.agreement import Permission


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: the period, the definition, the day, the seed; the questions where not all (no run is kept then)."""

    period: Period
    definition: Definition
    as_of: str
    seed: int = 2026
    audience: str = "public"
    declared: str = ""
    """A hash of the definition, breaks and rules that hold, so that a run names what it was cleared by."""
    only: tuple[str, ...] = ()


def manifest_of(wish: Wish, receipts: Sequence[Receipt], decisions: Sequence[Decision], ground: Ground, cube: str, permission: Permission, *,
                terms: object, plan: Plan, faults: Sequence[Fault]) -> dict[str, Any]:
    """All that the figures rest on; nothing that changes when nothing they rest on has."""
    inputs = sorted({(receipt.part.contract, receipt.part.version, receipt.part.source_hash) for receipt in receipts})
    return {
        "code": f"{__version__} {shelf.code_hash()}",
        "partnership": ground.partnership.code,
        "small_areas": len(ground.small),
        "period": [wish.period.start.isoformat(), wish.period.end.isoformat()],
        "definition": wish.definition.name,
        "as_of": wish.as_of,
        "seed": wish.seed,
        "audience": wish.audience,
        "population_basis": ground.basis,
        "cube": cube,
        "declared": wish.declared,
        **({"only": list(wish.only)} if wish.only else {}),
        "clauses": sorted({clause.id for clause in permission.clauses if clause.gateway != "open_data"}),
        "inputs": [{"contract": contract, "version": version, "sha256": source} for contract, version, source in inputs],
        "decisions": [{"subject": each.subject, "answer": each.answer, "reason": each.reason} for each in decisions],
        "profiles": _hash(repr(terms)),
        **({"faults": [each.part for each in faults]} if faults else {}),
        **({"records": _hash(repr(sorted((word.__name__, rows) for word, rows in plan.rows.items())))} if plan else {}),
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
