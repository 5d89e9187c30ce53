"""The register of authorities: the list, confirming what was filled in, adding a body, and who to speak to."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.partners.bodies import add_body, confirm_some
from upriver.desk.partners.convert import register
from upriver.desk.partners.ground import filled_in, ground, matrix_on
from upriver.desk.partners.people import names
from upriver.duty.register import SPOKEN_FOR
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import first_up
from upriver.web.pages.partnership.places import way
from upriver.web.pages.partnership.setting_up import crumbs
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import BESIDE, KINDS, OBSERVER, RELEVANT, RIGHTS, SPECIFIED, Authority

ROLES = {"specified": SPECIFIED, "relevant": RELEVANT, "observer": OBSERVER, "beside": BESIDE}


@page("partnership/authorities/", right=Right.READ_PARTNERSHIP, name="authorities")
def authorities(asked: Asked) -> HttpResponse:
    """Every body of the register, by kind and area."""
    bodies, called = register().authorities, names()
    areas = {cover.district: cover.name or cover.district for body in bodies for cover in body.areas}
    return listing(
        asked,
        title=say("Register of authorities"),
        intro=say("Who has duties here, who must be consulted, and who else takes part."),
        rows=bodies,
        columns=(
            Column("name", say("Name"), lambda body: body.name, href=lambda body: asked.url("authority", ident=body.id)),
            Column("kind", say("Kind"), lambda body: first_up(say(KINDS[body.kind]))),
            Column("areas", say("Covers"), lambda body: _covers(body)),
            Column("contact", say("Who to speak to"),
                   lambda body: called.get(body.contact, "") or (say("Nobody named") if body.kind in SPOKEN_FOR else "")),
            Column("state", say("State"), lambda body: say("Confirmed") if body.status == "confirmed" else say("To be confirmed"),
                   tag=lambda body: "green" if body.status == "confirmed" else "yellow"),
        ),
        filters=(
            Filter("kind", say("Kind"), [(kind, first_up(say(words))) for kind, words in KINDS.items()], lambda body,
                   value: body.kind == value),
            Filter("area", say("Area"), sorted(areas.items(), key=lambda pair: pair[1]), lambda body,
                   value: any(cover.district == value for cover in body.areas)),
            Filter("state", say("State"), [("proposed", say("To be confirmed")), ("confirmed", say("Confirmed"))], lambda body,
                   value: body.status == value),
            Filter("contact", say("Who to speak to"), [("none", say("Nobody named"))], lambda body,
                   value: body.kind in SPOKEN_FOR and not called.get(body.contact)),
        ),
        empty=say("The register is empty. Give the partnership's areas first: the authorities are then filled in."),
        crumbs=crumbs(asked),
        actions=_actions(asked),
    )


def _covers(body: Authority) -> str:
    named = [cover.name or cover.district for cover in body.areas]
    return ", ".join(named) if len(named) <= 3 else several("{n} district", "{n} districts", len(named))


def _actions(asked: Asked) -> list[dict[str, str]]:
    shared = [{"words": say("Agreements"), "href": asked.url("agreements"), "kind": "secondary"}] if asked.may(Right.READ_AGREEMENTS) else []
    if not asked.may(Right.EDIT_PARTNERSHIP):
        return shared
    return [*shared, {"words": say("Check and confirm"), "href": asked.url("authorities_confirm"), "kind": "secondary"},
            {"words": say("Add a body"), "href": asked.url("authority_add"), "kind": "secondary"}]


@page("partnership/confirm/", right=Right.EDIT_PARTNERSHIP, name="authorities_confirm", posts=True)
def authorities_confirm(asked: Asked) -> HttpResponse:
    """What was filled in from the areas, to be confirmed; and what lacks."""
    return _confirming(asked, (*SPECIFIED, *OBSERVER), say("Specified authorities"),
                       say("These are the bodies that the law gives the duty to in your areas, and the policing body. Untick what "
                           "isn't right; you can confirm the rest now."))


@page("partnership/relevant/", right=Right.EDIT_PARTNERSHIP, name="authorities_relevant", posts=True)
def authorities_relevant(asked: Asked) -> HttpResponse:
    """Schools, prisons and places of youth custody, to be confirmed."""
    return _confirming(asked, (*RELEVANT, *BESIDE), say("Relevant authorities"),
                       say("Schools and colleges, prisons and places of youth custody must be consulted on the strategy and may be "
                           "asked to work with you. Take in the lists of schools and of custodial establishments and they are "
                           "filled in; or add them one by one."))


def _confirming(asked: Asked, kinds: tuple[str, ...], title: str, intro: str) -> HttpResponse:
    if asked.posted and asked.typed.get("does", [""])[-1] == "fill":
        added = filled_in(asked.folder, on=asked.today, by=asked.by, at=asked.at)
        asked.flash(several("{n} body was added, to be confirmed.", "{n} bodies were added, to be confirmed.", len(added)) if added
                    else say("Nothing was found that isn't there already."),
                    "success" if added else "notice")
        return asked.see(asked.request.path)
    if asked.posted:
        done = confirm_some(asked.typed.get("ids", []), by=asked.by, at=asked.at)
        return asked.go("partnership", flash=several("{n} authority confirmed.", "{n} authorities confirmed.", len(done)))
    bodies = [body for body in register().authorities if body.kind in kinds and body.holds_on(asked.today)]
    proposed = [body for body in bodies if body.status == "proposed"]
    lacks = matrix_on(asked.folder, asked.today).lacking if bodies else ()
    return asked.render(
        "partnership/confirm.html", title=title, intro=intro, crumbs=crumbs(asked),
        proposed=[(body, first_up(say(KINDS[body.kind])), _covers(body)) for body in proposed],
        confirmed=[[{"words": body.name, "href": asked.url("authority", ident=body.id)}, first_up(say(KINDS[body.kind])), _covers(body)]
                   for body in bodies if body.status == "confirmed"],
        lacks=[f"{area.name}: {place.lacks}" for area, row, place in lacks if row.needed.kind in kinds],
        none_yet=not ground(asked.folder).districts,
        add=f"{asked.url('authority_add')}?kind={'education' if kinds[0] in RELEVANT else 'police'}", areas=asked.url("partnership_areas"),
        data=way(asked, "data"))


@page("partnership/authorities/add/", right=Right.EDIT_PARTNERSHIP, name="authority_add", posts=True)
def authority_add(asked: Asked) -> HttpResponse:
    """Add one body that no list knows: a school, a charity, another partner."""
    places = {area.code: area.name for area in ground(asked.folder).districts}
    fields = [
        Field("kind", say("What kind of body is it?"), "select", required=True,
              choices=[(kind, first_up(say(words))) for kind, words in KINDS.items()]),
        Field("name", say("What is it called?"), required=True, max=300),
        Field("code", say("Its official code, if it has one"), max=40,
              hint=say("Such as a GSS code. It becomes its id, which never changes.")),
        Field("areas", say("Which districts does it cover?"), "checkboxes", choices=list(places.items())),
        Field("rights", say("If it is an invited participant: what may it see?"), "select",
              choices=[("", say("Doesn't apply")), *((key, first_up(say(words))) for key, words in RIGHTS.items())]),
        Field("note", say("A note"), "textarea", max=1_000, rows=2),
    ]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept,
        {"kind": asked.query.get("kind", ""), "areas": ";".join(places)})
    if asked.posted and form.sound:
        values = form.values
        try:
            ident = add_body(kind=values["kind"], name=values["name"], code=values["code"], rights=values["rights"],
                             areas={code: places[code] for code in values["areas"].split(";") if code in places}, note=values["note"],
                             by=asked.by, at=asked.at)
            return asked.go("authority", ident=ident, flash=say("Added and confirmed."))
        except Refusal as refusal:
            form = form.wrong("name", f"{first_up(refusal.what)}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Add a body"), fields=form.fields, errors=form.errors,
                        button=say("Add it"),
                        cancel=asked.url("authorities"),
                        crumbs=[*crumbs(asked), (asked.url("authorities"), say("Register of authorities"))])
