"""What takes long to work out and is the same for every visitor: kept until anything changes in the workspace, or the day ends."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from upriver.desk.planning.seen import kept, mark
from upriver.web.framework.asked import Asked

T = TypeVar("T")


def remembered(asked: Asked, name: str, work: Callable[[], T], *more: Hashable) -> T:
    """What `work` gives, kept by `name`, the state of everything that is recorded, today, the language and `more`.

    `work` reads as the desk: it must not depend on who asks, and whoever shows a part of it asks the policy for that part.
    Files that somebody lays into the workspace by hand leave no event: they stand in `more`.
    """
    return kept((name, str(asked.folder.root), asked.today, asked.lang, *mark(), *more), work)
