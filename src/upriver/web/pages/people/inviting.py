"""Inviting somebody: the link is shown once, and sent by whoever invites."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.accounts import actions
from upriver.desk.accounts.granting import areas_of, may_give, must_may_give
from upriver.desk.accounts.methods import must_fit
from upriver.desk.accounts.models import Account
from upriver.desk.accounts.reading import DOES
from upriver.desk.partners.convert import people, register
from upriver.desk.partners.people import free_entries
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.people.overview import ways
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import ROLES, Grant, Right, Role
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal

LINK, ANOTHER = "link_to_show", "another"


def role_fields(asked: Asked) -> tuple[Field, ...]:
    """Which role, and for whom."""
    bodies = sorted(((each.id, each.name) for each in register().authorities if each.holds_on(asked.today)), key=lambda pair: pair[1])
    return (
        Field("role", say("Role"), "radios", required=True, choices=[(str(role), say(ROLES[role]), say(DOES[role])) for role in may_give(asked.actor)]),
        Field("authority", say("For which organisation"), "select", choices=[("", say("The partnership itself")), *bodies],
              hint=say("Data officers, board members and CSP officers act for one. What they see follows from it.")),
    )


def grant_of(values: dict[str, str]) -> Grant:
    """The grant that was asked for."""
    role, body = Role(values["role"]), values["authority"]
    return Grant(role, body, areas_of(role, body))


@page("people/invite/", right=Right.INVITE, name="invite", posts=True)
def invite(asked: Asked) -> HttpResponse:
    """Invite somebody."""
    known = _known(asked)
    fields = _fields(asked, (asked.typed.get("name") or [known.get("name", "")])[-1])
    form = shown(fields, asked.kept, {"method": "password"} | known)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                return _invited(asked, form.values)
            except Refusal as refusal:
                form = wrong(form, refusal)
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Invite somebody"), fields=form.fields, button=say("Make the link"),
                        cancel=asked.url("people"), help=[say("You get a link to send them yourself. Nothing is sent by this workspace."),
                                                          say("The link works once, for seven days, and for nobody but who has it: send it in a way that reaches them alone.")])


def _known(asked: Asked) -> dict[str, str]:
    """What the register says of the body that the address names (`?authority=`): the person to speak to, unless they have an account."""
    body = next((each for each in register().authorities if each.id == asked.query.get("authority", "")), None)
    if body is None or body.id not in {choice[0] for field in role_fields(asked) if field.name == "authority" for choice in field.choices}:
        return {}
    found = {"authority": body.id, "role": str(Role.CSP_OFFICER if body.kind == "community_safety_partnership" else Role.DATA_OFFICER)}
    person = next((each for each in people() if each.id == body.contact and not each.erased_on), None) if asked.may(Right.EDIT_PARTNERSHIP) else None
    if person is not None and not Account.objects.filter(email__iexact=person.email).exists():
        found |= {"name": person.name, "email": person.email, "person": person.id}
    return found


def _fields(asked: Asked, name: str) -> tuple[Field, ...]:
    found = ways(asked)
    way = Field("method", say("How they sign in"), "radios" if found else "hidden", required=True, value="password",
                choices=[("password", say("With a password and a second factor")), *((slug, say("Through {way}", way=title)) for slug, title in found.items())])
    return (Field("name", say("First and last name"), required=True, max=200, autocomplete="off"),
            *_who(name),
            Field("email", say("E-mail address at work"), "email", required=True, max=200, autocomplete="off"),
            *role_fields(asked), way)


def _who(name: str) -> tuple[Field, ...]:
    """Whether somebody is whom the register has under that name; asked only where it has one who has no account."""
    jobs = {each.id: each.job for each in people()}
    there = [(ident, say("Yes, it is them"), jobs[ident] or ident) for ident in free_entries(name)] if name else []
    hint = say("What is signed, and what is erased one day, then goes by that one entry.")
    return (Field("person", say("The register of people has somebody of that name. Is it them?"), "radios", required=True, hint=hint,
                  choices=[*there, (ANOTHER, say("No, somebody else of that name"))]),) if there else ()


def _where(refusal: Refusal) -> str:
    words = refusal.what
    return next((name for name, mark in (("email", "e-mail"), ("method", "sign in"), ("name", "name"), ("authority", "authority"), ("authority", "community"),
                                         ("role", "role")) if mark in words), "name")


def _invited(asked: Asked, values: dict[str, str]) -> HttpResponse:
    must_may_give(asked.actor, Role(values["role"]))
    must_fit(asked.folder, values["method"], values["authority"])
    grant = grant_of(values)
    person = "" if values.get("person") == ANOTHER else values.get("person", "")
    secret = actions.invite(email=values["email"], name=values["name"], grant=grant, method=values["method"], person=person, by=asked.by, at=asked.at)
    asked.request.session[LINK] = [asked.url("invitation", secret=secret), values["name"]]
    return asked.go("invited")


@page("people/invited/", right=Right.INVITE, name="invited")
def invited(asked: Asked) -> HttpResponse:
    """The link of an invitation, shown once."""
    held = asked.request.session.pop(LINK, None)
    if held is None:
        return asked.go("people")
    return link_page(asked, held[0], say("{name} is invited", name=held[1]), back=asked.url("people"),
                     then=[say("Send this link to {name} now: it is shown only this once.", name=held[1]),
                           say("They choose a password and set up a second factor. You see here when they have signed in.")])


def link_page(asked: Asked, path: str, title: str, *, then: list[str], back: str) -> HttpResponse:
    """A page with a link that is shown once."""
    return asked.render("people/link.html", title=title, address=asked.request.build_absolute_uri(path), next=then, links=[(back, say("Go back"))])


def wrong(form: Filled, refusal: Refusal) -> Filled:
    """A form with what a verb refused, where it belongs."""
    return form.wrong(_where(refusal), f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.do}")
