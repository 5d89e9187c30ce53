"""A CSP's plan against the priorities: met, partly, gap or not yet judged, with wording for what lacks and proof of what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from upriver.report.plans.csp.ground import Ground
from upriver.report.plans.csp.wording import clause as wording
from upriver.web.documents.blocks import laid
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.area.ground import csps, ground, one, over, told_of, views
from upriver.words.access.rights import Right, Thing
from upriver.words.language.speaking import say, several
from upriver.words.registers.strategy import Priority
from upriver.words.standing.aligned import ANSWERS, STRANDS
from upriver.words.text import day

COLOURS = {"met": "green", "partly": "yellow", "gap": "red", "not_judged": "grey"}


@page("area/<str:ident>/plan/", right=Right.READ_ALIGNMENT, name="area_plan", of="authority")
def area_plan(asked: Asked, ident: str) -> HttpResponse:
    """Each priority, the clauses that answer it, and what to do about what doesn't."""
    body, here = one(asked, ident), ground(asked, ident)
    if not here.told.in_force:
        return asked.render("area/plan.html", title=body.name, over=over(asked), views=views(asked, ident, "area_plan"), intro=say("There is no strategy to hold a plan against yet."), strand=None, priorities=[], actions=[], letter="")
    strand = here.alignment.strand(ident)
    may = asked.may(Right.EDIT_ALIGNMENT, Thing("authority", ident, frozenset({ident})))
    actions = [{"words": say("Send clauses as a spreadsheet"), "href": asked.url("area_sheet", ident=ident), "kind": "secondary"}] if may else []
    counted = {answer: here.alignment.counted(answer, ident) for answer in ANSWERS}
    open_ones = counted["gap"] + counted["partly"]
    return asked.render(
        "area/plan.html", title=body.name, over=over(asked), views=views(asked, ident, "area_plan"), actions=actions,
        intro=counts(counted),
        strand={"has": say(STRANDS[strand.has]), "colour": {"yes": "green", "no": "red"}.get(strand.has, "grey"), "says": strand.says, "plan": strand.plan,
                "read": day(strand.judged_on) if strand.judged_on else ""},
        priorities=[_priority(asked, here, each, may) for each in here.priorities],
        letter=asked.url("area_papers", ident=ident) + "?paper=gap_letter&as=docx" if open_ones else "",
    )


def counts(counted: Mapping[str, int]) -> str:
    """How many priorities the plan meets, meets in part, leaves open, and how many nobody has judged."""
    told = [say("{n} met", n=counted["met"]), say("{n} met in part", n=counted["partly"]), several("{n} gap", "{n} gaps", counted["gap"])]
    return f"{', '.join(told)}; {say('{n} not judged yet', n=counted['not_judged'])}."


def _priority(asked: Asked, here: Ground, priority: Priority, may: bool) -> dict[str, Any]:
    ident = here.body.id
    aligned = here.alignment.cell(ident, priority.id)
    found = [{"clause": each.clause or say("No clause"), "text": each.text, "why": each.why, "answer": say(ANSWERS[each.answer]), "colour": COLOURS[each.answer],
              "on": day(each.judged_on.isoformat()) if each.judged_on else "", "href": asked.url("area_clause", ident=f"clauses:{each.id}") if may else ""}
             for each in aligned.clauses]
    return {"id": priority.id, "title": priority.title, "outcome": priority.outcome, "answer": say(ANSWERS[aligned.answer]), "colour": COLOURS[aligned.answer], "clauses": found,
            "add": asked.url("area_clause_add", ident=ident) + f"?priority={priority.id}" if may else "",
            "wording": laid(wording(here, priority), prefix=priority.id) if aligned.answer != "met" else []}


@waits
def plan_waits(asked: Asked) -> list[Task]:
    """For whoever keeps one CSP's plan: priorities it leaves open."""
    if not asked.may(Right.EDIT_ALIGNMENT) or asked.scope(Right.EDIT_ALIGNMENT).all:
        return []
    told = told_of(asked, "")
    held = told.alignments.get(told.in_force)
    made: list[Task] = []
    if held is None:
        return made
    for each in csps(asked):
        gaps, unread = held.counted("gap", each.id), held.counted("not_judged", each.id)
        if gaps or unread:
            made.append(Task(say("Hold your plan against the priorities: {name}", name=each.name), asked.url("area_plan", ident=each.id),
                             several("{n} gap", "{n} gaps", gaps) if gaps else several("{n} not judged", "{n} not judged", unread), "yellow", order=40))
    return made
