"""Everybody who may sign in, and the invitations that wait."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.accounts import actions
from upriver.desk.accounts.methods import methods
from upriver.desk.accounts.models import InvitationRecord
from upriver.desk.accounts.reading import Person, invitations
from upriver.desk.accounts.reading import people as everybody
from upriver.desk.partners.models import AuthorityRecord
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.people.words import bodies_of, day_of, factors_of, roles_of, state_of, way_of
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import ROLES, Right, Role
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal


def ways(asked: Asked) -> dict[str, str]:
    """The declared ways to sign in, by slug; none where a declaration can't be read, which the operator is told."""
    try:
        return {each.slug: each.title for each in methods(asked.folder)}
    except Refusal:
        return {}


@page("people/", right=Right.INVITE, name="people", posts=True)
def people(asked: Asked) -> HttpResponse:
    """Everybody who may sign in, with what they hold; and invitations, which can be taken back here."""
    if asked.posted:
        wanted = asked.typed.get("invitation", [""])[-1]
        actions.take_back(int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0, by=asked.by, at=asked.at)
        return asked.go("people", flash=say("The invitation was taken back. Its link opens nothing any more."))
    named = ways(asked)
    return listing(
        asked,
        title=say("People and access"),
        intro=say("Who may sign in, as what, and for whom. What somebody does is written down under their name."),
        rows=everybody(),
        columns=_columns(asked, named),
        filters=_filters(),
        empty=say("Nobody has an account yet."),
        template="people/people.html",
        actions=[{"words": say("Invite somebody"), "href": asked.url("invite"), "kind": ""},
                 {"words": say("Review who has what"), "href": asked.url("access_review")}, *log_ways(asked)],
        invitations=[_invitation(each) for each in invitations(at=asked.at)],
    )


def log_ways(asked: Asked) -> list[dict[str, str]]:
    """The ways to what was done here, for whoever may read the log."""
    if not asked.may(Right.READ_AUDIT):
        return []
    return [{"words": say("What was opened and taken away"), "href": asked.url("opened")}, {"words": say("Audit log"), "href": asked.url("audit")}]


def _columns(asked: Asked, named: dict[str, str]) -> tuple[Column[Person], ...]:
    return (
        Column("name", say("Name"), lambda each: each.name, href=lambda each: asked.url("person", ident=each.number)),
        Column("role", say("Role"), roles_of),
        Column("body", say("For"), bodies_of),
        Column("state", say("State"), lambda each: state_of(each)[0], tag=lambda each: state_of(each)[1]),
        Column("factor", say("Second factor"), lambda each: factors_of(each) or (say("Not set up") if each.method == "password" else way_of(each.method, named))),
        Column("seen", say("Last signed in"), lambda each: day_of(each.seen_at) or say("Never"), sort=lambda each: each.seen_at),
    )


def _filters() -> tuple[Filter[Person], ...]:
    states = [("open", say("Open")), ("closed", say("Closed")), ("never", say("Never signed in")), ("weak", say("No second factor"))]
    return (
        Filter("role", say("Role"), [(str(role), say(words)) for role, words in ROLES.items()], lambda each, value: any(one.role == value for one in each.held)),
        Filter("state", say("State"), states, lambda each, value: {"open": each.open, "closed": not each.open, "never": each.open and not each.seen_at,
                                                                    "weak": each.lacks_factor}.get(value, True)),
    )


def _invitation(row: InvitationRecord) -> dict[str, object]:
    body = AuthorityRecord.objects.filter(ident=row.authority).values_list("name", flat=True).first() or ""
    return {"number": row.pk, "name": row.name, "email": row.email, "role": say(ROLES[Role(row.role)]), "body": body, "until": day_of(row.until)}


@waits
def waiting(asked: Asked) -> list[Task]:
    """People without a second factor, for whoever manages accounts."""
    if not asked.may(Right.MANAGE_ACCOUNTS):
        return []
    weak = sum(1 for each in everybody() if each.lacks_factor) if not asked.office.fictional else 0
    if not weak:
        return []
    return [Task(several("{n} person has no second factor", "{n} people have no second factor", weak), asked.url("people") + "?state=weak",
                 say("Ask them"), "orange", say("Their role needs one; until then they can open nothing."), order=40)]
