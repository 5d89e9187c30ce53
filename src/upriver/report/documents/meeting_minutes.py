"""The record of one meeting: who attended, what was decided and why, and what was asked of whom."""

from __future__ import annotations

from upriver.report.plans.packs.meetings import minutes, title_of
from upriver.report.plans.told import Told
from upriver.words.document import Page
from upriver.words.refusal import Refusal
from upriver.words.registers.governing import BODIES, Meeting
from upriver.words.text import day, listed

SLUG = "meeting_minutes"
TITLE = "Record of a meeting"
AUDIENCES = ("restricted",)
ABOUT = "meeting"
FORMS = ("pdf", "docx")


def pages(told: Told) -> tuple[Page, ...]:
    """One page.

    Raises:
        Refusal: there is no such meeting.
    """
    meeting = told.plan.one(Meeting, told.about)
    if meeting is None:
        known = listed([each.id for each in told.plan.of(Meeting)], most=12)
        raise Refusal(f"there is no meeting {told.about}", do=f"There are {known}." if known else "None is recorded yet: upriver meeting add.")
    when = day(meeting.held_on.isoformat()) if meeting.held_on else "a day that isn't recorded"
    lead = f"{BODIES[meeting.body]}, {when}."
    return (Page("meeting-minutes", title_of(told, meeting), "Meeting", lead, tuple(minutes(told, meeting))),)
