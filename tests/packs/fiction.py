"""A small partnership on paper: its records as a plan, and what a document is told from them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from upriver.report.plans.told import Told
from upriver.respond.delivery.standing import delivered
from upriver.words.area import Area
from upriver.words.registers.plan import Plan, Row, plan_of
from upriver.words.sharing.authority import Authority, Register

ON = date(2026, 2, 1)
BODIES = Register((
    Authority("police-of-norsea", "police", "Norsea Police"),
    Authority("E06009901", "local_authority", "Norsea Council"),
    Authority("fire-norsea", "fire_and_rescue", "Norsea Fire and Rescue"),
))


@cache
def rows() -> tuple[Row, ...]:
    """The records of `fiction.toml` as rows."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(Row(slug, each["id"], {name: _text(value) for name, value in each.items()}) for slug, found in table.items() for each in found)


def _text(value: object) -> str:
    return ";".join(value) if isinstance(value, list) else str(value)


def a_plan(more: Mapping[str, Mapping[str, Mapping[str, str]]] | None = None) -> Plan:
    """The records; `more` is register -> id -> values that take the place of a row's, or are a row of their own."""
    found = {(row.register, row.id): row for row in rows()}
    for slug, each in (more or {}).items():
        for ident, values in each.items():
            was = found.get((slug, ident))
            found[slug, ident] = Row(slug, ident, {**(was.values if was else {"id": ident}), **values})
    return plan_of(found.values())


def told(slug: str, *, plan: Plan | None = None, on: date = ON, about: str = "", audience: str = "restricted", **more: object) -> Told:
    """What a document is told from."""
    plan = plan or a_plan()
    made = Told(slug, Area("partnership", "norsea", "Norsea"), audience, on, plan, BODIES, about=about, in_force="s2025",
                delivered=delivered(plan, on=on), names={"person-7": "Robin Unlisted"} if audience != "public" else {})
    return replace(made, **more)  # type: ignore[arg-type]
