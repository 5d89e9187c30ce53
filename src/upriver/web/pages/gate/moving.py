"""Releasing what was approved, and taking a release back: each asked once more, then done in the background."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.jobs.actions import ask
from upriver.desk.releases.actions import ATTESTATION
from upriver.desk.releases.seen.standing import one
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.words import AUDIENCES, title, who
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal

ATTESTED = mark(ATTESTATION)


@page("releases/<int:ident>/release/", right=Right.ASK_RELEASE, name="release_out", of="release", posts=True)
def release_out(asked: Asked, ident: int) -> HttpResponse:
    """Let an approved release out, with one's attestation."""
    found = one(asked.folder, ident)
    if found.request.state != "approved":
        asked.flash(say("It isn't approved, so it can't be released."), "notice")
        return asked.go("release", ident=ident)
    fields = [Field("attest", say(ATTESTED), "checkbox", required=True)]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        return asked.go("job", ident=ask("release", body={"number": ident}, actor=asked.actor, at=asked.at))
    readers = who(each.by for each in found.request.votes) or say("Nobody had to read it")
    return asked.render(
        "form.html", status=422 if asked.posted else 200, fields=form.fields, errors=form.errors, title=say("Release {release}", release=found.number),
        intro=[say("For: {audience}. Read and approved by: {readers}.", audience=say(AUDIENCES[found.request.audience]), readers=readers),
               say("It is made once more and let out only if every figure and page is as it was voted on. What is published can be withdrawn; what was read stays known.")],
        button=say("Release it now"), cancel=asked.url("release", ident=ident), back=asked.url("release", ident=ident))


@page("releases/<int:ident>/withdraw/", right=Right.READ_GATE, name="release_withdraw", of="release", posts=True)
def release_withdraw(asked: Asked, ident: int) -> HttpResponse:
    """Take a release down, saying why. Whoever may read at the gate may do it: what could harm somebody waits for nobody's role."""
    found = one(asked.folder, ident)
    if found.request.state == "withdrawn" and asked.posted:
        raise Refusal(say("it is withdrawn already"), do=say("Why stands on its page and in the ledger. Nothing was changed."))
    if found.request.state != "released":
        asked.flash(say("It isn't released, so it can't be withdrawn."), "notice")
        return asked.go("release", ident=ident)
    fields = [Field("why", say("Why it is taken back"), "textarea", required=True, max=1000,
                    hint=say("In a sentence that others can follow. It stands in the ledger and on the page that stays at its address; name nobody."))]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        return asked.go("job", ident=ask("withdraw", body={"number": ident, "why": form.values["why"]}, actor=asked.actor, at=asked.at))
    return asked.render(
        "form.html", status=422 if asked.posted else 200, fields=form.fields, errors=form.errors, title=say("Withdraw {release}", release=title(found)),
        warning=say("Its pages are taken down at once, and its address says so. The ledger keeps what it told: who read it knows it."),
        button=say("Withdraw it"), kind="warning", cancel=asked.url("release", ident=ident), back=asked.url("release", ident=ident))
