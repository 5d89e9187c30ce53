"""A strategy's page: its priorities with what they rest on, what lacks ground, the balance, the money, who was asked, what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpResponse

from upriver.report.plans.theory import theory_chart
from upriver.report.plans.told import Told
from upriver.web.documents.blocks import laid
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.plans import parts_of
from upriver.web.pages.plans.words import row_of, told_for
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.registers.strategy import STATES, Priority, Strategy
from upriver.words.text import day

VIEWS = (("", mark("Priorities")), ("ground", mark("What lacks ground")), ("balance", mark("Balance")), ("money", mark("What stops with the money")),
         ("asked", mark("Who was asked")), ("heard", mark("You said, we did")), ("final", mark("On the way to final")))
COLOURS = {"draft": "yellow", "final": "green", "superseded": "grey"}


@page("plans/strategy/<str:ident>/", right=Right.READ_PLANS, name="strategy", of="row")
def strategy(asked: Asked, ident: str) -> HttpResponse:
    """A strategy as it stands today; which part of it stands in the address."""
    found = row_of(asked, ident)
    if found is None or found[0].slug != "strategies":
        raise Http404
    told = told_for(asked)
    own = told.plan.one(Strategy, found[1].id)
    if own is None:
        raise Http404
    part = asked.query.get("part", "") if asked.query.get("part", "") in dict(VIEWS) else ""
    views = [(f"{asked.request.path}?part={slug}" if slug else asked.request.path, say(words), slug == part) for slug, words in VIEWS]
    actions = [{"words": say("Open the record"), "href": asked.url("plan_row", ident=ident), "kind": "secondary"}]
    if asked.may(Right.EDIT_PLANS) and part == "":
        actions.append({"words": say("Add a priority"), "href": f"{asked.url('plan_add', slug='priorities')}?strategy={own.id}", "kind": ""})
    return asked.render(
        "plans/strategy.html", title=own.title, over=say("Strategy"), state=say(STATES.get(own.state, own.state)), colour=COLOURS.get(own.state, "grey"),
        intro=_dates(own), views=views, actions=actions, part=part, priorities=priorities(asked, told, own) if part == "" else [],
        laid=laid(PARTS[part](asked, told, own), to=parts_of.to(asked)) if part else [], may_edit=asked.may(Right.EDIT_PLANS),
    )


def _dates(own: Strategy) -> list[str]:
    found = [say("From {start} to {end}.", start=day(own.starts.isoformat()), end=day(own.ends.isoformat()))] if own.starts and own.ends else []
    return [*([own.vision] if own.vision else []), *found]


def priorities(asked: Asked, told: Told, own: Strategy) -> list[dict[str, Any]]:
    """Each priority: why, what it rests on with what those figures say now, its picture, and what it lacks."""
    stands = told.responses[own.id]
    lacking = {each.id: each.says for each in stands.lacking if each.kind == "priority"}
    made = []
    for each in told.plan.of(Priority):
        if each.strategy != own.id:
            continue
        theory = stands.theories.get(each.id)
        picture = laid([theory_chart(theory, each.title)], prefix=each.id) if theory and theory.boxes else []
        ident = f"priorities:{each.id}"
        made.append({
            "id": each.id, "title": each.title, "href": asked.url("plan_row", ident=ident), "why": each.why, "outcome": each.outcome,
            "lead": told.name(each.lead) if each.lead else "", "findings": findings(asked, told, each.id), "cite": asked.url("plan_cite", ident=ident),
            "lacks": lacking.get(each.id, ()), "picture": picture, "gaps": theory.gaps if theory else (), "actions": actions_of(asked, told, each.id),
        })
    return made


def findings(asked: Asked, told: Told, priority: str) -> list[dict[str, str]]:
    """What a priority rests on: each finding, what it says now, and whether that has changed since."""
    from upriver.report.plans.citing import cited
    from upriver.words.registers.strategy import Because

    made = []
    for each in told.plan.of(Because):
        if each.priority == priority:
            stands = cited(told, each)
            made.append({"title": stands.title, "where": stands.where, "said": each.said, "now": stands.now, "changed": stands.changed, "note": each.note,
                         "href": asked.url("plan_row", ident=f"becauses:{each.id}")})
    return made


def actions_of(asked: Asked, told: Told, priority: str) -> str:
    """How many actions serve a priority, and how they go, in one sentence."""
    found = [each for each in told.delivered.actions if each.action.priority == priority]
    late = sum(1 for each in found if each.pace == "late")
    done = sum(1 for each in found if each.pace == "done")
    if not found:
        return say("No action serves it yet.")
    return several("{n} action serves it: {done} done, {late} late.", "{n} actions serve it: {done} done, {late} late.", len(found), done=done, late=late)


PARTS: dict[str, Callable[[Asked, Told, Strategy], Iterable[Any]]] = {
    "ground": parts_of.ground, "balance": parts_of.balance, "money": parts_of.money, "asked": parts_of.consulted, "heard": parts_of.heard, "final": parts_of.final,
}
