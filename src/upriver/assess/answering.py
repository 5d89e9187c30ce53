"""Asking every analysis on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import ModuleType

from upriver import shelf
from upriver.assess.asking import Ask, Counts
from upriver.assess.ranking import ranked
from upriver.places.ground import Ground
from upriver.words.figure import Need
from upriver.words.finding import Finding, Signal
from upriver.words.refusal import Fault, attempted

SHELF = "upriver.assess.analyses"
Found = Finding | Signal


def needs(only: Sequence[str] = ()) -> tuple[Need, ...]:
    """All that the analyses on the shelf say they need, or those of some questions."""
    asked = (analysis for analysis in shelf.modules(SHELF) if not only or analysis.QUESTION in only)
    return tuple(dict.fromkeys(need for analysis in asked for need in analysis.NEEDS))


def questions() -> dict[str, str]:
    """Every question that the shelf answers, with the sentence that its analysis is headed by."""
    return {analysis.QUESTION: says(analysis) for analysis in shelf.modules(SHELF)}


def says(analysis: ModuleType) -> str:
    """The sentence that an analysis is headed by."""
    return (analysis.__doc__ or "").split("\n", 1)[0]


def answers(
    counts: Counts, ground: Ground, ask: Ask, *, only: Sequence[str] = (), faults: list[Fault] | None = None
) -> Iterator[Finding | Signal]:
    """All findings and signals of all analyses that the data held can answer, in the order of their files.

    What is most pressing is weighed last, from what all of them found. Where `faults` are kept, an analysis that breaks
    leaves one there and no finding, so that no half of an answer is taken for the whole; else it stops everything.
    """
    found: list[Finding | Signal] = []
    for analysis in shelf.modules(SHELF):
        if not only or analysis.QUESTION in only:
            found += _whole(partial(analysis.answer, counts, ground, ask), analysis.QUESTION, says(analysis), faults)
    if not only:
        found += _whole(partial(ranked, tuple(found), ground, ask), "what_is_most_pressing", "What is most pressing?", faults)
    yield from found


def _whole(answer: Callable[[], Iterable[Found]], question: str, sentence: str, faults: list[Fault] | None) -> list[Found]:
    """All that answers one question, or nothing of it."""
    if faults is None:
        return list(answer())
    told = attempted(lambda: list(answer()), question, sentence, passing=(shelf.Unreadable,))
    if not isinstance(told, Fault):
        return told
    faults.append(told)
    return []
