"""Everything the rules say of one strategy on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from upriver.respond.balance import shares
from upriver.respond.exposure import exposure
from upriver.respond.finality import blockers, loose_ends, signatures
from upriver.respond.orphans import lacking
from upriver.respond.principles import principles
from upriver.respond.questions import answered
from upriver.respond.theory import theory
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Priority, Strategy
from upriver.words.sharing.authority import Register
from upriver.words.standing.question import Question
from upriver.words.standing.response import Response


def response(
    plan: Plan, register: Register, *, strategy: Strategy, on: date, ratings: Mapping[str, str], asked: tuple[Question, ...]
) -> Response:
    """How a strategy stands. `ratings` is the impact of each approach by id; `asked` the questions of all checks.

    A strategy that is final has nothing in its way any more: what is missing since is said as loose.
    """
    stands = blockers(plan, register, strategy=strategy.id, on=on)
    answers = answered(plan, asked, strategy=strategy.id)
    final = strategy.state in ("final", "superseded")
    return Response(
        strategy.id,
        lacking(plan, strategy=strategy.id, ratings=ratings),
        shares(plan, strategy=strategy.id),
        exposure(plan, strategy=strategy.id, on=on),
        {each.id: theory(plan, priority=each.id) for each in plan.of(Priority) if each.strategy == strategy.id},
        signatures(plan, register, strategy=strategy.id, on=on),
        principles(plan, answers, strategy=strategy.id, ratings=dict(ratings)),
        tuple(each for each in answers if each.question.check != "public_health"),
        () if final else stands,
        (*(stands if final else ()), *loose_ends(plan, register, strategy=strategy.id, on=on)),
    )
