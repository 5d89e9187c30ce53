"""Risk and protective factors as data: what is known to go with violence, and which published figure speaks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LEVELS = {
    "individual": "Individual",
    "relationship": "Relationship",
    "community": "Community",
    "society": "Society",
}
"""The levels of the public health model, in its order."""
EFFECTS = ("risk", "protective")
WORSE = ("higher", "lower")
STRENGTHS = {
    "followed": "Moderate: people followed over time",
    "compared": "Weak: areas or countries compared",
    "listed": "Listed by a public health body, not rated",
    "unverified": "General knowledge, not verified",
}
"""How strong the evidence is that a factor goes with violence, strongest first; none of them says that it causes it."""
KEYS = {
    "slug": str, "title": str, "says": str, "level": str, "effect": str, "worse": str, "unit": str, "decimals": int,
    "strength": str, "evidence": str, "source": str, "source_date": str, "verified": bool, "measured": list,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Where a factor's figure stands: a contract, and the indicator's name or number there, of a sex and an age.

    A split year (2023/24) runs from April where `year` is `financial` and from September where it is `academic`.
    """

    contract: str
    indicator: str
    sex: str = ""
    age: str = ""
    year: str = "financial"


@dataclass(frozen=True, slots=True)
class Factor:
    """One risk or protective factor. Without `measured` no open indicator of it is known, and the page says so.

    `worse` is the direction in which more harm goes with it. `evidence` is one sentence; `verified` whether it was seen
    at `source`.
    """

    slug: str
    title: str
    says: str
    level: str
    effect: str
    worse: str
    unit: str
    decimals: int
    strength: str
    evidence: str
    source: str
    source_date: str
    verified: bool
    measured: tuple[Measured, ...]


def factor_of(table: Mapping[str, Any]) -> Factor:
    """A factor from its declaration.

    Raises:
        ValueError: a key is missing, unknown, of another type or not one of its words; names it.
    """
    unknown = sorted(set(table) - set(KEYS))
    missing = [key for key in KEYS if key not in table and key not in ("measured", "source", "source_date")]
    if unknown or missing:
        raise ValueError(f"factor {table.get('slug', '')}: unknown keys {unknown}, missing keys {missing}")
    for key, kind in KEYS.items():
        if key in table and not isinstance(table[key], kind):
            raise ValueError(f"factor {table['slug']}: {key} must be {kind.__name__}")
    for key, words in (("level", LEVELS), ("effect", EFFECTS), ("worse", WORSE), ("strength", STRENGTHS)):
        if table[key] not in words:
            raise ValueError(f"factor {table['slug']}: {key} is none of {', '.join(words)}")
    measured = tuple(Measured(**{str(name): str(value) for name, value in each.items()}) for each in table.get("measured", []))
    given = {key: table.get(key, "") for key in KEYS if key != "measured"}
    return Factor(**given, measured=measured)
