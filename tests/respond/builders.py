"""Small plans and registers for tests of the response: everything defaulted, one thing said."""

from __future__ import annotations

from typing import Any

from upriver.words.registers import asking, delivery, learning, strategy
from upriver.words.registers.plan import Plan
from upriver.words.sharing.authority import Authority, Register

BY_WORD: dict[type, Any] = {each.word: each for each in (*strategy.ALL, *delivery.ALL, *asking.ALL, *learning.ALL)}
NEEDED: dict[type, dict[str, str]] = {
    strategy.Strategy: {"id": "s", "title": "Safer together", "starts": "2025-04-01", "ends": "2028-03-31", "state": "draft"},
    strategy.Priority: {"id": "p", "strategy": "s", "title": "Knives"},
    strategy.Because: {"id": "b", "priority": "p", "figure": "assessment/kinds/counts#csp:X,2025-01-01..2025-12-31,robbery,count"},
    strategy.Objective: {"id": "o", "priority": "p", "direction": "prevent", "says": "Fewer carry."},
    strategy.Measure: {"id": "m", "objective": "o", "indicator": "robbery"},
    strategy.TheoryStep: {"id": "t", "priority": "p", "step": "activity", "says": "We walk the streets"},
    strategy.Contribution: {"id": "k", "strategy": "s", "authority": "police"},
    delivery.Action: {"id": "a", "priority": "p", "title": "Street teams", "lead": "police", "level": "primary", "stage": "11_to_17",
                      "approach": "mentoring", "evaluation": "monitoring", "due": "2027-03-31", "status": "under_way"},
    delivery.Funding: {"id": "f", "action": "a", "source": "Grant", "year": "2025-26", "cost": "labour"},
    asking.Consultation: {"id": "c", "strategy": "s", "held_on": "2025-01-10", "how": "letter", "says": "The draft"},
    asking.Consulted: {"id": "cd", "consultation": "c", "authority": "school", "reply": "replied"},
    asking.Request: {"id": "r", "authority": "school", "strategy": "s", "asked": "Two lessons", "asked_on": "2025-01-15", "answer": "declined",
                     "ground": "unreasonable_cost"},
    strategy.Enabler: {"id": "n", "strategy": "s", "kind": "data_sharing", "says": "Hospitals send every month."},
    learning.Check: {"id": "q", "strategy": "s", "check": "public_health", "question": "across_the_system", "answer": "yes"},
}


def a(word: type, **values: str) -> Any:
    """A row of a register with only what is said here changed."""
    return BY_WORD[word].read({**NEEDED[word], **values})


def plan(*rows: Any) -> Plan:
    """A plan of these rows."""
    held: dict[type, tuple[Any, ...]] = {}
    for row in rows:
        held[type(row)] = (*held.get(type(row), ()), row)
    return Plan(held)


def bodies(**kinds: str) -> Register:
    """A register of bodies by id and kind."""
    return Register(tuple(Authority(ident, kind, ident.capitalize()) for ident, kind in kinds.items()))
