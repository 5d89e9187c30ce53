"""The statutory clock: what is due when and on what that rests; as a page, a calendar for other programs, and a digest for an e-mail."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.report.plans.duty import calendar
from upriver.report.plans.duty import digest as digests
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import when
from upriver.web.pages.duty.dashboard import standing, views
from upriver.web.pages.partnership.places import way
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.standing.clock import KINDS, Due
from upriver.words.text import sentence

STATES = {"late": (mark("Late"), "red"), "soon": (mark("Within 30 days"), "orange"), "later": (mark("Later"), ""),
          "unknown": (mark("No day known"), "grey")}
SOON = 30


@page("duty/clock/", right=Right.READ_ASSESSMENT, name="duty_clock", whole=True)
def duty_clock(asked: Asked) -> HttpResponse:
    """Everything that is due, late first, each with the rule that it rests on."""
    found = standing(asked)

    def state(each: Due) -> str:
        if not each.known:
            return "unknown"
        return "late" if each.late(asked.today) else "soon" if (each.due - asked.today).days <= SOON else "later"

    order = tuple(STATES)
    rows = sorted(found.due, key=lambda each: (order.index(state(each)), each.due, each.what))
    add = way(asked, "plan_add", slug="reviews")
    return listing(
        asked,
        title=say("What is due when"),
        rows=rows,
        columns=(
            Column("what", say("What"), lambda each: sentence(each.what)),
            Column("due", say("Due"), lambda each: when(each.due) if each.known else "", sort=lambda each: each.due),
            Column("state", say("State"), lambda each: say(STATES[state(each)][0]), tag=lambda each: STATES[state(each)][1] or None,
                   sort=lambda each: order.index(state(each))),
            Column("kind", say("About"), lambda each: say(KINDS[each.kind]) if each.kind else ""),
            Column("whose", say("Whose"), lambda each: each.whose),
            Column("rests", say("Rests on"),
                   lambda each: each.rests_on + ("" if each.verified else f" ({say('to be confirmed by the partnership')})")),
        ),
        filters=(
            Filter("state", say("State"), [(key, say(words)) for key, (words, _) in STATES.items()], lambda each,
                   value: state(each) == value),
            Filter("kind", say("About"), [(key, say(words)) for key, words in KINDS.items()], lambda each, value: each.kind == value),
            Filter("statute", say("Set by"), [("yes", say("A statute or regulation"))], lambda each, value: each.statute),
        ),
        template="duty/list.html",
        sub=views(asked, "duty_clock"),
        actions=[{"words": say("Add to my calendar"), "href": asked.url("duty_calendar"), "kind": "secondary"},
                 {"words": say("Digest for an e-mail"), "href": asked.url("duty_digest"), "kind": "secondary"},
                 *([{"words": say("Record a review"), "href": add, "kind": "secondary"}] if add else [])],
    )


@page("duty/calendar/", right=Right.READ_ASSESSMENT, name="duty_calendar", whole=True)
def duty_calendar(asked: Asked) -> HttpResponse:
    """The clock as an iCalendar file."""
    dated = [each for each in standing(asked).due if each.known]
    answer = HttpResponse(calendar.ical(dated, name=asked.office.name, slug=asked.office.slug, on=asked.today),
                          content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{asked.office.slug}-duty.ics"'
    return answer


@page("duty/digest/", right=Right.READ_ASSESSMENT, name="duty_digest", whole=True)
def duty_digest(asked: Asked) -> HttpResponse:
    """A short text to be copied into an e-mail."""
    text = digests.digest(standing(asked).due, name=asked.office.name, on=asked.today)
    return asked.render("duty/digest.html", title=say("Digest for an e-mail"), text=text,
                        crumbs=[(asked.url("duty"), say("The Duty")), (asked.url("duty_clock"), say("What is due when"))],
                        intro=say("Copy it into an e-mail. It names no person."))
