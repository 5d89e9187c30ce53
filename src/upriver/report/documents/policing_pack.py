"""The monitoring pack for the local policing body: what it may monitor under section 14, and what it asked for."""

from __future__ import annotations

from upriver.report.plans.delivered import actions, money, reach
from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.packs import signals
from upriver.report.plans.packs.meetings import required_words, title_of, up_to
from upriver.report.plans.packs.stops import stops
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import duty_answer
from upriver.report.plans.year.lessons import lessons
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.registers.asking import PolicingRequest
from upriver.words.standing.requirement import STANDINGS
from upriver.words.text import day, plural

SLUG = "policing_pack"
TITLE = "Monitoring pack for the local policing body"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")
UNDER = {"s14": "Section 14", "s17": "Section 17", "other": "Other"}


def pages(told: Told) -> tuple[Page, ...]:
    """How the Duty is met, what is done, what moved, what it cost, what it asked for."""
    year = told.delivered.year
    standings = signals.chosen(told)
    asked = [each for each in told.plan.of(PolicingRequest) if each.asked_on and each.asked_on <= told.on]
    waiting = [each for each in asked if each.replied_on is None or each.replied_on > told.on]
    last = reach.latest(told, year)
    return (
        Page("policing-pack", TITLE, "Monitoring", f"{told.partnership.name}, as it stands on {day(told.on.isoformat())}.", tuple(_front(told, len(waiting)))),
        Page("policing-pack/duty", "How the Duty is met", "Monitoring", duty_answer(told).says, tuple(_duty(told))),
        Page("policing-pack/together", "Working together", "Monitoring", "Meetings, who was there, and what was asked of authorities.", tuple(_together(told))),
        Page("policing-pack/indicators", "Whether violence is falling", "Monitoring", "National outcome measures and the strategy's own.",
             (signals.summary(told, "policing-pack-indicators", "Where indicators stand", standings), *signals.charts("policing-pack", standings))),
        Page("policing-pack/actions", "What is done", "Monitoring", f"{plural(len(told.delivered.actions), 'action')}, {told.delivered.counted('late')} late.",
             (actions.counts(told), *actions.exceptions(told, "policing-pack-exceptions"), *actions.by_priority(told, "policing-pack-actions"))),
        Page("policing-pack/money", "Money", "Monitoring", f"Planned and spent in {year}.",
             (money.by_priority(told, "policing-pack-money", year), money.by_source(told, "policing-pack-sources", year), Heading("What stops if money stops"),
              *stops(told, "policing-pack-stops"))),
        Page("policing-pack/reach", "Whom it reached", "Monitoring", "Numbers of people have all been through the lock.", tuple(reach.by_action(told, "policing-pack-reach", last or year))),
        Page("policing-pack/lessons", "What did not work", "Monitoring", "What was stopped, what is late, what studies couldn't show.", tuple(lessons(told, "policing-pack-lessons"))),
        Page("policing-pack/asked", "What you asked for", "Monitoring", f"{plural(len(asked), 'request')}, {len(waiting)} waiting for a reply.", tuple(_asked(told, asked))),
    )


def _front(told: Told, waiting: int) -> list[Block]:
    answer = duty_answer(told)
    return [
        Callout("Section 14(3) of the Police, Crime, Sentencing and Courts Act 2022 lets the local policing body monitor the exercise of functions under the Duty and "
                "report its findings to the Secretary of State. It isn't itself under the Duty. What may be asked under section 17 wasn't verified at source past its "
                "heading: it never reaches patients' information, and the partnership confirms the rest."),
        Paragraph(f"{answer.short}. {answer.says}"), *((KeyFigures(answer.figures),) if answer.figures else ()), actions.counts(told),
        Bullets((f"{plural(waiting, 'request')} of yours waiting for a reply.", f"{plural(len(told.delivered.exceptions), 'thing')} out of order among actions and money.")),
    ]


def _duty(told: Told) -> list[Block]:
    musts = [each for each in told.requirements if each.requirement.level == "must"]
    if not musts:
        return [Paragraph("The requirements haven't been judged for this day.")]
    rows = tuple((TableCell(each.requirement.id), text(each.requirement.says), text(STANDINGS[each.standing]), text(each.attested or "Nobody"), text(each.next_step),
                  text("Yes" if each.requirement.verified else "No: to be confirmed")) for each in musts)
    columns = tuple(Column(name) for name in ("No.", "What the law requires", "How it stands", "Attested by", "Next", "Read at its source"))
    return [Table("policing-pack-musts", f"{plural(len(musts), 'requirement')} of statute or regulation", columns, rows, (), "", "", 60)]


def _together(told: Told) -> list[Block]:
    found = up_to(told)[:12]
    if not found:
        return [Paragraph("No meeting is recorded.")]
    rows = tuple((day_cell(each.held_on), TableCell(title_of(told, each)), text(required_words(told, each))) for each in found)
    return [Table("policing-pack-meetings", "The last meetings", tuple(Column(name) for name in ("Day", "Meeting", "Required attendance")), rows)]


def _asked(told: Told, asked: list[PolicingRequest]) -> list[Block]:
    if not asked:
        return [Paragraph("No request of the policing body is recorded.")]
    rows = tuple((day_cell(each.asked_on), text(UNDER.get(each.under, "Not said")), text(each.asked), day_cell(each.due), _replied(told, each), text(each.reply))
                 for each in sorted(asked, key=lambda one: (one.due is None, one.due, one.id)))
    columns = tuple(Column(name) for name in ("Asked on", "Under", "What was asked", "Due", "How it stands", "Reply"))
    return [Table("policing-pack-asked", "Requests and replies", columns, rows)]


def _replied(told: Told, each: PolicingRequest) -> TableCell:
    if each.replied_on and each.replied_on <= told.on:
        late = bool(each.due and each.replied_on > each.due)
        return text(f"\u25a0 Replied on {day(each.replied_on.isoformat())}{', after its day' if late else ''}", "better")
    if each.due and each.due < told.on:
        return text(f"\u25b2 {plural((told.on - each.due).days, 'day')} late", "worse")
    return text("\u25cb Not due yet")
