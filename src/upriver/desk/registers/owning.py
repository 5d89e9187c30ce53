"""Whose a row of a register is: the authorities and areas that its columns name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from upriver.words.registers.plan import REGISTERS

KINDS = ("authorities", "areas")


def named_in(register: str, values: Mapping[str, str], kind: str) -> frozenset[str]:
    """The authorities or areas that the columns of a row name."""
    return frozenset(part.strip() for column in _columns(register, kind) for part in values.get(column, "").split(";") if part.strip())


def owners_after(before: str, register: str, values: Mapping[str, str] | None) -> str:
    """The authorities whose row it ever was, each between semicolons, once it stands as these values say."""
    held = {part for part in before.split(";") if part} | named_in(register, values or {}, "authorities")
    return f";{';'.join(sorted(held))};" if held else ""


@cache
def _columns(register: str, kind: str) -> tuple[str, ...]:
    sheet = next(each.sheet for each in REGISTERS if each.slug == register)
    return tuple(column.name for column in sheet.columns if column.known == kind)
