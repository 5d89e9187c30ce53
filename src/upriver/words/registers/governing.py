"""Meetings and what was decided, reviews, attestations and readiness: rows are added and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upriver.words.registers.register import kept, register
from upriver.words.registers.strategy import ID

BODIES = {
    "strategy_group": "The partnership's strategy group",
    "csp_strategy_group": "A CSP's strategy group",
    "board": "The board",
    "other": "Another meeting",
}
ATTENDED = {"attended": "Attended", "deputy": "Sent a deputy", "apologies": "Apologies", "absent": "Absent"}
REVIEWED = {"assessment": "The assessment", "strategy": "The strategy", "agreement": "An agreement", "definition": "The definition"}
OUTCOMES = {"kept": "Kept as it is", "changed": "Changed", "replaced": "Replaced"}
ATTESTED = {"met": "Met", "partly": "Partly met", "not_met": "Not met", "not_applicable": "Not applicable"}
READINESS = {"1": "Not begun", "2": "Begun", "3": "Mostly in place", "4": "In place and reviewed"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a body."""

    id: str = kept(ID, required=True)
    body: str = kept("Whose meeting.", codes=BODIES, required=True)
    csp: str = kept("The CSP, for its strategy group.", known="authorities")
    held_on: date | None = kept("The day.", required=True)
    title: str = kept("What it was called.", width=36)
    agenda: str = kept("Its items, joined by semicolons.", most=2_000, width=60)
    required: tuple[str, ...] = kept("Authorities that had to attend.", known="authorities", width=30)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether an authority attended a meeting."""

    id: str = kept(ID, required=True)
    meeting: str = kept("The meeting.", refers=("Meetings", "id"), required=True)
    authority: str = kept("The authority.", known="authorities", required=True)
    attended: str = kept("Whether it was there.", codes=ATTENDED, required=True)
    person: str = kept("Who came: the id of a person of the register.", known="people")


@dataclass(frozen=True, slots=True)
class BoardDecision:
    """What a meeting decided, and why."""

    id: str = kept(ID, required=True)
    meeting: str = kept("The meeting.", refers=("Meetings", "id"), required=True)
    decision: str = kept("What was decided.", required=True, most=2_000, width=60)
    reason: str = kept("Why.", required=True, most=2_000, width=60)
    priority: str = kept("The priority it bears on.", refers=("Priorities", "id"))
    action: str = kept("The action it bears on.", refers=("Actions", "id"))
    corrects: str = kept("The earlier decision that this one puts right or ends.", refers=("Decisions", "id"))


@dataclass(frozen=True, slots=True)
class MeetingAction:
    """Something a meeting asked an authority to do."""

    id: str = kept(ID, required=True)
    meeting: str = kept("The meeting.", refers=("Meetings", "id"), required=True)
    says: str = kept("What is to be done.", required=True, most=1_000, width=60)
    owner: str = kept("The authority that does it.", known="authorities", required=True)
    due: date | None = kept("When.", required=True)
    done_on: date | None = kept("When it was done; empty while it isn't.")


@dataclass(frozen=True, slots=True)
class Review:
    """A review of an assessment, strategy, agreement or definition."""

    id: str = kept(ID, required=True)
    of: str = kept("What was reviewed.", codes=REVIEWED, required=True)
    which: str = kept("Its id: a run or release, a strategy, an agreement.", most=120, width=24)
    held_on: date | None = kept("The day.", required=True)
    by: str = kept("Who reviewed: an authority or a meeting, by id.", required=True, width=24)
    considered: str = kept("The evidence that was considered.", required=True, most=2_000, width=60)
    outcome: str = kept("What came of it.", codes=OUTCOMES, required=True)
    why: str = kept("Why.", required=True, most=2_000, width=60)


@dataclass(frozen=True, slots=True)
class Attestation:
    """A named person's word that a requirement of the Duty is met, or why it isn't."""

    id: str = kept(ID, required=True)
    requirement: str = kept("The requirement's id, as A1.", known="requirements", required=True)
    says: str = kept("How it stands.", codes=ATTESTED, required=True)
    evidence: str = kept("What shows it: a link, a paper, a page; or why it doesn't apply.", required=True, most=2_000, width=60)
    person: str = kept("Who attests: the id of a person of the register.", known="people", required=True)
    attested_on: date | None = kept("The day.", required=True)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready the partnership judged itself in one respect on one day."""

    id: str = kept(ID, required=True)
    respect: str = kept("In which respect.", known="readiness", required=True, width=28)
    level: str = kept("How far.", codes=READINESS, required=True)
    judged_on: date | None = kept("The day.", required=True)
    why: str = kept("What that rests on.", most=1_000, width=60)


@dataclass(frozen=True, slots=True)
class Publication:
    """A document of the response that everyone reads beside the assessment, from the next release of the public site on."""

    id: str = kept(ID, required=True)
    document: str = kept("Which document: strategy, annual_report ...", known="documents", required=True, width=24)
    about: str = kept("The strategy or year that it is about, where it is about one.", most=60)
    since: date | None = kept("The day from which it is published.", required=True)


MEETINGS = register("meetings", Meeting, noun="meeting", command="meeting", name="Meetings", says="One row is one meeting.", only_added=True)
ATTENDANCES = register("attendances", Attendance, noun="attendance", command="meeting attendance", name="Attendance",
                       says="One row is one authority at one meeting.", only_added=True)
DECISIONS = register("decisions", BoardDecision, noun="decision", command="meeting decision", name="Decisions",
                     says="One row is one decision with its reason. A decision is ended by a later one that names it.", only_added=True)
MEETING_ACTIONS = register("meeting_actions", MeetingAction, noun="meeting's action", command="meeting action", name="Meeting actions",
                           says="One row is one thing that a meeting asked for.")
REVIEWS = register("reviews", Review, noun="review", command="clock review", name="Reviews", says="One row is one review.", only_added=True)
ATTESTATIONS = register("attestations", Attestation, noun="attestation", command="duty attest", name="Attestations",
                        says="One row is one person's word about one requirement; the latest holds.", only_added=True)
READY = register("readiness", Readiness, noun="readiness level", command="duty ready", name="Readiness",
                 says="One row is one respect on one day; earlier rows stay.", only_added=True)
PUBLICATIONS = register("publications", Publication, noun="publication", command="strategy publication", name="Published",
                        says="One row is one document that is published beside the assessment. Taken out, it is published no more.")
ALL = (MEETINGS, ATTENDANCES, DECISIONS, MEETING_ACTIONS, REVIEWS, ATTESTATIONS, READY, PUBLICATIONS)
