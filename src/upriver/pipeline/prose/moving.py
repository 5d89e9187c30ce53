"""Generated sentences whose numbers have moved: the headlines of one run beside those of another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from upriver.store.folder import Folder, write_whole

FILE = "headlines.json"


@dataclass(frozen=True, slots=True)
class Moved:
    """A generated sentence that reads otherwise: by its slug, with its old and its new text ("" where it wasn't or isn't said)."""

    slug: str
    old: str
    new: str


def moved(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Moved, ...]:
    """The sentences that changed, first those said both times, then the new ones, then those no longer said."""
    changed = [Moved(slug, before[slug], says) for slug, says in now.items() if slug in before and before[slug] != says]
    fresh = [Moved(slug, "", says) for slug, says in now.items() if slug not in before]
    gone = [Moved(slug, says, "") for slug, says in before.items() if slug not in now]
    return (*changed, *fresh, *gone)


def keep_headlines(folder: Folder, run: str, headlines: Mapping[str, str]) -> None:
    """Keep a run's headline sentences beside its draft, by slug, so that a later run can be held beside them."""
    write_whole(folder.drafts / run / FILE, (json.dumps(dict(headlines), indent=1, ensure_ascii=False) + "\n").encode())


def headlines_kept(folder: Folder, run: str | None) -> dict[str, str]:
    """The headline sentences of a run, by slug; none where it kept none."""
    place = folder.drafts / (run or "none") / FILE
    return {str(slug): str(says) for slug, says in json.loads(place.read_text("utf-8")).items()} if place.is_file() else {}
