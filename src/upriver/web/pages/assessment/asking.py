"""Asking the figures: may a sentence be said, and how was a number made."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.assessments import saying
from upriver.report.exploring.rows import unit_said
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, empty
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal

VERDICTS = {"supported": (mark("Supported"), "green"), "not supported": (mark("Not supported"), "red")}
LONGEST = 500


@page("assessment/claim/", right=Right.READ_DATA, name="claim")
def claim(asked: Asked) -> HttpResponse:
    """Hold a sentence against the cleared figures."""
    wanted = asked.query.get("says", "").strip()[:LONGEST]
    found, error = None, ""
    if wanted:
        try:
            found = saying.say(asked.folder, wanted)
        except Refusal as refusal:
            error = str(refusal)
    verdict = VERDICTS.get(found.verdict, (mark("Can't be checked"), "grey")) if found else ("", "")
    fields = empty((Field("says", say("A sentence about violence here"), max=LONGEST, required=True, errors=(error,) if error else (),
                          hint=say("As: serious violence fell 4.8% last year")),), {"says": wanted}).fields
    return asked.render("assessment/claim.html", title=say("May we say this?"), back=asked.url("assessment"), fields=fields, found=found,
                        verdict=say(verdict[0]) if verdict[0] else "", colour=verdict[1],
                        rows=[[row.figure, row.between] for row in found.figures[:8]] if found else [])


@page("assessment/figure/", right=Right.READ_DATA, name="figure")
def figure(asked: Asked) -> HttpResponse:
    """How one figure was made."""
    wanted = asked.query.get("name", "").strip()[:LONGEST]
    found, error = None, ""
    if wanted:
        try:
            found = saying.explain(asked.folder, wanted)
        except Refusal as refusal:
            error = str(refusal)
    fields = empty((Field("name", say("The figure's name"), max=LONGEST, required=True, errors=(error,) if error else (),
                          hint=say("As it stands in cells.csv, or enough of it to mean only one.")),), {"name": wanted}).fields
    rows: list[dict[str, object]] = []
    if found:
        told = found.body
        rows = [{"words": say("What it says"), "value": f"{found.row.between} ({unit_said(found.row.unit)})"},
                {"words": say("Of"), "value": f"{found.row.name}, {found.row.when}"}]
        rows += [{"words": say(words), "value": told[name]} for name, words in
                 (("title", mark("Table")), ("measured", mark("What is counted")), ("says", mark("How")), ("definition", mark("Definition"))) if told[name]]
        rows += [{"words": say(words), "value": [str(line) for line in told[name]]} for name, words in
                 (("steps", mark("Steps")), ("inputs", mark("Inputs")), ("clauses", mark("Agreements"))) if isinstance(told[name], list | tuple) and told[name]]
        rows += [{"words": say("The lock"), "value": found.lock}, {"words": say("From"), "value": found.over}]
    return asked.render("assessment/figure.html", title=say("Explain a number"), back=asked.url("assessment"), fields=fields, rows=rows)
