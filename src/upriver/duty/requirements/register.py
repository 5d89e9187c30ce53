"""The register of requirements, read from its declarations, in the order of its families."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from upriver import shelf
from upriver.words.standing.requirement import FAMILIES, LEVELS, Requirement

NEEDS: dict[str, type] = {"says": str, "level": str, "who": str, "source": str, "verified": bool}
MAY: dict[str, type] = {"rule": str, "takes": list, "unverified": str, "countries": list, "only_where": str}
_ID = re.compile(r"([a-j])([1-9][0-9]?)")
COUNTRIES = ("england", "wales")


def requirements() -> tuple[Requirement, ...]:
    """Every requirement, A1 first. A workspace can't take any away or change one: it is the law's list, not the partnership's.

    Raises:
        shelf.Unreadable: a declaration has a key or word that means nothing there.
    """
    return tuple(sorted((_requirement(slug, table) for slug, table in shelf.declared("requirements").items()), key=_order))


def _order(each: Requirement) -> tuple[str, int]:
    return each.family, int(each.id[1:])


def _requirement(slug: str, table: Mapping[str, Any]) -> Requirement:
    what = f"The requirement {slug}"
    shelf.shaped(what, table, NEEDS, MAY)
    found = _ID.fullmatch(slug)
    if found is None or found[1] not in FAMILIES:
        raise shelf.Unreadable(f"{what} isn't named by a letter from a to j and a number.")
    if table["level"] not in LEVELS:
        raise shelf.Unreadable(f"{what} has the level {table['level']}. It may be {', '.join(LEVELS)}.")
    if not table["verified"] and not table.get("unverified"):
        raise shelf.Unreadable(f"{what} isn't verified and doesn't say what wasn't read. Add `unverified`.")
    countries = shelf.texts(f"{what}: countries", table.get("countries", []))
    if set(countries) - set(COUNTRIES):
        raise shelf.Unreadable(f"{what} names a country that isn't one of {', '.join(COUNTRIES)}.")
    return Requirement(
        slug, found[1], table["says"], table["level"], table["who"], table["source"], table["verified"], table.get("rule", ""),
        shelf.texts(f"{what}: takes", table.get("takes", [])), table.get("unverified", ""), countries, table.get("only_where", ""),
    )
