"""Settling the places that a person names: a GSS code or a name, one place or a question back."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from upriver.places.forces import plain_name
from upriver.places.gazetteer import Gazetteer
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.refusal import Refusal

CHOOSABLE = ("force", "utla", "csp", "ltla", "icb", "fra", "region")


class Ambiguous(Refusal):
    """A name that means several places; carries the choices, so that a person at a terminal can be asked."""

    def __init__(self, name: str, choices: tuple[Area, ...]) -> None:
        self.name, self.choices = name, choices
        lines = "; ".join(f"{area.code} the {LEVEL_NAMES[area.level]} {area.name}" for area in choices)
        super().__init__(f'"{name}" means several places', do=f"Name one by its code: {lines}.")


def settle(gazette: Gazetteer, named: Sequence[str]) -> tuple[tuple[Area, ...], tuple[str, ...]]:
    """The areas that names or codes mean, and what was settled, in words.

    A name that a police force of the look-ups held has means the force area; this is said. Otherwise a name
    that several places share is ambiguous, save where all of them are the same small areas.

    Raises:
        Ambiguous: several places have the name.
        Refusal: no place has it; says the nearest names.
    """
    areas, said = [], []
    for name in named:
        choices = candidates(gazette, name)
        forces = tuple(area for area in choices if area.level == "force")
        if len(choices) > 1 and len(forces) == 1:
            others = ", ".join(f"{area.code} ({LEVEL_NAMES[area.level]})" for area in choices if area.level != "force")
            said.append(f'"{name}" is taken as the police force area {forces[0].code}; for another write {others}.')
            choices = forces
        if len(choices) > 1 and len({gazette.small_areas_of(area.level, area.code) for area in choices}) > 1:
            raise Ambiguous(name, choices)
        if not choices:
            raise _unknown(gazette, name)
        areas.append(choices[0])
    return tuple(dict.fromkeys(areas)), tuple(said)


def candidates(gazette: Gazetteer, name: str) -> tuple[Area, ...]:
    """Every choosable area with this code or name, largest kind first."""
    wanted = " ".join(name.split())
    found = []
    for level in CHOOSABLE:
        for area in gazette.areas(level):
            same = plain_name(area.name) == plain_name(wanted)
            if area.code.casefold() == wanted.casefold() or same:
                found.append(area)
    return tuple(found)


def _unknown(gazette: Gazetteer, name: str) -> Refusal:
    names = {area.name for level in CHOOSABLE for area in gazette.areas(level)}
    near = difflib.get_close_matches(name, sorted(names), n=3, cutoff=0.6)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return Refusal(
        f'no area of the look-ups held is called "{name}"',
        do=f"{hint}Write a GSS code (E10000014) or the name of a force, county, CSP or district, or take in its look-up.",
    )
