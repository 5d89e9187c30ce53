"""The letter to one educational, prison or youth custody authority about what a strategy asks of it."""

from __future__ import annotations

from upriver.report.plans.tables import date_words
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import GROUNDS, Request
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Priority, Strategy
from upriver.words.text import day, plural

SLUG = "request_letter"
TITLE = "Request to a relevant authority"
AUDIENCES = ("restricted",)
ABOUT = "authority"
FORMS = ("docx",)
LETTER = True


def pages(told: Told) -> tuple[Page, ...]:
    """The letter: what is asked and why, by when, and how to answer. Only what waits for an answer is asked for."""
    body = told.authorities.get(told.about)
    if body is None or body.role != "relevant":
        raise Refusal(f"the register has no educational, prison or youth custody authority {told.about}", do="`upriver who` shows them with their ids.")
    open_ = [each for each in told.plan.of(Request) if each.authority == body.id and each.answer == "waiting"]
    if not open_:
        raise Refusal(f"no request to {body.id} waits for an answer", do="Record one first: upriver request add.")
    title = next((found.title for each in open_ if (found := told.plan.one(Strategy, each.strategy))), "our strategy on serious violence")
    blocks: list[Block] = [
        Paragraph(f"{day(told.on.isoformat())}. To {body.name}; from {told.partnership.name}."),
        Paragraph(f"We are carrying out {title} under the Serious Violence Duty (section 8 of the Police, Crime, Sentencing and Courts Act 2022). "
                  f"Part of it needs you. We ask you for {plural(len(open_), 'thing')}:"),
        _asked(told, open_),
        Heading("Your answer"),
        Paragraph("A line by e-mail is enough: you accept, accept in part, or decline. If you decline, wholly or in part, please say on which ground:"),
        Bullets(tuple(words for code, words in GROUNDS.items() if code != "other")),
        Callout("These grounds are how we understand section 15; we haven't read its text at the source. Take your own advice before you rely on one."),
        Heading("What this isn't"),
        Paragraph("We don't ask you for anything about a person. If you ever wish to share personal information with us, look at your agreement first."),
        Paragraph("[Name and role of whoever signs for the partnership]"),
    ]
    first = min((each.reply_by for each in open_ if each.reply_by), default=None)
    lead = f"Please answer by {date_words(first)}." if first else "Please answer as soon as you can."
    if first and first < told.on:
        lead = f"We asked for an answer by {date_words(first)} and have none. Please tell us where it stands."
    return (Page("request-letter", f"What we ask of {body.name}", "Letter", lead, tuple(blocks)),)


def _asked(told: Told, open_: list[Request]) -> Table:
    rows = []
    for each in open_:
        action = told.plan.one(Action, each.action) if each.action else None
        priority = told.plan.one(Priority, action.priority) if action else None
        rows.append((TableCell(each.asked), TableCell(action.title if action else ""), TableCell(priority.title if priority else ""),
                     TableCell(told.name(action.lead) if action and action.lead else ""), TableCell(date_words(each.asked_on, ""))))
    columns = (Column("What we ask"), Column("For which action"), Column("Which priority it serves"), Column("Who leads it"), Column("First asked"))
    return Table("request-letter-asked", "What we ask", columns, tuple(rows))
