"""Sign-offs of the strategy and of the annual report: one authority at a time, attested by whoever signs; missing ones are seen by all."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from markupsafe import Markup

from upriver.desk.packs.made import latest
from upriver.desk.planning.signing import SignOff, report_signs, report_year, sign_report, sign_strategy, strategy_signs
from upriver.desk.planning.telling import people_of
from upriver.report.plans.told import Told
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.plans.fields import Question
from upriver.web.pages.plans.words import told_for
from upriver.web.showing.forms import filled, shown
from upriver.words.access.rights import Right, Thing
from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal
from upriver.words.registers.strategy import Strategy
from upriver.words.text import day

PAPERS = {"strategy": mark("The strategy"), "annual-report": mark("The annual report")}


@page("board/sign-offs/", right=Right.READ_PLANS, name="sign_offs", whole=True)
def sign_offs(asked: Asked) -> HttpResponse:
    """Who has signed the strategy and the last annual report, and who hasn't."""
    told = told_for(asked)
    own = told.plan.one(Strategy, told.in_force)
    if own is None:
        return asked.render("board/signs.html", title=say("Sign-offs"), over=say("For the board"), intro=say("There is no strategy to sign yet."), tables=[])
    tables = []
    for slug in PAPERS:
        signs = signs_of(asked, told, slug)
        missing = sum(1 for each in signs if each.signed_on is None)
        tables.append({"caption": f"{paper_title(asked, told, slug)}: {say('{n} of {all} have signed', n=len(signs) - missing, all=len(signs))}",
                       "columns": [say("Specified authority"), say("Signed"), say("By")], "rows": [_row(asked, told, slug, each) for each in signs]})
    return asked.render("board/signs.html", title=say("Sign-offs"), over=say("For the board"), intro=say("Every specified authority, and whether a named person has signed for it."), tables=tables)


def _row(asked: Asked, told: Told, slug: str, each: SignOff) -> list[object]:
    name = told.name(each.authority)
    if each.signed_on:
        return [name, {"words": day(each.signed_on.isoformat()), "tag": "green"}, told.names.get(each.signed_by, each.signed_by)]
    if asked.may(Right.SIGN_STRATEGY, Thing("authority", each.authority, frozenset({each.authority}))):
        return [name, {"words": say("Sign for it"), "href": asked.url("sign_off", ident=each.authority, paper=slug)}, ""]
    return [name, {"words": say("Not signed yet"), "tag": "red"}, ""]


def signs_of(asked: Asked, told: Told, paper: str) -> tuple[SignOff, ...]:
    """Who signed a paper, authority by authority, by name."""
    if not told.in_force:
        return ()
    found = strategy_signs(told.in_force, asked.today) if paper == "strategy" else report_signs(told.in_force, report_year(asked.today), asked.today)
    return tuple(sorted(found, key=lambda each: told.name(each.authority)))


def paper_title(asked: Asked, told: Told, paper: str) -> str:
    """What is signed, by its title."""
    own = told.plan.one(Strategy, told.in_force)
    return own.title if paper == "strategy" and own else say("The annual report of {year}", year=report_year(asked.today))


@page("board/sign/<str:ident>/<slug:paper>/", right=Right.SIGN_STRATEGY, name="sign_off", of="authority", posts=True)
def sign_off(asked: Asked, ident: str, paper: str) -> HttpResponse:
    """Sign a paper for an authority: one box to tick, and it stands with one's name and the day."""
    told = told_for(asked)
    signs = {each.authority: each for each in signs_of(asked, told, paper)} if paper in PAPERS else {}
    if ident not in signs:
        raise Http404
    if signs[ident].signed_on:
        return asked.go("sign_offs", flash=say("It has signed already."))
    words = say("I sign {paper} for {authority}, and may do so.", paper=paper_title(asked, told, paper), authority=people_of().get(ident, ident))
    fields = (Question("sure", say("What you say by signing"), "checkboxes", say("Your name and today's date stand beside it for everybody in the partnership."), True, [("yes", words)]),)
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        try:
            if paper == "strategy":
                sign_strategy(asked.folder, strategy=told.in_force, authority=ident, person=asked.actor.person, by=asked.by, at=asked.at)
            else:
                sign_report(asked.folder, year=report_year(asked.today), authority=ident, person=asked.actor.person, by=asked.by, at=asked.at)
            return asked.go("sign_offs", flash=say("Signed: {paper}", paper=paper_title(asked, told, paper)))
        except Refusal as refusal:
            form = form.wrong("sure", f"{refusal.what}. {refusal.do}")
    return asked.render("plans/change.html", status=422 if asked.posted else 200, title=say("Sign: {paper}", paper=paper_title(asked, told, paper)), over=people_of().get(ident, ident),
                        fields=form.fields, button=say("Sign"), cancel=asked.url("sign_offs"), hidden=[], meanwhile=None,
                        help=[_to_read(asked, told, paper), say("A sign-off is a named person's word for an authority. It is never taken back; what is wrong is put right by the partnership manager.")])


def _to_read(asked: Asked, told: Told, paper: str) -> Markup | str:
    """Where what is signed can be read before."""
    if paper == "strategy":
        href = asked.url("strategy", ident=f"strategies:{told.in_force}")
        return Markup('<a class="govuk-link" href="{}">{}</a>').format(href, say("Read the strategy before you sign it"))
    made = latest(asked.folder, asked.actor, ("annual_report",)) if asked.may(Right.READ_PACKS) else []
    if made:
        return Markup('<a class="govuk-link" href="{}">{}</a> {}').format(asked.url("pack", called=made[0].called), say("Read the report before you sign it"),
                                                                       say("Told on {day}.", day=day(made[0].on)))
    return say("Read the report before you sign it. It isn't here yet: ask the partnership manager, who makes it here.")


def waiting_signs(asked: Asked, told: Told) -> list[Task]:
    """Papers that one's own authority hasn't signed yet."""
    reach = asked.scope(Right.SIGN_STRATEGY)
    if not reach or reach.all or not told.in_force:
        return []
    return [Task(say("Sign: {paper}", paper=paper_title(asked, told, paper)), asked.url("sign_off", ident=each.authority, paper=paper), say("Not signed yet"), "yellow",
                 told.name(each.authority), order=20)
            for paper in PAPERS for each in signs_of(asked, told, paper) if each.authority in reach.authorities and each.signed_on is None]


@waits
def signs_wait(asked: Asked) -> list[Task]:
    """For whoever signs for an authority: what it hasn't signed."""
    reach = asked.scope(Right.SIGN_STRATEGY)
    return waiting_signs(asked, told_for(asked)) if reach and not reach.all else []
