"""Tiny agreements for tests, everything defaulted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from upriver.words.declared import Contract, Field
from upriver.words.sharing.agreement import Agreement, Confirmation, Party, Signature, Use

TODAY = date(2026, 3, 1)
FIELDS = ("month", "lsoa", "method", "age_band")
AREAS = ("E07009901", "E07009902", "E06009901")


def a_contract(slug: str = "calls", **but: Any) -> Contract:
    """A data set of depersonalised rows with four fields."""
    known = {"slug": slug, "version": 1, "title": "Calls", "holds": "events", "says": "One row is one call.", "publisher": "", "licence": "none",
                 "attribution": "", "cadence": "monthly", "rule": "partner", "layout_verified": True, "protection": "depersonalised",
                 "fields": tuple(Field(name, "text", f"The {name}.", (name,), why=f"To know the {name}.") for name in FIELDS)}
    return Contract(**{**known, **but})


def a_party(id: str = "police", **but: Any) -> Party:
    """A party that gives, under UK GDPR."""
    known = {"id": id, "name": id.title(), "kind": "police", "part": "gives", "controller": "controller", "regime": "uk_gdpr",
                 "confidence": "not_owed", "opt_out": "does_not_apply", "opt_out_why": "No patient information.", "assurance": "DSPT met",
                 "article_6": "public_task", "article_9": "none"}
    return Party(**{**known, **but})


def an_agreement(**but: Any) -> Agreement:
    """A live agreement under section 16, signed and confirmed, about `calls` for three districts."""
    council = a_party("council", kind="local_authority", part="receives", controller="joint_controller")
    known = {
        "id": "our_calls", "title": "Our calls", "gateway": "pcsc_s16", "contract": "calls", "fields": (), "information": "depersonalised",
        "purposes": ("strategic_needs_assessment", "monitoring"), "areas": AREAS, "detail": "record", "onward": "district",
        "frequency": "monthly", "form": "electronic", "retention_months": 24, "starts": date(2026, 1, 1), "ends": date(2027, 12, 31),
        "review": date(2027, 6, 30), "dpia": "DPIA 1", "parties": (a_party(), council),
        "signatures": (Signature("police", "p1", "SIRO", date(2026, 1, 1)), Signature("council", "p2", "SIRO", date(2026, 1, 1))),
        "confirmation": Confirmation("p3", "IG lead", date(2026, 1, 1), ("data_protection", "investigatory_powers")),
    }
    return Agreement(**{**known, **but})


def a_use(**but: Any) -> Use:
    """A use that the defaulted agreement allows: counts by district in the public assessment."""
    known = {"contract": "calls", "fields": FIELDS, "areas": AREAS[:2], "detail": "district", "purpose": "strategic_needs_assessment",
                 "audience": "public"}
    return Use(**{**known, **but})


def from_kinds(giver: str, taker: str, **but: Any) -> Agreement:
    """The defaulted agreement between two kinds of body."""
    made = an_agreement(**but)
    return replace(made, parties=(replace(made.parties[0], kind=giver), replace(made.parties[1], kind=taker)))
