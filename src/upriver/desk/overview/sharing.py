"""How sharing stands: agreements, open questions, and which releases are for review."""

from __future__ import annotations

from datetime import date
from typing import Any

from upriver.desk.agreements.convert import agreements
from upriver.desk.partners.convert import register
from upriver.desk.partners.people import names
from upriver.desk.releases.actions import clauses_of_releases
from upriver.desk.submissions.convert import elsewhere, receipts
from upriver.desk.submissions.scoring import queries
from upriver.duty.agreements.feeds import feeds
from upriver.duty.agreements.standing import for_review
from upriver.duty.gateways import gateways
from upriver.intake.contracts import layouts
from upriver.pipeline.sharing.permission import clauses_on
from upriver.pipeline.sharing.standing import feed_states
from upriver.store.folder import Folder
from upriver.words.sharing.agreement import Permission
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.feed import QUESTIONS


def sharing_body(folder: Folder, *, on: date) -> dict[str, Any]:
    """Agreements by data set, what each question rests on, queries that are open, and releases for review."""
    own = folder.declarations
    known, agreed, bodies = layouts(own), agreements(), register().authorities
    clauses = clauses_on(known, agreed, own=own, names=names(), on=on)
    releases = [(release, rests_on) for release, _, rests_on in clauses_of_releases()]
    return {
        "authorities": {"listed": len(bodies), "proposed": sum(1 for body in bodies if body.status == "proposed")},
        "agreements": [
            {"contract": each.contract, "state": each.state, "says": each.says, "do": each.do}
            for each in feeds(agreed, known.values(), gateways(own), on=on)
        ],
        "queries": [{"subject": each.subject, "provider": each.provider, "says": each.says} for each in queries(folder) if not each.answer],
        "for_review": [{"release": each.release, "clause": each.clause, "why": each.why} for each in for_review(releases, clauses, on=on)],
        **_questions(known, on),
    }


def _questions(known: Any, on: date) -> dict[str, Any]:
    """Per question, which sources are held, flow elsewhere or are dark; and who is first to be asked for a dark one."""
    states = feed_states(known, receipts(), permission=Permission((), (), on), used=(), elsewhere=elsewhere())
    can_supply: dict[str, list[str]] = {}
    for each in states:
        if each.state == "dark" and not each.open and each.asked_of:
            can_supply.setdefault(KINDS.get(each.asked_of[0], each.asked_of[0]), []).append(each.slug)
    questions = [
        {"question": question, "words": words,
         **{state: [each.slug for each in states if question in each.answers and each.state == state and (state != "dark" or not each.open)]
            for state in ("held", "elsewhere", "dark")}}
        for question, words in QUESTIONS.items()
    ]
    return {"questions": questions, "can_supply": can_supply}
