"""One agreement: what it says, how it stands and what to do next; its papers and its history."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from upriver.desk.agreements import papers
from upriver.desk.agreements.signing import signed_paper, signed_papers
from upriver.desk.agreements.standing import Stands, history, rests_on, stand
from upriver.desk.partners.people import names
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.agreements.words import VERBS, first_up, party_rows, state_of, terms_rows, when
from upriver.web.pages.partnership.places import place_names
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.text import day

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS = {"sharing_agreement": mark("The sharing agreement, to be printed and signed"), "dpia": mark("The impact assessment (DPIA)")}
OF_ALL = {"ropa": mark("Record of processing activities (Article 30)"), "transparency": mark("Transparency notice")}


@page("agreements/<slug:ident>/", right=Right.READ_AGREEMENTS, name="agreement", of="agreement")
def agreement(asked: Asked, ident: str) -> HttpResponse:
    """One agreement whole."""
    found = stand(asked.folder, ident, on=asked.today)
    state, colour = state_of(found)
    return asked.render(
        "agreements/one.html",
        title=found.agreement.title,
        over=say("Agreement, version {version}", version=found.agreement.version),
        state=state,
        colour=colour,
        crumbs=[(asked.url("agreements"), say("Agreements"))],
        lacks=_lacks(asked, found),
        soon=first_up(found.standing.soon),
        narrow=first_up(found.narrow),
        actions=_actions(asked, found),
        lists=_lists(asked, found),
        papers=[(asked.url("agreement_paper", ident=ident, kind=kind), say("{words} (Word)", words=say(words))) for kind,
                words in PAPERS.items()],
        signed=[(asked.url("agreement_signed_paper", ident=ident, sha256=each.sha256), _party(found, each.party), day(each.at[:10]))
                for each in signed_papers(ident)],
        rests=rests_on(ident),
        events=[{"words": say(VERBS.get(each.verb, each.verb)), "by": each.by, "at": day(each.at[:10]), "iso": each.at, "note": each.why}
                for each in history(ident)],
        events_title=say("What happened"),
    )


def _party(found: Stands, ident: str) -> str:
    return next((party.name for party in found.agreement.parties if party.id == ident), ident)


def _lacks(asked: Asked, found: Stands) -> list[tuple[str, str, str, str]]:
    """What stands in the way: sentence, law, where it is done, words of that link."""
    one, ways = found.agreement, []
    for lack in found.standing.lacks:
        href, words, says = "", "", first_up(lack.why).rstrip(".") + "."
        if lack.state == "unsigned" and asked.may(Right.EDIT_AGREEMENTS):
            href, words = asked.url("agreement_send", ident=one.id), say("Send it for signature")
        elif lack.state == "unconfirmed" and found.open:
            says = several("{n} question of the law isn't confirmed yet.", "{n} questions of the law aren't confirmed yet.",
                           len(found.open))
            if asked.may(Right.EDIT_AGREEMENTS):
                href, words = asked.url("agreement_confirm", ident=one.id), say("Confirm them")
        elif lack.state == "expired" and asked.may(Right.EDIT_AGREEMENTS):
            href, words = asked.url("agreement_terms_of", ident=one.id), say("Renew it: change its last day, then have it signed again")
        elif lack.state == "refused":
            words = lack.do
        ways.append((says, lack.section, href, words))
    return ways


def _actions(asked: Asked, found: Stands) -> list[dict[str, str]]:
    one = found.agreement
    done = []
    own = asked.scope(Right.SIGN_AGREEMENTS)
    if found.unsigned and not one.withdrawn and (own.all or own.authorities & set(found.unsigned)):
        done.append({"words": say("Sign it") if not own.all else say("Record a signature"),
                     "href": asked.url("agreement_sign", ident=one.id), "kind": ""})
    if asked.may(Right.EDIT_AGREEMENTS) and not one.withdrawn:
        if found.unsigned:
            done.append({"words": say("Send for signature"), "href": asked.url("agreement_send", ident=one.id), "kind": "secondary"})
        if found.asked:
            done.append({"words": say("Confirm the law's questions"), "href": asked.url("agreement_confirm", ident=one.id),
                         "kind": "secondary"})
        done.append({"words": say("Change the terms"), "href": asked.url("agreement_terms_of", ident=one.id), "kind": "secondary"})
        done.append({"words": say("Narrow it"), "href": asked.url("agreement_narrow", ident=one.id), "kind": "secondary"})
        done.append({"words": say("Withdraw it"), "href": asked.url("agreement_withdraw", ident=one.id), "kind": "warning"})
    return done


def _lists(asked: Asked, found: Stands) -> list[dict[str, Any]]:
    one, called = found.agreement, names()
    lists: list[dict[str, Any]] = [{"title": say("What was agreed"), "rows": terms_rows(asked, found, place_names(asked.folder))}]
    for party in one.parties:
        signatures = [each for each in one.signatures if each.party == party.id]
        said = [f"{called.get(each.person, say('a person whose name was erased'))}, {each.role}, {when(each.on)}" for each in signatures]
        row = {"words": say("Signed by"), "value": said or say("Nobody yet")}
        lists.append({"title": party.name, "rows": [*party_rows(party), row]})
    if found.asked:
        yes = set(one.confirmation.questions) if one.confirmation else set()
        who = one.confirmation
        rows = [{"words": f"{each.section}: {each.says}", "value": say("Confirmed") if each.slug in yes else say("Not confirmed yet")}
                for each in found.asked]
        if who:
            rows.append({"words": say("Confirmed by"),
                         "value": f"{called.get(who.person, say('a person whose name was erased'))}, {who.role}, {when(who.on)}"})
        lists.append({"title": say("What the law asks us to confirm"), "rows": rows})
    return lists


@page("agreements/<slug:ident>/papers/<slug:kind>/", right=Right.READ_AGREEMENTS, name="agreement_paper", of="agreement",
      logged="exported agreement paper")
def agreement_paper(asked: Asked, ident: str, kind: str) -> HttpResponse:
    """A paper of one agreement, as a Word file."""
    if kind not in PAPERS:
        raise Refusal(say("there is no such paper"), do=say("Choose one from the agreement's page."))
    return _word(papers.written(papers.paper_of_one(asked.folder, kind, ident, on=asked.today), ".docx"),
                 f"{ident}-{kind.replace('_', '-')}")


@page("agreements/<slug:ident>/signed/<slug:sha256>/", right=Right.READ_AGREEMENTS, name="agreement_signed_paper", of="agreement",
      logged="opened signed paper")
def agreement_signed_paper(asked: Asked, ident: str, sha256: str) -> HttpResponse:
    """A signed paper as it was kept."""
    answer = HttpResponse(signed_paper(asked.folder, ident, sha256), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{ident}-signed-{sha256[:8]}.pdf"'
    return answer


@page("agreement-papers/", right=Right.EDIT_AGREEMENTS, name="agreement_papers")
def agreement_papers(asked: Asked) -> HttpResponse:
    """The papers of all agreements together, to be read or taken away."""
    kind = asked.query.get("kind", "")
    if kind in OF_ALL:
        return _word(papers.written(papers.paper_of_all(asked.folder, kind, name=asked.office.name, on=asked.today), ".docx"), kind)
    return asked.render("agreements/papers.html", title=say("Records of processing and transparency notice"),
                        intro=say("Both are made from the agreements that are live today."),
                        crumbs=[(asked.url("agreements"), say("Agreements"))],
                        papers=[(f"{asked.url('agreement_papers')}?kind={slug}", say("{words} (Word)", words=say(words))) for slug,
                                words in OF_ALL.items()])


def _word(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer
