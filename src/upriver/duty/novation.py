"""When a body ends: what rests on it, and must be made over to its successor or ended with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from upriver.words.sharing.authority import Authority, Became, Register

Item = tuple[str, str, str, str]
"""Something that rests on a body: (kind, id, title, the body's id or code). Kinds: agreement, action, request, page."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A body that has ended or will: its last day, who takes over (id and name), and who says so.

    `recoded` is the same body under a new code: its agreements stay as they are, and only codes change.
    """

    body: Authority
    last_day: date
    into: tuple[tuple[str, str], ...]
    recoded: bool
    told_by: str


@dataclass(frozen=True, slots=True)
class Novation:
    """An ending with all that rests on the body, and what is to be done about it."""

    ending: Ending
    items: tuple[Item, ...]
    do: str


def endings(
    register: Register, shipped: Mapping[str, Authority], *, on: date, within_days: int
) -> tuple[Ending, ...]:
    """Bodies of the register that have ended on a day, or will within so many days after it, soonest first.

    A last day that the register doesn't have is taken from the shipped list, and this is said.
    """
    until = on + timedelta(days=within_days)
    listed = register.by_id()
    found = []
    for body in register.authorities:
        other = shipped.get(body.id)
        last, told_by = body.valid_to, "the register"
        if last is None and other is not None:
            last, told_by = other.valid_to, "the shipped list"
        if last is None or last > until:
            continue
        source = body if body.successors or body.continues_as or other is None else other
        ids = (source.continues_as,) if source.continues_as else source.successors
        names = {**{key: each.name for key, each in shipped.items()}, **{key: each.name for key, each in listed.items()}}
        into = tuple((key, names.get(key, key)) for key in ids)
        found.append(Ending(body, last, into, bool(source.continues_as), told_by))
    return tuple(sorted(found, key=lambda each: (each.last_day, each.body.id)))


def for_novation(ended: Iterable[Ending], items: Iterable[Item]) -> tuple[Novation, ...]:
    """Each ending with the things that rest on the body, by its id or its code, in the order of kind and id."""
    held = tuple(items)
    return tuple(
        Novation(
            ending,
            tuple(sorted(item for item in held if item[3] in {ending.body.id, ending.body.code} - {""})),
            _do(ending),
        )
        for ending in ended
    )


def _do(ending: Ending) -> str:
    if ending.recoded:
        return "The same body goes on under a new code: nothing needs to be made over; put the new code into the register."
    if not ending.into:
        return "Who takes over isn't known. Find out before the last day, and write it into the register."
    many = "each successor that takes a part of it" if len(ending.into) > 1 else "the successor"
    return f"Make each agreement over to {many}, or end it on the last day; nothing passes by itself."


def became_of(register: Register) -> dict[str, Became]:
    """What became of each area code of the register whose body has a last day: what its old page will say."""
    held = register.by_id()
    found = {}
    for body in register.authorities:
        after = (body.continues_as,) if body.continues_as else body.successors
        if body.code and body.valid_to is not None and after:
            into = tuple((held[key].code or key, held[key].name) if key in held else (key, key) for key in after)
            begins = (body.valid_to + timedelta(days=1)).isoformat()
            found[body.code] = Became(body.code, body.name, begins, into, body.verified, bool(body.continues_as))
    return found
