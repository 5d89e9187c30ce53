"""Everybody's background work, for whoever keeps the system running: how it stands, and not what became of it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from upriver.desk.jobs.looking import job, jobs_of
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.jobs.own import listed, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say


@page("operating/jobs/", right=Right.OPERATE, name="all_jobs")
def all_jobs(asked: Asked) -> HttpResponse:
    """Every piece of background work, the newest first."""
    return listed(asked, jobs_of(), "any_job", say("Background work"), say("Of everybody. What it was about is shown to whoever asked for it."))


@page("operating/jobs/<int:ident>/", right=Right.OPERATE, name="any_job", of="job")
def any_job(asked: Asked, ident: int) -> HttpResponse:
    """How one piece of anybody's work stands."""
    found = job(ident)
    ended = say("It has ended. What became of it is shown to whoever asked for it.")
    return shown(asked, replace(found, said=ended) if found.over else found, cancels=False)
