"""The ledger of all that was ever released, with its check; and what is left out of every release, with the reason."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.releases.leaving_out import left_out as held_back
from upriver.desk.releases.seen.ledgers import Told, ledgers
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.queue import sections
from upriver.web.pages.gate.words import AUDIENCES, when
from upriver.web.showing.listing import Column, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.releasing.released import Edition
from upriver.words.text import day

STANDS = {
    "current": (mark("Current"), "green"),
    "earlier": (mark("Earlier: a later one took its place"), "grey"),
    "corrected": (mark("Corrected"), "orange"),
    "withdrawn": (mark("Withdrawn"), "red"),
}
KINDS = {"figure": mark("A figure"), "table": mark("A table"), "area": mark("An area")}


@page("releases/ledger/", right=Right.READ_GATE, name="ledger")
def ledger(asked: Asked) -> HttpResponse:
    """Every release there ever was, for each audience, and whether anybody changed what says so."""
    found = ledgers(asked.folder)
    rows = [edition for each in found for edition in each.editions]
    return listing(
        asked,
        title=say("Ledger of releases"),
        intro=say("What was ever released, in a chain in which nothing can be changed, cut short or put back unseen. New releases are set against all of it."),
        rows=rows,
        columns=(
            Column("release", say("Release"), lambda each: each.release),
            Column("state", say("How it stands"), lambda each: say(STANDS[each.state][0]), tag=lambda each: STANDS[each.state][1]),
            Column("audience", say("For"), lambda each: say(AUDIENCES[each.audience])),
            Column("at", say("Released on"), lambda each: day(each.at[:10]), sort=lambda each: each.at),
            Column("as_of", say("Figures as known on"), lambda each: day(each.as_of), sort=lambda each: each.as_of),
            Column("by", say("By"), lambda each: each.by),
            Column("more", say("What became of it"), _became),
        ),
        empty=say("Nothing was released yet."),
        views=sections(asked, "ledger"),
        template="gate/ledger.html",
        checks=[_check(each) for each in found],
    )


def _became(each: Edition) -> str:
    parts = [say("corrects {release}: {why}", release=each.corrects, why=each.why)] if each.corrects else []
    parts += [say("put right by {release}", release=each.corrected_by)] if each.corrected_by else []
    parts += [say("withdrawn on {day} by {name}: {why}", day=day(each.withdrawn_at[:10]), name=each.withdrawn_by, why=each.withdrawn_why)] if each.withdrawn_at else []
    return "; ".join(parts)


def _check(told: Told) -> tuple[str, str, str]:
    """For whom, the colour, and what the check found."""
    audience = say(AUDIENCES[told.audience])
    if told.wrong:
        return audience, "red", told.wrong
    if not told.lines:
        return audience, "grey", say("Nothing was ever released for them.")
    return audience, "green", several("{n} line, whole and in order. Its last begins with {head}.", "{n} lines, whole and in order. The last begins with {head}.",
                                      told.lines, head=told.head[:16])


@page("releases/left-out/", right=Right.READ_GATE, name="left_out")
def left_out(asked: Asked) -> HttpResponse:
    """What is left out of every release because it could endanger someone, with the reason; readers of releases are never told what."""
    return listing(
        asked,
        title=say("Left out because it could endanger someone"),
        intro=say("Hidden from the next draft and release on, with all that would give it away. Readers are told that something was left out, not what."),
        rows=held_back(),
        columns=(
            Column("subject", say("What"), lambda each: each.subject),
            Column("kind", say("Kind"), lambda each: say(KINDS.get(each.kind, each.kind))),
            Column("why", say("Why"), lambda each: each.why),
            Column("by", say("Decided by"), lambda each: each.by),
            Column("at", say("On"), lambda each: when(each.at), sort=lambda each: each.at),
        ),
        empty=say("Nothing is left out."),
        views=sections(asked, "left_out"),
        actions=_may_change(asked),
    )


def _may_change(asked: Asked) -> list[dict[str, str]]:
    if not asked.may(Right.WRITE_ASSESSMENT):
        return []
    back = [{"words": say("Show something again"), "href": asked.url("put_back")}] if held_back() else []
    return [{"words": say("Leave something out"), "href": asked.url("leave_out")}, *back]
