"""One body: what it attends, supplies, delivers and replies to, and who speaks for it; and people and roles, body by body."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from upriver.desk.agreements.signing import officers_of
from upriver.desk.agreements.standing import all_stand
from upriver.desk.partners.actions import confirm
from upriver.desk.partners.bodies import Contact, speak_for
from upriver.desk.partners.convert import people, register
from upriver.desk.registers.convert import plan
from upriver.duty.register import SPOKEN_FOR
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.listed import thing_of
from upriver.web.pages.agreements.words import first_up, state_of, when
from upriver.web.pages.partnership.places import way
from upriver.web.pages.partnership.setting_up import crumbs
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Request
from upriver.words.registers.delivery import Action
from upriver.words.registers.governing import ATTENDED, Attendance, Meeting
from upriver.words.sharing.authority import KINDS, RIGHTS, TIERS, Authority, Person
from upriver.words.text import day


def _body(ident: str) -> Authority:
    return register().by_id()[ident]


@page("partnership/authorities/body/<str:ident>/", right=Right.READ_PARTNERSHIP, name="authority", of="authority")
def authority(asked: Asked, ident: str) -> HttpResponse:
    """One body whole."""
    body, known = _body(ident), {each.id: each for each in people()}
    edits = asked.may(Right.EDIT_PARTNERSHIP)
    contact = asked.url("authority_contact", ident=ident)
    rows: list[dict[str, Any]] = [
        {"words": say("Kind"), "value": first_up(say(KINDS[body.kind]))},
        *([{"words": say("Tier"), "value": first_up(say(TIERS[body.tier]))}] if body.tier else []),
        {"words": say("Covers"), "value": [cover.name or cover.district for cover in body.areas]},
        {"words": say("Code"), "value": body.code or body.id},
        {"words": say("There from"), "value": when(body.valid_from) or say("not known")},
        *([{"words": say("Until"), "value": when(body.valid_to)}] if body.valid_to else []),
        *([{"words": say("May see"), "value": first_up(say(RIGHTS[body.rights]))}] if body.rights else []),
        {"words": say("Source"), "value": body.source or say("not known")},
        *([{"words": say("Note"), "value": body.note}] if body.note else []),
    ]
    who = [{"words": words, "value": _reached(known.get(each)), **({"change": f"{contact}{query}"} if edits else {})}
           for words, each, query in ((say("Single point of contact"), body.contact, ""), (say("Deputy"), body.deputy, "?deputy=yes"))]
    officers = officers_of(ident) if edits else ()
    if edits:
        who.append({"words": say("Can sign in for it"), "value": list(officers) or say("Nobody yet")})
    actions = []
    if edits and body.status == "proposed":
        actions.append({"words": say("Confirm"), "action": asked.url("authority_confirm", ident=ident), "kind": ""})
    if edits and not officers and (invite := way(asked, "invite") or way(asked, "people")):
        actions.append({"words": say("Invite somebody of it"), "href": f"{invite}?authority={ident}", "kind": "secondary"})
    return asked.render("show.html", title=body.name, crumbs=[*crumbs(asked), (asked.url("authorities"), say("Register of authorities"))],
                        actions=actions,
                        state=say("Confirmed") if body.status == "confirmed" else say("To be confirmed"),
                        colour="green" if body.status == "confirmed" else "yellow",
                        lists=[{"title": say("What it is"), "rows": rows}, {"title": say("Who to speak to"), "rows": who}],
                        tables=_tables(asked, ident))


def _reached(person: Person | None) -> list[str] | str:
    if person is None or person.erased_on:
        return ""
    return [each for each in (person.name, person.job, person.email, person.phone) if each]


def _tables(asked: Asked, ident: str) -> list[dict[str, Any]]:
    """What it supplies, delivers, attends and was asked: each for those who may see it."""
    found, held = [], plan()
    mine = [each for each in all_stand(asked.folder, on=asked.today) if any(party.id == ident for party in each.agreement.parties)]
    reach = asked.scope(Right.READ_AGREEMENTS)
    rows: list[list[Any]] = [[{"words": each.agreement.title, "href": asked.url("agreement", ident=each.agreement.id)},
                              {"words": state_of(each)[0], "tag": state_of(each)[1]},
                              when(each.agreement.ends)] for each in mine if reach.reaches(thing_of(each))]
    if reach:
        found.append({"caption": say("What it supplies or receives"), "columns": [say("Agreement"), say("State"), say("Last day")],
                      "rows": rows, "empty": say("No agreement names it.")})
    if asked.scope(Right.READ_PLANS).all or ident in asked.scope(Right.READ_PLANS).authorities:
        actions = [[{"words": each.title, "href": way(asked, "plan_row", ident=f"actions:{each.id}")}, when(each.due)]
                   for each in held.of(Action) if each.lead == ident]
        found.append({"caption": say("What it delivers"), "columns": [say("Action"), say("Due")], "rows": actions,
                      "empty": say("It leads no action.")})
        met = {each.id: each for each in held.of(Meeting)}
        attended = [[f"{met[each.meeting].title or say('Meeting')}, {when(met[each.meeting].held_on)}", say(ATTENDED[each.attended])]
                    for each in held.of(Attendance) if each.authority == ident and each.meeting in met]
        found.append({"caption": say("Meetings"), "columns": [say("Meeting"), say("Attended")], "rows": attended,
                      "empty": say("No attendance is recorded for it.")})
        asks = [[each.asked, when(each.asked_on), first_up(each.answer.replace("_", " ")) if each.answer else say("No answer yet")]
                for each in held.of(Request) if each.authority == ident]
        found.append({"caption": say("What it was asked, and replied"), "columns": [say("Asked"), say("On"), say("Answer")], "rows": asks,
                      "empty": say("Nothing was asked of it.")})
    return found


@page("partnership/authorities/body/<str:ident>/confirm/", right=Right.EDIT_PARTNERSHIP, name="authority_confirm", of="authority",
      posts=True)
def authority_confirm(asked: Asked, ident: str) -> HttpResponse:
    """Confirm one body."""
    if asked.posted:
        confirm(ids=[ident], by=asked.by, at=asked.at)
        asked.flash(say("Confirmed on {day}.", day=day(asked.today.isoformat())))
    return asked.go("authority", ident=ident)


@page("partnership/authorities/body/<str:ident>/contact/", right=Right.EDIT_PARTNERSHIP, name="authority_contact", of="authority",
      posts=True)
def authority_contact(asked: Asked, ident: str) -> HttpResponse:
    """Who speaks for a body: the name stands in the register of people alone."""
    body, deputy = _body(ident), asked.query.get("deputy") == "yes"
    now = next((each for each in people() if each.id == (body.deputy if deputy else body.contact) and not each.erased_on), None)
    fields = [
        Field("name", say("Name"), required=True, max=200,
              hint=say("First and last name. Kept in the register of people alone; erased on request.")),
        Field("job", say("Job"), max=200), Field("email", say("E-mail address at work"), "email", max=200, check=_address),
        Field("phone", say("Phone number at work"), "tel", max=60),
    ]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept,
        {key: getattr(now, key) for key in ("name", "job", "email", "phone")} if now else None)
    if asked.posted and form.sound:
        try:
            speak_for(ident=ident, contact=Contact(**form.values), deputy=deputy, by=asked.by, at=asked.at)
            return asked.go("partnership_people" if asked.query.get("next") == "people" else "authority", flash=say("Saved."),
                            **({} if asked.query.get("next") == "people" else {"ident": ident}))
        except Refusal as refusal:
            form = form.wrong("name", f"{first_up(refusal.what)}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Deputy") if deputy else say("Single point of contact"),
                        over=body.name, fields=form.fields,
                        errors=form.errors, button=say("Save"), cancel=asked.url("authority", ident=ident),
                        crumbs=[*crumbs(asked), (asked.url("authority", ident=ident), body.name)])


def _address(value: str) -> str:
    return "" if value.count("@") == 1 and " " not in value else say("Write the address as name@organisation")


@page("partnership/people/", right=Right.EDIT_PARTNERSHIP, name="partnership_people")
def partnership_people(asked: Asked) -> HttpResponse:
    """For each authority: who to speak to, and who can sign in for it."""
    called = {each.id: each.name for each in people()}
    invite = way(asked, "invite") or way(asked, "people")
    rows = []
    for body in register().authorities:
        if body.kind not in SPOKEN_FOR or not body.holds_on(asked.today):
            continue
        contact, officers = called.get(body.contact, ""), officers_of(body.id)
        rows.append([{"words": body.name, "href": asked.url("authority", ident=body.id)},
                     {"words": contact or say("Name a person"), "href": f"{asked.url('authority_contact', ident=body.id)}?next=people"},
                     ", ".join(officers) if officers
                     else {"words": say("Invite somebody"), "href": f"{invite}?authority={body.id}" if invite else ""}])
    return asked.render("show.html", title=say("People and roles"), crumbs=crumbs(asked), lists=[],
                        intro=say("Each specified authority needs one person to speak to, and somebody who signs agreements and "
                                  "sends data for it."),
                        actions=[{"words": say("Invite people"), "href": invite, "kind": ""}] if invite else [],
                        tables=[{"caption": say("Authorities"),
                                 "columns": [say("Authority"), say("Who to speak to"), say("Can sign in for it")], "rows": rows,
                                 "empty": say("The register is empty.")}])
