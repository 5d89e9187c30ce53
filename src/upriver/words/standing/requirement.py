"""A requirement of the Duty, the evidence found for it, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = {"must": "Must: statute or regulation", "should": "Should: official guidance", "expected": "Expected: good practice", "may": "May: a power"}
STANDINGS = {
    "met": "Met",
    "not_attested": "Evidence found, not attested",
    "partly": "Partly met",
    "not_met": "Not met",
    "not_applicable": "Does not apply",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the register of requirements. `rule` names what looks for its evidence ("" where a person must); `verified`
    whether its source was read."""

    id: str
    family: str
    says: str
    level: str
    who: str
    source: str
    verified: bool
    rule: str = ""
    takes: tuple[str, ...] = ()
    """What the rule is asked with."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something in the workspace that shows a requirement is met. `whole` False where it shows a part alone."""

    says: str
    href: str = ""
    on: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class HowItStands:
    """A requirement with its evidence and attestation. `standing` is one of STANDINGS; `next_step` what would bring it closer."""

    requirement: Requirement
    standing: str
    evidence: tuple[Evidence, ...] = ()
    attested: str = ""
    """Who attested and when, in words by role; "" where nobody has."""
    lacks: tuple[str, ...] = ()
    next_step: str = ""
