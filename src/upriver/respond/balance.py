"""Balance: how actions and money are spread over levels of prevention, stages of life and priorities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from upriver.respond.orphans import OVER, actions_of
from upriver.words.registers.delivery import LEVELS, STAGES, Action, Funding
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Priority
from upriver.words.standing.response import Share


def shares(plan: Plan, *, strategy: str) -> tuple[Share, ...]:
    """How many actions and how much money there are at each level, stage and priority that has any; stopped ones don't count.

    Money is what is planned over all years, in kind included. An action without an amount is counted as such, never as nothing.
    """
    planned = planned_by_action(plan.of(Funding))
    found: dict[tuple[str, str, str], list[Action]] = {}
    for action in actions_of(plan, strategy):
        if action.status not in OVER:
            found.setdefault((action.level, action.stage, action.priority), []).append(action)
    order = {each.id: at for at, each in enumerate(plan.of(Priority))}
    levels, stages = [*LEVELS, ""], [*STAGES, ""]
    keys = sorted(found, key=lambda key: (levels.index(key[0]), stages.index(key[1]), order.get(key[2], len(order))))
    return tuple(_share(key, found[key], planned) for key in keys)


def _share(key: tuple[str, str, str], actions: Iterable[Action], planned: Mapping[str, Decimal]) -> Share:
    ids = [each.id for each in actions]
    known = [planned[each] for each in ids if each in planned]
    return Share(*key, len(ids), sum(known, Decimal(0)) if known else None, len(ids) - len(known))


def planned_by_action(money: Iterable[Funding]) -> dict[str, Decimal]:
    """What is planned for each action over all years; an action with no amount on any line isn't among them."""
    found: dict[str, Decimal] = {}
    for line in money:
        if line.action and line.planned is not None:
            found[line.action] = found.get(line.action, Decimal(0)) + line.planned
    return found
