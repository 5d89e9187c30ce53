"""What an effect is worth beside what the action cost: events avoided times a unit cost in one year's prices, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.monitor.designs.answer import Answer, Beside
from upriver.monitor.designs.climbing import exploratory
from upriver.monitor.designs.observed import Observed

TOLD = ("fewer", "more")
"""The rungs on which an effect can be told; on the others no money is shown."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one event costs society, in the prices of `year`, brought there by the GDP deflator. `says` is what it is and where from."""

    pounds: float
    year: str
    says: str


def avoided(seen: Observed, found: Answer) -> tuple[float, float, float] | None:
    """Events avoided over the time after with their limits: fewest and most; below zero where there were more than expected.

    None where the result is no number of events.
    """
    if found.value is None or found.lower is None or found.upper is None:
        return None
    if found.unit == "change":
        return -found.value, -found.upper, -found.lower
    if found.unit == "rate_ratio" and found.lower > 0:
        after = seen.sums("treated")[1]
        return after * (1 / found.value - 1), after * (1 / found.upper - 1), after * (1 / found.lower - 1)
    return None


def worth(seen: Observed, found: Answer, price: Price | None) -> tuple[Beside, ...]:
    """The cost to society of the events avoided, in pounds; nothing where no effect can be told or no unit cost is held."""
    if seen.study.benefit != "yes" or found.rung not in TOLD or price is None or exploratory(seen.study):
        return ()
    events = avoided(seen, found)
    if events is None:
        return ()
    value, lower, upper = (each * price.pounds for each in events)
    return (Beside("worth", "pounds", value, lower, upper, f"events avoided times {price.says}, prices of {price.year}"),)
