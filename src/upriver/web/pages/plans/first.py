"""The first page of the response: the strategies and what presses in them, and every register by what it is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from upriver.desk.planning.seen import rows_seen
from upriver.report.plans.told import Told
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.plans.words import KINDS, may_read, may_see, rows_by_key, rows_for, told_for
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.registers.strategy import STATES, Strategy
from upriver.words.text import day

COLOURS = {"draft": "yellow", "final": "green", "superseded": "grey"}
TITLES = {each[1]: mark(each[1]) for each in KINDS}


@page("plans/", right=Right.READ_PLANS, name="plans")
def plans(asked: Asked) -> HttpResponse:
    """Where the response begins: strategies, and the way to every list."""
    told = told_for(asked)
    actions = [{"words": say("Write down a strategy"), "href": asked.url("plan_add", slug="strategies"), "kind": "secondary"},
               {"words": say("All lists as one spreadsheet"), "href": asked.url("plan_exchange"), "kind": "secondary"}] if asked.may(Right.EDIT_PLANS) else []
    if asked.scope(Right.READ_PLANS).all:
        actions = [{"words": say("The three answers for the board"), "href": asked.url("board"), "kind": "secondary"},
                   {"words": say("Meetings and decisions"), "href": asked.url("duty_meetings"), "kind": "secondary"}, *actions]
    return asked.render("plans/first.html", title=say("Response"), intro=say("What the partnership does about violence: the strategy, its actions, who was asked, and what was decided."),
                        strategies=strategies(asked, told), actions=actions, groups=groups(asked))


def strategies(asked: Asked, told: Told) -> list[dict[str, Any]]:
    """Each strategy with its dates, where it stands, and in a sentence what presses in it."""
    held = rows_by_key(asked)
    seen = [each for each in told.plan.of(Strategy) if ("strategies", each.id) in held and may_see(asked, held["strategies", each.id])]
    found = sorted(seen, key=lambda each: (each.id != told.in_force, each.starts is None, -(each.starts.toordinal() if each.starts else 0)))
    made = []
    for each in found:
        stands = told.responses.get(each.id)
        says = []
        if stands and each.state != "superseded":
            says = [several("{n} thing stands in the way of final", "{n} things stand in the way of final", len(stands.blockers))] if stands.blockers and each.state == "draft" else []
            says += [several("{n} action has no finding, evidence or plan", "{n} actions have no finding, evidence or plan", len(stands.orphans))] if stands.orphans else []
            says += [several("{n} authority hasn't signed", "{n} authorities haven't signed", len(stands.unsigned))] if stands.unsigned else []
        made.append({"title": each.title, "href": asked.url("strategy", ident=f"strategies:{each.id}"), "state": say(STATES.get(each.state, each.state)),
                     "colour": COLOURS.get(each.state, "grey"), "says": "; ".join(says) + "." if says else "",
                     "when": say("{start} to {end}", start=day(each.starts.isoformat()) if each.starts else "", end=day(each.ends.isoformat()) if each.ends else "")})
    return made


def groups(asked: Asked) -> list[dict[str, Any]]:
    """Every register that whoever asks may open, by what it is about, with how many rows it has."""
    made = []
    for registers, title in KINDS:
        items = [{"href": asked.url("plan_register", slug=each.slug), "words": say(each.sheet.title), "count": len(rows_for(asked, each.slug)), "says": say(each.sheet.says)}
                 for each in registers if may_read(asked, each.slug)]
        made.append({"title": say(TITLES[title]), "registers": items})
    return made


@waits
def plans_wait(asked: Asked) -> list[Task]:
    """For whoever writes the response: what stands in the way of a draft becoming final."""
    if not asked.may(Right.EDIT_PLANS) or not any(row.register == "strategies" for row in rows_seen()):
        return []
    told = told_for(asked)
    found = []
    for each in told.plan.of(Strategy):
        stands = told.responses.get(each.id)
        if stands and each.state == "draft" and stands.blockers:
            found.append(Task(say("Make the strategy final: {title}", title=each.title), asked.url("strategy", ident=f"strategies:{each.id}"),
                              several("{n} thing in the way", "{n} things in the way", len(stands.blockers)), "yellow", order=60))
        elif stands and each.id == told.in_force and stands.orphans:
            found.append(Task(say("Give every action its ground: {title}", title=each.title), asked.url("strategy", ident=f"strategies:{each.id}") + "?part=ground",
                              several("{n} action without", "{n} actions without", len(stands.orphans)), "yellow",
                              hint=say("Actions without a finding, evidence or a plan to evaluate them."), order=70))
    return found
