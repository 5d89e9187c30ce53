"""Meetings as packs show them: who attended, whether all who had to were there, what was decided and what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from upriver.report.plans.delivered.actions import OWN, priority_name
from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.told import Told
from upriver.words.document import Block, Callout, Column, Paragraph, Table, TableCell
from upriver.words.registers.delivery import Action
from upriver.words.registers.governing import ATTENDED, BODIES, Attendance, BoardDecision, Meeting, MeetingAction
from upriver.words.text import day, listed, plural

THERE = ("attended", "deputy")


def title_of(told: Told, meeting: Meeting) -> str:
    """What a meeting is called, with the CSP whose it is."""
    csp = f", {told.name(meeting.csp)}" if meeting.csp else ""
    return (meeting.title or BODIES[meeting.body]) + csp


def attended(told: Told, meeting: Meeting) -> dict[str, str]:
    """How each authority stood at a meeting. One that had to be there and of which nothing is recorded stands as ""."""
    found = {each.authority: each.attended for each in told.plan.of(Attendance) if each.meeting == meeting.id}
    return {**dict.fromkeys(meeting.required, ""), **found}


def required_words(told: Told, meeting: Meeting) -> str:
    """Whether everybody who had to attend did, in a sentence."""
    if not meeting.required:
        return "No attendance was required of anybody by the record."
    stood = attended(told, meeting)
    missing = [told.name(each) for each in meeting.required if stood.get(each, "") not in THERE]
    if not missing:
        return f"Everybody who had to attend did, or sent a deputy ({len(meeting.required)} of {len(meeting.required)})."
    return (f"{len(meeting.required) - len(missing)} of {len(meeting.required)} that had to attend were there. "
            f"Not there, or not recorded: {listed(missing, most=20)}.")


def attendance(told: Told, meeting: Meeting, slug: str) -> Table | None:
    """Who attended, by authority. People stand in it only where the reader is inside."""
    stood = attended(told, meeting)
    if not stood:
        return None
    person = {each.authority: each.person for each in told.plan.of(Attendance) if each.meeting == meeting.id}
    rows = tuple(
        (TableCell(told.name(ident)), text(told.kind(ident)), text("Yes" if ident in meeting.required else "No"),
         text(ATTENDED.get(how, "Not recorded"), "" if how in THERE else "worse" if ident in meeting.required else ""), text(_who(told, person.get(ident, ""))))
        for ident, how in stood.items()
    )
    columns = tuple(Column(name) for name in ("Authority", "Kind", "Had to attend", "Attended", "Who came"))
    return Table(slug, "Attendance", columns, rows, (), OWN)


def _who(told: Told, ident: str) -> str:
    return told.names.get(ident, ident) if ident else ""


def decisions(told: Told, meetings: Sequence[Meeting], slug: str, caption: str) -> Table | None:
    """Decisions with their reasons, the latest first, saying which were ended or put right later."""
    held = {each.id: each for each in meetings}
    found = [each for each in told.plan.of(BoardDecision) if each.meeting in held]
    if not found:
        return None
    later = {each.corrects: each.id for each in told.plan.of(BoardDecision) if each.corrects}
    found.sort(key=lambda each: (-(held[each.meeting].held_on or date.min).toordinal(), each.id))
    rows = tuple(
        (day_cell(held[each.meeting].held_on), text(each.decision), text(each.reason), text(_about(told, each)),
         text(f"Put right or ended by {later[each.id]}" if each.id in later else "Stands"))
        for each in found
    )
    columns = tuple(Column(name) for name in ("Decided on", "Decision", "Why", "About", "Now"))
    return Table(slug, caption, columns, rows, (), OWN, "", 40)


def _about(told: Told, decision: BoardDecision) -> str:
    action = told.plan.one(Action, decision.action)
    return "; ".join(filter(None, (priority_name(told, decision.priority) if decision.priority else "", action.title if action else decision.action)))


def log(told: Told, meetings: Sequence[Meeting], slug: str, caption: str, *, open_only: bool = False) -> Table | None:
    """What meetings asked authorities to do, what is late first."""
    held = {each.id: each for each in meetings}
    found = [each for each in told.plan.of(MeetingAction) if each.meeting in held and not (open_only and _done(each, told.on))]
    if not found:
        return None
    found.sort(key=lambda each: (_done(each, told.on), each.due or date.max, each.id))
    rows = tuple((text(each.says), text(told.name(each.owner)), day_cell(held[each.meeting].held_on), day_cell(each.due), *_stand(each, told.on)) for each in found)
    columns = tuple(Column(name) for name in ("What is to be done", "By whom", "Asked on", "Due", "How it stands"))
    return Table(slug, caption, columns, rows, (), OWN, "", 40)


def _done(each: MeetingAction, on: date) -> bool:
    return each.done_on is not None and each.done_on <= on


def _stand(each: MeetingAction, on: date) -> tuple[TableCell]:
    if each.done_on and each.done_on <= on:
        return (text(f"\u25a0 Done on {day(each.done_on.isoformat())}", "better"),)
    if each.due and each.due < on:
        return (text(f"\u25b2 {plural((on - each.due).days, 'day')} late", "worse"),)
    return (text("\u25cb Not due yet"),)


def minutes(told: Told, meeting: Meeting) -> list[Block]:
    """The whole record of one meeting."""
    items = [each.strip() for each in meeting.agenda.split(";") if each.strip()]
    prefix = "meeting-minutes"
    blocks: list[Block] = [Callout(required_words(told, meeting))]
    if items:
        rows = tuple((TableCell(str(at)), text(item)) for at, item in enumerate(items, 1))
        blocks.append(Table(f"{prefix}-agenda", "Agenda", (Column("Item"), Column("What")), rows, (), OWN))
    for found, lacking in (
        (attendance(told, meeting, f"{prefix}-attendance"), "Who attended isn't recorded."),
        (decisions(told, (meeting,), f"{prefix}-decisions", "Decisions and their reasons"), "No decision is recorded."),
        (log(told, (meeting,), f"{prefix}-actions", "What was asked of whom"), "Nothing was asked of anybody by the record."),
    ):
        blocks.append(found or Paragraph(lacking))
    return blocks


def up_to(told: Told, body: str = "") -> list[Meeting]:
    """Meetings held up to the day, the latest first; of one body, or of all."""
    found = [each for each in told.plan.of(Meeting) if each.held_on and each.held_on <= told.on and body in ("", each.body)]
    return sorted(found, key=lambda each: (each.held_on or date.min, each.id), reverse=True)


def next_one(told: Told, body: str) -> Meeting | None:
    """The first meeting of a body on or after the day, where its date is recorded already."""
    found = [each for each in told.plan.of(Meeting) if each.body == body and each.held_on and each.held_on >= told.on]
    return min(found, key=lambda each: (each.held_on or date.max, each.id), default=None)
