"""The shelf of indicators: each with its exact definition, and where its readings stand among cleared figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from upriver import shelf
from upriver.words.figure import UNITS
from upriver.words.monitoring.indicator import BETTER, CADENCES, DIRECTIONS, FAMILIES, Indicator, ReadFrom
from upriver.words.refusal import Refusal
from upriver.words.text import listed

NEEDS = {
    "code": str, "title": str, "says": str, "numerator": str, "denominator": str, "source": str, "unit": str, "geography": str,
    "cadence": str, "better": str, "direction": str, "rule": str, "family": str, "national": bool, "verified": bool,
}  # fmt: skip
MAY = {"caveat": str, "per": int, "touches": list, "carried_by": str, "beside": str, "measured_in": str, "reads": list}
READ_NEEDS = {"table": str, "measure": str, "unit": str}
READ_MAY = {"breakdown": dict, "source": str, "cadence": str, "says": str}
CODED: Mapping[str, Mapping[str, object]] = {"unit": UNITS, "cadence": CADENCES, "better": BETTER, "direction": DIRECTIONS, "family": FAMILIES}


def indicators(own: Path | None = None) -> tuple[Indicator, ...]:
    """Every indicator, shipped and the workspace's own: by family, then by its code.

    Raises:
        Refusal: one has a value that isn't among those allowed, or carries nothing and doesn't say what would.
        Unreadable: one lacks a key, or gives one in another kind than text, number or list.
    """
    found = [_indicator(slug, table) for slug, table in shelf.declared("indicators", own).items()]
    order = list(FAMILIES)
    return tuple(sorted(found, key=lambda each: (order.index(each.family), _code_order(each.code), each.slug)))


def one(slug: str, own: Path | None = None) -> Indicator:
    """The indicator of that name.

    Raises:
        Refusal: there is none.
    """
    found = {each.slug: each for each in indicators(own)}
    wanted = slug.replace("-", "_")
    if wanted not in found:
        close = [each for each in found if wanted[:4] in each][:4]
        raise Refusal(f"there is no indicator {slug}", do=f"{'Did you mean ' + listed(close, last='or') + '? ' if close else ''}`upriver indicator list` shows them all.")
    return found[wanted]


def _indicator(slug: str, table: Mapping[str, Any]) -> Indicator:
    what = f"the indicator {slug}"
    shelf.shaped(what, table, NEEDS, MAY)
    for key, allowed in CODED.items():
        if table[key] not in allowed:
            raise Refusal(f"{what} gives a {key} that isn't known", do=f"Write one of {listed(list(allowed), most=40, last='or')}.")
    reads = tuple(_read(what, each) for each in table.get("reads", []))
    if not reads and not table.get("carried_by"):
        raise Refusal(f"{what} is read from nowhere and doesn't say what would carry it", do="Add [[reads]], or carried_by in a sentence.")
    return Indicator(
        slug=slug, reads=reads, touches=shelf.texts(f"`touches` of {what}", table.get("touches", [])),
        **{key: table[key] for key in NEEDS}, **{key: table[key] for key in ("caveat", "per", "carried_by", "beside", "measured_in") if key in table},
    )  # fmt: skip


def _read(what: str, table: object) -> ReadFrom:
    if not isinstance(table, dict):
        raise Refusal(f"{what} says where it is read from in a way that can't be read", do="Write each place as [[reads]].")
    shelf.shaped(f"a place that {what} is read from", table, READ_NEEDS, READ_MAY)
    if table["unit"] not in UNITS or table.get("cadence", "year") not in CADENCES:
        raise Refusal(f"{what} is read in a unit or cadence that isn't known", do="Look at the units and cadences of the other indicators.")
    split = tuple(sorted((str(name), str(value)) for name, value in table.get("breakdown", {}).items()))
    return ReadFrom(table["table"], table["measure"], table["unit"], split, *(table.get(key, "") for key in ("source", "cadence", "says")))


def _code_order(code: str) -> tuple[str, int, str]:
    digits = "".join(each for each in code if each.isdigit())
    return code[:1], int(digits or 0), code
