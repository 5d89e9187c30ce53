"""Everything that is due, in the order of its days."""

from __future__ import annotations

from upriver.duty.clock import dated, standing
from upriver.words.standing.clock import Due
from upriver.words.standing.held import Held

SOURCES = (
    standing.strategies, standing.assessments, standing.of_csps, standing.reports, standing.of_duty,
    dated.data, dated.agreements, dated.retention, dated.policing, dated.asked, dated.delivery,
)


def dues(held: Held) -> tuple[Due, ...]:
    """What is due on, before and after the day of what is held; nothing that is done and has no next time."""
    return tuple(sorted((each for source in SOURCES for each in source(held)), key=lambda each: (each.due, each.kind, each.id)))
