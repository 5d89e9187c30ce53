"""What is known to work for each need, and which of it is there?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.provision.evidence import RATINGS, WORDS, Rated, best_for, rated
from upriver.assess.provision.register import REGISTER, register
from upriver.places.ground import Ground
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding

QUESTION = "what_works_for_each_need"
NEEDS = (RATINGS, REGISTER)
LEVELS = ("partnership",)
RATED, BEST, IN_USE = table_name("what_works", "ratings"), table_name("what_works", "best"), table_name("what_works", "in_use")
SEEN = {"yes": "rating seen", "direction": "direction seen, band recalled", "no": "rating recalled, not seen"}


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Every rating as it was read, the best-rated approach for each kind of violence, and what of it the register holds.

    A rating is of the approach where it was tried, read on one day: no promise that a service here achieves it.
    """
    ratings = rated(ask.materials)
    for each in ratings:
        yield _finding(_rating_key(each, ground, ask), Estimate(each.score, made="model", decimals=UNITS["score"][1]), ask)
    for profile in ask.profiles:
        best = best_for(profile.slug, ratings)
        if best is None:
            continue
        method = (
            f"{best.name}: {WORDS[best.impact]} ({best.collection}; {SEEN[best.seen]}, read {best.read_on}); high 10, moderate 7, low 4, "
            "no clear evidence 1, no effect or harmful 0"
        )
        estimate = Estimate(best.score, method=method, made="model", decimals=UNITS["score"][1])
        yield _finding(Key(BEST, ground.partnership, ask.period, profile.slug, "score"), estimate, ask)
    found = register(ground, ask)
    if found is None:
        return
    for approach in sorted({each.approach for each in ratings if each.approach}):
        mine = [each for each in found.services if each.approach == approach]
        name = approach.replace(" ", "_")
        yield _finding(Key(IN_USE, ground.partnership, found.period, name, "count"), Estimate(len(mine), events=len(mine)), ask, REGISTER.contract)
        money = sum(each.funding or 0.0 for each in mine)
        yield _finding(Key(IN_USE, ground.partnership, found.period, name, "pounds"), Estimate(money, made="model"), ask, REGISTER.contract)


def _rating_key(each: Rated, ground: Ground, ask: Ask) -> Key:
    told = {"approach": each.approach, "collection": each.collection, "cost": each.cost, "evidence": each.evidence, "impact": each.impact,
            "name": each.name, "needs": " ".join(each.needs), "read": each.read_on, "seen": each.seen, "url": each.url}
    clean = tuple((name, re.sub(r"[;=,#]+", " ", value)) for name, value in sorted(told.items()) if value)
    return Key(RATED, ground.partnership, ask.period, each.slug, "score", clean)


def _finding(key: Key, estimate: Estimate, ask: Ask, source: str = RATINGS.contract) -> Finding:
    return Finding(QUESTION, key, estimate, (source,), ask.definition.name, "evidence")
