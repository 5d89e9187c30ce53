"""Answering "may we?": never a bare yes, but by which clause, confirmed by whom, or what would make it one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from upriver.duty.permitting import NOWHERE, Within, allowed
from upriver.words.sharing.agreement import Clause, Use
from upriver.words.text import listed

ANSWERS = {
    "allowed": "Allowed",
    "unconfirmed": "Nobody has confirmed this yet",
    "no": "No",
}
"""The three answers. Closed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one use on one day. `rests_on` are the ids of the clauses that allow it, or would once confirmed."""

    kind: str
    says: str
    do: str
    rests_on: tuple[str, ...] = ()

    @property
    def yes(self) -> bool:
        return self.kind == "allowed"


def answer(use: Use, clauses: Sequence[Clause], *, on: date, within: Within = NOWHERE) -> Answer:
    """Whether a use is allowed on a day."""
    permission = allowed([use], clauses, on=on, within=within)
    if permission.uses:
        return Answer("allowed", " ".join(_yes(clause) for clause in permission.clauses), "", _ids(permission.clauses))
    # What only waits for somebody's confirmation is told apart from what is forbidden or not agreed.
    hoped = [replace(clause, state="live") for clause in clauses if clause.state in ("live", "unconfirmed")]
    waiting = allowed([use], hoped, on=on, within=within)
    if waiting.uses:
        ids = _ids(waiting.clauses)
        open_ones = [clause for clause in clauses if clause.id in ids and clause.state == "unconfirmed"]
        why = " ".join(dict.fromkeys(_ended(clause.why) for clause in open_ones))
        return Answer("unconfirmed", f"{ANSWERS['unconfirmed']}: clause {listed(ids)} would allow it. {why}",
                      " ".join(dict.fromkeys(clause.do for clause in open_ones)), ids)
    barred = permission.barred[0]
    return Answer("no", f"{ANSWERS['no']}: {_ended(barred.why)}", barred.do)


def _yes(clause: Clause) -> str:
    whom = (f"confirmed by {clause.confirmed_by}" if clause.confirmed_by
            else "granted to everyone by its licence, so that nobody's confirmation is needed")
    return f"{ANSWERS['allowed']} by clause {clause.id}, {whom}. {clause.says}"


def _ids(clauses: Sequence[Clause]) -> tuple[str, ...]:
    return tuple(clause.id for clause in clauses)


def _ended(words: str) -> str:
    return f"{words.rstrip('. ')}."
