"""What lies in quarantine: packages whose seal or hash differs, until somebody of the partnership has looked."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.access.rows import as_desk
from upriver.desk.sharing.lawful import lawful_on
from upriver.desk.submissions import receiving
from upriver.intake.contracts import layouts
from upriver.intake.mapping import profiles
from upriver.store.locking import Alone
from upriver.store.partners.closing import one_aside, set_aside
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.text import day, sentence


@page("sharing/quarantine/", right=Right.DECIDE_DATA, name="quarantine", logged="opened the quarantine")
def quarantine(asked: Asked) -> HttpResponse:
    """Everything that lies there, and why."""
    rows = [[{"words": each.label, "href": asked.url("let_out", which=each.id)}, sentence(each.why), day(each.since)] for each in set_aside(asked.folder)]
    table = {"caption": say("Packages"), "columns": [say("Package"), say("Why"), say("Since")], "rows": rows, "empty": say("Nothing lies in quarantine.")}
    return asked.render("show.html", title=say("Quarantine"), crumbs=[(asked.url("sharing"), say("Sharing data")), ("", say("Quarantine"))], tables=[table],
                        intro=say("A package that was changed on its way, or isn't what it says, is put aside unopened. Ask its sender by a road that you trust."))


@page("sharing/quarantine/<slug:which>/", right=Right.DECIDE_DATA, name="let_out", posts=True, steps=True)
def let_out(asked: Asked, which: str) -> HttpResponse:
    """Take a package in all the same, or delete it: both need a reason."""
    aside = one_aside(asked.folder, which)
    fields = [Field("what", say("What is to be done with it?"), "radios", required=True,
                    choices=[("discard", say("Delete it")), ("release", say("Take it in: its sender has confirmed it by another road"))]),
              Field("reason", say("Why?"), "textarea", required=True, max=500, hint=say("A sentence that others can follow."))]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        try:
            return asked.go("quarantine", flash=_done(asked, which, form.values["what"], form.values["reason"]))
        except Refusal as refusal:
            form = form.wrong("what", sentence(str(refusal)))
    return asked.render("form.html", status=422 if asked.posted else 200, title=aside.label, over=say("Quarantine"), intro=sentence(aside.why), fields=form.fields,
                        errors=form.errors, button=say("Do it"), cancel=asked.url("quarantine"),
                        crumbs=[(asked.url("sharing"), say("Sharing data")), (asked.url("quarantine"), say("Quarantine")), ("", aside.label)])


def _done(asked: Asked, name: str, what: str, reason: str) -> str:
    if what == "discard":
        receiving.discard(asked.folder, name, reason=reason, by=asked.by, at=asked.at)
        return say("Deleted.")
    known = layouts(asked.folder.declarations)
    with Alone(asked.folder.root), as_desk():
        list(receiving.release(asked.folder, name, known, lawful=lawful_on(asked.folder, known, on=asked.today), reason=reason,
                               profiles=profiles(asked.folder.declarations, known), by=asked.by, at=asked.at))
    return say("Taken in.")
