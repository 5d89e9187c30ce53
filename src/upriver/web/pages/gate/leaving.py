"""Leaving something out of every release because it could endanger someone, and letting it be shown again."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.jobs.saying import in_a_browser
from upriver.desk.releases.leaving_out import leave_out as left
from upriver.desk.releases.leaving_out import left_out as all_left
from upriver.desk.releases.leaving_out import put_back as shown_again
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal


@page("releases/left-out/add/", right=Right.WRITE_ASSESSMENT, name="leave_out", posts=True)
def leave_out(asked: Asked) -> HttpResponse:
    """Leave a figure, a table or an area out, with the reason."""
    fields = [
        Field("subject", say("What to leave out"), required=True, max=400,
              hint=say("A figure by its name, a table as in cells.csv (assessment/places/counts), or an area by its code.")),
        _why(say("Why it could endanger someone")),
    ]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"subject": asked.query.get("subject", "")})
    if asked.posted and form.sound:
        try:
            taken = left(asked.folder, form.values["subject"], why=form.values["why"], by=asked.by, at=asked.at)
        except Refusal as refusal:
            form = form.wrong("subject", _sentence(refusal))
        else:
            return asked.go("left_out", flash=several("Left out: {n} figure. It takes effect at the next assessment or release.",
                                                      "Left out: {n} figures. It takes effect at the next assessment or release.", taken))
    return asked.render("form.html", status=422 if asked.posted else 200, title=say("Leave something out"), fields=form.fields, errors=form.errors,
                        button=say("Leave it out"), cancel=asked.url("left_out"), back=asked.url("left_out"),
                        help=[say("It is hidden from the next draft and release on, and so is what would give it away. What was published before stays published."),
                              say("A release that waits has to be read again.")])


@page("releases/left-out/back/", right=Right.WRITE_ASSESSMENT, name="put_back", posts=True)
def put_back(asked: Asked) -> HttpResponse:
    """Let something that was left out be shown again, as far as the lock lets it."""
    held = [(each.subject, each.subject) for each in all_left()]
    fields = [Field("subject", say("What may be shown again"), "radios", required=True, choices=held), _why(say("Why it no longer endangers anybody"))]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"subject": asked.query.get("subject", "")})
    if asked.posted and form.sound:
        try:
            shown_again(form.values["subject"], why=form.values["why"], by=asked.by, at=asked.at)
        except Refusal as refusal:
            form = form.wrong("subject", _sentence(refusal))
        else:
            return asked.go("left_out", flash=say("It may be shown again, from the next assessment or release on."))
    if not held:
        return asked.go("left_out", flash=say("Nothing is left out."))
    return asked.render("form.html", status=422 if asked.posted else 200, title=say("Show something again"), fields=form.fields, errors=form.errors,
                        button=say("Let it be shown again"), cancel=asked.url("left_out"), back=asked.url("left_out"))


def _why(label: str) -> Field:
    return Field("why", label, "textarea", required=True, max=1000, hint=say("For those who read before release. It is never published; name no person."))


def _sentence(refusal: Refusal) -> str:
    told = str(in_a_browser(refusal))
    return told[:1].upper() + told[1:]
