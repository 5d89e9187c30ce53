"""Cells of a table by source and split, and shares with their intervals in words."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.period import Period

SOURCES = {
    "police_crime_extract": "Police: violence and robbery",
    "ed_assault_attendances": "Emergency departments: assault attendances",
    "ambulance_assault_calls": "Ambulance: calls to assaults",
    "hospital_assault_admissions": "Hospitals: admissions for assault",
}
"""What each source is called over its numbers."""
SHORT = {
    "police_crime_extract": "police-recorded violence and robbery",
    "ed_assault_attendances": "assault attendances at emergency departments",
    "ambulance_assault_calls": "ambulance calls to assaults",
    "hospital_assault_admissions": "hospital admissions for assault",
}
"""What each source is called inside a sentence."""
GIVERS = {
    "police_crime_extract": "the police crime extract",
    "ed_assault_attendances": "emergency departments' assault files",
    "ambulance_assault_calls": "the ambulance trust's file of calls",
    "hospital_assault_admissions": "hospital admissions by cause",
}
UNDER_AGREEMENT = "Partners' data under agreement"
Split = tuple[tuple[str, str], ...]



def one(story: Story, table: str, measure: str, unit: str, split: Split = (), *, area: Area | None = None) -> Cell | None:
    """The one cell of that name over whatever stretch of the period it is known for."""
    wanted = tuple(sorted(split))
    area = area or story.partnership
    return next((cell for cell in story.cells_of(table, measure, area=area, unit=unit) if tuple(sorted(cell.key.breakdown)) == wanted), None)




def over(story: Story, found: Sequence[Cell]) -> Period:
    """The stretch that cells are of: the whole period, or the months that every provider has sent."""
    return found[0].key.period if found else story.period


def over_words(story: Story, found: Sequence[Cell]) -> str:
    """The stretch in words, said apart where it is shorter than the period."""
    period = over(story, found)
    return period.words if period == story.period else f"{period.words}, the longest run of months that every provider has sent"
