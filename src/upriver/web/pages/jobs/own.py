"""One's own background work: each piece on a page that looks again by itself, without a script, and the list of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch

from upriver.desk.jobs.actions import cancel
from upriver.desk.jobs.looking import STATES, Job, jobs_of
from upriver.desk.jobs.looking import job as found_job
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import one, opens, page
from upriver.web.framework.waiting import Task, waits
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.text import day

WORDS = {
    "waiting": (mark("Waits"), "grey"),
    "running": (mark("Under way"), "blue"),
    "done": (mark("Done"), "green"),
    "refused": (mark("Couldn't be done"), "orange"),
    "failed": (mark("Failed"), "red"),
    "cancelled": (mark("Cancelled"), "grey"),
}
A_WHILE = timedelta(minutes=2)
AGAIN = 4
"""After how many seconds the page of work that goes on looks again."""


@page("jobs/<int:ident>/", right=Right.ENTER, name="job", of="job")
def job(asked: Asked, ident: int) -> HttpResponse:
    """How far one's work is, and what became of it."""
    return shown(asked, found_job(ident), cancels=True)


def shown(asked: Asked, found: Job, *, cancels: bool) -> HttpResponse:
    """The page of a piece of work; until it has ended it asks the browser to load it again, unless `?still=1` says not to."""
    words, colour = WORDS.get(found.state, (found.state, "grey"))
    still = "still" in asked.query
    answer = asked.render(
        "jobs/job.html",
        title=found.title,
        state=say(words),
        colour=colour,
        job=found,
        says=_says(found, at=asked.at),
        rows=_rows(found),
        goes_on=not found.over,
        still=still,
        toggle=asked.request.path if still else f"{asked.request.path}?still=1",
        result=result(asked, found) if cancels else "",
        cancel=asked.url("job_cancel", ident=found.number) if cancels and found.state == "waiting" else "",
    )
    if not found.over and not still:
        answer["Refresh"] = str(AGAIN)
    return answer


def _says(found: Job, *, at: str) -> str:
    if found.over:
        return found.said
    if found.state == "waiting" and not found.before and datetime.fromisoformat(at) - datetime.fromisoformat(found.at) > A_WHILE:
        return say("Nobody has begun it yet. Nothing is lost; tell the administrator that background work isn't being done.")
    if found.state == "waiting":
        return several("It waits: {n} piece of work is before it.", "It waits: {n} pieces of work are before it.", found.before) if found.before else \
            say("It waits and is begun in a moment.")
    return found.step or say("It was begun.")


def _rows(found: Job) -> list[dict[str, Any]]:
    rows = [(say("Asked for by"), found.by), (say("Asked for on"), _when(found.at))]
    rows += [(say("Begun on"), _when(found.begun_at))] if found.begun_at else []
    rows += [(say("Ended on"), _when(found.ended_at))] if found.ended_at else []
    rows += [(say("Begun anew after a stop"), several("{n} time", "{n} times", found.tries - 1))] if found.tries > 1 else []
    return [{"words": words, "value": value} for words, value in rows]


def result(asked: Asked, found: Job) -> str:
    """The address of the page that shows what was made, where there is one that whoever asks may open."""
    shows = one(found.page) if found.page else None
    if found.state != "done" or shows is None or not opens(shows, asked.actor):
        return ""
    try:
        return asked.url(found.page, **found.parts)
    except NoReverseMatch:  # a page that was renamed since
        return ""


def _when(at: str) -> str:
    return say("{day}, {time} UTC", day=day(at[:10]), time=at[11:19]) if len(at) > 18 else ""


def listed(asked: Asked, rows: tuple[Job, ...], to: str, title: str, intro: str) -> HttpResponse:
    """A list of work, each row leading to its page of the name `to`."""
    return listing(
        asked, title=title, intro=intro, rows=rows,
        columns=(
            Column("number", say("Number"), lambda each: str(each.number), href=lambda each: asked.url(to, ident=each.number), sort=lambda each: each.number),
            Column("title", say("Work"), lambda each: each.title),
            Column("state", say("How it stands"), lambda each: say(WORDS[each.state][0]), tag=lambda each: WORDS[each.state][1]),
            Column("by", say("Asked for by"), lambda each: each.by),
            Column("at", say("Asked for on"), lambda each: _when(each.at), sort=lambda each: each.at),
            Column("said", say("What became of it"), lambda each: each.said if to == "job" else ""),
        ),
        filters=(Filter("state", say("How it stands"), [(state, say(WORDS[state][0])) for state in STATES], lambda each, state: each.state == state),),
        empty=say("There is no work."),
    )


@page("jobs/", right=Right.ENTER, name="jobs")
def jobs(asked: Asked) -> HttpResponse:
    """What one asked to be done in the background."""
    return listed(asked, jobs_of(asked.actor.account), "job", say("Your background work"),
                  say("What takes longer than a moment goes on in the background, whether or not a page is open."))


@page("jobs/<int:ident>/cancel/", right=Right.ENTER, name="job_cancel", of="job", posts=True)
def job_cancel(asked: Asked, ident: int) -> HttpResponse:
    """Take one's work back while it waits."""
    if asked.posted:
        cancel(ident, by=asked.by, at=asked.at)
        return asked.go("job", ident=ident, flash=say("Cancelled. Nothing was done."))
    return asked.render("confirm.html", title=say("Cancel this work?"), text=[say("It hasn't begun yet. Nothing is lost: you can ask for it again.")],
                        button=say("Cancel it"), cancel=asked.url("job", ident=ident))


@waits
def under_way(asked: Asked) -> list[Task]:
    """One's own work that goes on in the background, so that it is found again after its page was left."""
    going = [each for each in jobs_of(asked.actor.account) if not each.over]
    return [Task(each.title, asked.url("job", ident=each.number), say(WORDS[each.state][0]), WORDS[each.state][1], order=90) for each in going]
