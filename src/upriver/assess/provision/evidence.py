"""Dated ratings of approaches by those who review the evidence: which needs each is for, and how good it is said to be."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upriver import shelf
from upriver.assess.definitions import category_slug
from upriver.assess.materials import Materials
from upriver.words.figure import RowsSpec

RATINGS = RowsSpec("evidence_ratings", ("collection", "name", "impact", "evidence", "cost", "approach", "needs", "url", "read_on"))
SCORES = {"high": 10.0, "moderate": 7.0, "reduces": 7.0, "low": 4.0, "mixed": 1.0, "none": 1.0, "no_effect": 0.0, "harmful": 0.0}
"""How an impact counts where approaches are set in order: high 10, moderate 7, low 4, no clear evidence 1, none or harm 0."""
WORDS = {
    "high": "high impact", "moderate": "moderate impact", "low": "low impact", "reduces": "reduces offending", "mixed": "mixed results",
    "none": "no clear evidence", "no_effect": "no effect on violence", "harmful": "harmful",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """One approach as one collection rates it. `seen` is `yes`, `direction` (only which way) or `no` (recalled).

    `evidence` (1 to 5) and `cost` (1 to 3) are "" where not known; those that are shipped are recalled.
    """

    slug: str
    collection: str
    name: str
    impact: str
    seen: str
    evidence: str
    cost: str
    approach: str
    needs: tuple[str, ...]
    url: str
    read_on: str

    @property
    def score(self) -> float:
        return SCORES[self.impact]


def rated(materials: Materials) -> tuple[Rated, ...]:
    """The ratings that were taken in, without those of an impact that is none; where none were, those that are shipped."""
    columns = materials.rows.get(RATINGS)
    if columns is not None and len(columns["name"]):
        rows = [dict(zip(RATINGS.fields, each, strict=True)) for each in zip(*(columns[name].tolist() for name in RATINGS.fields), strict=True)]
        return tuple({each.slug: each for row in rows if (each := _taken_in(row)).impact in SCORES}.values())
    with shelf.data_file("evidence/approaches.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Rated(row["slug"], row["collection"], row["name"], row["impact"], row["impact_verified"], row["evidence_1_to_5_recalled"],
                  row["cost_1_to_3_recalled"], row["approach"], tuple(row["needs"].split()), row["url"], row["read_on"])
            for row in csv.DictReader(lines)
        )


def _taken_in(row: Mapping[str, object]) -> Rated:
    grade = {name: "" if row[name] in (None, "") or row[name] != row[name] else str(int(float(str(row[name])))) for name in ("evidence", "cost")}
    slug = category_slug(f"{row['collection']} {row['name']}")
    return Rated(slug, str(row["collection"]), str(row["name"]), str(row["impact"]), "yes", grade["evidence"], grade["cost"],
                 str(row["approach"] or ""), tuple(str(row["needs"] or "").split()), str(row["url"]), str(row["read_on"])[:10])


def best_for(need: str, ratings: Iterable[Rated]) -> Rated | None:
    """The best-rated approach for a need; of those that help, one whose rating was seen before one that is recalled."""
    mine = [each for each in ratings if need in each.needs]
    return max(mine, key=lambda each: (each.score > 1, each.seen != "no", each.score, each.seen == "yes", each.slug), default=None)


def rating_of(approach: str, ratings: Iterable[Rated]) -> Rated | None:
    """How an approach of the register is rated, the rating that was seen before one that is recalled; None where it isn't."""
    mine = [each for each in ratings if approach and each.approach == approach]
    return max(mine, key=lambda each: (each.seen == "yes", each.seen != "no", each.collection.startswith("YEF"), each.slug), default=None)
