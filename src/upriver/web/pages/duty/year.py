"""The year's round, step by step: each step's state is told from what is there, and nothing is ticked by hand."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.duty.year import Step, year_of
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import when
from upriver.web.pages.duty.dashboard import standing, views
from upriver.web.pages.partnership.places import way
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say

WORDS = {
    "assessment": (mark("Refresh the assessment"), mark("A new run on the year's data, read by others and released."), "assessment",
                   mark("Go to the assessment")),
    "strategy": (mark("Review the strategy"), mark("Hold it against the new findings: keep it, change it or replace it."), "plan_review",
                 mark("Record the review")),
    "report": (mark("Make the annual report"), mark("What was done, with what money, for whom, what moved, and what comes next."), "annual",
               mark("Make it")),
    "laid": (mark("Lay it before the local policing body"), mark("The policing body may monitor; send the pack and what it asked for."),
             "policing", mark("Make the monitoring pack")),
    "published": (mark("Publish"), mark("Through the gate: two people read before anything leaves."), "gate", mark("Go to releases")),
}
STATES = {"done": (mark("Done"), "green"), "begun": (mark("Begun"), "blue"), "due": (mark("Due"), "orange"), "late": (mark("Late"), "red"),
          "not_yet": (mark("Not yet"), "")}


@page("duty/year/", right=Right.READ_ASSESSMENT, name="cycle", whole=True)
def cycle(asked: Asked) -> HttpResponse:
    """The five steps of the year."""
    found = year_of(standing(asked).held)
    steps = [{"number": number, **_step(asked, step)} for number, step in enumerate(found.steps, 1)]
    return asked.render("duty/year.html", title=say("The year, step by step"), views=views(asked, "cycle"), steps=steps, now=found.now,
                        intro=say("From {first} to {last}. Each step's state is told from what the workspace holds.",
                                  first=when(found.first), last=when(found.last)))


def _step(asked: Asked, step: Step) -> dict[str, str]:
    title, says, place, words = WORDS[step.name]
    state, colour = STATES[step.state]
    return {"name": step.name, "title": say(title), "says": say(says), "state": say(state), "colour": colour, "since": step.says,
            "href": _way(asked, place), "words": say(words)}


def _way(asked: Asked, place: str) -> str:
    if place == "plan_review":
        there = way(asked, "plan_add", slug="reviews")
        return f"{there}?of=strategy" if there else ""
    if place in ("annual", "policing"):
        return way(asked, "pack_make", document="annual_report" if place == "annual" else "policing_pack")
    return way(asked, place)
