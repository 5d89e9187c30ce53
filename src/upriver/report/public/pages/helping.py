"""Get help now: every service of the partnership's list, and how to call without speaking."""

from __future__ import annotations

from upriver.report.public.matter import Matter
from upriver.report.public.told import serving
from upriver.report.story import Story
from upriver.words.document import Block, Callout, Heading, Page, Paragraph

ORDER = 25
HARM = True
FIGURES = False


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page, without a figure."""
    say = matter.words("help")
    blocks: list[Block] = [Heading(say("call")), Paragraph(say("call_says")), Heading(say("talk")), Paragraph(say("talk_says"))]
    for each in matter.services:
        blocks += serving(matter, each)
    if any(not each.verified for each in matter.services):
        blocks.append(Callout(say("unverified")))
    blocks += [Heading(say("report")), Paragraph(say("report_says")), Heading(say("safe")), Paragraph(say("safe_says"))]
    return (Page("help", say("title"), matter.words("around")("group_you"), say("lead"), tuple(blocks), in_pdf=False),)
