"""Studies of actions: the least effect that could have been seen first, then what was found, from cleared figures."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.report.documents.evaluation import NONE
from upriver.report.plans.worked.studies import action_of, lead, page_of, verdict
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.monitoring.indicators import paper_page, told_here, views, way
from upriver.web.showing.listing import Column, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.monitoring.effect import Effect


@page("monitoring/studies/", right=Right.READ_PLANS, name="monitoring_studies", whole=True)
def monitoring_studies(asked: Asked) -> HttpResponse:
    """Every study with what it asked and what it found."""
    told = told_here(asked)
    columns: list[Column[Effect]] = [
        Column("question", say("Question"), lambda each: each.study.question, lambda each: asked.url("monitoring_study", which=page_of(each.study).removeprefix("evaluation/"))),
        Column("action", say("Action"), lambda each: action_of(told, each.study)),
        Column("least", say("Least effect that could have been seen"), lead),
        Column("found", say("Found"), verdict),
    ]
    return listing(asked, title=say("Did it work?"), rows=told.effects, columns=columns, over=say("Is it working?"), views=views(asked, "monitoring_studies"),
                   intro=say("None of these proves a cause. Each was written down before its result was looked at, or says that it wasn't."), empty=say(NONE))


@page("monitoring/studies/<slug:which>/", right=Right.READ_PLANS, name="monitoring_study", whole=True)
def monitoring_study(asked: Asked, which: str) -> HttpResponse:
    """One study whole."""
    return paper_page(asked, "evaluation", which, "monitoring_studies", lambda target: way(asked, target))
