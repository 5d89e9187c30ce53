"""Deleting entries: what is past its time, and what somebody asks to have deleted, found by words that stand in it."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.voices import keeping, opening, reading
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.listening.words import came, short
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal


@page("listening/keeping/", right=Right.LISTEN, name="voice_keeping", logged="looked through have your say for a person")
def voice_keeping(asked: Asked) -> HttpResponse:
    """How long entries are kept, what is past its time, and the search for somebody's own."""
    wanted = asked.query.get("words", "")[:200]
    return asked.render("listening/keeping.html", title=say("Delete entries"), back=asked.url("listening"), months=opening.setting().months, past=len(keeping.past(asked.today)),
                        search=[Field("words", say("Words that stand in it"), value=wanted, required=True, hint=say("As the person remembers them. A phone number or an address is found too."))],
                        wanted=wanted, found=[{"ident": each.ident, "words": short(each), "came": came(each), "href": asked.url("voice", ident=each.ident)} for each in reading.telling(wanted)])


@page("listening/keeping/past/", right=Right.LISTEN, name="voice_past", posts=True)
def voice_past(asked: Asked) -> HttpResponse:
    """Delete what is past its time."""
    many = len(keeping.past(asked.today))
    if asked.posted:
        gone = keeping.retain(asked.folder, on=asked.today, by=asked.by, at=asked.at)
        return asked.go("voice_keeping", flash=several("{n} entry is deleted. The certificate is in the workspace's folder certificates.",
                                                       "{n} entries are deleted. The certificate is in the workspace's folder certificates.", len(gone)))
    return asked.render("confirm.html", title=say("Delete what is past its time"), button=say("Delete"), cancel=asked.url("voice_keeping"), back=asked.url("voice_keeping"), kind="warning",
                        text=[several("{n} entry is past its time.", "{n} entries are past their time.", many),
                              say("What was written about them goes too. The log keeps that there were entries, and no word of them. Entries that may tell of harm stay until somebody has seen to them.")])


@page("listening/said/<slug:ident>/erase/", right=Right.LISTEN, name="voice_erase", of="voice", posts=True)
def voice_erase(asked: Asked, ident: str) -> HttpResponse:
    """Delete one entry, because who wrote it asks for it."""
    fields = (Field("why", say("Why?"), hint=say("It stands in the log. Write nothing by which somebody could be known."), required=True, max=300),)
    form = shown(fields, asked.kept)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                keeping.erase(asked.folder, [ident], why=form.values["why"], by=asked.by, at=asked.at)
            except Refusal as refusal:
                form = form.wrong("why", f"{refusal.what}. {refusal.do}")
            else:
                return asked.go("voice_keeping", flash=say("Deleted. Backups made before today hold it until they run out."))
    entry = reading.entry(ident)
    return asked.render("listening/form.html", status=200 if form.sound else 422, title=say("Delete it"), over=say("What somebody said"), fields=form.fields, button=say("Delete it"),
                        kind="warning", words=entry.words if entry else "", cancel=asked.url("voice_keeping"), back=asked.url("voice_keeping"), help=[])
