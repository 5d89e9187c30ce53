"""Narrowing and withdrawing an agreement: what it means is told before it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpResponse

from upriver.desk.agreements import actions
from upriver.desk.agreements.standing import Stands, known, rests_on, stand
from upriver.duty.agreements.consistency import amiss
from upriver.duty.agreements.keys import ONWARD
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up, when
from upriver.web.pages.partnership.places import place_names
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import DETAILS, PURPOSES, Agreement
from upriver.words.text import listed

LISTS = ("fields", "areas", "purposes")


@page("agreements/<slug:ident>/withdraw/", right=Right.EDIT_AGREEMENTS, name="agreement_withdraw", of="agreement", posts=True)
def agreement_withdraw(asked: Asked, ident: str) -> HttpResponse:
    """Withdraw it, with the reason; what that stops is told first."""
    found = stand(asked.folder, ident, on=asked.today)
    fields = [Field("why", say("Why?"), "textarea", required=True, max=1_000,
                    hint=say("A sentence that others can follow. It stands in the log.")),
              Field("on", say("From which day?"), "date", required=True)]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"on": asked.today.isoformat()})
    if asked.posted and form.sound:
        try:
            actions.withdraw(ident, on=date.fromisoformat(form.values["on"]), why=form.values["why"], by=asked.by, at=asked.at)
            return asked.go("agreement", ident=ident, flash=say("Withdrawn. Nothing new may rest on it from that day on."))
        except Refusal as refusal:
            form = form.wrong("why", f"{first_up(refusal.what)}. {refusal.do}")
    return asked.render("confirm.html", status=200 if form.sound else 422, title=say("Withdraw this agreement?"), text=_effects(found),
                        fields=form.fields,
                        errors=form.errors, button=say("Withdraw it"), cancel=asked.url("agreement", ident=ident))


def _effects(found: Stands) -> list[str]:
    one, rests = found.agreement, rests_on(found.agreement.id)
    contract = found.contract.title if found.contract else one.contract
    told = [say("{title}, from {parties}.", title=one.title, parties=listed([party.name for party in one.parties])),
            say("From that day nothing of “{data}” is taken in or counted under it, and the next assessment leaves it out unless "
                "another agreement covers it.", data=contract),
            say("What is held already is kept until its retention ends, {months} months after its period, or until you delete it sooner.",
                months=one.retention_months)]
    told.append(several("{n} release rests on it and is then listed for a person to look at. Nothing published changes by itself.",
                        "{n} releases rest on it and are then listed for a person to look at. Nothing published changes by itself.",
                        len(rests))
                if rests else say("No release rests on it."))
    told.append(say("A withdrawn agreement doesn't come back: you would make a new one and have it signed."))
    return told


@page("agreements/<slug:ident>/narrow/", right=Right.EDIT_AGREEMENTS, name="agreement_narrow", of="agreement", posts=True)
def agreement_narrow(asked: Asked, ident: str) -> HttpResponse:
    """Let it allow less than before; its signatures stand."""
    found = stand(asked.folder, ident, on=asked.today)
    fields = _fields(asked, found)
    now = _now(found, fields)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, now)
    if asked.posted and form.sound:
        form, done = _narrowed(asked, form, found, now)
        if done:
            return asked.go("agreement", ident=ident, flash=say("Narrowed. The next use is held to it; its signatures stand."))
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Let it allow less"), over=found.agreement.title,
                        fields=form.fields, errors=form.errors,
                        intro=say("Untick or change what it is to allow no longer. To widen it, change its terms and have it "
                                  "signed again."),
                        button=say("Narrow it"), cancel=asked.url("agreement", ident=ident),
                        crumbs=[(asked.url("agreements"), say("Agreements")), (asked.url("agreement", ident=ident), found.agreement.title)])


def _fields(asked: Asked, found: Stands) -> list[Field]:
    one, places = found.agreement, place_names(asked.folder)
    told = {field.name: field.says.rstrip(".") for field in found.contract.fields} if found.contract else {}
    kept = one.fields or tuple(told)
    return [
        Field("fields", say("Fields that stay"), "checkboxes", required=True,
              choices=[(name, first_up(told.get(name, name))) for name in kept]),
        Field("areas", say("Areas that stay"), "checkboxes", required=True,
              choices=[(code, f"{places[code]} ({code})" if code in places else code) for code in one.areas]),
        Field("purposes", say("What it may still be used for"), "checkboxes", required=True,
              choices=[(each, first_up(say(PURPOSES[each]))) for each in one.purposes]),
        Field("detail", say("How finely we may still use it"), "radios", required=True,
              choices=[(each, first_up(say(words))) for each, words in DETAILS.items()]),
        Field("onward", say("How finely everyone may still see it"), "radios", required=True,
              choices=[(each, first_up(say(words))) for each, words in ONWARD.items()]),
        Field("ends", say("Last day"), "date", required=True, hint=say("Now: {day}.", day=when(one.ends))),
        Field("why", say("Why?"), "textarea", required=True, max=1_000,
              hint=say("A sentence that others can follow. It stands in the log.")),
    ]


def _now(found: Stands, fields: list[Field]) -> dict[str, str]:
    one = found.agreement
    lists = {field.name: ";".join(value for value, *_ in field.choices) for field in fields if field.name in LISTS}
    return {**lists, "detail": one.detail, "onward": one.onward, "ends": one.ends.isoformat()}


def _narrowed(asked: Asked, form: Filled, found: Stands, now: dict[str, str]) -> tuple[Filled, bool]:
    values = form.values
    changed = {name: tuple(values[name].split(";")) if name in LISTS else values[name] for name in (*LISTS, "detail", "onward")
               if values[name] != now[name]}
    made: Agreement = replace(found.agreement, **changed)  # type: ignore[arg-type]
    if values["ends"] != now["ends"]:
        ends = date.fromisoformat(values["ends"])
        made = replace(made, ends=ends, review=min(made.review, ends))
    faults = amiss(made, *known(asked.folder))
    for fault in faults:
        form = form.wrong(fault.key.partition("[")[0], f"{first_up(fault.says)}: {fault.do}")
    if faults:
        return form, False
    try:
        actions.narrow(made, why=values["why"], by=asked.by, at=asked.at)
    except Refusal as refusal:
        return form.wrong("fields", f"{first_up(refusal.what)}. {refusal.do}"), False
    return form, True
