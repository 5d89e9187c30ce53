"""My area: the assessment cut to one community safety partnership, what is done there, and papers to paste and send."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from upriver.desk.planning.papers import pages_now, paper_now
from upriver.desk.planning.seen import by_key, kept, mark, whose_row
from upriver.web.documents.blocks import laid
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.area.ground import csps, ground, one, over, told_of, views
from upriver.web.pages.board.actions import COLOURS
from upriver.words.access.rights import Right
from upriver.words.document import Page
from upriver.words.language.speaking import say, several, spoken
from upriver.words.refusal import Refusal
from upriver.words.standing.delivered import PACES
from upriver.words.text import day

TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}
PAPERS = ("csp_paragraphs", "csp_assessment", "gap_letter", "csp_plan")


@page("area/", right=Right.READ_ALIGNMENT, name="area")
def area(asked: Asked) -> HttpResponse:
    """One's own area, or the list of them for whoever sees several."""
    found = csps(asked)
    if len(found) == 1:
        return area_one(asked, found[0].id)
    told = told_of(asked, "")
    held = told.alignments.get(told.in_force)
    rows = []
    for each in found:
        counts = [held.counted(answer, each.id) if held else 0 for answer in ("met", "partly", "gap", "not_judged")]
        rows.append([{"words": each.name, "href": asked.url("area_one", ident=each.id)}, *counts])
    columns = [say("Community safety partnership"), *({"words": words, "numeric": True} for words in (say("Met"), say("Partly"), say("Gaps"), say("Not judged")))]
    return asked.render("area/all.html", title=say("Community safety partnerships"), intro=say("Each one's plan against the priorities of the strategy that holds."),
                        columns=columns, rows=rows, empty=say("No community safety partnership is in the register, or none is yours."))


@page("area/<str:ident>/", right=Right.READ_ALIGNMENT, name="area_one", of="authority")
def area_one(asked: Asked, ident: str) -> HttpResponse:
    """The assessment cut to one area; its chapters stand in the address."""
    body = one(asked, ident)
    try:
        chapters = pages_now(asked.folder, document="csp_assessment", about=ident, name=asked.office.name, on=asked.today)
    except Refusal as refusal:
        return asked.render("documents/page.html", title=body.name, over=over(asked), views=views(asked, ident, "area_one"), laid=[], intro=f"{refusal.what}. {refusal.do}", actions=[])
    known = {each.slug.rpartition("/")[2]: each for each in chapters}
    part = asked.query.get("part", "")
    shown = known.get(part) or chapters[0]
    blocks = kept(("area", ident, shown.slug, spoken().code, asked.today, *mark()), lambda: laid(shown.blocks, prefix="area"))
    chosen = [(asked.url("area_one", ident=ident) + ("" if each is chapters[0] else f"?part={slug}"), say("What to put first") if each is chapters[0] else each.title, each is shown)
              for slug, each in known.items()]
    return asked.render("area/chapter.html", title=body.name, over=over(asked), views=views(asked, ident, "area_one"), chapters=chosen, chapter=shown.title if shown is not chapters[0] else "",
                        laid=blocks, intro=shown.lead, actions=[])


@page("area/<str:ident>/actions/", right=Right.READ_ALIGNMENT, name="area_actions", of="authority")
def area_actions(asked: Asked, ident: str) -> HttpResponse:
    """What the strategy does here and everywhere, with the way to say how it goes where that is one's own."""
    body, here = one(asked, ident), ground(asked, ident)
    held, reach = by_key(), asked.scope(Right.UPDATE_ACTIONS)
    rows = []
    for each, where in here.actions():
        stands = here.told.delivered.of(each.id)
        row = held.get(("actions", each.id))
        own = row is not None and bool(reach) and reach.reaches(whose_row(row))
        pace = stands.pace if stands else "not_said"
        rows.append([{"words": each.title, "href": asked.url("action_update" if own else "plan_row", ident=f"actions:{each.id}"), "hint": say("You may say how it goes") if own else ""},
                     say("Here") if where == "here" else say("Everywhere"), {"words": say(PACES[pace]), "tag": COLOURS[pace]},
                     here.told.name(each.lead) if each.lead else "", day(each.due.isoformat()) if each.due else say("no last day")])
    near = sum(1 for _, where in here.actions() if where == "here")
    return asked.render("area/table.html", title=body.name, over=over(asked), views=views(asked, ident, "area_actions"), intro=several("{n} action happens here; the others reach everywhere.", "{n} actions happen here; the others reach everywhere.", near),
                        tables=[{"caption": say("Actions of the strategy that reach this area"), "columns": [say("Action"), say("Where"), say("How it goes"), say("Led by"), say("Last day")], "rows": rows}], actions=[])


@page("area/<str:ident>/papers/", right=Right.READ_ALIGNMENT, name="area_papers", of="authority")
def area_papers(asked: Asked, ident: str) -> HttpResponse:
    """Paragraphs to paste, here and as a file; and the other papers of this area."""
    body = one(asked, ident)
    wanted = asked.query.get("paper", "")
    if asked.query.get("as") in TYPES and wanted in PAPERS:
        return _file(asked, ident, wanted, asked.query["as"])
    try:
        pages: tuple[Page, ...] = pages_now(asked.folder, document="csp_paragraphs", about=ident, name=asked.office.name, on=asked.today)
        says = pages[0].lead
    except Refusal as refusal:
        pages, says = (), f"{refusal.what}. {refusal.do}"
    blocks = kept(("paragraphs", ident, spoken().code, asked.today, *mark()), lambda: laid((block for each in pages for block in each.blocks), prefix="paste"))
    return asked.render("area/papers.html", title=body.name, over=over(asked), views=views(asked, ident, "area_papers"), intro=says, laid=blocks, actions=[],
                        papers=[_paper(asked, *each) for each in (("csp_paragraphs", say("These paragraphs"), "docx"), ("csp_assessment", say("The assessment of this area"), "docx"), ("csp_assessment", say("The assessment of this area"), "pdf"),
                                ("gap_letter", say("The gap letter, with wording to paste"), "docx"), ("csp_plan", say("A three-year plan to be written on"), "docx"))])


def _paper(asked: Asked, document: str, words: str, form: str) -> dict[str, Any]:
    return {"href": f"{asked.request.path}?paper={document}&as={form}", "words": f"{words} ({form.upper()})"}


def _file(asked: Asked, ident: str, document: str, form: str) -> HttpResponse:
    try:
        name, data = paper_now(asked.folder, document=document, about=ident, form=form, name=asked.office.name, on=asked.today, by=asked.by, at=asked.at)
    except Refusal as refusal:
        raise Http404 from refusal
    answer = HttpResponse(data, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
