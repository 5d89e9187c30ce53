"""The audit log: searching it, taking it away as a file, and checking that nobody changed it."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from upriver.desk.audit.bearing_out import amiss
from upriver.desk.audit.reading import Wanted, handed_out, newest, one, verbs
from upriver.desk.audit.verifying import checked
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.operating.subjects import teller, teller_of_people
from upriver.web.pages.people.words import when
from upriver.web.showing.forms import Field, filled
from upriver.web.showing.listing import FORMS, Column, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.text import listed, plural

SHOWN, IN_A_FILE = 1_000, 200_000
Event = dict[str, object]


@page("operating/audit/", right=Right.READ_AUDIT, name="audit")
def audit(asked: Asked) -> HttpResponse:
    """Search the log. A file of it is handed out with that written down."""
    wanted, wrong = _wanted(asked)
    as_file = asked.query.get("as") in FORMS
    rows, count = newest(wanted, most=IN_A_FILE if as_file else SHOWN)
    if as_file:
        handed_out(wanted, len(rows), why=say("from the page of the log"), by=asked.by, at=asked.at)
    intro = [several("{n} event, the newest first.", "{n} events, the newest first.", count, n=f"{count:,}")] if count <= len(rows) else [
        say("The newest {shown} of {count} events that fit. Narrow the days to see earlier ones; files hold all.", shown=f"{len(rows):,}", count=f"{count:,}")]
    return listing(asked, title=say("Audit log"), intro=[*intro, *([wrong] if wrong else [])], rows=rows, columns=_columns(asked), template="operating/audit.html",
                   empty=say("Nothing fits."), asks=_asks(asked), back=asked.url("operating") if asked.may(Right.OPERATE) else "",
                   actions=[{"words": say("Check that nobody changed it"), "href": asked.url("audit_verify")}])


def _wanted(asked: Asked) -> tuple[Wanted, str]:
    query = asked.query
    asks = _days(asked)
    days = [date.fromisoformat(each.value) if each.value and not each.errors else None for each in asks]
    wrong = say("A day that isn't a real date was left out.") if any(each.errors for each in asks) else ""
    account = query.get("account", "").strip()
    return Wanted(days[0], days[1], query.get("verb", ""), query.get("subject", "").strip(), query.get("author", "").strip(),
                  f"account:{account}" if account.isdecimal() else account), wrong


def _days(asked: Asked) -> tuple[Field, ...]:
    """The days between which events are looked for, as they were typed."""
    fields = (Field("first", say("From"), "date"), Field("last", say("Until, that day too"), "date"))
    return filled(fields, {name: [value] for name, value in asked.query.items()}).fields


def _asks(asked: Asked) -> list[Field]:
    query = asked.query
    every = verbs()
    return [
        *_days(asked),
        Field("verb", say("What was done"), "select", choices=[("", say("Anything")), *((each, each) for each in every)], value=query.get("verb", "")),
        Field("subject", say("To what, as the log calls it"), value=query.get("subject", "")),
        Field("author", say("By whom"), value=query.get("author", "")),
        Field("account", say("Account's number"), value=query.get("account", "").removeprefix("account:"), width="5"),
    ]


def _columns(asked: Asked) -> tuple[Column[Event], ...]:
    """What a page shows of each event; a file has all of it."""
    a_file = asked.query.get("as") in FORMS
    told, who = (str, str) if a_file else (teller(asked), teller_of_people())
    shown: tuple[Column[Event], ...] = (
        Column("number", say("Number"), lambda each: str(each["number"]), sort=lambda each: each["number"],
               href=lambda each: asked.url("audit_event", number=each["number"])),
        Column("at", say("When"), lambda each: str(each["at"]) if asked.query.get("as") else when(str(each["at"])).replace(" ", "\u00a0").replace(",\u00a0", ", "), sort=lambda each: each["number"]),
        Column("by", say("Who"), lambda each: who(str(each["by"]))),
        Column("verb", say("What"), lambda each: str(each["verb"])),
        Column("subject", say("To what"), lambda each: told(str(each["subject"])),
               href=None if a_file else lambda each: f"{asked.url('audit')}?{urlencode({'subject': each['subject']})}"),
        Column("why", say("Why"), lambda each: str(each["why"])),
    )
    if not a_file:
        return shown
    return (*shown, Column("account", say("Signed in as"), lambda each: str(each["account"])), Column("body", say("With"), lambda each: str(each["body"])),
            Column("id", say("Its hash"), lambda each: str(each["id"])), Column("parent", say("The hash before it"), lambda each: str(each["parent"])))


@page("operating/audit/<int:number>/", right=Right.READ_AUDIT, name="audit_event")
def audit_event(asked: Asked, number: int) -> HttpResponse:
    """One event with all that it holds."""
    found = one(number)
    if found is None:
        raise Http404
    body = json.loads(str(found["body"]))
    rows = [(say("When"), when(str(found["at"]))), (say("Who"), teller_of_people()(str(found["by"]))), (say("Signed in as"), found["account"] or say("Nobody: a command did it, and the name is what it was given")),
            (say("To what"), teller(asked)(str(found["subject"]))), (say("Why"), found["why"] or say("No reason is given with this"))]
    more = [(str(key), _said(value)) for key, value in body.items()]
    return asked.render("show.html", over=say("Event {number}", number=number), title=f"{str(found['verb'])[:1].upper()}{str(found['verb'])[1:]}", back=asked.url("audit"), lists=[
        {"rows": [{"words": words, "value": str(value)} for words, value in rows]},
        *([{"title": say("With"), "rows": [{"words": words, "value": value} for words, value in more]}] if more else []),
        {"title": say("In the chain"), "rows": [{"words": say("What the log calls it"), "value": str(found["subject"])}, {"words": say("Its hash"), "value": str(found["id"])}, {"words": say("The hash before it"), "value": str(found["parent"])}]}])


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value) or say("Nothing")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value) if value not in ("", None) else say("Nothing")


@page("operating/audit/verify/", right=Right.READ_AUDIT, name="audit_verify")
def audit_verify(asked: Asked) -> HttpResponse:
    """Whether the log is whole: its chain, and every head that was written down elsewhere."""
    found = checked(asked.folder)
    places = [f"{plural(count, 'head')} in {name}" for name, count in found.held_against.items()]
    rows = [{"words": say("Events"), "value": f"{found.events:,}"}, {"words": say("Held against"), "value": listed(places) if places else say("Nothing outside of the database")},
            {"words": say("Its last hash"), "value": found.head.id if found.head else ""}]
    if found.wrong:
        return asked.render("show.html", title=say("The log was changed"), state=say("Wrong"), colour="red", lists=[{"rows": rows}], back=asked.url("audit"),
                            warning=f"{found.wrong[:1].upper()}{found.wrong[1:]}. " + say("Restore the workspace from a backup, and ask who wrote to its database."))
    if changed := amiss():
        return asked.render("show.html", title=say("Records were changed behind the log"), state=say("Wrong"), colour="red", back=asked.url("audit"),
                            lists=[{"rows": [*rows, {"words": say("Not as the log says"), "value": list(changed[:50])}]}],
                            warning=say("The log is whole, but what is held isn't what it says was written. Restore the workspace from a backup, and ask who wrote to its database."))
    return asked.render("show.html", title=say("The log is whole"), state=say("Well"), colour="green", lists=[{"rows": rows}], back=asked.url("audit"),
                        intro=say("Each event holds the hash of the one before it, and every hash that was written down outside of the database is still in it."))
