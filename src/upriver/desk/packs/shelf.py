"""Which documents may be made, about what, and for whom: the shelf of documents with what the registers hold to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.desk.jobs.actions import ask
from upriver.desk.partners.convert import register
from upriver.desk.registers.convert import plan
from upriver.pipeline.plans.making import documents
from upriver.words.access.rights import Actor
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation
from upriver.words.registers.governing import Meeting
from upriver.words.registers.strategy import Priority, Strategy
from upriver.words.text import day

GROUPS = {
    "board": ("board_pack", "board_page", "meeting_minutes", "clock", "indicators"),
    "duty": ("duty", "inspection_file", "readiness", "policing_pack", "policing_requests", "scrutiny_pack", "handover_pack"),
    "strategy": ("strategy", "annual_report", "delivery", "evaluation", "evidence", "equality_impact", "funder_return", "authority_part"),
    "asking": ("consultation", "consultation_letter", "requests", "request_letter", "said_and_did"),
    "csp": ("alignment", "gap_letter", "csp_assessment", "csp_paragraphs", "csp_plan", "county_agreement"),
}
"""The documents by what they are for; one that no group names stands with the last."""
FOR_BOARD = frozenset({*GROUPS["board"], "duty", "readiness", "strategy", "annual_report", "delivery", "evaluation", "evidence", "equality_impact",
                       "said_and_did"})
"""What members of the board read: what is made for them, what they sign, and what they answer for. Letters and returns to others,
the file for inspectors and the handover stay with those who make them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One document that may be made: for which audiences, about which kind of thing, in which forms besides pages."""

    slug: str
    title: str
    says: str
    audiences: tuple[str, ...]
    about: str
    forms: tuple[str, ...]


def offered() -> dict[str, Offered]:
    """Every document of the shelf, by slug."""
    return {slug: Offered(slug, each.TITLE, (each.__doc__ or "").split("\n", 1)[0], tuple(each.AUDIENCES), each.ABOUT, tuple(each.FORMS))
            for slug, each in sorted(documents().items())}


def grouped() -> list[tuple[str, list[Offered]]]:
    """The documents by what they are for."""
    shelf, named = offered(), {slug for slugs in GROUPS.values() for slug in slugs}
    found = [(group, [shelf[slug] for slug in slugs if slug in shelf]) for group, slugs in GROUPS.items()]
    found[-1][1].extend(each for slug, each in shelf.items() if slug not in named)
    return found


def choices(about: str) -> list[tuple[str, str]]:
    """What a document may be about: (id, words), the latest first where they have a day."""
    held = plan()
    if about == "strategy":
        return [(each.id, each.title) for each in reversed(held.of(Strategy))]
    if about == "priority":
        return [(each.id, each.title) for each in held.of(Priority)]
    if about == "meeting":
        rows = sorted((each for each in held.of(Meeting) if each.held_on), key=lambda each: str(each.held_on), reverse=True)
        return [(each.id, f"{each.title or each.id}, {day(str(each.held_on))}") for each in rows]
    if about == "consultation":
        return [(each.id, each.says[:80] or each.id) for each in reversed(held.of(Consultation))]
    kinds = ("community_safety_partnership",) if about == "csp" else ()
    return [(body.id, body.name) for body in register().authorities if not kinds or body.kind in kinds]


def make(slug: str, *, audience: str, about: str, on: str, actor: Actor, at: str, shown_on: str) -> int:
    """Ask the worker to make a document; gives the job's number. `shown_on` is the page that shows it once it is made.

    Raises:
        Refusal: there is no such document, it isn't made for that audience, or it must be about something.
    """
    found = offered().get(slug)
    if found is None or audience not in found.audiences:
        raise Refusal("there is no such document for these readers", do="Choose one from the list.")
    if found.about and about not in dict(choices(found.about)):
        raise Refusal("this document is made about one thing at a time", do="Choose what it is about.")
    body = {"document": slug, "audience": audience, "on": on, "about": about, "page": shown_on}
    return ask("pack", body=body, actor=actor, at=at)
