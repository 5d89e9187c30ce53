"""What is known to work for each need, and which of it is there?"""

from __future__ import annotations

from collections.abc import Iterator

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.provision.evidence import WORDS, best_for, rated
from upriver.assess.provision.register import REGISTER, register
from upriver.places.ground import Ground
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding

QUESTION = "what_works_for_each_need"
NEEDS = (REGISTER,)
BEST, IN_USE = table_name("what_works", "best"), table_name("what_works", "in_use")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The score of the best-rated approach for each kind of violence, and how many services use each rated approach.

    A rating is of the approach where it was tried, read on one day: no promise that a service here achieves it.
    """
    for profile in ask.profiles:
        best = best_for(profile.slug)
        if best is None:
            continue
        seen = {"yes": "rating seen", "direction": "direction seen, band recalled", "no": "rating recalled, not seen"}[best.seen]
        method = f"{best.name}: {WORDS[best.impact]} ({best.collection}; {seen}, read {best.read_on}); high 10, moderate 7, low 4, unclear 1, harmful 0"
        estimate = Estimate(best.score, method=method, made="model", decimals=UNITS["score"][1])
        key = Key(BEST, ground.partnership, ask.period, profile.slug, "score", ())
        yield Finding(QUESTION, key, estimate, (), ask.definition.name, "evidence")
    found = register(ground, ask)
    if found is None:
        return
    for approach in sorted({each.approach for each in rated() if each.approach}):
        mine = [each for each in found.services if each.approach == approach]
        key = Key(IN_USE, ground.partnership, found.period, approach.replace(" ", "_"), "count")
        yield Finding(QUESTION, key, Estimate(len(mine), events=len(mine)), (REGISTER.contract,), ask.definition.name, "evidence")
        money = sum(each.funding or 0.0 for each in mine)
        key = Key(IN_USE, ground.partnership, found.period, approach.replace(" ", "_"), "pounds")
        yield Finding(QUESTION, key, Estimate(money, made="model"), (REGISTER.contract,), ask.definition.name, "evidence")
