"""Voting on a release: blind, once, as the account that is signed in, and never on one's own."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.releases.reviewing import vote_on
from upriver.desk.releases.seen.standing import Stands, one, own_vote
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.words import ANSWERS, MEANS, finding, title
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal


@page("releases/<int:ident>/vote/", right=Right.VOTE, name="release_vote", of="release", posts=True)
def release_vote(asked: Asked, ident: int) -> HttpResponse:
    """One vote: approve, return or reject, with the reason and what has to be confirmed."""
    found = one(asked.folder, ident)
    if not found.request.wanted or own_vote(found, asked.actor) is not None:
        asked.flash(say("You have voted on it already.") if own_vote(found, asked.actor) else say("It doesn't wait for a vote."), "notice")
        return asked.go("release", ident=ident)
    fields = _fields(found)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.values["answer"] == "approve" and not _confirmed(found, form):
        form = form.wrong("confirm", say("Tick each of these, or return it"))
    if asked.posted and form.sound:
        try:
            told = vote_on(asked.folder, ReleaseRecord.objects.get(number=ident), answer=form.values["answer"], why=form.values["why"],
                           confirmed=_confirmed(found, form), by=asked.by, at=asked.at)
        except Refusal as refusal:
            return _form(asked, found, form.wrong("answer", str(refusal)), 422)
        wanted = told["wanted"]
        return asked.go("release", ident=ident, flash=several("Your vote is recorded. {n} person must still read it; until then nobody is shown how you voted.",
                                                             "Your vote is recorded. {n} people must still read it; until then nobody is shown how you voted.",
                                                             wanted) if wanted else say("Your vote is recorded. Everybody who must has voted."))
    return _form(asked, found, form, 422 if asked.posted else 200)


def _fields(found: Stands) -> list[Field]:
    confirm = [(str(number), finding(each)) for number, each in enumerate(found.findings) if each.confirm]
    return [
        Field("answer", say("Your vote"), "radios", required=True,
              choices=[(answer, say("{answer}: {means}", answer=say(words), means=say(MEANS[answer]))) for answer, words in ANSWERS.items()]),
        Field("why", say("What you looked at, and what you found"), "textarea", required=True, max=2000,
              hint=say("The author and the other readers are shown it when all have voted. Name nobody the figures are about.")),
        *([Field("confirm", say("To approve it, say that you have read and weighed each of these"), "checkboxes", choices=confirm)] if confirm else []),
    ]


def _confirmed(found: Stands, form: Filled) -> bool:
    wanted = {str(number) for number, each in enumerate(found.findings) if each.confirm}
    return wanted <= set(form.values.get("confirm", "").split(";"))


def _form(asked: Asked, found: Stands, form: Filled, status: int) -> HttpResponse:
    return asked.render(
        "form.html", status=status, title=say("Vote on {release}", release=title(found)), errors=form.errors,
        fields=[replace(each, required=True) for each in form.fields],  # what is confirmed is asked of whoever approves, and isn't optional then
        button=say("Record my vote"), cancel=asked.url("release", ident=found.number), back=asked.url("release", ident=found.number),
        inset=say("You vote as {name}, signed in. You vote on these figures and these pages: should any of them change before release, your vote no longer "
                  "counts and you are asked again.", name=asked.by),
        help=[say("Nobody is shown how you voted until all who must have voted. You vote once, and can't change it."),
              say("The strictest vote holds: one return sends it back, one rejection stops it.")])
