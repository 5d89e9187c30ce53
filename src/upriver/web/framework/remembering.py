"""What takes long to work out and is the same for every visitor: kept until anything is done in the workspace, or the day ends."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.models import EventRecord
from upriver.web.framework.asked import Asked

T = TypeVar("T")
MOST = 64
_KEPT: OrderedDict[Hashable, object] = OrderedDict()
_TURN = threading.Lock()


def remembered(asked: Asked, name: str, work: Callable[[], T], *more: Hashable) -> T:
    """What `work` gives, kept by `name`, the log's last event, today and `more`.

    `work` reads as the desk: it must not depend on who asks, and whoever shows a part of it asks the policy for that part.
    Everything that changes what it reads leaves an event, save files that somebody lays into the workspace by hand: those
    stand in `more`.
    """
    with as_desk():
        last = EventRecord.objects.order_by("-number").values_list("number", flat=True).first() or 0
        key = (str(asked.folder.root), name, last, asked.today, asked.lang, *more)
        with _TURN:
            if key in _KEPT:
                _KEPT.move_to_end(key)
                return _KEPT[key]  # type: ignore[return-value]
        made = work()
    with _TURN:
        _KEPT[key] = made
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return made
