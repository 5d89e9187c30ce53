"""How the Duty stands and what is due, from what is held: for documents, and for the commands."""

from __future__ import annotations

from typing import Any

from upriver.duty.clock.telling import dues
from upriver.duty.inspection.days import NOTICE, after, years_known
from upriver.duty.inspection.reading import bank_holidays, criteria, not_held, respects
from upriver.duty.requirements.judging import standing
from upriver.duty.requirements.register import requirements
from upriver.words.standing.clock import Due
from upriver.words.standing.held import Held
from upriver.words.standing.inspection import Inspection
from upriver.words.standing.requirement import HowItStands


def how_it_stands(held: Held) -> tuple[HowItStands, ...]:
    """Every requirement with its evidence and attestation."""
    return standing(requirements(), held)


def what_is_due(held: Held) -> tuple[Due, ...]:
    """Everything that is due, in the order of its days."""
    return dues(held)


def inspection(held: Held) -> Inspection:
    """What inspectors look at, what isn't held here, and the working days to answer in, counted from the day."""
    holidays = bank_holidays()
    days = after(held.on, NOTICE, holidays)
    return Inspection(criteria(), not_held(), respects(), days, {each.year for each in days} <= years_known(holidays))


def duty_of(held: Held | None) -> dict[str, Any]:
    """For `Told`, by its fields; nothing where nothing was gathered."""
    if held is None:
        return {}
    return {"requirements": how_it_stands(held), "due": what_is_due(held), "inspection": inspection(held)}
