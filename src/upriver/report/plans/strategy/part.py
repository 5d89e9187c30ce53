"""One authority in the strategy that holds: what is asked of it, and how it stands to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upriver.report.plans.strategy.chosen import Chosen
from upriver.report.plans.tables import coded, date_words, when_words
from upriver.report.plans.told import Told
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.language.dates import short_month
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import GROUNDS, REPLIES, REQUEST_ANSWERS, Consultation, Consulted, Request
from upriver.words.registers.delivery import STATUSES
from upriver.words.registers.governing import ATTENDED, Attendance, Meeting, MeetingAction
from upriver.words.registers.strategy import Contribution, Strategy
from upriver.words.sharing.authority import Authority
from upriver.words.standing.held import FeedDue
from upriver.words.standing.response import Response
from upriver.words.text import day, listed, plural

ROLES = {
    "specified": "A specified authority: bound by the Duty to work with the others to prevent and reduce serious violence (section 8).",
    "relevant": "A relevant authority: to be consulted on the strategy (section 8(4)), and able to be asked to carry out actions (section 8(5)); it may "
                "decline on the grounds of section 15, which are for the partnership to confirm.",
    "observer": "The local policing body: it may assist the authorities, and monitor and report on what they do (section 14). It is no duty-holder.",
    "partnership": "A community safety partnership: its own plan must hold a strategy on serious violence (Crime and Disorder Act 1998, section 6).",
    "invited": "Invited to take part. It has no duty under the Act.",
}


def page(told: Told) -> Page:
    """The whole page of one authority, what it must do next first.

    Raises:
        Refusal: the register has no such authority.
    """
    body = next((each for each in told.register.authorities if told.about in (each.id, each.code)), None)
    if body is None:
        known = listed([f"{each.name} [{each.id}]" for each in told.register.authorities if each.holds_on(told.on)], most=12)
        raise Refusal(f"the register has no authority {told.about}", do=f"It has {known}." if known else "Enter the authorities first: upriver who.")
    strategy = told.plan.one(Strategy, told.in_force) if told.in_force else None
    chosen = Chosen(told, strategy, told.responses.get(strategy.id) or Response(strategy.id)) if strategy else None
    blocks: list[Block] = [Paragraph(ROLES[body.role]), *_next(told, body, chosen)]
    if chosen:
        blocks += [*_part(chosen, body), *_actions(chosen, body)]
    blocks += [*_asked(told, body), *_supplies(told, body), *_attends(told, body)]
    title = f"What it means for {body.name}"
    lead = f"{strategy.title}, as of {date_words(told.on)}." if strategy else f"There is no strategy yet; this is how things stand on {date_words(told.on)}."
    return Page("authority-part", title, "Authorities", lead, tuple(blocks))


def _next(told: Told, body: Authority, chosen: Chosen | None) -> Iterator[Block]:
    """What is open for it, in sentences; that nothing is where nothing is."""
    held = [*_unsigned(chosen, body), *_to_answer(told, body), *_missing(_dues(told, body)),
            *(f"A meeting asked you to: {each.says.rstrip('.')}, by {date_words(each.due)}." for each in told.plan.of(MeetingAction)
              if each.owner == body.id and each.done_on is None)]
    if chosen:
        held += [f"Your action “{each.title}” was to be done by {date_words(each.due)}." for each in chosen.actions
                 if each.lead == body.id and each.due and each.due < told.on and each.status not in ("done", "stopped")]
    yield Heading("What we need from you now")
    yield Bullets(tuple(held)) if held else Paragraph("Nothing is open. Thank you.")


def _missing(dues: list[FeedDue]) -> Iterator[str]:
    """What hasn't come, a sentence for each data set however many of its periods are missing."""
    by_feed: dict[str, list[FeedDue]] = {}
    for each in sorted((each for each in dues if each.state == "missing"), key=lambda one: one.due_on):
        by_feed.setdefault(each.contract, []).append(each)
    for held in by_feed.values():
        first, last = _period(held[0]), _period(held[-1])
        if len(held) == 1:
            yield f"{held[0].title} for {first} hasn't come; it was due on {date_words(held[0].due_on)}."
        else:
            yield (f"{held[0].title}: {len(held)} periods haven't come, from {first.partition(' to ')[0]} to {last.rpartition(' to ')[2]}; "
                   f"the first was due on {date_words(held[0].due_on)}.")


def _unsigned(chosen: Chosen | None, body: Authority) -> Iterator[str]:
    if chosen is None:
        return
    own = next((each for each in chosen.response.signed if each.authority == body.id), None)
    if own and own.signed_on is None:
        yield "The strategy waits for your signature."
    if own and not own.part:
        yield "Your part in the strategy is still to be written: one paragraph on what you bring, and the functions you use."


def _to_answer(told: Told, body: Authority) -> Iterator[str]:
    for each in told.plan.of(Request):
        if each.authority == body.id and each.answer == "waiting":
            yield f"A request waits for your answer{f' until {date_words(each.reply_by)}' if each.reply_by else ''}: {each.asked}"
    held = {each.id: each for each in told.plan.of(Consultation)}
    for row in told.plan.of(Consulted):
        if row.authority == body.id and row.reply == "waiting" and (own := held.get(row.consultation)):
            yield f"We asked you on {date_words(own.held_on)}{f' for a reply by {date_words(own.reply_by)}' if own.reply_by else ''}: {own.says}"


def _part(chosen: Chosen, body: Authority) -> Iterator[Block]:
    own = next((each for each in chosen.plan.of(Contribution) if each.strategy == chosen.strategy.id and each.authority == body.id), None)
    if own is None:
        return
    yield Heading("Your part, in your words")
    if own.paragraph:
        yield Paragraph(own.paragraph)
    if own.functions:
        yield Paragraph(f"Functions and powers that you use: {own.functions}")
    if own.signed_on:
        by = chosen.told.names.get(own.signed_by, own.signed_by)
        yield Paragraph(f"Signed on {date_words(own.signed_on)}{f' by {by}' if by else ''}.")


def _actions(chosen: Chosen, body: Authority) -> Iterator[Block]:
    """What it leads, then what it supports."""
    leads = [each for each in chosen.actions if each.lead == body.id]
    supports = [each for each in chosen.actions if body.id in each.supporting]
    yield Heading("What you lead and support")
    yield KeyFigures((KeyFigure("You lead", str(len(leads)), "action" if len(leads) == 1 else "actions"),
                      KeyFigure("You support", str(len(supports)), "action" if len(supports) == 1 else "actions")))
    for caption, slug, held in (("Actions you lead", "leads", leads), ("Actions you support", "supports", supports)):
        if held:
            rows = tuple((TableCell(each.title), TableCell(chosen.title(each.priority)), TableCell(when_words(each)), TableCell(coded(each.status, STATUSES)),
                          TableCell(each.next_step if slug == "leads" else chosen.told.name(each.lead) or "nobody yet")) for each in held)
            last = "What comes next" if slug == "leads" else "Who leads"
            yield Table(f"authority-{slug}", caption, tuple(map(Column, ("Action", "Priority", "When", "Where it stands", last))), rows)


def _asked(told: Told, body: Authority) -> Iterator[Block]:
    """What it was asked, as a request or in a consultation, and what it answered."""
    requests = sorted((each for each in told.plan.of(Request) if each.authority == body.id), key=lambda each: each.asked_on or told.on)
    held = {each.id: each for each in told.plan.of(Consultation)}
    replies = sorted((each for each in told.plan.of(Consulted) if each.authority == body.id and each.consultation in held),
                     key=lambda each: held[each.consultation].held_on or told.on)
    if not requests and not replies:
        return
    yield Heading("What you were asked, and what you answered")
    rows = [(TableCell(date_words(each.asked_on)), TableCell(f"Request: {each.asked}"), TableCell(
        REQUEST_ANSWERS.get(each.answer, each.answer) + (f" ({GROUNDS[each.ground].lower()})" if each.ground in GROUNDS else "")), TableCell(each.note))
        for each in requests]
    rows += [(TableCell(date_words(held[each.consultation].held_on)), TableCell(f"Consultation: {held[each.consultation].says}"),
              TableCell(REPLIES.get(each.reply, each.reply)), TableCell(" ".join(part for part in (each.said, each.changed and f"Changed: {each.changed}") if part)))
             for each in replies]
    yield Table("authority-asked", "Requests and consultations", tuple(map(Column, ("Day", "What was asked", "Answer", "What you said, and what changed"))), tuple(rows))


def _supplies(told: Told, body: Authority) -> Iterator[Block]:
    own = [each for each in (told.held.feeds if told.held else ()) if {body.id, body.name} & set(each.providers)]
    dues = _dues(told, body)
    if not own and not dues:
        return
    yield Heading("What you supply")
    if own:
        rows = tuple((TableCell(each.title), TableCell(float(each.parts)), TableCell(day(each.last) if each.last else "not known"),
                      TableCell(_punctual(dues, each.contract))) for each in own)
        yield Table("authority-supplies", "Data that you send", (Column("Data set"), Column("Parts held", 0), Column("Speaks up to"), Column("In time")), rows)
    coming = sorted((each for each in dues if each.state == "due"), key=lambda each: each.due_on)[:4]
    if coming:
        yield Heading("What comes next", 3)
        yield Bullets(tuple(f"{each.title} for {_period(each)}: by {date_words(each.due_on)}." for each in coming))


def _dues(told: Told, body: Authority) -> list[FeedDue]:
    return [each for each in (told.held.dues if told.held else ()) if each.provider in (body.id, body.name)]


def _punctual(dues: list[FeedDue], contract: str) -> str:
    past = [each for each in dues if each.contract == contract and each.state != "due"]
    return f"{len([each for each in past if each.state == 'met'])} of {len(past)}" if past else "not known"


def _period(each: FeedDue) -> str:
    first, _, last = each.period.partition("..")
    return " to ".join(dict.fromkeys(_month(month) for month in (first, last) if month))


def _month(month: str) -> str:
    return f"{short_month(int(month[5:7]))} {month[:4]}" if re.fullmatch(r"\d{4}-\d{2}", month) else month


def _attends(told: Told, body: Authority) -> Iterator[Block]:
    """Meetings where it had to be or was; a meeting without its row is one where nobody wrote it down."""
    held = {each.id: each for each in told.plan.of(Meeting) if each.held_on and each.held_on <= told.on}
    own = {each.meeting: each for each in told.plan.of(Attendance) if each.authority == body.id}
    seen = [each for each in held.values() if each.id in own or body.id in each.required]
    if not seen:
        return
    there = len([each for each in seen if each.id in own and own[each.id].attended in ("attended", "deputy")])
    yield Heading("Meetings")
    yield Paragraph(f"You were at {there} of the {plural(len(seen), 'meeting')} that you are recorded for or had to attend.")
    rows = tuple((TableCell(date_words(each.held_on)), TableCell(each.title or "no title"), TableCell("yes" if body.id in each.required else ""),
                  TableCell(ATTENDED[own[each.id].attended] if each.id in own else "not recorded"))
                 for each in sorted(seen, key=lambda one: one.held_on or told.on, reverse=True))
    yield Table("authority-meetings", "Meetings", tuple(map(Column, ("Day", "Meeting", "Had to attend", "Recorded as"))), rows, shown_rows=12)
    if there < len(seen) and any(body.id in each.required and each.id not in own for each in seen):
        yield Callout("Where nothing is recorded, nobody wrote down whether you were there.")
