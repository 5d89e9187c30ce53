"""The letter of one consultation: the same to all on its list."""

from __future__ import annotations

from upriver.report.plans.tables import date_words
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted
from upriver.words.registers.strategy import Priority, Strategy
from upriver.words.text import day, listed, plural, sentence

SLUG = "consultation_letter"
TITLE = "Consultation letter"
AUDIENCES = ("public", "restricted")
ABOUT = "consultation"
FORMS = ("docx",)
LETTER = True


def pages(told: Told) -> tuple[Page, ...]:
    """The letter, and on a page of its own whom it goes to."""
    held = told.plan.one(Consultation, told.about)
    if held is None:
        known = listed([each.id for each in told.plan.of(Consultation)]) or "none"
        raise Refusal(f"there is no consultation {told.about}", do=f"There are: {known}. Record one: upriver consult add.")
    strategy = told.plan.one(Strategy, held.strategy)
    priorities = tuple(each.title + (f": {each.outcome}" if each.outcome else "") for each in told.plan.of(Priority) if each.strategy == held.strategy)
    blocks: list[Block] = [
        Paragraph(f"{day(held.held_on.isoformat()) if held.held_on else day(told.on.isoformat())}. From {told.partnership.name}."),
        Paragraph("We are preparing a strategy to prevent and reduce serious violence here. The law asks us to consult each educational, prison and "
                  "youth custody authority while we do so (section 8(4) of the Police, Crime, Sentencing and Courts Act 2022). That is why we write."),
        Heading(strategy.title if strategy else "The draft strategy"),
        *([Bullets(priorities)] if priorities else []),
        Heading("What we ask you"), Paragraph(held.says),
        Heading("How to reply"),
        Paragraph((f"By {date_words(held.reply_by)}, in a line or a page. " if held.reply_by else "In a line or a page. ")
                  + "Without a reply by then we shall record that you were asked and did not answer. Please send nothing about a person."),
        Paragraph("[Name and role of whoever signs for the partnership]"),
    ]
    lead = f"Please reply by {date_words(held.reply_by)}." if held.reply_by else "We should like to hear from you."
    return (Page("consultation-letter", "We ask for your view", "Letter", lead, tuple(blocks)), *_to(told, held))


def _to(told: Told, held: Consultation) -> tuple[Page, ...]:
    rows = [row for row in told.plan.of(Consulted) if row.consultation == held.id]
    if not rows or told.audience == "public":
        return ()
    body = tuple((TableCell(told.name(row.authority)), TableCell(sentence(told.kind(row.authority)))) for row in rows)
    table = Table("consultation-letter-list", "Whom it goes to", (Column("Authority"), Column("Kind")), body, shown_rows=20)
    lead = f"{plural(len(rows), 'authority', 'authorities')} on the list. This page stays with us."
    return (Page("consultation-letter/list", "Whom it goes to", "List", lead, (table,), in_pdf=False),)
