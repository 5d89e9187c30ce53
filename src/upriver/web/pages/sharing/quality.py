"""How good a body's data were, what they changed, and what looks unusual in them."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.sharing.asking import provider_of, sends_as
from upriver.desk.submissions import actions
from upriver.desk.submissions.scoring import Query, Scorecard, about, queries, scorecards
from upriver.intake.contracts import layouts
from upriver.intake.receiving.scorecard import DIMENSIONS, RANKED
from upriver.intake.receiving.scorecard_paper import SHORT
from upriver.intake.receiving.scorecard_paper import shown as share
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.sharing.body import crumbs, period_words, spans_words, views
from upriver.web.showing.forms import Field, filled, shown
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal
from upriver.words.text import sentence

LATEST = 6


@page("sharing/of/<slug:ident>/scorecard/", right=Right.READ_SUBMISSIONS, name="scorecard", of="authority", logged="opened a scorecard")
def scorecard(asked: Asked, ident: str) -> HttpResponse:
    """Six dimensions, period by period, what to mend first, and what the data changed."""
    found = scorecards(asked.folder, layouts(asked.folder.declarations), provider=sends_as(ident), on=asked.today)
    return asked.render("sharing/scorecard.html", title=say("Scorecard"), over=provider_of(ident), crumbs=crumbs(asked, ident, ("", say("Scorecard"))),
                        views=views(asked, ident, "scorecard"), cards=[_card(each) for each in found], ranked=RANKED if any(each.fixes for each in found) else "",
                        dimensions=list(DIMENSIONS.values()))


@page("sharing/of/<slug:ident>/unusual/", right=Right.READ_SUBMISSIONS, name="unusual", of="authority", logged="opened unusual values")
def unusual(asked: Asked, ident: str) -> HttpResponse:
    """What looks odd in what is held of a body, with its answers."""
    asks = about(queries(asked.folder), sends_as(ident))
    rows = [[{"words": _subject(each), "href": asked.url("annotate", ident=ident, subject=each.subject) if asked.may(Right.SUBMIT) and not each.left_out else ""},
             sentence(each.says), each.answer or None, each.answered_by or None] for each in asks]
    table = {"caption": say("What looks unusual"), "columns": [say("Which"), say("What is unusual"), say("The answer"), say("Answered by")], "rows": rows,
             "empty": say("Nothing looks unusual.")}
    return asked.render("show.html", title=say("Unusual values"), over=provider_of(ident), crumbs=crumbs(asked, ident, ("", say("Unusual values"))),
                        views=views(asked, ident, "unusual"), tables=[table],
                        intro=say("Some months look odd beside the others. Only you know why: a sentence from you stands beside the numbers from then on."))


@page("sharing/of/<slug:ident>/unusual/<str:subject>/", right=Right.SUBMIT, name="annotate", of="authority", posts=True, logged="opened an unusual value")
def annotate(asked: Asked, ident: str, subject: str) -> HttpResponse:
    """Say why a value is unusual. Whether it is left out is the analysts' to decide."""
    query = next((each for each in about(queries(asked.folder), sends_as(ident)) if each.subject == subject), None)
    if query is None:
        raise Refusal(say("nothing of this body looks unusual there"), do=say("Open the list of unusual values."))
    fields = [Field("reason", say("Why is it so?"), "textarea", required=True, max=500,
                    hint=say("A sentence that readers of the assessment can follow, without anybody's name. It is printed beside the numbers."))]
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {"reason": query.answer})
    if asked.posted and form.sound:
        try:
            actions.answered(subject=subject, reason=form.values["reason"], by=asked.by, at=asked.at)
            return asked.go("unusual", ident=ident, flash=say("Thank you. Your answer stands beside the numbers from the next assessment on."))
        except Refusal as refusal:
            form = form.wrong("reason", sentence(str(refusal)))
    return asked.render("form.html", status=422 if asked.posted else 200, title=_subject(query), over=provider_of(ident), intro=sentence(query.says) + ".",
                        crumbs=crumbs(asked, ident, (asked.url("unusual", ident=ident), say("Unusual values")), ("", _subject(query))), fields=form.fields,
                        errors=form.errors, button=say("Keep the answer"), cancel=asked.url("unusual", ident=ident))


def _subject(query: Query) -> str:
    contract, _, rest = query.subject.partition(":")
    _, _, month = rest.rpartition(":")
    return f"{period_words(month)} ({contract.replace('_', ' ')})" if month else query.subject


def _card(one: Scorecard) -> dict[str, object]:
    latest = one.cards[-1] if one.cards else None
    rows = []
    if latest:
        for place, measure in enumerate(latest.measures):
            before = [share(each.measures[place]) for each in one.cards[-LATEST:-1]]
            rows.append([SHORT[measure.dimension], share(measure), ", ".join(before) if before else None, sentence(measure.says)])
    return {
        "title": one.title, "rows": rows, "changed": one.changed, "fixes": [(fix.says, several("{n} row", "{n} rows", fix.rows)) for fix in one.fixes],
        "latest": say("{period}, {rows} rows", period=period_words(latest.period), rows=f"{latest.rows:,}") if latest else "",
        "missing": ", ".join(spans_words(month for each in one.missing for month in each.months)),
        "columns": [say("Dimension"), say("Latest"), several("The period before", "The {n} periods before", min(len(one.cards), LATEST) - 1), say("What was counted")],
    }
