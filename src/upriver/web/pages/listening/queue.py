"""What people said, in the order in which it should be read: what may tell of harm first, with its clock."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from upriver.desk.voices import opening, reading
from upriver.desk.voices.handling import taken_in
from upriver.desk.voices.keeping import past
from upriver.desk.voices.reading import Entry
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.listening.words import came, colour_of, short, state_of, theme_of
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right, Role
from upriver.words.language.speaking import say, several
from upriver.words.text import day
from upriver.words.voices.entry import STATES, THEMES


@page("listening/", right=Right.LISTEN, name="listening", logged="opened the queue of have your say")
def listening(asked: Asked) -> HttpResponse:
    """The queue. A reader who opens it has read on that day: the form stays open."""
    taken_in(at=asked.at)
    found = opening.setting()
    if Role.LISTENER in asked.actor.roles:
        opening.noticed(asked.folder, read_on=asked.today)
    else:
        opening.still_fit(asked.folder)
    named, today = dict(opening.places(asked.folder)), asked.today
    where = [("", say("Not said")), *named.items()]
    return listing(
        asked, title=say("Have your say"), rows=reading.queue(), intro=_standing(found), empty=say("Nobody has said anything yet."),
        columns=[
            _words(asked),
            Column("state", say("Stands"), lambda each: state_of(each, today), tag=lambda each: colour_of(each, today), sort=lambda each: (not each.presses, each.state)),
            Column("due", say("To be seen to by"), lambda each: day(each.due) if each.presses else "", sort=lambda each: each.due if each.presses else "9"),
            Column("came", say("Came on"), came, sort=lambda each: each.at),
            Column("where", say("Where"), lambda each: dict(where).get(each.area, each.area)),
            Column("theme", say("Theme"), lambda each: theme_of(each.theme)),
        ],
        filters=[
            Filter("harm", say("Harm"), [("waits", say("Waits to be seen to")), ("told", say("May tell of harm")), ("none", say("Not marked"))], _of_harm),
            Filter("state", say("Stands"), [(key, say(words)) for key, words in STATES.items()], lambda each, value: each.state == value),
            Filter("theme", say("Theme"), [(key, say(words)) for key, words in THEMES.items()], lambda each, value: each.theme == value),
            Filter("where", say("Where"), list(named.items()), lambda each, value: each.area == value),
        ],
        actions=_actions(asked),
    )


def _words(asked: Asked) -> Column[Entry]:
    """What was said; a file that leaves the workspace has the entry's number alone, since nobody's words do."""
    if asked.query.get("as"):
        return Column("entry", say("Entry"), lambda each: each.ident)
    return Column("words", say("What was said"), short, href=lambda each: asked.url("voice", ident=each.ident))


def _of_harm(entry: Entry, value: str) -> bool:
    return {"waits": entry.presses, "told": bool(entry.harm), "none": not entry.harm}.get(value, True)


def _standing(found: opening.Setting) -> str:
    if not found.open:
        return say("The form is closed: the public page gives ways to speak to a person.")
    wrong = opening.why_not(found)
    if wrong:
        return say("The form is closed to the public, although it is set to be open: somebody who must be named is gone.")
    return say("The form is open. {name} reads it. If no reader opens this page for some days, the form closes by itself.", name=found.reader_name)


def _actions(asked: Asked) -> list[dict[str, str]]:
    found = [{"words": say("What groups say"), "href": asked.url("voice_groups")}, {"words": say("Delete entries"), "href": asked.url("voice_keeping")}]
    if asked.office.public:
        found.append({"words": say("The page as the public sees it"), "href": f"{asked.office.public.rstrip('/')}/have-your-say/"})
    if asked.may(Right.EDIT_PARTNERSHIP):
        found.append({"words": say("Open or close the form"), "href": asked.url("voice_setting")})
    return found


@waits
def voices_waiting(asked: Asked) -> list[Task]:
    """What waits for readers, and for the manager whose form can't be open."""
    if not asked.may(Right.LISTEN):
        return []
    taken_in(at=asked.at)
    fit = opening.still_fit(asked.folder)
    tasks = [_pressing(asked, each, asked.today) for each in reading.pressing()]
    unread = reading.unread() if Role.LISTENER in asked.actor.roles else 0
    if unread:
        tasks.append(Task(several("Read {n} thing that people said", "Read {n} things that people said", unread), asked.url("listening") + "?state=new",
                          say("Not read yet"), "yellow", order=20))
    if not fit and asked.may(Right.EDIT_PARTNERSHIP):
        tasks.append(Task(say("Name somebody who reads Have your say"), asked.url("voice_setting"), say("Closed to the public"), "red", order=10))
    over = len(past(asked.today)) if Role.LISTENER in asked.actor.roles else 0
    if over:
        tasks.append(Task(several("Delete {n} entry that is past its time", "Delete {n} entries that are past their time", over), asked.url("voice_keeping"),
                          say("To do"), "yellow", order=40))
    return tasks


def _pressing(asked: Asked, entry: Entry, today: date) -> Task:
    late = entry.late(today)
    return Task(say("See to an entry that may tell of harm"), asked.url("voice", ident=entry.ident),
                say("Overdue since {day}", day=day(entry.due)) if late else say("Due {day}", day=day(entry.due)), "red" if late else "orange",
                say("It came on {day}.", day=day(entry.at[:10])), late=late, order=1)
