"""A new agreement as its gateway and data set suggest it: every answer that is known already is there, and may be changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from upriver.words.declared import Contract
from upriver.words.sharing.authority import Authority
from upriver.words.sharing.gateway import Gateway

YEARS, REVIEWED_AFTER = 3, 1
MONTHS_KEPT = 36
FREQUENCY_OF = {"month": "monthly", "quarter": "quarterly", "term": "quarterly", "year": "yearly", "week": "weekly"}
"""How often data are agreed to come, by how often their contract says they are made."""
PURPOSES = ("strategic_needs_assessment", "monitoring", "data_quality")
COUNTS = ("aggregate", "open")


def drafted(contract: Contract, gateway: Gateway, giver: Authority, taker: Authority, *, areas: Sequence[str], on: date,
            taken: Collection[str]) -> dict[str, Any]:
    """The table of an agreement that nobody has signed, as `files.from_table` reads it. `taken` are ids that are others' already."""
    counts = contract.protection in COUNTS
    starts = on
    return {
        "id": new_id(contract.slug, giver.id, taken),
        "title": f"{contract.title}: {giver.name} to {taker.name}"[:200],
        "gateway": gateway.slug,
        "contract": contract.slug,
        "fields": ["all"],
        "information": contract.protection,
        "purposes": list(PURPOSES),
        "areas": list(areas),
        "detail": "district" if counts else "record",
        "onward": "district" if counts else "small_area",
        "frequency": FREQUENCY_OF.get(contract.cadence, "as_asked"),
        "form": "electronic",
        "retention_months": MONTHS_KEPT,
        "starts": starts.isoformat(),
        "ends": _later(starts, YEARS),
        "review": _later(starts, REVIEWED_AFTER),
        "parties": [party_of(giver, "gives"), party_of(taker, "receives")],
        **({} if gateway.slug != "cda_s17a" else {"addresses": "area"}),
    }


def party_of(body: Authority, part: str) -> dict[str, Any]:
    """A party as it is suggested where nobody can be identified from what is shared."""
    health = body.kind in ("health", "invited_participant")
    return {
        "id": body.id,
        "name": body.name,
        "kind": body.kind,
        "part": part,
        "controller": "controller" if part == "gives" else "joint_controller",
        "regime": "no_personal_data",
        "confidence": "not_owed",
        "opt_out": "does_not_apply",
        "opt_out_why": "No confidential patient information is shared.",
        "assurance": "DSPT standards met" if health else "",
    }


def new_id(contract: str, giver: str, taken: Collection[str]) -> str:
    """An id for an agreement that says what it is about, and is nobody else's."""
    stem = re.sub(r"[^a-z0-9]+", "_", f"{contract}_{giver}".casefold()).strip("_")[:70]
    number, made = 1, stem
    while made in taken:
        number += 1
        made = f"{stem}_{number}"
    return made


def _later(day: date, years: int) -> str:
    last = date(day.year + years, day.month, min(day.day, 28))
    return last.isoformat()
