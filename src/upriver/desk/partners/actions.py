"""Setting a partnership up and settling its areas."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.partners.models import Partnership
from upriver.words.area import Area


def set_up(*, slug: str, name: str, areas: Sequence[str], by: str, at: str) -> Partnership:
    """Make the partnership, or amend its name and areas where it is there already."""
    with transaction.atomic():
        found = Partnership.objects.first() or Partnership(slug=slug, name=name or slug)
        before = (found.name, found.areas_named)
        found.name = name or found.name
        if areas:
            found.areas_named, found.areas_settled = list(areas), []
        new = found.pk is None
        if new or (found.name, found.areas_named) != before:
            found.save()
            body = {"name": found.name, "areas": found.areas_named}
            record(verb="set up" if new else "amended", subject=f"partnership:{found.slug}", body=body, by=by, at=at)
    return found


def settle_areas(*, areas: Sequence[Area], by: str, at: str) -> None:
    """Record which areas the names that were typed mean."""
    settled = [{"level": area.level, "code": area.code, "name": area.name} for area in areas]
    with transaction.atomic():
        found = Partnership.objects.get()
        if found.areas_settled != settled:
            found.areas_settled = settled
            found.save()
            record(verb="settled areas", subject=f"partnership:{found.slug}", body={"areas": settled}, by=by, at=at)


def partnership() -> Partnership | None:
    """The workspace's partnership, or None before `init`."""
    return Partnership.objects.first()


def settled_areas(found: Partnership) -> tuple[Area, ...]:
    """The areas settled so far, as words."""
    return tuple(Area(row["level"], row["code"], row["name"]) for row in found.areas_settled)
