"""Have your say: how to reach the partnership, and what happens to what people say."""

from __future__ import annotations

from upriver.report.public.matter import Matter
from upriver.report.public.told import reached
from upriver.report.story import Story
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph

ORDER = 35
HARM = False
FIGURES = True


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page."""
    say = matter.words("have_your_say")
    heard = [each for each in story.headlines if each.theme == "voices"]
    blocks: list[Block] = [
        Heading(say("how")), *reached(matter), Paragraph(say("access")), Callout(say("not_here")),
        Heading(say("happens")), Bullets(say.all("happens_says")),
        Heading(say("heard")),
    ]  # fmt: skip
    blocks += [Paragraph(each.says, ((say("heard_link"), each.href),)) for each in heard] or [Paragraph(say("heard_none"))]
    return (Page("have-your-say", say("title"), matter.words("around")("group_you"), say("lead"), tuple(blocks), in_pdf=False),)
