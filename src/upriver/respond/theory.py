"""A theory of change as boxes and arrows: each box with its number, and what is missing said in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import STEPS, TheoryStep
from upriver.words.standing.response import Box, Theory

LETTERS = dict(zip(STEPS, "ABCDE", strict=True))
"""Columns by letter: inputs A, activities B, outputs C, outcomes D, assumptions E."""
CHAIN = ("input", "activity", "output", "outcome")


def theory(plan: Plan, *, priority: str) -> Theory:
    """The theory of change of one priority. Arrows to boxes that aren't there are left out of the picture and said to be missing."""
    steps = sorted((each for each in plan.of(TheoryStep) if each.priority == priority), key=lambda each: list(STEPS).index(each.step))
    numbers: dict[str, str] = {}
    for step in STEPS:
        numbers |= {each.id: f"{LETTERS[step]}{at}" for at, each in enumerate((one for one in steps if one.step == step), 1)}
    boxes = tuple(Box(numbers[each.id], each, tuple(numbers[one] for one in each.leads_to if one in numbers)) for each in steps)
    return Theory(priority, boxes, tuple(_gaps(boxes, {each.id for each in plan.of(TheoryStep)})) if boxes else ())


def _gaps(boxes: Sequence[Box], known: set[str]) -> Iterator[str]:
    column = {each.number: each.step.step for each in boxes}
    reached = {to for each in boxes if each.step.step != "assumption" for to in each.leads_to}
    for step, words in STEPS.items():
        if step not in column.values():
            yield f"There is no {words.lower()}."
    for box in boxes:
        step = box.step.step
        if lost := [each for each in box.step.leads_to if each not in known]:
            yield f"{box.number} leads to a box that isn't there ({', '.join(lost)})."
        elif len(box.leads_to) < len(box.step.leads_to):
            yield f"{box.number} leads to a box of another priority."
        if not box.step.leads_to and step != "outcome":
            yield f"{box.number} ({STEPS[step].lower()}) {'supports no box' if step == 'assumption' else 'leads to nothing'} yet."
        if box.number not in reached and step not in ("input", "assumption"):
            yield f"Nothing leads to {box.number} ({STEPS[step].lower()}) yet."
        if step in CHAIN:
            yield from (f"The arrow from {box.number} to {to} runs backwards." for to in box.leads_to if _backwards(step, column[to]))
    yield from _rings(boxes)


def _backwards(start: str, end: str) -> bool:
    return end == "assumption" or CHAIN.index(end) < CHAIN.index(start)


def _rings(boxes: Sequence[Box]) -> Iterator[str]:
    """Boxes that lead back to themselves: found once each, by the first of them."""
    leads = {each.number: each.leads_to for each in boxes if each.step.step in CHAIN}
    told: set[str] = set()
    for start in leads:
        reached, rest = set[str](), list(leads[start])
        while rest:
            at = rest.pop()
            if at not in reached:
                reached.add(at)
                rest.extend(leads.get(at, ()))
        if start in reached and start not in told:
            told |= reached
            yield f"{start} leads back to itself."
