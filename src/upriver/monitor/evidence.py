"""The evidence library: the shipped ratings of approaches and the partnership's own, each with its source and date."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache

from upriver import shelf
from upriver.monitor.designs.rungs import ladder
from upriver.words.monitoring.approach import SAID, Approach
from upriver.words.monitoring.effect import Effect
from upriver.words.registers.delivery import Action
from upriver.words.registers.learning import LocalApproach

OWN = "The partnership's own"
IMPACT_OF = {"fewer": "low", "more": "harmful"}
"""What a local result may be entered as, else no clear evidence: no sign of a change is not a sign of none. One study never gives more than a low
impact, since how large it is elsewhere isn't known."""
STRENGTH_OF = {"did": 2, "its_control": 2, "wdd": 2, "harm_wdd": 2, "its": 1, "before_after": 1, "monitoring": 1}
"""How sure one local study can make anything, of 5: never more than 2."""


def library(own: Sequence[LocalApproach] = ()) -> Mapping[str, Approach]:
    """Every approach by id: those that are shipped, then the partnership's own, which stand beside and never instead."""
    return {**shipped(), **{each.id: _local(each) for each in own}}


@cache
def shipped() -> Mapping[str, Approach]:
    """The ratings that come with Upriver, by slug."""
    with shelf.data_file("evidence/library.csv").open(encoding="utf-8", newline="") as lines:
        return {row["slug"]: _read(row) for row in csv.DictReader(lines)}


def _read(row: Mapping[str, str]) -> Approach:
    if row["impact"] not in SAID:
        raise ValueError(f"{row['slug']} has an impact that isn't known")
    strength, cost = (int(row[name]) if row[name] else None for name in ("strength", "cost"))
    return Approach(
        row["slug"], row["collection"], row["name"], row["impact"], row["seen"], strength, cost, False, row["level"], row["level_by"] == "us",
        row["life_stage"], row["setting"], row["effect"], row["caution"], row["url"], row["source"], row["source_date"], row["read_on"],
    )


def _local(row: LocalApproach) -> Approach:
    dated = row.dated.isoformat() if row.dated else ""
    return Approach(row.id, OWN, row.name, row.impact, "local", row.strength, row.cost, True, "", False, "", row.setting, "", "", "", row.source, dated,
                    dated, row.study)


def fed_back(effect: Effect, action: Action | None, *, on: str) -> dict[str, str]:
    """What a local study's result would be as a row of the evidence library, for a person to look at and keep.

    No clear evidence is what most single studies give, and it is entered as such.
    """
    study = effect.study
    impact = "unclear" if effect.exploratory else IMPACT_OF.get(effect.rung, "unclear")
    design = ladder()[1][study.design].slug.replace("_", " ")
    source = f"Study {study.id}: {effect.verdict}. {effect.says}"
    return {
        "id": f"local_{study.id}", "name": action.title if action else study.question, "impact": impact,
        "strength": str(STRENGTH_OF[study.design]), "cost": "", "setting": "Here, one place, one study",
        "source": (source if len(source) <= 560 else source[:557] + "...") + f" Design: {design}.", "dated": on, "study": study.id,
    }
