"""Readiness: how ready the partnership judges itself, respect by respect, and judging it anew."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.planning.changing import add
from upriver.desk.registers.convert import plan
from upriver.duty.inspection.reading import respects
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import when
from upriver.web.pages.duty.dashboard import views
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.registers.governing import READINESS, Readiness


def _judged() -> dict[str, Readiness]:
    """The latest level of each respect; rows stand in the order in which they were kept."""
    return {each.respect: each for each in plan().of(Readiness)}


@page("duty/readiness/", right=Right.READ_ASSESSMENT, name="duty_readiness", whole=True)
def duty_readiness(asked: Asked) -> HttpResponse:
    """Seven respects, each with the level that was judged last."""
    judged = _judged()
    rows = []
    for each in respects():
        last = judged.get(each.slug)
        rows.append([each.title, {"words": say(READINESS[last.level]), "hint": each.levels[int(last.level) - 1]} if last
                     else say("Not judged yet"), when(last.judged_on) if last else ""])
    return asked.render("duty/readiness.html", title=say("How ready we are"), views=views(asked, "duty_readiness"), rows=rows,
                        intro=say("Four levels in seven respects: our own scale, since no official one was found."),
                        actions=[{"words": say("Judge it anew"), "href": asked.url("duty_judge"), "kind": ""}]
                        if asked.may(Right.EDIT_PARTNERSHIP) else [])


@page("duty/readiness/judge/", right=Right.EDIT_PARTNERSHIP, name="duty_judge", posts=True)
def duty_judge(asked: Asked) -> HttpResponse:
    """Judge readiness anew: only what differs from the last time is kept."""
    judged, shelf = _judged(), respects()
    fields = [Field(each.slug, each.asks, "radios", choices=[(str(number), words) for number, words in enumerate(each.levels, 1)])
              for each in shelf]
    fields.append(Field("why", say("What does that rest on?"), "textarea", max=1_000, hint=say("Kept with each level that you change.")))
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {slug: each.level for slug, each in judged.items()})
    if asked.posted and form.sound:
        values = form.values
        changed = [each.slug for each in shelf if values[each.slug]
                   and (each.slug not in judged or judged[each.slug].level != values[each.slug])]
        for slug in changed:
            add(asked.folder, slug="readiness",
                given={"respect": slug, "level": values[slug], "judged_on": asked.today.isoformat(), "why": values["why"]}, by=asked.by,
                at=asked.at)
        return asked.go("duty_readiness",
                        flash=say("Kept. Earlier levels stay in the history.") if changed
                        else say("Nothing was different from the last time."))
    return asked.render("form.html", status=200 if form.sound else 422, title=say("How ready are we?"), fields=form.fields,
                        errors=form.errors, button=say("Keep"),
                        cancel=asked.url("duty_readiness"),
                        crumbs=[(asked.url("duty"), say("The Duty")), (asked.url("duty_readiness"), say("Readiness"))])
