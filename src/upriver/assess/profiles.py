"""The kinds of violence that are told in depth, as they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from upriver import shelf
from upriver.assess.in_depth import DIMENSIONS
from upriver.words.declared import Profile
from upriver.words.refusal import Refusal
from upriver.words.text import listed

NEEDS = {"version": int, "order": int, "title": str, "says": str}
MAY = {
    "offences": list, "street": list, "flagged": dict, "victim_under": int, "hours": list, "needs_extract": bool,
    "limits": list,
}


FLAGS = ("knife", "domestic_abuse", *DIMENSIONS)
"""Fields of the police extract that a kind may be told by."""
OLDEST = 120


def profiles(own: Path | None = None) -> tuple[Profile, ...]:
    """Every profile, shipped and the workspace's own, in their order.

    Raises:
        Refusal: one says nothing of what it takes, or gives hours, an age or a flag that there can't be.
        Unreadable: one lacks a key, or gives one in another kind than text, number or list.
    """
    found = []
    for slug, table in shelf.declared("profiles", own).items():
        shelf.shaped(f"the profile {slug}", table, NEEDS, MAY)
        lists = {key: shelf.texts(f"`{key}` of the profile {slug}", table.get(key, [])) for key in ("offences", "street", "limits")}
        hours = _hours(slug, table.get("hours", []))
        under = table.get("victim_under")
        if under is not None and not 1 <= under <= OLDEST:
            raise Refusal(f"the profile {slug} gives a victim_under that is no age", do=f"Write a whole number of years from 1 to {OLDEST}.")
        if not (table.get("offences") or table.get("flagged")):
            raise Refusal(f"the profile {slug} takes nothing", do='Give it offences = ["34B"] or flagged = { knife = ["yes"] }.')
        found.append(
            Profile(
                slug, table["order"], table["title"], table["says"], lists["offences"], lists["street"],
                _flagged(slug, table.get("flagged", {})), under, hours, table.get("needs_extract", False), lists["limits"],
            )
        )
    return tuple(sorted(found, key=lambda each: (each.order, each.slug)))


def _hours(slug: str, hours: list[object]) -> tuple[int, int] | None:
    """The hours of a profile, or None where it names none."""
    if not hours:
        return None
    match hours:
        case [int(first), int(last)] if {type(first), type(last)} == {int} and 0 <= first <= 24 and 0 <= last <= 24 and first != last:
            return first, last
    raise Refusal(f"the profile {slug} gives hours that can't be read", do="Write hours = [20, 6] for eight in the evening to six.")


def _flagged(slug: str, table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The fields of the police extract that make a crime belong, with their values."""
    if unknown := sorted(set(table) - set(FLAGS)):
        raise Refusal(
            f"the profile {slug} is flagged by {listed(unknown)}, by which the police extract isn't counted",
            do=f"Use {listed(list(FLAGS))}.",
        )
    found = {name: shelf.texts(f"`flagged` of the profile {slug}, {name},", values) for name, values in table.items()}
    if empty := [name for name, values in found.items() if not values]:
        raise Refusal(f"the profile {slug} names no value of {listed(empty)}", do='Write flagged = { knife = ["yes"] }.')
    return found
