"""A release asked for, everything defaulted."""

from __future__ import annotations

from upriver.words.releasing import gate
from upriver.words.releasing.gate import Request, Vote


def a_request(*, needs: int = 2, authors: tuple[str, ...] = ("Ann Author",), context: str = "For the board.", controls: str = "The lock.",
              cells: str = "c1", state: str = "draft") -> Request:
    """A release as its author would ask for it."""
    return Request("r1", "assessment", "public", "run1", cells, "p1", "public=h1", needs, "it rests on records", authors,
                   "2026-02-01T09:00:00Z", context=context, controls=controls, state=state)


def a_vote(by: str = "Rae Reader", answer: str = "approve", why: str = "Read it.") -> Vote:
    """A vote."""
    return Vote(by, answer, why, "2026-02-02T09:00:00Z")


def asked(**how: object) -> Request:
    """The same, asked for."""
    return gate.submitted(a_request(**how))  # type: ignore[arg-type]
