"""What a restricted document tells of its own making that a public one leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.sharing.agreement import Barred, Clause


@dataclass(frozen=True, slots=True)
class Sent:
    """What one provider has sent of one source that counts for the document: how many months or quarters, the first and the last."""

    source: str
    provider: str
    periods: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Inside:
    """The agreements' clauses that figures rest on, what of them only the partnership's own people may see, what came, what is barred.

    `alone` are (source, how finely it stands here, how finely everyone may see it), in words.
    """

    clauses: tuple[Clause, ...]
    alone: tuple[tuple[str, str, str], ...]
    sent: tuple[Sent, ...]
    barred: tuple[tuple[str, Barred], ...]
