"""What several pages of the manager's need: names of areas, and the way to a page that somebody else's part declares."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.desk.partners.ground import areas_known
from upriver.store.folder import Folder
from upriver.web.framework import page as pages
from upriver.web.framework.asked import Asked


def place_names(folder: Folder) -> Mapping[str, str]:
    """The names of the partnership's areas, by code."""
    return areas_known(folder)


def way(asked: Asked, name: str, **parts: object) -> str:
    """The address of a page, "" where there is no page of that name or whoever asks may not open it."""
    found = pages.one(name)
    if found is None or not pages.opens(found, asked.actor):
        return ""
    return asked.url(name, **parts)
