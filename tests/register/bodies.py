"""Builders for registers: everything defaulted, so that a test shows what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from upriver.words.area import Area
from upriver.words.sharing.authority import SPECIFIED, Authority, Cover, Person, Register

NORSEA, HARROWMERE = Area("ltla", "E06009901", "Norsea"), Area("ltla", "E07009901", "Harrowmere")
DAY = date(2026, 2, 1)


def a_cover(district: str = "E06009901", name: str = "Norsea", share: float | None = 1.0, **more: Any) -> Cover:
    return Cover(district, name, share, **more)


def a_body(kind: str = "police", ident: str = "", *, areas: tuple[Cover, ...] = (a_cover(),), **more: Any) -> Authority:
    return replace(Authority(ident or f"{kind}-1", kind, f"The {kind} body", areas=areas), **more)


def six(*areas: Cover) -> tuple[Authority, ...]:
    """One body of each specified kind, all over the same areas."""
    return tuple(a_body(kind, areas=areas or (a_cover(),)) for kind in SPECIFIED)


def a_person(ident: str = "p1", name: str = "Oriel Tansley", **more: Any) -> Person:
    return Person(ident, name, **more)


def a_register(*bodies: Authority, people: tuple[Person, ...] = ()) -> Register:
    return Register(bodies or six(), people)
