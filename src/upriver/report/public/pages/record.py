"""What was published before: corrections, withdrawals, editions that are kept."""

from __future__ import annotations

from upriver.report.public.matter import Kept, Matter
from upriver.report.story import Story
from upriver.words.document import Block, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import day

ORDER = 50
HARM = False
FIGURES = False
INDEX, CELLS, PAPER = "index.html", "cells.csv", "assessment.pdf"


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """Two pages: corrections, and earlier editions."""
    group = matter.words("around")("group_about")
    fixed, kept = matter.words("corrections"), matter.words("editions")
    return (
        Page("corrections", fixed("title"), group, fixed("lead"), tuple(_corrections(matter)), in_pdf=False),
        Page("earlier-editions", kept("title"), group, kept("lead"), tuple(_editions(matter)), in_pdf=False),
    )


def _corrections(matter: Matter) -> list[Block]:
    say = matter.words("corrections")
    rows = tuple(
        (TableCell(day(entry.at[:10])), TableCell(say(entry.verb)), TableCell(entry.why or say("unsaid")))
        for entry in reversed(matter.entries) if entry.verb in ("corrected", "withdrawn")
    )  # fmt: skip
    tell = Paragraph(say("tell"), matter.links("have-your-say"))
    if not rows:
        return [Paragraph(say("none")), tell]
    return [Table("corrections", say("caption"), (Column(say("when")), Column(say("what")), Column(say("why"))), rows), tell]


def _editions(matter: Matter) -> list[Block]:
    say = matter.words("editions")
    blocks: list[Block] = [Paragraph(say("this", as_of=day(matter.as_of)), matter.links("assessment"))]
    if matter.editions:
        columns = (Column(say("edition")), Column(say("read")), Column(say("figures")), Column(say("paper")))
        rows = tuple(_row(matter, each) for each in sorted(matter.editions, key=lambda each: each.name, reverse=True))
        blocks.append(Table("editions", say("caption"), columns, rows))
    else:
        blocks.append(Paragraph(say("none")))
    fixed = matter.words("corrections")
    return [*blocks, Paragraph(say("keeps")), Heading(fixed("title")), Paragraph(fixed("lead"), matter.links("corrections"))]


def _row(matter: Matter, edition: Kept) -> tuple[TableCell, ...]:
    say = matter.words("editions")
    given = ((INDEX, say("read")), (CELLS, say("figures")), (PAPER, say("paper")))
    links = (TableCell(words, href=f"editions/{edition.name}/{name}") if name in edition.files else TableCell(None, "x") for name, words in given)
    return (TableCell(day(edition.as_of)), *links)
