"""Asking and being asked: relevant authorities, consultation, CSP plans, and the policing body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.words.registers.register import kept, register
from upriver.words.registers.strategy import ID

REQUEST_ANSWERS = {"waiting": "No answer yet", "accepted": "Accepted", "partly": "Accepted in part", "declined": "Declined"}
GROUNDS = {
    "incompatible": "Not compatible with a duty of its own",
    "adverse_effect": "Would have an adverse effect on its functions",
    "disproportionate": "Would be disproportionate to the need",
    "unreasonable_cost": "Would mean unreasonable cost",
    "other": "Another ground, said in the note",
}
"""Grounds of section 15. Not verified at source: the partnership confirms them."""
REPLIES = {"waiting": "Waiting", "replied": "Replied", "silence": "Silent: no reply by the date asked for"}
ALIGNED = {"met": "Met", "partly": "Partly", "gap": "Gap"}
HOW = {"letter": "Letter or e-mail", "meeting": "Meeting", "survey": "Survey", "event": "Event", "call": "Call", "other": "Other"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a strategy asks of an educational, prison or youth custody authority, and the answer."""

    id: str = kept(ID, required=True)
    authority: str = kept("The relevant authority that is asked.", known="authorities", required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"))
    action: str = kept("The action it would carry out.", refers=("Actions", "id"))
    asked: str = kept("What is asked of it.", required=True, most=2_000, width=60)
    asked_on: date | None = kept("The day it was asked.", required=True)
    reply_by: date | None = kept("The day by which an answer is asked for.")
    answer: str = kept("Its answer.", codes=REQUEST_ANSWERS, required=True)
    ground: str = kept("The statutory ground, where it declines, wholly or in part.", codes=GROUNDS)
    answered_on: date | None = kept("The day it answered.")
    note: str = kept("What it said, in short.", most=2_000, width=40)


@dataclass(frozen=True, slots=True)
class Consultation:
    """One time that authorities or people were asked about a strategy: one letter to many is one row."""

    id: str = kept(ID, required=True)
    strategy: str = kept("The strategy.", refers=("Strategies", "id"), required=True)
    held_on: date | None = kept("The day it was sent or held.", required=True)
    how: str = kept("How.", codes=HOW, required=True)
    asked_by: str = kept("Who asked: the id of a person of the register.", known="people")
    says: str = kept("What was asked.", required=True, most=2_000, width=60)
    reply_by: date | None = kept("The day by which an answer was asked for.")
    others: str = kept("Who else took part: groups and communities, never names.", most=1_000, width=40)
    changed: str = kept("What changed because of it; write `nothing` where nothing did.", most=2_000, width=40)


@dataclass(frozen=True, slots=True)
class Consulted:
    """One authority of a consultation's list, with its reply. Silence is recorded as silence."""

    id: str = kept(ID, required=True)
    consultation: str = kept("The consultation.", refers=("Consultations", "id"), required=True)
    authority: str = kept("The authority that was asked.", known="authorities", required=True)
    reply: str = kept("Whether it replied.", codes=REPLIES, required=True)
    replied_on: date | None = kept("The day it replied.")
    said: str = kept("What it said, in short.", most=2_000, width=60)
    changed: str = kept("What changed because of its reply.", most=1_000, width=40)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a CSP's plan, against one priority of the strategy."""

    id: str = kept(ID, required=True)
    csp: str = kept("The community safety partnership's id in the register.", known="authorities", required=True)
    plan: str = kept("The plan's title and years.", required=True, width=40)
    clause: str = kept("Where it stands: number or page; empty where there is nothing, and the answer is a gap.", most=60)
    text: str = kept("What the clause says, in short.", most=2_000, width=60)
    priority: str = kept("The priority it is held against.", refers=("Priorities", "id"), required=True)
    answer: str = kept("Whether the clause meets the priority.", codes=ALIGNED, required=True)
    why: str = kept("Why that is the answer.", most=1_000, width=40)
    judged_on: date | None = kept("The day of that answer.")


@dataclass(frozen=True, slots=True)
class PolicingRequest:
    """What the local policing body asked for, and the reply. It may ask under sections 14 and 17; not verified at source past 14(3)."""

    id: str = kept(ID, required=True)
    under: str = kept("The section it was asked under.", codes={"s14": "Section 14", "s17": "Section 17", "other": "Other"}, required=True)
    asked_on: date | None = kept("The day it asked.", required=True)
    asked: str = kept("What it asked for.", required=True, most=2_000, width=60)
    due: date | None = kept("The day it is due.", required=True)
    holds_people: str = kept("Whether what is asked for holds information about persons or patients, which section 17 doesn't reach.",
                             codes={"yes": "Yes", "no": "No", "not_known": "Not known"}, required=True)
    replied_on: date | None = kept("The day of the reply; empty while there is none.")
    reply: str = kept("What was sent, or why not.", most=2_000, width=40)


REQUESTS = register("requests", Request, noun="request", command="request", name="Requests",
                    says="One row is one request to an educational, prison or youth custody authority.")
CONSULTATIONS = register("consultations", Consultation, noun="consultation", command="consult", name="Consultations",
                         says="One row is one letter, meeting or survey; whom it went to stands on the sheet Consulted.")
CONSULTED = register("consulted", Consulted, noun="reply", command="consult reply", name="Consulted",
                     says="One row is one authority of one consultation, and its reply.")
CLAUSES = register("clauses", Clause, noun="plan clause", command="align", name="CSP plans",
                   says="One row is one clause of a CSP's plan against one priority.")
POLICING = register("policing", PolicingRequest, noun="policing body's request", command="request policing", name="Policing body",
                    says="One row is one request by the local policing body.")
ALL = (REQUESTS, CONSULTATIONS, CONSULTED, CLAUSES, POLICING)
