"""The part of `status` that tells how sharing stands: agreements, open questions, what is for review."""

from __future__ import annotations

from typing import Any

from upriver.cli.workspace import Session, today
from upriver.words.text import listed, sentence


def sharing_body(session: Session) -> dict[str, Any]:
    """Agreements by data set, what each question rests on, queries that are open, and releases for review."""
    from upriver.desk.agreements.convert import agreements
    from upriver.desk.partners.convert import register
    from upriver.desk.partners.people import names
    from upriver.desk.releases.actions import clauses_of_releases
    from upriver.desk.submissions.scoring import queries
    from upriver.duty.agreements.feeds import feeds
    from upriver.duty.agreements.standing import for_review
    from upriver.duty.gateways import gateways
    from upriver.intake.contracts import layouts
    from upriver.pipeline.sharing.permission import clauses_on

    own, on = session.folder.declarations, today()
    known, agreed, bodies = layouts(own), agreements(), register().authorities
    clauses = clauses_on(known, agreed, own=own, names=names(), on=on)
    releases = [(release, rests_on) for release, _, rests_on in clauses_of_releases()]
    return {
        "authorities": {"listed": len(bodies), "proposed": sum(1 for body in bodies if body.status == "proposed")},
        "agreements": [
            {"contract": each.contract, "state": each.state, "says": each.says, "do": each.do}
            for each in feeds(agreed, known.values(), gateways(own), on=on)
        ],
        "queries": [{"subject": each.subject, "provider": each.provider, "says": each.says} for each in queries(session.folder) if not each.answer],
        "for_review": [{"release": each.release, "clause": each.clause, "why": each.why} for each in for_review(releases, clauses, on=on)],
        **_questions(session, known),
    }


def _questions(session: Session, known: Any) -> dict[str, Any]:
    """Per question, which sources are held, flow elsewhere or are dark; and who is first to be asked for a dark one."""
    from upriver.desk.submissions.convert import elsewhere, receipts
    from upriver.pipeline.sharing.standing import feed_states
    from upriver.words.sharing.agreement import Permission
    from upriver.words.sharing.authority import KINDS
    from upriver.words.sharing.feed import QUESTIONS

    states = feed_states(known, receipts(), permission=Permission((), (), today()), used=(), elsewhere=elsewhere())
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


def sharing_lines(body: dict[str, Any], *, told: set[str]) -> list[str]:
    """The same in words. `told` are subjects that have been spoken of already."""
    lines = []
    who = body["authorities"]
    if who["listed"]:
        lines.append(f"Authorities: {who['listed']} in the register, {who['proposed']} of them not confirmed yet; `upriver who`.")
    agreed = [each for each in body["agreements"] if each["state"] != "none"]
    if agreed:
        lines.append("Agreements:")
        lines += [f"  {each['contract']}: {each['says']}." for each in agreed]
    for each in [query for query in body["queries"] if query["subject"] not in told][:MOST]:
        lines.append(f"Query: {each['subject']}: {each['says']}.")
    for each in body["for_review"]:
        lines.append(sentence(f"For review: release {each['release']} rests on {each['clause']}: {each['why']}."))
    if body["for_review"]:
        lines.append("  Nothing published has changed. Read it; then publish a new assessment, which leaves out what nothing allows.")
    lines.append("What each question of an assessment has to rest on:")
    for each in body["questions"]:
        parts = [f"held {listed(each['held'], most=4)}" if each["held"] else "nothing held"]
        parts += [f"elsewhere {listed(each['elsewhere'])}"] if each["elsewhere"] else []
        parts += [f"missing {listed(each['dark'], most=99)}"] if each["dark"] else []
        lines.append(f"  {each['words']} {sentence('; '.join(parts))}.")
    if body["can_supply"]:
        lines.append("Who can supply what is missing: " + "; ".join(f"{who}: {listed(slugs, most=99)}" for who, slugs in body["can_supply"].items())
                     + ". `upriver spec SLUG` says what to ask for.")
    return lines


MOST = 12
