"""Asking every analysis on the shelf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver import shelf
from upriver.assess.asking import Ask, Counts
from upriver.assess.ranking import ranked
from upriver.places.ground import Ground
from upriver.words.figure import Need
from upriver.words.finding import Finding, Signal

SHELF = "upriver.assess.analyses"


def needs(only: Sequence[str] = ()) -> tuple[Need, ...]:
    """All that the analyses on the shelf say they need, or those of some questions."""
    asked = (analysis for analysis in shelf.modules(SHELF) if not only or analysis.QUESTION in only)
    return tuple(dict.fromkeys(need for analysis in asked for need in analysis.NEEDS))


def questions() -> dict[str, str]:
    """Every question that the shelf answers, with the sentence that its analysis is headed by."""
    return {analysis.QUESTION: (analysis.__doc__ or "").split("\n", 1)[0] for analysis in shelf.modules(SHELF)}


def answers(counts: Counts, ground: Ground, ask: Ask, *, only: Sequence[str] = ()) -> Iterator[Finding | Signal]:
    """All findings and signals of all analyses that the data held can answer, in the order of their files.

    What is most pressing is weighed last, from what all of them found.
    """
    found: list[Finding | Signal] = []
    for analysis in shelf.modules(SHELF):
        if not only or analysis.QUESTION in only:
            found += analysis.answer(counts, ground, ask)
    yield from found
    if not only:
        yield from ranked(found, ground, ask)
