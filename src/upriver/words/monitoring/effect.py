"""What a study found, in words that never claim more than its design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upriver.words.cleared import Cell
from upriver.words.registers.learning import Study

QUESTION = "did_it_work"
COUNTS, MONTHS, RESULTS = "assessment/studies/counts", "assessment/studies/months", "assessment/studies/results"
"""The tables of the studies: sums before and after by group of areas, the same month by month, and what the designs made of them."""
GROUPS = {
    "treated": "Where it happened", "compared": "Compared with", "around": "Around it", "around_compared": "Around the compared areas",
}
"""The groups of areas of a study, as they are called."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The result of one study, from cleared numbers.

    `least_seen` is the least effect that could have been seen, said before any result. `verdict` is one rung of the ladder of
    words, `rung` its slug, `means` what it says and doesn't; `says` the sentence. `refused` says why the design can't carry these
    data ("" where it can). `cells` are the cleared numbers it is said from, `warnings` what a reader must be told beside them,
    `worth` costs and benefits where asked for. `design` says what the design does, `cannot` what it can't tell; `chance` is how
    many of 100 programmes without any effect it may call a change, at most. `exploratory` where the study was written down after
    its result could be seen. `looked` is False before an assessment has looked at it.
    """

    study: Study
    least_seen: str
    verdict: str
    says: str
    refused: str = ""
    cells: tuple[Cell, ...] = ()
    warnings: tuple[str, ...] = ()
    worth: str = ""
    rung: str = ""
    means: str = ""
    design: str = ""
    cannot: str = ""
    chance: int = 0
    exploratory: bool = False
    looked: bool = True
    beside: tuple[str, ...] = ()
    """Sentences that stand beside the result: what happened around, whether both moved alike before."""

    areas: Mapping[str, str] = field(default_factory=dict)
    """What the areas of each group are called."""

    def cell(self, table: str, **split: str) -> Cell | None:
        """The cell of a table whose breakdown has these values."""
        return next((each for each in self.cells if each.key.table == table and split.items() <= each.key.names.items()), None)
