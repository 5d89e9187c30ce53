"""Voting on a release: blind, once, as the account that is signed in, and never on one's own; what could harm is weighed before."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from upriver.desk.audit.acting import account_now
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.releases.reviewing import has_weighed, vote_on, weigh
from upriver.desk.releases.seen.standing import Stands, one, own_vote
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.words import ANSWERS, MEANS, finding, title
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal

DANGERS = {
    "checks": mark("Numbers that set ethnicity, or people who are suspected, beside small areas can make a whole neighbourhood or group look dangerous, "
                   "and help neighbours guess who is meant. Hiding small numbers doesn't prevent that: only you can judge it."),
    "typed": mark("Numbers that somebody typed were never checked for small groups: one may tell about a person."),
}
"""What could come of it, by the reviewer's page that shows what was found."""


@page("releases/<int:ident>/vote/before/", right=Right.VOTE, name="release_weigh", of="release", posts=True)
def release_weigh(asked: Asked, ident: int) -> HttpResponse:
    """What stands before the vote where a release holds what could stain a neighbourhood or a group, or numbers typed by hand."""
    found = one(asked.folder, ident)
    if (over := _over(asked, found)) is not None:
        return over
    row = ReleaseRecord.objects.get(number=ident)
    if has_weighed(row, account_now()):
        return asked.go("release_vote", ident=ident)
    wanted = [each for each in found.findings if each.confirm]
    fields = [Field("confirm", say("I have read and weighed"), "checkboxes", choices=[(str(number), finding(each)) for number, each in enumerate(wanted)])]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and not {str(number) for number in range(len(wanted))} <= set(form.values["confirm"].split(";")):
        form = form.wrong("confirm", say("Tick each of these, or go back"))
    if asked.posted and form.sound:
        try:
            weigh(row, by=asked.by, at=asked.at)
        except Refusal as refusal:
            form = form.wrong("confirm", str(refusal))
        else:
            return asked.go("release_vote", ident=ident)
    return asked.render(
        "confirm.html", status=422 if asked.posted else 200, title=say("Stop and read this before you vote"), errors=form.errors,
        text=[*(say(DANGERS[part]) for part in dict.fromkeys(each.page for each in wanted) if part in DANGERS),
              say("Going on is written to the log with your name. How you vote is still up to you: you can return it or reject it.")],
        fields=[replace(each, required=True) for each in form.fields],
        button=say("Go on to the vote"), cancel=asked.url("release", ident=ident), back=asked.url("release", ident=ident))


def _over(asked: Asked, found: Stands) -> HttpResponse | None:
    """The way back where there is nothing to vote on any more; None where there is."""
    mine = own_vote(found, asked.actor) is not None
    if found.request.wanted and not mine:
        return None
    asked.flash(say("You have voted on it already.") if mine else say("It doesn't wait for a vote."), "notice")
    return asked.go("release", ident=found.number)


@page("releases/<int:ident>/vote/", right=Right.VOTE, name="release_vote", of="release", posts=True)
def release_vote(asked: Asked, ident: int) -> HttpResponse:
    """One vote: approve, return or reject, with the reason; to approve, what has to be weighed was weighed before."""
    found = one(asked.folder, ident)
    if (over := _over(asked, found)) is not None:
        return over
    row = ReleaseRecord.objects.get(number=ident)
    weighed = has_weighed(row, account_now())
    if not asked.posted and not weighed:
        return asked.go("release_weigh", ident=ident)
    form = filled(_fields(), asked.typed) if asked.posted else shown(_fields(), asked.kept)
    if asked.posted and form.values["answer"] == "approve" and not weighed:
        form = form.wrong("answer", say("Before you can approve it, press Vote on its page again and read what stands before the vote"))
    if asked.posted and form.sound:
        try:
            told = vote_on(asked.folder, row, answer=form.values["answer"], why=form.values["why"],
                           confirmed=weighed, by=asked.by, at=asked.at)
        except Refusal as refusal:
            return _form(asked, found, form.wrong("answer", str(refusal)), 422)
        wanted = told["wanted"]
        return asked.go("release", ident=ident, flash=several("Your vote is recorded. {n} person must still read it; until then nobody is shown how you voted.",
                                                             "Your vote is recorded. {n} people must still read it; until then nobody is shown how you voted.",
                                                             wanted) if wanted else say("Your vote is recorded. Everybody who must has voted."))
    return _form(asked, found, form, 422 if asked.posted else 200)


def _fields() -> list[Field]:
    return [
        Field("answer", say("Your vote"), "radios", required=True,
              choices=[(answer, say("{answer}: {means}", answer=say(words), means=say(MEANS[answer]))) for answer, words in ANSWERS.items()]),
        Field("why", say("What you looked at, and what you found"), "textarea", required=True, max=2000,
              hint=say("The author and the other readers are shown it when all have voted. Name nobody the figures are about.")),
    ]


def _form(asked: Asked, found: Stands, form: Filled, status: int) -> HttpResponse:
    return asked.render(
        "form.html", status=status, title=say("Vote on {release}", release=title(found)), errors=form.errors,
        fields=form.fields,
        button=say("Record my vote"), cancel=asked.url("release", ident=found.number), back=asked.url("release", ident=found.number),
        inset=say("You vote as {name}, signed in. You vote on these figures and these pages: should any of them change before release, your vote no longer "
                  "counts and you are asked again.", name=asked.by),
        help=[say("Nobody is shown how you voted until all who must have voted. You vote once, and can't change it."),
              say("The strictest vote holds: one return sends it back, one rejection stops it.")])
