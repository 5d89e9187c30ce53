"""A question of a check that a strategy is held against, with why it is asked and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One file of the shelf `questions`. `check` is one of CHECKS; `verified` whether its source was read."""

    slug: str
    check: str
    says: str
    why: str
    source: str
    verified: bool
    title: str = ""
    """The principle in a few words, for the six principles of public health."""
    order: int = 0
