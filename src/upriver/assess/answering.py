"""Asking every analysis on the shelf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver import shelf
from upriver.assess.asking import Ask, Counts
from upriver.places.ground import Ground
from upriver.words.finding import Finding, Signal

SHELF = "upriver.assess.analyses"


def answers(counts: Counts, ground: Ground, ask: Ask, *, only: Sequence[str] = ()) -> Iterator[Finding | Signal]:
    """All findings and signals of all analyses that the data held can answer, in the order of their files."""
    for analysis in shelf.modules(SHELF):
        if not only or analysis.QUESTION in only:
            yield from analysis.answer(counts, ground, ask)
