"""How the partnership meets and decides, the definition it agreed, and its strategy's dates: each kept as a row of the registers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse

from upriver.desk.partners.actions import partnership, pool
from upriver.desk.partners.convert import register
from upriver.desk.partners.setting_up import known_definitions
from upriver.desk.planning.changing import add
from upriver.desk.registers.convert import plan
from upriver.pipeline.registers.judging import Faulty
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up, when
from upriver.web.pages.partnership.places import way
from upriver.web.pages.partnership.setting_up import crumbs
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal
from upriver.words.registers.governing import OUTCOMES, READINESS, Meeting, Review
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import SPECIFIED

FACTORS = ("maximum_penalty", "impact_on_victims", "prevalence", "impact_on_community")


def _said(form: Filled, faulty: Faulty, names: dict[str, str]) -> Filled:
    """A form with a register's faults at the fields that they are about, by the register's headings."""
    for fault in faulty.faults:
        form = form.wrong(names.get(fault.column, ""), f"{first_up(fault.column)}: {fault.says}.")
    return form


@page("partnership/governance/", right=Right.EDIT_PARTNERSHIP, name="partnership_governance", posts=True)
def partnership_governance(asked: Asked) -> HttpResponse:
    """Who meets, when, who must attend, whether areas work together, and how far that is in place."""
    bodies = [body for body in register().authorities if body.holds_on(asked.today)]
    specified = [(body.id, body.name) for body in bodies if body.kind in SPECIFIED or body.kind == "local_policing_body"]
    meetings = [each for each in plan().of(Meeting) if each.body in ("strategy_group", "board")]
    found = partnership()
    fields = [
        Field("title", say("What is the group that decides called?"), required=True, max=200),
        Field("held_on", say("When does it meet first?"), "date", required=True,
              hint=say("Or when it last met. Minutes, decisions and attendance are kept under this meeting.")),
        Field("required", say("Who must attend?"), "checkboxes", choices=specified,
              hint=say("All specified authorities, unless you agreed otherwise.")),
        Field("pooled", say("Do several local areas work together as one relevant area (section 9)?"), max=200,
              hint=say("Write what you call it. Leave empty if they don't.")),
        Field("level", say("How far is governance in place?"), "radios", required=True,
              choices=[(key, say(words)) for key, words in READINESS.items()]),
    ]
    first = {"title": say("Strategy group"), "required": ";".join(ident for ident, _ in specified), "pooled": found.pooled if found else "",
             "level": "2"}
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, first)
    if asked.posted and form.sound:
        try:
            _governed(asked, form.values)
            return asked.go("partnership", flash=say("Saved. The first meeting stands in the log of meetings."))
        except Faulty as faulty:
            form = _said(form, faulty, {"What it was called": "title", "The day": "held_on"})
    known = several("{n} meeting is recorded already; the last was on {day}.", "{n} meetings are recorded already; the last was on {day}.",
                    len(meetings),
                    day=when(max(each.held_on for each in meetings if each.held_on))) if meetings else ""
    return asked.render("form.html", status=200 if form.sound else 422, title=say("How you meet and decide"), fields=form.fields,
                        errors=form.errors, inset=known,
                        button=say("Save"), cancel=asked.url("partnership"), crumbs=crumbs(asked))


def _governed(asked: Asked, values: dict[str, str]) -> None:
    given: dict[str, Any] = {"body": "strategy_group", "held_on": values["held_on"], "title": values["title"],
                             "required": values["required"]}
    add(asked.folder, slug="meetings", given=given, by=asked.by, at=asked.at)
    add(asked.folder, slug="readiness", given={"respect": "governance", "level": values["level"], "judged_on": asked.today.isoformat()},
        by=asked.by, at=asked.at)
    pool(name=values["pooled"], by=asked.by, at=asked.at)


@page("partnership/definition/", right=Right.EDIT_PARTNERSHIP, name="partnership_definition", posts=True)
def partnership_definition(asked: Asked) -> HttpResponse:
    """Which definition the partnership agreed, when and on what evidence: kept as a review, which the rules of the Duty look for."""
    shelf = known_definitions(asked.folder)
    bodies = [(body.id, body.name) for body in register().authorities if body.holds_on(asked.today)]
    meetings = [(each.id, f"{each.title or say('Meeting')}, {when(each.held_on)}") for each in plan().of(Meeting)]
    reviews = sorted((each for each in plan().of(Review) if each.of == "definition"), key=lambda each: each.held_on or date.min)
    fields = [
        Field("which", say("What do you count as serious violence?"), "radios", required=True,
              choices=[(slug, one.title) for slug, one in shelf.items()]),
        Field("held_on", say("When did you agree it?"), "date", required=True),
        Field("by", say("Who agreed it?"), "select", required=True,
              choices=[("", say("Choose a meeting or an authority")), *meetings, *bodies]),
        Field("considered", say("What did you look at?"), "textarea", required=True, max=2_000,
              hint=say("The law names four things: the highest penalty, the effect on victims, how common it is here, and the "
                       "effect on the community.")),
        Field("outcome", say("What came of it?"), "radios", required=True, choices=[(key, say(words)) for key, words in OUTCOMES.items()]),
        Field("why", say("Why this one?"), "textarea", required=True, max=2_000),
    ]
    first = {"held_on": asked.today.isoformat(), "by": meetings[-1][0] if meetings else "", "outcome": "kept",
             "which": asked.query.get("which", "")}
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, first)
    if asked.posted and form.sound:
        try:
            add(asked.folder, slug="reviews", given={"of": "definition", **form.values}, by=asked.by, at=asked.at)
            return asked.go("partnership", flash=say("Saved. Assessments by this definition say that the partnership agreed it."))
        except Faulty as faulty:
            form = _said(form, faulty, {"Considered": "considered", "Why": "why", "By": "by"})
    last = reviews[-1] if reviews else None
    now = say("You agreed “{title}” on {day}.", title=shelf[last.which].title if last.which in shelf else last.which,
              day=when(last.held_on)) if last else ""
    return asked.render("partnership/definition.html", status=200 if form.sound else 422,
                        title=say("Your agreed definition of serious violence"), fields=form.fields,
                        errors=form.errors, inset=now, button=say("Save"), cancel=asked.url("partnership"), crumbs=crumbs(asked),
                        shelf=shelf)


@page("partnership/dates/", right=Right.EDIT_PARTNERSHIP, name="partnership_dates", posts=True)
def partnership_dates(asked: Asked) -> HttpResponse:
    """The strategy's first draft with its dates: from them the clock runs."""
    there = list(plan().of(Strategy))
    if there:
        latest = max(there, key=lambda each: each.starts or date.min)
        target = way(asked, "plan_row", ident=f"strategies:{latest.id}")
        if not asked.posted and latest.review_due:
            return asked.see(target or asked.url("partnership"))
    start = date(asked.today.year + (asked.today.month > 3), 4, 1)
    fields = [
        Field("title", say("What is the strategy called?"), required=True, max=200),
        Field("starts", say("First day that it covers"), "date", required=True),
        Field("ends", say("Last day that it covers"), "date", required=True),
        Field("review_due", say("Reviewed by"), "date", required=True,
              hint=say("The guidance expects a review every year. It is on the clock from today.")),
    ]
    first = {"title": say("Serious violence response strategy"), "starts": start.isoformat(),
             "ends": (date(start.year + 3, 4, 1) - timedelta(days=1)).isoformat(),
             "review_due": date(start.year + 1, 3, 31).isoformat()}
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, first)
    if asked.posted and form.sound:
        try:
            add(asked.folder, slug="strategies", given={**form.values, "state": "draft"}, by=asked.by, at=asked.at)
            return asked.go("partnership", flash=say("Saved as a draft. The clock now knows when it is to be reviewed."))
        except (Faulty, Refusal) as refusal:
            form = _said(form, refusal, {"Title": "title", "Starts": "starts", "Ends": "ends",
                                         "Review due": "review_due"}) if isinstance(refusal, Faulty) else form.wrong("title", str(refusal))
    return asked.render("form.html", status=200 if form.sound else 422, title=say("The strategy's dates and its review"),
                        fields=form.fields, errors=form.errors,
                        button=say("Save"), cancel=asked.url("partnership"), crumbs=crumbs(asked))
