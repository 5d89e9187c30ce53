"""That something was left out because it could endanger someone: that alone, never what."""

from __future__ import annotations

from upriver.report.story import Story
from upriver.words.document import Page
from upriver.words.language.speaking import say

ORDER = 79
TABLES: dict[str, str] = {}
MADE: dict[str, str] = {}


def pages(story: Story) -> tuple[Page, ...]:
    """No page of its own: a sentence stands among what can't be said."""
    return ()


def lacking(story: Story) -> tuple[str, ...]:
    """The sentence, where something was left out."""
    if not story.clearance.record.get("left_out"):
        return ()
    return (say("Something was left out because showing it could endanger someone. It is marked as hidden, like other numbers that "
                "protect people; what it is and why is known to those who read the assessment before it was released."),)
