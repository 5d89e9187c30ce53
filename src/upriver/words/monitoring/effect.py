"""What a study found, in words that never claim more than its design."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.cleared import Cell
from upriver.words.registers.learning import Study


@dataclass(frozen=True, slots=True)
class Effect:
    """The result of one study, from cleared numbers.

    `least_seen` is the least effect that could have been seen, said before any result. `verdict` is one rung of the ladder of
    words; `says` the sentence. `refused` says why the design can't carry these data ("" where it can). `cells` are the cleared
    numbers it is said from, `warnings` what a reader must be told beside them, `worth` costs and benefits where asked for.
    """

    study: Study
    least_seen: str
    verdict: str
    says: str
    refused: str = ""
    cells: tuple[Cell, ...] = ()
    warnings: tuple[str, ...] = ()
    worth: str = ""
