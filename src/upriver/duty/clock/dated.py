"""What is due by a day that somebody wrote: data, agreements, deletions, requests, answers, actions, money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from upriver.duty.clock.resting import due
from upriver.duty.requirements.found import live
from upriver.words.registers.asking import Consultation, Consulted, PolicingRequest, Request
from upriver.words.registers.delivery import Action, Funding, Milestone
from upriver.words.registers.governing import MeetingAction, Review
from upriver.words.standing.clock import Due
from upriver.words.standing.held import FeedDue, Held
from upriver.words.text import plural

S17A = ("police_incidents", "fire_deliberate", "fire_staff_violence", "council_asb_licensing", "s17a_hospital_returns", "ambulance_assault_calls")
ISTV = "ed_assault_attendances"
POLICING = {"s14": "s14", "s17": "s17"}


def data(held: Held) -> Iterator[Due]:
    """Each period of a data set that is still to come; those of one provider that are missing together, under the oldest one's day."""
    missing: dict[tuple[str, str], list[FeedDue]] = {}
    for each in held.dues:
        if each.state == "missing":
            missing.setdefault((each.contract, each.provider), []).append(each)
        elif each.state == "due":
            yield due(_rest(each.contract), f"data.{each.contract}.{each.provider}.{each.period}", f"{each.title}, {each.says or each.period}", each.due_on,
                      kind="data", whose=each.provider, about=each.contract)
    for (contract, provider), rows in missing.items():
        first = min(rows, key=lambda each: each.due_on)
        more = f" and {plural(len(rows) - 1, 'later period')}" if len(rows) > 1 else ""
        yield due(_rest(contract), f"data-missing.{contract}.{provider}", f"{first.title}: {first.says or first.period}{more} never came", first.due_on, kind="data",
                  whose=provider, about=contract)


def _rest(contract: str) -> str:
    return "s17a" if contract in S17A else "istv" if contract == ISTV else "feed"


def agreements(held: Held) -> Iterator[Due]:
    """Reviews and ends of live agreements."""
    seen = {row.which: row.held_on for row in held.plan.of(Review) if row.of == "agreement" and row.held_on and row.held_on <= held.on}
    for each in live(held):
        whose = " and ".join(party.name for party in each.parties[:2])
        done = seen.get(each.id)
        if not (done and done >= each.review):
            yield due("agreement_review", f"agreement-review.{each.id}", f"Review the agreement {each.title}", each.review, kind="agreement", whose=whose,
                      about=each.id, done_on=done)
        yield due("agreement_ends", f"agreement-ends.{each.id}", f"Renew the agreement {each.title}, or stop using the data", each.ends,
                  kind="agreement", whose=whose, about=each.id)


def retention(held: Held) -> Iterator[Due]:
    """The day on which the oldest part of each data set has to go."""
    titles = {each.contract: each.title for each in held.feeds}
    for contract, until in sorted(held.kept_until.items()):
        yield due("retention", f"retention.{contract}", f"Delete the oldest part of {titles.get(contract, contract)}", until, kind="retention",
                  whose="The partnership", about=contract)


def policing(held: Held) -> Iterator[Due]:
    """Requests of the policing body without a reply."""
    for each in held.plan.of(PolicingRequest):
        if not each.replied_on and each.due:
            yield due(POLICING.get(each.under, "policing_other"), f"policing.{each.id}", f"Reply to the policing body: {each.asked}", each.due,
                      kind="policing", whose="The partnership", about=each.id)


def asked(held: Held) -> Iterator[Due]:
    """Answers that the partnership waits for: to requests, and to letters of consultation."""
    bodies = held.register.by_id()
    for each in held.plan.of(Request):
        if each.answer == "waiting" and each.reply_by:
            whose = bodies[each.authority].name if each.authority in bodies else each.authority
            yield due("asked", f"request.{each.id}", f"Answer to the request: {each.asked}", each.reply_by, kind="asked", whose=whose, about=each.id)
    waiting: dict[str, int] = {}
    for row in held.plan.of(Consulted):
        if row.reply == "waiting":
            waiting[row.consultation] = waiting.get(row.consultation, 0) + 1
    for letter in held.plan.of(Consultation):
        if letter.id in waiting and letter.reply_by:
            yield due("asked", f"consultation.{letter.id}", f"{plural(waiting[letter.id], 'reply', 'replies')} to the consultation", letter.reply_by,
                      kind="asked", whose="Those who were asked", about=letter.id)


def delivery(held: Held) -> Iterator[Due]:
    """Milestones and actions that aren't done, what meetings asked for, and money that ends."""
    bodies = held.register.by_id()
    actions = {each.id: each for each in held.plan.of(Action) if each.status not in ("done", "stopped")}

    def name(ident: str) -> str:
        return bodies[ident].name if ident in bodies else ident

    for each in actions.values():
        if each.due:
            yield due("plan", f"action.{each.id}", f"Last day of the action: {each.title}", each.due, kind="action", whose=name(each.lead), about=each.id)
    for step in held.plan.of(Milestone):
        if step.due and not step.done_on and step.action in actions:
            yield due("plan", f"milestone.{step.id}", f"{actions[step.action].title}: {step.title}", step.due, kind="action",
                      whose=name(actions[step.action].lead), about=step.action)
    for task in held.plan.of(MeetingAction):
        if task.due and not task.done_on:
            yield due("meeting", f"meeting-action.{task.id}", task.says, task.due, kind="meeting", whose=name(task.owner), about=task.id)
    ends: dict[tuple[str, date], set[str]] = {}
    for line in held.plan.of(Funding):
        if line.ends and line.ends >= held.on and (not line.action or line.action in actions):
            ends.setdefault((line.source, line.ends), set()).add(line.action)
    for (source, when), paid in ends.items():
        yield due("money", f"money.{source}.{when.isoformat()}", f"Money ends: {source}, which pays for {plural(len(paid - {''}) or 1, 'action')}", when,
                  kind="money", whose="The partnership", about="")
