"""Contracts, read from their declarations."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import fields as fields_of
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from upriver import shelf
from upriver.intake.derived import derived
from upriver.words.checks import OPERATORS
from upriver.words.declared import PATTERNS, Compare, Contract, Field, Grouping, Number
from upriver.words.refusal import Refusal
from upriver.words.sharing.feed import QUESTIONS

HOLDS = ("events", "counts", "residents", "ranks", "look_up", "outlines")
TYPES = ("text", "code", "month", "date", "datetime", "integer", "number", "year", "quarter", "financial_year")
PROTECTIONS = ("open", "aggregate", "depersonalised")
MODES = ("records", "table", "form", "elsewhere")
TALLIES = ("events", "stock", "none")
GRAINS = ("", "month", "quarter", "hour", "weekday")
WIDE_NAMES = {"age": PATTERNS["age"][0], "sex_and_age": r"[fm] ?[0-9]{1,2}"}
"""What the headers look like that a wide contract turns into rows, in lower case. Closed."""

_NEEDED = ("version", "title", "holds", "says", "publisher", "licence", "cadence", "rule")
_FIELD_KEYS = frozenset(field.name for field in fields_of(Field))


def contracts(own: Path | None = None) -> dict[str, Contract]:
    """Every contract by slug: the package's, then the workspace's own.

    Raises:
        Refusal: a declaration lacks something, asks for a rule that doesn't exist, or would loosen what holds for
            partners' data; names file and key.
    """
    known, tables = _shipped(), shelf.declared("contracts")
    if own is None:
        return dict(known)
    every = {slug: known[slug] if table is tables.get(slug) else contract_from(table) for slug, table in shelf.declared("contracts", own).items()}
    _check_own(own, known, every)
    return every


@cache
def _shipped() -> Mapping[str, Contract]:
    return {slug: contract_from(table) for slug, table in shelf.declared("contracts").items()}


def _check_own(own: Path, shipped: Mapping[str, Contract], every: Mapping[str, Contract]) -> None:
    """Refuse a workspace's contract by which partners' data would pass as open: without a clause, or unsearched."""
    for path in sorted((own / "contracts").glob("*.toml")):
        slug = path.stem
        if slug in shipped and shipped[slug].protection != "open":
            raise Refusal(f"declarations/contracts/{path.name} would stand in for the contract of a partner's data",
                          do="Give it another name, or read the partner's own columns by a mapping (`upriver map`).")
        if every[slug].protection == "open" and any(field.pattern == "person_key" or field.free_text for field in every[slug].fields):
            raise Refusal(f"declarations/contracts/{path.name} is of open data and asks for keys of persons or for free text",
                          do='Say `protection = "depersonalised"`, or take those fields out.')


def layouts(own: Path | None = None) -> dict[str, Contract]:
    """Every layout that a file may come in: each contract, then the protected tables and forms derived from them."""
    known = contracts(own)
    return {**known, **{each.slug: each for contract in known.values() for each in derived(contract, _hidden_by(contract.rule, own))}}


def _hidden_by(rule: str, own: Path | None) -> tuple[int, int] | None:
    """The counts that a disclosure rule hides, both included, or None where it hides none."""
    table = shelf.declared("rules", own).get(rule, {})
    low, high = max(int(table.get("low", 1)), 1), int(table.get("high", 0))
    return (low, high) if low <= high else None


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
        **_of_a_feed(table),
    )
    _check_names(contract)
    return contract


def _of_a_feed(table: Mapping[str, Any]) -> dict[str, Any]:
    """What a contract for a partner's data says besides: who is asked, why, how it may be met, how it is protected."""
    plain = {key: table[key] for key in ("protection", "why", "due_in_days", "place_from", "tally") if key in table}
    lists = {key: tuple(table[key]) for key in ("asked_of", "modes", "answers") if key in table}
    groupings = (grouping.partition(":") for grouping in table.get("table", ()))
    return {
        **plain,
        **lists,
        "compares": tuple(Compare(**compare) for compare in table.get("compares", ())),
        "table": tuple(Grouping(name, grain) for name, _, grain in groupings),
        "form": tuple(Number(**number) for number in table.get("form", ())),
    }


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
    _check_feed(contract, names)
    if contract.wide and (len(contract.wide) != 3 or contract.wide[2] not in WIDE_NAMES):
        raise Refusal(f"the contract {contract.slug} has an unknown `wide`",
                      do=f"It is [new column, value column, one of {', '.join(WIDE_NAMES)}].")


def _check_feed(contract: Contract, names: list[str]) -> None:
    """Refuse a feed whose parts don't fit together."""
    needed = {"table": bool(contract.table), "form": bool(contract.form)}
    faults = [
        (contract.protection not in PROTECTIONS, f"`protection` is one of {', '.join(PROTECTIONS)}"),
        (contract.tally not in TALLIES, f"`tally` is one of {', '.join(TALLIES)}"),
        (not set(contract.modes) <= set(MODES), f"`modes` are of {', '.join(MODES)}"),
        (any(needed[mode] != (mode in contract.modes) for mode in needed), "a mode table or form needs its list, and the list its mode"),
        (len(contract.form) > 12, "a form asks for twelve numbers at most"),
        (
            any(each.field not in names or each.grain not in GRAINS for each in contract.table),
            "each part of `table` is FIELD or FIELD:month",
        ),
        (
            any({each.left, each.right} - set(names) or each.operator not in OPERATORS for each in contract.compares),
            "`compares` names two fields and an operator",
        ),
        (not set(contract.answers) <= set(QUESTIONS), f"`answers` are of {', '.join(QUESTIONS)}"),
        (contract.place_from is not None and contract.place_from not in names, "`place_from` names a field"),
    ]
    for wrong, says in faults:
        if wrong:
            raise Refusal(f"the contract {contract.slug} doesn't fit together: {says}", do="Mend its declaration.")


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
    tuples = {key: tuple(table[key]) for key in ("headers", "codes", "marks", "required_if") if key in table}
    plain = {key: table[key] for key in table if key not in tuples}
    codes = {"codes": _listed(slug, table["look_up"])} if "look_up" in table else {}
    return Field(**{"headers": (), **plain, **tuples, **codes})


@cache
def _listed(slug: str, name: str) -> tuple[str, ...]:
    """The first column of a shipped list."""
    path = shelf.data_file(f"{name}.csv")
    if not path.is_file():
        raise Refusal(f"the contract {slug} looks values up in {name}, which is no shipped list", do="Name one of declarations/data.")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(dict.fromkeys(row[0] for row in islice(csv.reader(lines), 1, None) if row))
