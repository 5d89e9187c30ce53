"""One data set that is asked for, on one page; and its papers: specification, template, made-up rows, the offline checker."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpResponse

from upriver.desk.sharing import papers
from upriver.desk.sharing.asking import Ask, one_ask
from upriver.intake.contracts import contracts
from upriver.report.word import asked as told
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.sharing.body import MODES, ask_state, breakable, crumbs, period_words, spans_words
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.text import day

TYPES = {
    ".html": "text/html; charset=utf-8", ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
FILES = {
    "specification.docx": mark("Specification to send on (Word)"), "specification.html": mark("Specification as a page"),
    "template.xlsx": mark("Empty template (Excel)"), "template.ods": mark("Empty template (ODS)"), "template.csv": mark("Empty template (CSV)"),
    "made-up.csv": mark("20 made-up rows (CSV)"), "checker.html": mark("Offline checker: opens in your browser, sends nothing"),
}
MADE_UP_ROWS = 20


@page("sharing/of/<slug:ident>/asks/<slug:contract>/", right=Right.READ_SUBMISSIONS, name="ask", of="authority")
def ask(asked: Asked, ident: str, contract: str) -> HttpResponse:
    """What is asked for, why, under which agreement, how it may be sent, and every field."""
    one = one_ask(asked.folder, ident, contract, on=asked.today)
    words, colour = ask_state(one)
    title = one.contract.title
    return asked.render("sharing/ask.html", title=title, crumbs=crumbs(asked, ident, ("", title)), over=say("What we ask of you"), state=words, colour=colour,
                        intro=one.contract.why, actions=_actions(asked, ident, one), warning=_barred(one), lists=[_glance(one), _ways(one)],
                        tables=[_fields(one)], never=_never(one), files=_files(asked, one), sha256=_digest(asked, one))


@page("sharing/data-sets/<slug:contract>/<str:which>", right=Right.READ_ASKS, name="ask_file")
def ask_file(asked: Asked, contract: str, which: str) -> HttpResponse:
    """A paper of a contract, to be kept: never shown in place."""
    known = contracts(asked.folder.declarations)
    if contract not in known or which not in FILES:
        raise Http404
    answer = HttpResponse(_made(asked.folder.declarations, contract, known[contract].version, which), content_type=TYPES[Path(which).suffix])
    answer["Content-Disposition"] = f'attachment; filename="{contract}-{which}"'
    return answer


@lru_cache(maxsize=32)
def _made(own: Path, contract: str, version: int, name: str) -> bytes:
    """The bytes of a paper; the same as the commands write."""
    one, kind = contracts(own)[contract], Path(name).suffix
    if name.startswith("specification"):
        return papers.specification_of(one, kind, own)
    if name.startswith("checker"):
        return papers.checker_of(one, own)
    layout = papers.layout_of(one, "", own)
    return papers.template_of(one, layout, kind, own, rows=MADE_UP_ROWS if name.startswith("made-up") else 0)[0]


def _files(asked: Asked, one: Ask) -> list[tuple[str, str]]:
    return [(asked.url("ask_file", contract=one.contract.slug, which=name), say(words)) for name, words in FILES.items()
            if _possible(asked, one, name)]


def _possible(asked: Asked, one: Ask, name: str) -> bool:
    if name.startswith("specification"):
        return True
    try:
        papers.layout_of(one.contract, "", asked.folder.declarations)
    except Refusal:
        return False
    return not name.startswith("checker") or bool(_digest(asked, one))


def _digest(asked: Asked, one: Ask) -> str:
    try:
        return hashlib.sha256(_made(asked.folder.declarations, one.contract.slug, one.contract.version, "checker.html")).hexdigest()
    except Refusal:
        return ""


def _actions(asked: Asked, ident: str, one: Ask) -> list[dict[str, str]]:
    if not asked.may(Right.SUBMIT) or not one.live:
        return []
    slug, found = one.contract.slug, []
    if {"records", "table"} & set(one.contract.modes):
        found.append({"words": say("Send a file"), "href": asked.url("send_file", ident=ident) + f"?contract={slug}", "kind": ""})
    if "form" in one.contract.modes:
        found.append({"words": several("Type in {n} number", "Type in {n} numbers", len(one.contract.form)),
                      "href": asked.url("send_form", ident=ident, contract=slug), "kind": "secondary" if found else ""})
    if "elsewhere" in one.contract.modes:
        found.append({"words": say("Say that it flows already"), "href": asked.url("declare_elsewhere", ident=ident, contract=slug), "kind": "secondary"})
    return found


def _barred(one: Ask) -> str:
    if one.live or not one.standing.lacks:
        return ""
    lack = one.standing.lacks[0]
    return say("Nothing can be sent under this agreement: {why}. {do}", why=lack.why, do=lack.do)


def _glance(one: Ask) -> dict[str, object]:
    agreement = one.agreement
    rows = [
        {"words": say("How often"), "value": told.when(one.contract)},
        {"words": say("Due next"), "value": say("{period}, by {day}", period=period_words(one.next.period), day=day(one.next.due_on.isoformat()))
         if one.next else say("Nothing is due")},
        {"words": say("Late"), "value": spans_words(month for each in one.missing for month in each.months) if one.missing else say("Nothing is late")},
        {"words": say("Agreement"), "value": say("{title}, until {day}", title=agreement.title, day=day(agreement.ends.isoformat()))},
        {"words": say("How long it is kept"), "value": several("{n} month from the end of the period it is of", "{n} months from the end of the period it is of",
                                                              agreement.retention_months)},
        {"words": say("What it answers"), "value": told.questions(one.contract)},
    ]
    return {"title": say("At a glance"), "rows": rows}


def _ways(one: Ask) -> dict[str, object]:
    says = {
        "records": say("A CSV, XLSX or ODS file with the columns below in any order. Your own headings and codes will do: you say once which is which."),
        "table": say("Counts made on your side, small numbers hidden before they leave. The offline checker makes them."),
        "form": several("{n} number for the whole area, typed in here.", "{n} numbers for the whole area, typed in here.", len(one.contract.form)),
        "elsewhere": say("If the partnership gets this by another road, say which: it counts as met, and nothing is sent twice."),
    }
    return {"title": say("How it may be sent"), "rows": [{"words": say(MODES[mode]).capitalize(), "value": says[mode]} for mode in one.contract.modes]}


def _fields(one: Ask) -> dict[str, object]:
    rows = [[{"words": breakable(told.heading(each)), "hint": each.name if each.name != told.heading(each) else ""}, told.holds(each), each.why or None, told.must(each)]
            for each in one.asked_fields]
    return {"caption": say("The fields, and why each is needed"), "columns": [say("Column"), say("What goes in it"), say("Why it is needed"), say("Filled")], "rows": rows}


def _never(one: Ask) -> str:
    if one.contract.protection == "open":
        return ""
    return say("Never in it: names, dates of birth, addresses, full postcodes, telephone numbers, e-mail addresses, NHS numbers or any other number "
               "of a person. A file that holds one is refused whole, and nothing of it is kept.")
