"""Which lines of the ledgers this workspace has seen: the log names them, and nobody changes the log unseen."""

from __future__ import annotations

import json
from collections import defaultdict

from upriver.desk.audit.actions import verify
from upriver.desk.audit.models import EventRecord
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import heads_read


def heads_seen() -> dict[str, set[str]]:
    """The ids of ledger lines that events name, by audience. One that is no longer in its ledger was taken out of it.

    Raises:
        Refusal: the log itself was changed, so that it can't be told which lines were seen.
    """
    count, wrong = verify()
    if wrong:
        raise Refusal(f"the audit log was changed: its event {count + 1} doesn't follow from those before it",
                      do="Restore the workspace's database from a backup. Until then nothing can be released.")
    seen: dict[str, set[str]] = defaultdict(set)
    for text in EventRecord.objects.filter(body__contains='"ledger":').values_list("body", flat=True):
        written = json.loads(text).get("ledger")
        for audience, head in heads_read(written).items() if isinstance(written, str) else ():
            seen[audience].add(head)
    return dict(seen)
