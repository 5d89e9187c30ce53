"""Whom delivery reached: the names of its tables. The annual report and the packs tell of them beside what was planned."""

from __future__ import annotations

from upriver.report.story import Story
from upriver.words.document import Page

ORDER = 65
_GROUPS = {"age": "age", "sex": "sex", "ethnicity": "ethnicity"}
TABLES = {
    "assessment/delivery/returns": "People referred, started and completed, by action and quarter or year",
    "assessment/delivery/pace": "How soon people started, by action",
    "assessment/delivery/take_up": "Of those referred, who started, by action",
    "assessment/delivery/completion": "Of those who started, who completed, by action",
    "assessment/delivery/need": "Residents in the groups that delivery tells of",
    **{f"assessment/delivery/by_{split}": f"People who started, by {words}" for split, words in _GROUPS.items()},
}
MADE = {
    "delivery": "Numbers of people as providers told them in the partnership's own records. A year is added up where no stretch of it is missing; "
    "what wasn't told has no number. Shares are made with the counts beside them, which have all been through the lock together.",
}


def pages(story: Story) -> tuple[Page, ...]:
    """None: what was delivered isn't part of an assessment of needs, and its tables are read in the annual report."""
    return ()
