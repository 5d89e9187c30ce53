"""Words of the gate: its states, audiences, answers, and times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from upriver.desk.releases.seen.standing import Stands
from upriver.words.language.speaking import mark, say, several
from upriver.words.releasing.gate import Vote
from upriver.words.releasing.noted import Noted
from upriver.words.text import day, listed

STATES = {
    "draft": (mark("Not asked for yet"), "grey"),
    "submitted": (mark("Waits to be read"), "blue"),
    "partly_reviewed": (mark("Read by some, not by all"), "blue"),
    "approved": (mark("Approved, not released yet"), "turquoise"),
    "released": (mark("Released"), "green"),
    "returned": (mark("Returned to its author"), "orange"),
    "rejected": (mark("Rejected"), "red"),
    "withdrawn": (mark("Withdrawn"), "grey"),
}
AUDIENCES = {"public": mark("Everyone"), "restricted": mark("The partnership's own people")}
ANSWERS = {"approve": mark("Approve"), "return": mark("Return"), "reject": mark("Reject")}
MEANS = {
    "approve": mark("Nothing in it tells about anybody, and it may be released as it is."),
    "return": mark("It may be released once what I name is put right."),
    "reject": mark("It must not be released."),
}
DOCUMENTS = {"assessment": mark("Assessment and all documents of its site")}
PARTS = {
    "checks": mark("What the machine checked"),
    "changed": mark("Only what changed"),
    "hidden": mark("What is hidden, and why"),
    "left-out": mark("What was left out, and why"),
    "typed": mark("Numbers typed by hand"),
}
CLAIM, SIGNED = mark("name given to a command; nobody signed in"), mark("signed in")


def state_of(state: str) -> tuple[str, str]:
    """A state in words, with the colour of its tag."""
    words, colour = STATES.get(state, (state, "grey"))
    return say(words), "teal" if colour == "turquoise" else colour


def document(slug: str) -> str:
    """What a release's document is called."""
    return say(DOCUMENTS[slug]) if slug in DOCUMENTS else slug


def title(found: Stands) -> str:
    """What a release is called: its number, as people say it."""
    return say("Release {number}", number=found.number)


def when(at: str) -> str:
    """A recorded time as people write it: the day and the hour, in universal time as the log has it."""
    return say("{day}, {time} UTC", day=day(at[:10]), time=at[11:16]) if len(at) > 15 else day(at[:10]) if at else ""


def who(names: Iterable[str]) -> str:
    """Names as a list of words."""
    return listed(list(names), most=20)


def finding(found: Noted) -> str:
    """What the machine noted, without what a command would be given."""
    return found.says.replace(" (--confirm)", "")


def next_step(found: Stands) -> str:
    """What happens next with a release, in one sentence."""
    request = found.request
    if found.overtaken:
        return say("A newer assessment was made since it was asked for. Votes count only for what was read: ask for the release of the newer one.")
    if request.wanted:
        return several("{n} person who isn't its author must still read it.", "{n} people who aren't its author must still read it.", request.wanted)
    return {
        "approved": say("Everybody who must has approved it. It can be released now."),
        "released": say("It stands where its readers find it."),
        "returned": say("It can be asked for again once what was named is put right."),
        "rejected": say("It is not released."),
        "withdrawn": say("Its pages were taken down. What was read stays known."),
    }.get(request.state, "")


def votes_rows(votes: Iterable[Vote]) -> list[list[Any]]:
    """Votes as rows of a table: who, whether signed in, what, why, when."""
    return [[each.by, say(SIGNED) if each.account else say(CLAIM), say(ANSWERS.get(each.answer, each.answer)), each.why, when(each.at)] for each in votes]
