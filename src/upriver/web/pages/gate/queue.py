"""The list of releases, and which of them wait for whoever signed in."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.releases.seen.standing import Stands, all_releases, still_to_read
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.gate.words import AUDIENCES, STATES, document, state_of, title, who
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.text import day


def sections(asked: Asked, here: str) -> list[tuple[str, str, bool]]:
    """The pages of this part."""
    return [(asked.url("gate"), say("Releases"), here == "gate"), (asked.url("ledger"), say("Ledger"), here == "ledger"),
            (asked.url("left_out"), say("Left out"), here == "left_out")]


@page("releases/", right=Right.READ_GATE, name="gate")
def gate(asked: Asked) -> HttpResponse:
    """Every release that was asked for, those that wait first."""
    rows = all_releases(asked.folder)
    ask = [{"words": say("Ask for a release"), "href": asked.url("release_ask"), "kind": ""}] if asked.may(Right.ASK_RELEASE) else []
    return listing(
        asked,
        title=say("Releases"),
        intro=say("Nothing is published until people who didn't make it have read it. Those that wait stand first."),
        rows=rows,
        columns=(
            Column("number", say("Release"), title, href=lambda each: asked.url("release", ident=each.number), sort=lambda each: each.number),
            Column("state", say("Where it stands"), lambda each: state_of(each.request.state)[0], tag=lambda each: state_of(each.request.state)[1]),
            Column("read", say("Votes"), _voted),
            Column("document", say("What"), lambda each: document(each.request.document)),
            Column("audience", say("For"), lambda each: say(AUDIENCES[each.request.audience])),
            Column("by", say("Made or asked for by"), lambda each: who(each.request.authors)),
            Column("at", say("Asked for on"), lambda each: day(each.request.at[:10]), sort=lambda each: each.request.at),
        ),
        filters=(
            Filter("state", say("Where it stands"), [(state, say(words)) for state, (words, _) in STATES.items() if state != "draft"],
                           lambda each, state: each.request.state == state),
            Filter("for", say("For"), [(slug, say(words)) for slug, words in AUDIENCES.items()], lambda each, slug: each.request.audience == slug),
        ),
        empty=say("No release was asked for yet."),
        actions=ask,
        views=sections(asked, "gate"),
    )


def _voted(each: Stands) -> str:
    if not each.request.needs:
        return say("nobody had to read it")
    return say("{voted} of {needs}", voted=len(each.request.votes), needs=each.request.needs)


@waits
def at_the_gate(asked: Asked) -> list[Task]:
    """For reviewers what they must read; for those who ask for releases what was approved or came back."""
    if not asked.may(Right.READ_GATE):
        return []
    rows, found = all_releases(asked.folder), []
    if asked.may(Right.VOTE):
        found += [_task(asked, each, say("Read {release} before it is released", release=title(each)), 10) for each in still_to_read(rows, asked.actor)]
    if asked.may(Right.ASK_RELEASE):
        found += [_task(asked, each, say("Let {release} out: it is approved", release=title(each)), 15) for each in rows if each.request.state == "approved"]
        latest = {each.request.audience: each for each in sorted(rows, key=lambda each: each.number)}
        found += [_task(asked, each, say("{release} came back: see why", release=title(each)), 20) for each in latest.values()
                  if each.request.state in ("returned", "rejected")]
    return found


def _task(asked: Asked, each: Stands, words: str, order: int) -> Task:
    state, colour = state_of(each.request.state)
    return Task(words, asked.url("release", ident=each.number), state, colour, document(each.request.document), order=order)
