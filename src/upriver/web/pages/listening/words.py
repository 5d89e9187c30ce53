"""The words that the pages of this part share: states, colours, where and when."""

from __future__ import annotations

from datetime import date

from upriver.desk.voices.reading import Entry
from upriver.words.language.speaking import mark, say
from upriver.words.text import day
from upriver.words.voices.entry import AGES, STATES, THEMES, WHEN

HARM = {
    "in_danger": mark("Somebody may be in danger"), "hurt_by_somebody": mark("Somebody may be hurt by another person"),
    "sexual_harm": mark("Sexual harm"), "self_harm": mark("Self-harm or suicide"), "exploited": mark("Somebody may be exploited"),
    "weapon_now": mark("A weapon"), "home": mark("Harm at home"), "marked": mark("Marked by whoever read it"),
}
EVENTS = {
    "voice came in": mark("Came in"), "opened what somebody said": mark("Opened"), "saw to harm": mark("What was done about harm was written down"),
    "marked harm": mark("Marked as telling of harm"), "found no harm": mark("Found to tell of no harm"), "sorted": mark("Sorted"), "closed": mark("Closed"),
    "uncovered contact details": mark("Contact details were uncovered"), "asked to uncover contact details": mark("Opened to uncover contact details"),
}
COLOURS = {"new": "yellow", "read": "blue", "sorted": "green", "closed": "grey"}


def state_of(entry: Entry, today: date) -> str:
    """How an entry stands, harm first."""
    if entry.late(today):
        return say("May tell of harm: overdue")
    if entry.presses:
        return say("May tell of harm")
    if entry.harm and entry.state != "closed":
        return say("Harm seen to")
    return say(STATES.get(entry.state, ""))


def colour_of(entry: Entry, today: date) -> str:
    """The colour of that."""
    return ("red" if entry.late(today) else "orange") if entry.presses else COLOURS.get(entry.state, "grey")


def happened(verb: str) -> str:
    """An event of the log in words."""
    return say(EVENTS[verb]) if verb in EVENTS else verb.capitalize()


def kinds(entry: Entry) -> list[str]:
    """The kinds of harm that it may tell of."""
    return [say(HARM.get(each, HARM["marked"])) for each in entry.harm]


def came(entry: Entry) -> str:
    """The day on which it came."""
    return day(entry.at[:10])


def short(entry: Entry) -> str:
    """The beginning of its words."""
    words = " ".join(entry.words.split())
    return words if len(words) <= 90 else f"{words[:88].rsplit(' ', 1)[0]} …"


def when_of(entry: Entry) -> str:
    """When, in general."""
    return say(WHEN[entry.when]) if entry.when in WHEN else say("Not said")


def age_of(entry: Entry) -> str:
    """How old, in general."""
    return say(AGES[entry.age]) if entry.age in AGES else say("Not said")


def theme_of(theme: str) -> str:
    """A theme in words; "" where there is none."""
    return say(THEMES[theme]) if theme in THEMES else ""
