"""The review of access: who has what, who never came, and who opened or exported what is restricted."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.http import HttpResponse

from upriver.desk.accounts import reading
from upriver.desk.accounts.reading import Opened
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.people.words import bodies_of, day_of, roles_of, when
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import PURPOSE, Right
from upriver.words.language.speaking import say, several

LONG_AGO = 90
"""Days after which somebody who didn't sign in is asked about."""


@page("people/review/", right=Right.READ_AUDIT, name="access_review")
def access_review(asked: Asked) -> HttpResponse:
    """Who has what, in three questions with the accounts to look at."""
    people = [each for each in reading.people() if each.open]
    ago = (asked.today - timedelta(days=LONG_AGO)).isoformat()
    first = (asked.today - timedelta(days=31)).isoformat()
    opened = list(reading.opened(first=first))
    never = [each for each in people if not each.seen_at]
    away = [each for each in people if each.seen_at and each.seen_at < ago]
    many = [each for each in people if len(each.held) > 1]
    weak = [] if asked.office.fictional else [each for each in people if each.lacks_factor]
    tables = [
        _people(asked, say("Never signed in"), never, say("Everybody has signed in.")),
        _people(asked, say("Not signed in for {days} days", days=LONG_AGO), away, say("Everybody who came, came of late.")),
        _people(asked, say("Hold more than one role"), many, say("Nobody does.")),
        _people(asked, say("Have no second factor, and need one"), weak, say("Nobody is without.")),
        _opened(asked, opened),
    ]
    return asked.render("show.html", title=say("Review who has what"), tables=tables, back=asked.url("people") if asked.may(Right.INVITE) else "",
                        intro=say("Go through these once a quarter. End what isn't needed any more."),
                        actions=[{"words": say("Everything restricted that was opened"), "href": asked.url("opened")}])


def _people(asked: Asked, caption: str, people: list[reading.Person], empty: str) -> dict[str, object]:
    rows = [[{"words": each.name, "href": asked.url("person", ident=each.number) if asked.may(Right.INVITE) else ""}, roles_of(each), bodies_of(each),
             day_of(each.seen_at) or say("Never")] for each in people]
    return {"caption": caption, "columns": [say("Name"), say("Role"), say("For"), say("Last signed in")], "rows": rows, "empty": empty}


def _opened(asked: Asked, opened: list[Opened]) -> dict[str, object]:
    """A month of opened and exported things by person, the most first; by night and exports apart, since they are what to ask about."""
    by = Counter(each.by for each in opened)
    exported = Counter(each.by for each in opened if each.form != "page" or each.verb.startswith("exported"))
    night = Counter(each.by for each, dark in zip(opened, reading.by_night([each.at for each in opened]), strict=True) if dark)
    rows = [[{"words": name, "href": f"{asked.url('opened')}?q={name.replace(' ', '+')}"}, count, exported[name], night[name]] for name, count in by.most_common()]
    return {"caption": say("Restricted things opened in the last 31 days"), "rows": rows, "empty": say("Nobody opened anything restricted."),
            "columns": [say("Who"), {"words": say("Opened"), "numeric": True}, {"words": say("Exported"), "numeric": True},
                        {"words": say("Between 22:00 and 06:00, London time"), "numeric": True}]}


@page("people/opened/", right=Right.READ_AUDIT, name="opened", logged="opened the report of restricted reads")
def opened(asked: Asked) -> HttpResponse:
    """Everything restricted that was opened or exported: by whom, for which purpose, under which agreement."""
    rows = list(reading.opened())
    return listing(
        asked,
        title=say("Restricted things that were opened"),
        intro=several("{n} time, the newest first. Opening this list is written down too.", "{n} times, the newest first. Opening this list is written down too.", len(rows)),
        rows=rows,
        columns=(
            Column("at", say("When"), lambda each: when(each.at), sort=lambda each: each.number),
            Column("by", say("Who"), lambda each: each.by),
            Column("verb", say("What they did"), lambda each: each.verb),
            Column("subject", say("To what"), lambda each: each.subject),
            Column("purpose", say("Purpose"), lambda each: say("The Serious Violence Duty") if each.purposes == PURPOSE else each.purposes),
            Column("agreement", say("Agreement"), lambda each: each.agreement or say("Not known")),
            Column("form", say("As"), lambda each: say("Page") if each.form == "page" else each.form.upper()),
        ),
        filters=(
            Filter("by", say("Who"), [(name, name) for name in sorted({each.by for each in rows})], lambda each, value: each.by == value),
            Filter("form", say("As"), [("page", say("Page")), ("file", say("File"))], lambda each, value: (each.form == "page") == (value == "page")),
        ),
        empty=say("Nothing restricted was opened yet."),
        back=asked.url("access_review"),
    )
