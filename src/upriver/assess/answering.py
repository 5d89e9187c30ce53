"""Asking every analysis on the shelf."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import ModuleType

from upriver import shelf
from upriver.assess.asking import Ask, Counts
from upriver.assess.ranking import ranked
from upriver.places.ground import Ground
from upriver.words.figure import Key, Need
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
    found: list[Found] = []
    names: set[Key] = set()
    for analysis in shelf.modules(SHELF):
        if not only or analysis.QUESTION in only:
            found += _whole(partial(analysis.answer, counts, ground, ask), names, analysis.QUESTION, says(analysis), faults)
    if not only:
        found += _whole(partial(ranked, tuple(found), ground, ask), names, "what_is_most_pressing", "What is most pressing?", faults)
    yield from found


def _whole(
    answer: Callable[[], Iterable[Found]], names: set[Key], question: str, sentence: str, faults: list[Fault] | None
) -> list[Found]:
    """All that answers one question, or nothing of it. `names` are those that others have given; its own are put among them."""
    def work() -> list[Found]:
        return _sound(list(answer()), names)

    if faults is None:
        return work()
    told = attempted(work, question, sentence, passing=(shelf.Unreadable,))
    if not isinstance(told, Fault):
        return told
    faults.append(told)
    return []


def _sound(found: list[Found], names: set[Key]) -> list[Found]:
    """Findings that can stand in one document: no two of one name, each with its source, no number that is none.

    Any of these would stop the lock or the writing of every other figure, so it must be met where it arises.
    """
    own: set[Key] = set()
    for each in found:
        if isinstance(each, Finding):
            numbers = (each.estimate.value, each.estimate.lower, each.estimate.upper)
            if each.key in names or each.key in own or not each.sources or not all(number is None or math.isfinite(number) for number in numbers):
                raise ValueError(f"{each.key} is there twice, has no source, or is no finite number")
            own.add(each.key)
    names |= own
    return found
