"""The kinds of violence that are told in depth, as they are declared."""

from __future__ import annotations

from pathlib import Path

from upriver import shelf
from upriver.words.declared import Profile
from upriver.words.refusal import Refusal

NEEDS = {"version": int, "order": int, "title": str, "says": str}
MAY = {
    "offences": list, "street": list, "flagged": dict, "victim_under": int, "hours": list, "needs_extract": bool,
    "limits": list,
}


def profiles(own: Path | None = None) -> tuple[Profile, ...]:
    """Every profile, shipped and the workspace's own, in their order.

    Raises:
        Refusal: one says nothing of what it takes, or gives hours that are no hours of a day.
    """
    found = []
    for slug, table in shelf.declared("profiles", own).items():
        shelf.shaped(f"the profile {slug}", table, NEEDS, MAY)
        hours = tuple(table.get("hours", ()))
        if hours and (len(hours) != 2 or any(not isinstance(hour, int) or not 0 <= hour <= 24 for hour in hours)):
            raise Refusal(f"the profile {slug} gives hours that can't be read", do="Write hours = [20, 6] for eight in the evening to six.")
        if not (table.get("offences") or table.get("flagged")):
            raise Refusal(f"the profile {slug} takes nothing", do='Give it offences = ["34B"] or flagged = { knife = ["yes"] }.')
        found.append(
            Profile(
                slug, table["order"], table["title"], table["says"], tuple(table.get("offences", ())),
                tuple(table.get("street", ())), {name: tuple(values) for name, values in table.get("flagged", {}).items()},
                table.get("victim_under"), (hours[0], hours[1]) if hours else None, table.get("needs_extract", False),
                tuple(table.get("limits", ())),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.order, each.slug)))
