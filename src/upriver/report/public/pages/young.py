"""The page for young people, with a few of the assessment's figures and a reading age that is measured."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.public.matter import Matter
from upriver.report.public.reading_age import reading_of
from upriver.report.public.told import serving
from upriver.report.story import Story
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph
from upriver.words.language.speaking import ENGLISH, spoken
from upriver.words.text import number, plural

ORDER = 28
HARM = True
FIGURES = True
PLACES, TOLD = "assessment/places/partnership", "assessment/health/police_told"


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page; its reading age is measured on its English, since the formulas were made for it."""
    say = matter.words("young")
    figures = list(_figures(story, matter))
    blocks: list[Block] = [
        Heading(say("help")), Paragraph(say("help_says")), Paragraph(say("help_talk")),
        *(block for each in matter.services if each.young for block in serving(matter, each)),
        Heading(say("know")), Paragraph(say("know_says")), *([Bullets(tuple(figures))] if figures else [Paragraph(say("numbers_none"))]),
        Callout(say("not_you")),
        Heading(say("think")), Bullets(say.all("think_says")),
        Heading(say("say")), Paragraph(say("say_says"), ((say("say_link"), "have-your-say"),)),
        Heading(say("more")), Paragraph("", ((say("more_link"), "found"),)),
    ]  # fmt: skip
    lead = say("lead")
    if spoken().code == ENGLISH:
        blocks += _measured(matter, lead, blocks)
    return (Page("young-people", say("title"), matter.words("around")("group_you"), lead, tuple(blocks), in_pdf=False),)


def _figures(story: Story, matter: Matter) -> Iterator[str]:
    """A few figures in words; those that are hidden or not held are passed over."""
    say = matter.words("young")
    asked = {"rate": story.definition.slug, "rate_weapons": "possession_of_weapons", "rate_robbery": "robbery"}
    for name, measure in asked.items():
        if shown := _about(story.rate(PLACES, story.partnership, measure)):
            yield say(name, rate=shown)


def _about(cell: Cell | None) -> str:
    """A figure as people say it: a whole number, or "1" where it is less than one; nothing where it isn't printed."""
    if cell is None or cell.value is None or cell.value < 0.5:
        return ""
    return number(cell.value)


def words_of(lead: str, blocks: list[Block]) -> str:
    """What a reader reads, a line for each paragraph, heading and point."""
    lines = [lead]
    for block in blocks:
        if isinstance(block, Paragraph | Heading | Callout):
            lines.append(block.text)
        elif isinstance(block, Bullets):
            lines += block.items
    return "\n".join(lines)


def _measured(matter: Matter, lead: str, blocks: list[Block]) -> list[Block]:
    """How hard the page is to read, by the formulas."""
    say, read = matter.words("young"), reading_of(words_of(lead, blocks))
    says = say("measured", words=plural(read.words, "word"), grade=number(read.grade, 1), smog=number(read.smog, 1))
    return [Paragraph(say("age", age=read.age)), Paragraph(says)]
