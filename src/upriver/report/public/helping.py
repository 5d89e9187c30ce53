"""Where to get help: the list that the partnership keeps, and the entries of it that a person should look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from upriver.shelf import Unreadable, shaped
from upriver.words.language.speaking import either, fixed, say
from upriver.words.public.site import Service

DAYS_GOOD = 366
"""An entry counts as checked for a year, the day itself included."""
_ADDRESS = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s\"'<>\\]*)?", re.IGNORECASE)
_SHORT = {"999", "101", "111", "112", "116 000", "116 006", "116 111", "116 117", "116 123", "18000", "61016"}
"""Short numbers of the United Kingdom, emergency texts among them."""
_LONG = (("0800", (10, 11)), ("01", (10, 11)), ("02", (11,)), ("03", (11,)), ("07", (11,)), ("08", (11,)))
"""How many digits a number has, by how it starts."""
NEEDS = {"name": str, "says": dict}
MAY = {"number": str, "href": str, "hours": dict, "boxed": bool, "young": bool, "checked_on": str, "verified": bool}


def services(table: Mapping[str, Any]) -> tuple[Service, ...]:
    """The entries of `help.toml` in their order, those that can't be right among them.

    Raises:
        Unreadable: an entry lacks a name or words, or gives something in a way that can't be read.
    """
    found = []
    for entry in table.get("services", ()):
        what = f"declarations/site/help.toml: the entry {entry.get('name', 'without a name')!r}"
        shaped(what, entry, NEEDS, MAY)
        more = {key: value for key, value in entry.items() if key in MAY and key != "hours"}
        found.append(Service(name=fixed(entry["name"]), says=_words(what, entry["says"]), hours=_words(what, entry.get("hours", {"en": ""})), **more))
    return tuple(found)


def printable(every: tuple[Service, ...]) -> tuple[Service, ...]:
    """Those that may be printed: with a number or an address, each written as one can be."""
    return tuple(each for each in every if not malformed(each))


def malformed(service: Service) -> str:
    """What can't be right about an entry, in words; "" where nothing is."""
    if not service.number and not service.href:
        return "has neither a number nor an address"
    if service.number and not is_number(service.number):
        return "gives a number that can't be one of this country"
    if service.href and not _ADDRESS.fullmatch(service.href):
        return "gives an address that isn't a whole one (https://...)"
    if service.checked_on and _day(service.checked_on) is None:
        return "gives `checked_on` in another way than 2026-01-31"
    return ""


def is_number(written: str) -> bool:
    """Whether it is a telephone number of the United Kingdom as people write it: a known short one, or as many digits as its start asks."""
    if not re.fullmatch(r"[0-9]+(?: [0-9]+)*", written):
        return False
    digits = written.replace(" ", "")
    if written in _SHORT or digits in _SHORT:
        return True
    if digits == "08001111":
        return True
    lengths = next((long for start, long in _LONG if digits.startswith(start)), ())
    return len(digits) in lengths


def dead(every: tuple[Service, ...], on: date) -> tuple[str, ...]:
    """What a person should look at before a release on that day, a sentence an entry."""
    said = []
    for each in every:
        checked = _day(each.checked_on)
        if wrong := malformed(each):
            said.append(f"{each.name} {wrong}, so it is left out.")
        elif checked is None:
            said.append(f"{each.name} has not been checked by anybody: try it, then write `checked_on`.")
        elif checked > on:
            said.append(f"{each.name} was checked on a day that is still to come.")
        elif (on - checked).days > DAYS_GOOD:
            said.append(f"{each.name} was last checked more than a year ago: try it again, then write `checked_on`.")
    return tuple(said)


def _words(what: str, held: object) -> str:
    if not isinstance(held, dict) or not isinstance(held.get("en"), str):
        raise Unreadable(f'{what} gives words in a way that can\'t be read. Write them as {{ en = "..." }}.')
    return either(held["en"], held["cy"]) if held.get("cy") else say(held["en"])


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
