"""Asking for a release: for whom, what it is for, what was done to protect people; the work itself goes on in the background."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.jobs.actions import ask
from upriver.desk.releases.seen.standing import Stands, all_releases, assessed
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.words import AUDIENCES, title
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.text import day


@page("releases/ask/", right=Right.ASK_RELEASE, name="release_ask", posts=True)
def release_ask(asked: Asked) -> HttpResponse:
    """Ask for the release of the latest assessment, for the first time, again, or to put an earlier one right."""
    made = assessed()
    if not made:
        return asked.render("show.html", title=say("Ask for a release"), back=asked.url("gate"),
                            inset=say("There is nothing to release yet: make an assessment first."))
    before = _named(asked, "corrects", ("released", "withdrawn")) or _named(asked, "again", ("returned", "rejected", "submitted", "partly_reviewed", "approved"))
    correcting = before is not None and bool(asked.query.get("corrects"))
    fields = _fields(list(made), correcting=correcting)
    known = {"audience": before.request.audience, "context": before.request.context, "controls": before.request.controls} if before else {}
    known.setdefault("audience", next(iter(made)))
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, known)
    if asked.posted and form.sound:
        body = {**form.values, **({"corrects": before.request.release} if before and correcting else {})}
        return asked.go("job", ident=ask("ask_release", body=body, actor=asked.actor, at=asked.at))
    return _form(asked, form, made, before if correcting else None)


def _named(asked: Asked, name: str, states: tuple[str, ...]) -> Stands | None:
    """The release that the address names, where it stands so."""
    wanted = asked.query.get(name, "")
    return next((each for each in all_releases(asked.folder) if str(each.number) == wanted and each.request.state in states), None)


def _fields(audiences: list[str], *, correcting: bool) -> list[Field]:
    wrong = [Field("why", say("What was wrong in the release that this one puts right"), "textarea", required=True, max=1000,
                   hint=say("Readers are shown it beside both releases."))] if correcting else []
    return [
        Field("audience", say("Who is it for?"), "radios", required=True, choices=[(each, say(words)) for each, words in AUDIENCES.items() if each in audiences]),
        Field("context", say("What is it for, and who will use it?"), "textarea", required=True, max=2000,
              hint=say("For those who read it before it is released.")),
        Field("controls", say("What was done to protect people?"), "textarea", required=True, max=2000,
              hint=say("What you looked at beyond what the machine checks by itself.")),
        *wrong,
        Field("english_only_because", say("Why parts are in English only"), "textarea", rows=2, max=1000,
              hint=say("Only where a Welsh version is published and isn't whole. It is printed on its pages.")),
    ]


def _form(asked: Asked, form: Filled, made: dict[str, tuple[str, str, str]], corrected: Stands | None) -> HttpResponse:
    stands = [say("{audience}: figures from {first} to {last}, as known on {day}.", audience=say(AUDIENCES[audience]), first=day(first), last=day(last), day=day(on))
              for audience, (first, last, on) in made.items() if audience in AUDIENCES]
    return asked.render(
        "form.html", status=422 if asked.posted else 200, fields=form.fields, errors=form.errors,
        title=say("Correct {release}", release=title(corrected)) if corrected else say("Ask for a release"),
        intro=say("The latest assessment is made again from what is held today, to see that it is still the same, and searched for what it could give "
                  "away. That takes a minute; you can leave meanwhile."),
        button=say("Ask for it"), cancel=asked.url("gate"), back=asked.url("gate"),
        help=[*stands, say("You can't vote on what you ask for. Who must read it follows from its strictest source; nobody can choose fewer.")],
        help_title=say("The latest assessments"))
