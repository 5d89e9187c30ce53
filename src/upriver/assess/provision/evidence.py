"""Dated ratings of approaches by those who review the evidence: which needs each is for, and how good it is said to be."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from upriver import shelf

SCORES = {"high": 10.0, "moderate": 7.0, "reduces": 7.0, "low": 4.0, "mixed": 1.0, "none": 1.0, "no_effect": 0.0, "harmful": 0.0}
"""How an impact counts where approaches are set in order: high 10, moderate 7, low 4, no clear evidence 1, none or harm 0."""
WORDS = {
    "high": "high impact", "moderate": "moderate impact", "low": "low impact", "reduces": "reduces offending", "mixed": "mixed results",
    "none": "no clear evidence", "no_effect": "no effect on violence", "harmful": "harmful",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """One approach as one collection rates it. `seen` is `yes`, `direction` (only which way) or `no` (recalled)."""

    slug: str
    collection: str
    name: str
    impact: str
    seen: str
    approach: str
    needs: tuple[str, ...]
    source_date: str
    read_on: str

    @property
    def score(self) -> float:
        return SCORES[self.impact]


@cache
def rated() -> tuple[Rated, ...]:
    """Every rating that is shipped, in the order of the file."""
    with shelf.data_file("evidence/approaches.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Rated(row["slug"], row["collection"], row["name"], row["impact"], row["impact_verified"], row["approach"],
                  tuple(row["needs"].split()), row["source_date"], row["read_on"])
            for row in csv.DictReader(lines)
        )


def best_for(need: str) -> Rated | None:
    """The best-rated approach for a need: one whose rating was seen before one that is recalled; None where none is listed."""
    mine = [each for each in rated() if need in each.needs]
    return max(mine, key=lambda each: (each.seen == "yes", each.seen != "no", each.score, each.slug), default=None)


def rating_of(approach: str) -> Rated | None:
    """How an approach of the register is rated, the rating that was seen before one that is recalled; None where it isn't."""
    mine = [each for each in rated() if approach and each.approach == approach]
    return max(mine, key=lambda each: (each.seen == "yes", each.seen != "no", each.collection.startswith("YEF"), each.slug), default=None)
