"""Contracts, read from their declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any

from upriver import shelf
from upriver.words.declared import PATTERNS, Contract, Field
from upriver.words.refusal import Refusal

HOLDS = ("events", "counts", "residents", "ranks", "look_up", "outlines")
TYPES = ("text", "code", "month", "date", "datetime", "integer", "number", "year", "financial_year")
WIDE_NAMES = {"age": PATTERNS["age"][0], "sex_and_age": r"[fm] ?[0-9]{1,2}"}
"""What the headers look like that a wide contract turns into rows, in lower case. Closed."""

_NEEDED = ("version", "title", "holds", "says", "publisher", "licence", "cadence", "rule")
_FIELD_KEYS = frozenset(field.name for field in fields_of(Field))


def contracts(own: Path | None = None) -> dict[str, Contract]:
    """Every contract by slug: the package's, then the workspace's own.

    Raises:
        Refusal: a declaration lacks something or asks for a rule that doesn't exist; names file and key.
    """
    return {slug: contract_from(table) for slug, table in shelf.declared("contracts", own).items()}


def contract_from(table: Mapping[str, Any]) -> Contract:
    """One contract from its TOML table."""
    slug = table["slug"]
    for key in (*_NEEDED, "fields"):
        if key not in table:
            raise Refusal(f"the contract {slug} has no `{key}`", do="Add it; docs/reference/contracts.md says how.")
    if table["holds"] not in HOLDS:
        raise Refusal(f"the contract {slug} holds something unknown", do=f"`holds` is one of {', '.join(HOLDS)}.")
    contract = Contract(
        slug=slug,
        **{key: table[key] for key in _NEEDED},
        attribution=table.get("attribution", ""),
        layout_verified=bool(table.get("layout_verified", False)),
        fields=tuple(_field(slug, field) for field in table["fields"]),
        caveats=tuple(table.get("caveats", ())),
        wide=tuple(table["wide"]) if "wide" in table else None,
        period_from=table.get("period_from"),
        provider_from=table.get("provider_from"),
        unique=tuple(table.get("unique", ())),
        series=tuple(table.get("series", ())),
    )
    _check_names(contract)
    return contract


def _check_names(contract: Contract) -> None:
    """Refuse a contract whose parts don't fit together: a field twice, or a key that names no field."""
    names = [field.name for field in contract.fields]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise Refusal(f"the contract {contract.slug} has `{repeated[0]}` twice", do="Name each field once.")
    named = (contract.period_from, contract.provider_from, *contract.unique, *contract.series)
    for name in named:
        if name is not None and name not in names:
            raise Refusal(f"the contract {contract.slug} names `{name}`, which is none of its fields",
                          do="Write the name of a field.")
    if contract.wide and (len(contract.wide) != 3 or contract.wide[2] not in WIDE_NAMES):
        raise Refusal(f"the contract {contract.slug} has an unknown `wide`",
                      do=f"It is [new column, value column, one of {', '.join(WIDE_NAMES)}].")


def _field(slug: str, table: Mapping[str, Any]) -> Field:
    name = table.get("name", "?")
    if table.get("type") not in TYPES:
        raise Refusal(f"the contract {slug} gives `{name}` no known type", do=f"It is one of {', '.join(TYPES)}.")
    if table.get("pattern", "gss") not in PATTERNS:
        raise Refusal(f"the contract {slug} names an unknown pattern for `{name}`",
                      do=f"It is one of {', '.join(PATTERNS)}.")
    unknown = sorted(set(table) - _FIELD_KEYS)
    if unknown or not {"name", "says"} <= set(table):
        wrong = unknown[0] if unknown else "says"
        raise Refusal(f"the contract {slug} has a field `{name}` whose `{wrong}` is unknown or lacking",
                      do="A field has a name, a type, a sentence in `says`, headers and rules.")
    tuples = {key: tuple(table[key]) for key in ("headers", "codes", "marks") if key in table}
    plain = {key: table[key] for key in table if key not in tuples}
    return Field(**{"headers": (), **plain, **tuples})
