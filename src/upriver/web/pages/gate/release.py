"""One release: the machine's findings first, what it is for, who must read it, how it stands, and what can be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from upriver.desk.releases.seen.standing import Stands, is_author, one, own_vote
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.words import (
    ANSWERS,
    AUDIENCES,
    CLAIM,
    PARTS,
    SIGNED,
    document,
    finding,
    next_step,
    state_of,
    title,
    votes_rows,
    when,
    who,
)
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.releasing.noted import STANDS

HEADINGS = {"stop": mark("Must be put right: it can't be released so"), "look": mark("For you to judge"), "fine": mark("In order")}


@page("releases/<int:ident>/", right=Right.READ_GATE, name="release", of="release", logged="opened release")
def release(asked: Asked, ident: int) -> HttpResponse:
    """A release as it stands."""
    found = one(asked.folder, ident)
    state, colour = state_of(found.request.state)
    return asked.render(
        "gate/release.html",
        title=title(found),
        over=document(found.request.document),
        state=state,
        colour=colour,
        lead=True,
        intro=next_step(found),
        back=asked.url("gate"),
        views=tabs(asked, found, ""),
        found=found,
        groups=[(stands, say(HEADINGS[stands]), [(finding(each), _part(asked, found, each.page)) for each in found.findings if each.stands == stands])
                for stands in STANDS if any(each.stands == stands for each in found.findings)],
        lists=[{"rows": _facts(found), "title": say("What was asked for")}],
        votes=votes_rows(found.request.open_votes),
        votes_columns=[say("By"), say("How they were known"), say("Vote"), say("Why"), say("On")],
        votes_says=_votes_says(found),
        mine=_mine(asked, found),
        actions=_actions(asked, found),
        why_not=_why_not(asked, found),
    )


def tabs(asked: Asked, found: Stands, here: str) -> list[tuple[str, str, bool]]:
    """The pages of one release."""
    first = [(asked.url("release", ident=found.number), say("Summary"), not here)]
    rest = [(asked.url("release_part", ident=found.number, part=part), say(words), here == part) for part, words in PARTS.items()]
    draft = [(asked.url("release_draft", ident=found.number, path="index.html"), say("The draft itself"), False)] if found.request.needs else []
    return first + (rest + draft if found.pages else [])


def _part(asked: Asked, found: Stands, part: str) -> tuple[str, str]:
    there = found.pages and part in PARTS
    return (asked.url("release_part", ident=found.number, part=part), say(PARTS[part])) if there else ("", "")


def _facts(found: Stands) -> list[dict[str, Any]]:
    request = found.request
    rows: list[dict[str, Any]] = [
        {"words": say("What it is for"), "value": request.context or say("Nothing was written: nobody had to read it.")},
        {"words": say("What was done to protect people"), "value": request.controls or say("Nothing was written: nobody had to read it.")},
        {"words": say("For whom"), "value": say(AUDIENCES[request.audience])},
        {"words": say("Who must read it, and why"), "value": _needs(found)},
        {"words": say("Made or asked for by"), "value": say("{names} ({how})", names=who(request.authors), how=say(SIGNED) if found.signed else say(CLAIM))},
        {"words": say("Asked for on"), "value": when(request.at)},
        {"words": say("Agreements it rests on"), "value": list(dict.fromkeys(each.split("@")[0] for each in found.clauses))},
    ]
    if request.corrects:
        rows.append({"words": say("Puts right"), "value": request.corrects})
    if request.why:
        rows.append({"words": say("Why it was corrected, returned or withdrawn"), "value": request.why})
    rows += [
        {"words": say("Fingerprint of its figures"), "value": request.cells[:16]},
        {"words": say("Fingerprint of its pages"), "value": request.pages[:16]},
        {"words": say("Its name in the ledger"), "value": request.release},
    ]
    return rows


def _needs(found: Stands) -> str:
    many = found.request.needs
    if not many:
        return say("Nobody: {reason}.", reason=found.request.reason)
    return several("{n} person: {reason}.", "{n} people: {reason}.", many, reason=found.request.reason)


def _votes_says(found: Stands) -> str:
    """What may be said of the votes: until all are in, how many there are and no more."""
    request = found.request
    if not request.needs:
        return say("Nobody had to read it.")
    if request.open_votes:
        return ""
    if not request.votes:
        return say("Nobody has voted yet.")
    return several("{n} person has voted. What they said is shown when all have: nobody should vote knowing how another did.",
                   "{n} people have voted. What they said is shown when all have: nobody should vote knowing how another did.", len(request.votes))


def _mine(asked: Asked, found: Stands) -> str:
    vote = own_vote(found, asked.actor)
    if vote is None or found.request.open_votes:
        return ""
    return say("You voted on {when}, signed in as {name}: {answer}. Until all have voted, only you are shown this.", when=when(vote.at), name=asked.by,
               answer=say(ANSWERS[vote.answer]))


def _actions(asked: Asked, found: Stands) -> list[dict[str, Any]]:
    request, actions = found.request, []
    if request.wanted and asked.may(Right.VOTE) and not _why_not(asked, found) and own_vote(found, asked.actor) is None:
        actions.append({"words": say("Vote"), "href": asked.url("release_vote", ident=found.number), "kind": ""})
    if request.state == "approved" and asked.may(Right.ASK_RELEASE) and not found.overtaken:
        actions.append({"words": say("Release it"), "href": asked.url("release_out", ident=found.number), "kind": ""})
    if (request.state in ("returned", "rejected") or found.overtaken) and asked.may(Right.ASK_RELEASE):
        actions.append({"words": say("Ask again"), "href": asked.url("release_ask") + f"?again={found.number}", "kind": ""})
    if request.state == "released":
        actions.append({"words": say("Withdraw it"), "href": asked.url("release_withdraw", ident=found.number), "kind": "warning"})
        if asked.may(Right.ASK_RELEASE):
            actions.append({"words": say("Correct it"), "href": asked.url("release_ask") + f"?corrects={found.number}", "kind": "secondary"})
    return actions


def _why_not(asked: Asked, found: Stands) -> str:
    """Why a reviewer can't vote on this one."""
    if asked.may(Right.VOTE) and found.request.wanted and is_author(found, asked.actor):
        return say("You made this or asked for it, so you can't vote on it: somebody else has to read it. No role changes that.")
    return ""
