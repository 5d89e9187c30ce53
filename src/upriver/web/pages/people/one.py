"""One person's account: what they hold, how they sign in, what they did of late."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.accounts import reading, visits
from upriver.desk.accounts.reading import Person
from upriver.desk.audit.reading import newest_of
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.people.overview import ways
from upriver.web.pages.people.words import day_of, factors_of, state_of, way_of, when
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say

MOST = 15


@page("people/<int:ident>/", right=Right.INVITE, name="person", of="account")
def person(asked: Asked, ident: int) -> HttpResponse:
    """One account."""
    found = reading.person(ident)
    state, colour = state_of(found)
    manages = asked.may(Right.MANAGE_ACCOUNTS)
    changes = manages and ident != asked.actor.account
    return asked.render("show.html", title=found.name or say("Somebody who was erased"), state=state, colour=colour, back=asked.url("people"),
                        actions=_actions(asked, found) if changes else [], lists=[{"rows": _about(asked, found)}],
                        tables=[_roles(asked, found, changes), *([_visits(asked, found)] if manages else [])],
                        **({"events": _events(found), "events_title": say("What was done of late to this account")} if asked.may(Right.READ_AUDIT) else {}))


def _about(asked: Asked, found: Person) -> list[dict[str, object]]:
    return [
        {"words": say("Signs in as"), "value": found.email},
        {"words": say("How"), "value": way_of(found.method, ways(asked))},
        {"words": say("Second factor"), "value": factors_of(found) or say("Not set up")},
        {"words": say("Last signed in"), "value": when(found.seen_at) or say("Never")},
        {"words": say("Account made"), "value": day_of(found.made_on)},
    ]


def _roles(asked: Asked, found: Person, manages: bool) -> dict[str, object]:
    rows = []
    for each in found.roles:
        end: object = {"words": say("End it"), "href": asked.url("end_role", ident=found.number, grant=each.number)} if manages and not each.ended_on else ""
        rows.append([each.words, each.authority or say("The partnership itself"), ", ".join(each.areas),
                     say("Ended {day}", day=day_of(each.ended_on)) if each.ended_on else say("Held"), *([end] if manages else [])])
    columns = [say("Role"), say("For"), say("Areas"), say("State"), *([say("Change")] if manages else [])]
    return {"caption": say("Roles"), "columns": columns, "rows": rows, "empty": say("No role: this person can open their own account's page and nothing else.")}


def _visits(asked: Asked, found: Person) -> dict[str, object]:
    rows = [[when(each.at), each.address, each.browser[:60], say("Signed in now") if each.open else say("Over")] for each in visits.of(found.number, at=asked.at)[:5]]
    return {"caption": say("When they signed in"), "columns": [say("When"), say("From"), say("With"), say("State")], "rows": rows, "empty": say("Never yet.")}


def _actions(asked: Asked, found: Person) -> list[dict[str, str]]:
    to = {name: asked.url(name, ident=found.number) for name in ("give_role", "reset_sign_in", "close_account", "reopen_account", "sign_out_person")}
    if not found.open:
        return [{"words": say("Open the account again"), "href": to["reopen_account"]}]
    return [{"words": say("Give a role"), "href": to["give_role"]}, {"words": say("Set sign-in anew"), "href": to["reset_sign_in"]},
            {"words": say("Sign them out"), "href": to["sign_out_person"]}, {"words": say("Close the account"), "href": to["close_account"], "kind": "warning"}]


def _events(found: Person) -> list[dict[str, str]]:
    return [{"words": f"{each.verb[:1].upper()}{each.verb[1:]}", "by": each.by, "at": when(each.at), "iso": each.at, "note": each.why}
            for each in newest_of(f"account:{found.number}", most=MOST)]
