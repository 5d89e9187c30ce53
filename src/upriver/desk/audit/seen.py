"""Which lines of the ledgers this workspace has seen: the log names them, and nobody changes the log unseen."""

from __future__ import annotations

import json
from collections import defaultdict

from upriver.desk.audit.models import EventRecord
from upriver.words.releasing.released import heads_read


def heads_seen() -> dict[str, set[str]]:
    """The ids of ledger lines that events name, by audience. One that is no longer in its ledger was taken out of it."""
    seen: dict[str, set[str]] = defaultdict(set)
    for text in EventRecord.objects.filter(body__contains='"ledger":').values_list("body", flat=True):
        written = json.loads(text).get("ledger")
        for audience, head in heads_read(written).items() if isinstance(written, str) else ():
            seen[audience].add(head)
    return dict(seen)
