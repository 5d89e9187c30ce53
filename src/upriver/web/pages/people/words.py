"""How accounts are put into words."""

from __future__ import annotations

from datetime import datetime

from upriver.desk.accounts.reading import Person
from upriver.web.signing.factors import KINDS
from upriver.words.language.dates import day_words
from upriver.words.language.speaking import say


def when(at: str) -> str:
    """A recorded time as a day and a time, "" where there is none. Times are of the server's clock, which is UTC."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    return say("{day}, {time} UTC", day=day_words(moment.date()), time=f"{moment:%H:%M}")


def day_of(at: str) -> str:
    """The day of a recorded time."""
    return day_words(datetime.fromisoformat(at).date()) if at else ""


def state_of(person: Person) -> tuple[str, str]:
    """How an account stands, with the colour of its tag."""
    if not person.open:
        return say("Closed"), "grey"
    if not person.held:
        return say("No role"), "orange"
    if person.lacks_factor:
        return say("No second factor"), "orange"
    if not person.seen_at:
        return say("Never signed in"), "yellow"
    return say("Open"), "green"


def factors_of(person: Person) -> str:
    """The kinds of second factors that somebody has."""
    return ", ".join(say(KINDS[kind]) for kind in person.factors if kind != "codes")


def roles_of(person: Person) -> str:
    """The roles that somebody holds, each once."""
    return ", ".join(dict.fromkeys(each.words for each in person.held))


def bodies_of(person: Person) -> str:
    """For which authorities somebody holds roles."""
    return "; ".join(dict.fromkeys(each.authority for each in person.held if each.authority))


def way_of(method: str, ways: dict[str, str]) -> str:
    """How somebody signs in."""
    return say("Password") if method == "password" else ways.get(method, method)
