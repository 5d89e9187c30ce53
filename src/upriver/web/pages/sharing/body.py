"""One body's part of sharing: its name, the ways between its pages, and how states are said there."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from upriver.desk.sharing.asking import Ask, provider_of
from upriver.desk.sharing.uploads import Upload
from upriver.web.framework.asked import Asked
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.period import month_number
from upriver.words.text import day

VIEWS = (
    ("sharing_of", mark("What we ask of you")),
    ("sent", mark("What you sent")),
    ("scorecard", mark("Scorecard")),
    ("unusual", mark("Unusual values")),
)
OTHERS = {"sharing_of": mark("What is asked for"), "sent": mark("What came")}
MODES = {"records": mark("rows"), "table": mark("a table of counts"), "form": mark("a few numbers"), "elsewhere": mark("flows already")}
CADENCES = {"month": mark("each month"), "quarter": mark("each quarter"), "term": mark("each school term"), "year": mark("each year")}
UPLOADS = {
    "waiting": (mark("Being checked"), "blue"), "unknown": (mark("Columns not known"), "yellow"), "faulty": (mark("Faults to mend"), "red"),
    "refused": (mark("Refused"), "red"), "held": (mark("Arrived"), "green"), "quarantined": (mark("In quarantine"), "orange"),
    "dropped": (mark("Withdrawn"), "grey"),
}


def all_bodies(asked: Asked) -> bool:
    """Whether the visitor reads what every body sends: somebody of the partnership, not of one body."""
    return asked.scope(Right.READ_SUBMISSIONS).all


def views(asked: Asked, ident: str, here: str) -> list[tuple[str, str, bool]]:
    """The ways between a body's pages."""
    ours = all_bodies(asked)
    return [(asked.url(name, ident=ident), say(OTHERS.get(name, words) if ours else words), name == here) for name, words in VIEWS]


def crumbs(asked: Asked, ident: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where one is: sharing, the body, and what is below it."""
    first = [(asked.url("sharing"), say("Sharing data"))] if all_bodies(asked) else []
    return [*first, (asked.url("sharing_of", ident=ident), provider_of(ident)), *more]


def ask_state(ask: Ask) -> tuple[str, str]:
    """How an ask stands, in words and a colour."""
    if not ask.live:
        return say("No live agreement"), "red"
    if ask.unsigned:
        return several("{n} file to sign for", "{n} files to sign for", len(ask.unsigned)), "yellow"
    if ask.missing:
        return several("{n} period late", "{n} periods late", len(ask.missing)), "red"
    if ask.elsewhere:
        return say("Flows already"), "blue"
    if ask.next:
        return say("Due {day}", day=day(ask.next.due_on.isoformat())), "grey"
    return say("Nothing due"), "grey"


def upload_state(upload: Upload) -> tuple[str, str]:
    """How an upload stands, in words and a colour."""
    if upload.stuck:
        return say("Couldn't be checked"), "red"
    words, colour = UPLOADS[upload.state]
    return say(words), colour


def size(count: int) -> str:
    """How large a file is, as people say it."""
    for unit, each in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if count >= each:
            return f"{count / each:,.1f} {unit}"
    return several("{n} byte", "{n} bytes", count)


def period_words(period: str) -> str:
    """A period as it is read: 2026-01..2026-03 is "January to March 2026"."""
    if not period:
        return ""
    first, _, last = period.partition("..")
    if not last or first == last:
        return month_words(first)
    one, other = month_words(first), month_words(last)
    return say("{first} to {last}", first=one.rsplit(" ", 1)[0] if one[-4:] == other[-4:] else one, last=other)


def spans_words(months: Iterable[str]) -> list[str]:
    """Months as spans of those that follow each other, each as it is read: "January to September 2026"."""
    found: list[list[str]] = []
    for month in sorted(set(months)):
        if found and month_number(month) == month_number(found[-1][-1]) + 1:
            found[-1].append(month)
        else:
            found.append([month])
    return [period_words(f"{each[0]}..{each[-1]}") for each in found]


def breakable(name: str) -> Markup:
    """The name of a column, which a narrow table may break after its underscores and nowhere else."""
    return Markup("_<wbr>").join(name.split("_"))


def month_words(month: str) -> str:
    """A month as it is read, anything else as it is written."""
    if len(month) != 7 or month[4] != "-" or not (month[:4] + month[5:]).isdecimal():
        return month
    words = day(f"{month}-01")
    return words.removeprefix("1 ") if words.startswith("1 ") else words
