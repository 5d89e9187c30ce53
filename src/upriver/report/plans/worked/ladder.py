"""The words for results and the designs, as the pages explain them: from what the effects carry, without a word of their own."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.words.document import Block, Bullets, Heading, Paragraph
from upriver.words.monitoring.effect import Effect
from upriver.words.registers.learning import DESIGNS


def how_to_read(effects: Sequence[Effect]) -> tuple[Block, ...]:
    """How a result is to be read: the order of the page, the words used here, and what each design used can't tell."""
    rungs = {each.verdict: each.means for each in effects}
    designs = {DESIGNS[each.study.design]: f"{each.design} It can't tell: {each.cannot[0].lower()}{each.cannot[1:]}" for each in effects}
    return (
        Heading("How to read this"),
        Paragraph("Each study was written down before its result was looked at, or says that it wasn't. The least effect that could have been seen is "
                  "said first: a study that could only have seen a fall by half says nothing about a fall by a tenth. Words for results come from "
                  "one fixed ladder, and no design may say more than it can carry."),
        Bullets(tuple(f"{name}. {means}" for name, means in rungs.items())),
        Heading("The designs used"),
        Bullets(tuple(f"{name}. {says}" for name, says in designs.items())),
    )
