"""Sending a file: one question, one file, and it is on its way."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponse

from upriver.desk.sharing import uploads
from upriver.desk.sharing.asking import Ask, asked_of, provider_of, sends_as
from upriver.store.partners.arriving import most_bytes
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.guarding.arriving import STREAMED, Came, why_refused
from upriver.web.pages.sharing.body import crumbs
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.text import sentence

STREAMED.add("send_file")
KINDS = ".csv,.tsv,.txt,.xlsx,.ods,.zip,.gz,.parquet,.xml"


@page("sharing/of/<slug:ident>/send/", right=Right.SUBMIT, name="send_file", of="authority", posts=True)
def send_file(asked: Asked, ident: str) -> HttpResponse:
    """Which data set, which file."""
    asks = [each for each in asked_of(asked.folder, ident, on=asked.today) if each.live]
    if not asks:
        raise Refusal(say("no live agreement lets this body send anything"), do=say("Look at the agreements, or ask the partnership manager."))
    fields = _fields(asked, asks)
    if not asked.posted:
        chosen = asked.query.get("contract", "")
        return _form(asked, ident, shown(fields, asked.kept, {"contract": chosen if chosen in {each.contract.slug for each in asks} else ""}))
    form = filled(fields[:1], asked.typed)
    came = asked.request.FILES.get("file")
    refused = why_refused(asked.request)
    if refused is not None or not isinstance(came, Came) or not came.arriving.size:
        says = str(refused) if refused else say("Choose a file that isn't empty. If you chose one and its name is very long, give it a shorter one")
        return _form(asked, ident, Filled((*form.fields, fields[1])).wrong("file", sentence(says)), status=422)
    if not form.sound:
        return _form(asked, ident, Filled((*form.fields, fields[1])), status=422)
    return _sent(asked, ident, form, fields[1], came)


def _sent(asked: Asked, ident: str, form: Filled, file: Field, came: Came) -> HttpResponse:
    number = uuid4().hex
    try:
        name = uploads.checked_name(str(came.name))
        arrived = came.claimed(number)
        number, twice = uploads.arrived(asked.folder, arrived, ident=number, authority=ident, provider=sends_as(ident),
                                        contract=form.values["contract"], name=name, actor=asked.actor, at=asked.at)
    except Refusal as refusal:
        return _form(asked, ident, Filled((*form.fields, file)).wrong("file", sentence(str(refusal))), status=422)
    if twice:
        asked.flash(say("You have sent this very file before. This is what became of it; nothing was stored twice."), "notice")
    return asked.go("upload", ident=number)


def _fields(asked: Asked, asks: list[Ask]) -> list[Field]:
    choices = [("", say("Recognise it by its columns")), *((each.contract.slug, each.contract.title) for each in asks)]
    most = most_bytes(asked.folder) // 10**6
    return [
        Field("contract", say("Which data set is it?"), "select", choices=choices, required=False),
        Field("file", say("The file"), "file", required=True, accept=KINDS,
              hint=say("CSV, XLSX, ODS, a zip with one of them, or a package made with the offline kit. At most {most} MB.", most=f"{most:,}")),
    ]


def _form(asked: Asked, ident: str, form: Filled, *, status: int = 200) -> HttpResponse:
    told = [
        say("Every row is checked before anything is kept. You see every fault by row and rule, never a value."),
        say("What is sound is held and not used until your officer has signed for it."),
        say("A file that is refused is deleted at once; one with faults after {n} days, unless you mend it or withdraw it before.", n=uploads.DAYS_KEPT),
    ]
    return asked.render("form.html", status=status, title=say("Send a file"), over=provider_of(ident), crumbs=crumbs(asked, ident, ("", say("Send a file"))),
                        fields=form.fields, errors=form.errors, button=say("Send and check"), files=True, help=told, help_title=say("What happens to it"),
                        cancel=asked.url("sharing_of", ident=ident))
