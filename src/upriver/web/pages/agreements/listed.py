"""The list of agreements, and what of them waits for whom."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.agreements.standing import Stands, all_stand, known, lacking
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.agreements.words import SOON, STATE_WORDS, first_up, state_of, when
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right, Thing
from upriver.words.language.speaking import say, several
from upriver.words.sharing.agreement import STATES


def reached(asked: Asked, right: Right = Right.READ_AGREEMENTS) -> list[Stands]:
    """The agreements that a right of whoever asks reaches."""
    reach = asked.scope(right)
    return [each for each in all_stand(asked.folder, on=asked.today) if reach.reaches(thing_of(each))]


def thing_of(found: Stands) -> Thing:
    """Whose an agreement is: its parties'."""
    return Thing("agreement", found.agreement.id, frozenset(party.id for party in found.agreement.parties))


@page("agreements/", right=Right.READ_AGREEMENTS, name="agreements")
def agreements(asked: Asked) -> HttpResponse:
    """Every agreement with how it stands, and data sets that have none."""
    mine = reached(asked)
    parties = {party.id: party.name for each in mine for party in each.agreement.parties}
    titles = {slug: each.title for slug, each in known(asked.folder)[1].items()}
    gap = lacking(asked.folder, on=asked.today) if asked.may(Right.EDIT_AGREEMENTS) else ()
    return listing(
        asked,
        title=say("Agreements"),
        intro=say("What each one allows, until when, and what stands in the way. Data are used only under an agreement that is live."),
        rows=mine,
        columns=(
            Column("title", say("Agreement"), lambda each: each.agreement.title,
                   href=lambda each: asked.url("agreement", ident=each.agreement.id)),
            Column("state", say("State"), lambda each: state_of(each)[0], tag=lambda each: state_of(each)[1],
                   sort=lambda each: tuple(STATES).index(each.standing.state)),
            Column("gives", say("Who gives"),
                   lambda each: "; ".join(party.name for party in each.agreement.parties if party.part != "receives")),
            Column("ends", say("Last day"), lambda each: when(each.agreement.ends), sort=lambda each: each.agreement.ends),
            Column("next", say("What to do"), lambda each: first_up(each.standing.soon) or next_step(each)),
        ),
        filters=(
            Filter("state", say("State"), [(state, first_up(say(words))) for state, words in STATE_WORDS.items()],
                   lambda each, value: (each.standing.live and bool(each.standing.soon)) if value == SOON
                   else each.standing.state == value),
            Filter("party", say("Party"), sorted(parties.items(), key=lambda pair: pair[1]),
                   lambda each, value: any(party.id == value for party in each.agreement.parties)),
        ),
        empty=say("No agreement is recorded yet."),
        template="agreements/list.html",
        actions=_actions(asked),
        gap=[(titles[each.contract], f"{asked.url('agreement_new')}?contract={each.contract}") for each in gap],
    )


def _actions(asked: Asked) -> list[dict[str, str]]:
    asks = asked.scope(Right.READ_ASSESSMENT).all
    found = [{"words": say("Ask whether a use is allowed"), "href": asked.url("can_i"), "kind": "secondary"}] if asks else []
    if asked.may(Right.EDIT_AGREEMENTS):
        found.insert(0, {"words": say("Make a new agreement"), "href": asked.url("agreement_new"), "kind": ""})
        found.append({"words": say("Records of processing and transparency notice"), "href": asked.url("agreement_papers"),
                      "kind": "secondary"})
    return found


def next_step(found: Stands) -> str:
    """What an agreement lacks first, in a few words; "" where it is live."""
    if found.standing.live:
        return ""
    state = found.standing.state
    if state == "unsigned":
        return several("{n} signature is missing", "{n} signatures are missing", len(found.unsigned))
    if state == "unconfirmed":
        return several("{n} question of the law to confirm", "{n} questions of the law to confirm", len(found.open))
    return {"withdrawn": say("Make a new one if you still need the data"), "refused": say("Choose another law, or share less"),
            "not_started": say("Wait for its first day"), "expired": say("Renew it and have it signed again")}[state]


@waits
def waiting(asked: Asked) -> list[Task]:
    """Agreements that wait for the signature of whoever asks, and those that the manager must look after."""
    tasks = []
    if asked.may(Right.SIGN_AGREEMENTS) and not asked.may(Right.EDIT_AGREEMENTS):
        own = asked.scope(Right.SIGN_AGREEMENTS).authorities
        tasks += [Task(say("Sign: {title}", title=each.agreement.title), asked.url("agreement_sign", ident=each.agreement.id),
                       say("To sign"), "yellow", order=10)
                  for each in reached(asked, Right.SIGN_AGREEMENTS) if each.sent and own & set(each.unsigned)
                  and not each.agreement.withdrawn]
    if asked.may(Right.EDIT_AGREEMENTS):
        every = reached(asked, Right.EDIT_AGREEMENTS)
        ended = [each for each in every if each.standing.state == "expired"]
        soon = [each for each in every if each.standing.live and each.standing.soon]
        if ended:
            tasks.append(Task(several("{n} agreement has lapsed", "{n} agreements have lapsed", len(ended)),
                              asked.url("agreements") + "?state=expired",
                              say("Lapsed"), "red", say("Nothing that rests on it may be used. Renew it, or withdraw it."), late=True,
                              order=20))
        if soon:
            tasks.append(Task(several("{n} agreement ends or is reviewed within 90 days",
                                      "{n} agreements end or are reviewed within 90 days", len(soon)),
                              f"{asked.url('agreements')}?state={SOON}", say("Soon"), "orange", order=30))
    return tasks
