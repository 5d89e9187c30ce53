"""The data: what can be downloaded, where figures come from, what marks mean."""

from __future__ import annotations

from upriver.report.public.matter import Matter
from upriver.report.story import Story
from upriver.words.document import Block, Bullets, Column, Heading, Page, Paragraph, Table, TableCell

ORDER = 40
HARM = False
FIGURES = False
FILES = {"cells": "data/cells.csv", "ods": "data/tables.ods", "xlsx": "data/tables.xlsx", "pdf": "assessment.pdf"}


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page."""
    say = matter.words("data")
    sources = sorted((each for each in story.sources if each.used), key=lambda each: each.contract.title)
    rows = tuple(
        (TableCell(each.contract.title, href=slug if matter.there(slug := f"sources/{each.contract.slug}") else ""),
         TableCell(say("open") if each.contract.protection == "open" else say("shared")))
        for each in sources
    )  # fmt: skip
    files: list[Block] = [Paragraph("", ((say(name), path),)) for name, path in FILES.items() if path in matter.files]
    blocks: list[Block] = [
        *([Heading(say("files"))] if files else []), *files,
        Heading(say("meaning")), Bullets(say.all("marks")),
        Heading(say("use")), Paragraph(say("use_says")),
        Heading(say("made")), Paragraph(say("made_says"), matter.links("about/methods", "about/definition", "explore")),
        *(_press(matter) if matter.there("press") else ()),
        Heading(say("sources")), Table("data-sources", say("caption"), (Column(say("source")), Column(say("kind"))), rows, shown_rows=40),
    ]  # fmt: skip
    return (Page("data", say("title"), matter.words("around")("group_about"), say("lead"), tuple(blocks), in_pdf=False),)


def _press(matter: Matter) -> list[Block]:
    say = matter.words("data")
    return [Heading(say("press")), Paragraph(say("press_says"), matter.links("press"))]
