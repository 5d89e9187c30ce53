"""Whether anybody changed the log: its chain, and every head that was written down outside of the database."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from upriver.desk.audit.actions import verify
from upriver.desk.audit.anchoring import HEADS, Head, heads_in, last_head, logs_of, missing
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.text import plural


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the log stands. `wrong` is what was found, as a sentence, "" where nothing was.

    `held_against` is how many heads were compared, by where they were written down; a place that holds none isn't named.
    """

    events: int
    head: Head | None
    broken_at: str
    wrong: str
    held_against: Mapping[str, int]


def checked(folder: Folder, *, backup: Head | None = None) -> Verdict:
    """Check the log of the desk that is open against its own chain and against the heads of this workspace.

    Args:
        backup: the head that a backup holds, where it should be held against one.
    """
    count, broken = verify()
    places = {"audit.heads": tuple(heads_in(folder.root / HEADS)), "the ledger": tuple(heads_in(path) if (path := _logs(folder)) else ()),
              "the backup": (backup,) if backup else ()}
    if broken:
        return Verdict(count, last_head(), broken, f"the audit log is broken after {plural(count, 'event')}", {})
    held = {name: len(heads) for name, heads in places.items() if heads}
    for name, heads in places.items():
        lost, first = missing(heads)
        if first is not None:
            wrong = (f"{plural(lost, 'event')} that {name} names {'is' if lost == 1 else 'are'} not in the audit log, the first of them "
                     f"number {first.number:,} of {first.at[:10] or 'an unknown day'}: the log was cut short or made anew")
            return Verdict(count, last_head(), "", wrong, held)
    return Verdict(count, last_head(), "", "", held)


def _logs(folder: Folder) -> Path | None:
    with suppress(Refusal, OSError):  # a share that isn't connected is told by whoever needs the ledger
        return logs_of(folder.ledger)
    return None
