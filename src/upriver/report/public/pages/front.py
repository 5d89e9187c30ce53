"""The first page: what the site is, what was found, the three documents, the ways in."""

from __future__ import annotations

from upriver.report.leading.plain import is_current, plainly
from upriver.report.leading.pressing import OF_KINDS, REST, most_pressing
from upriver.report.public.matter import Matter
from upriver.report.public.wording import Wording
from upriver.report.story import Headline, Story
from upriver.words.document import Block, Heading, Page, Paragraph
from upriver.words.text import day

ORDER = 0
HARM = True
FIGURES = True
SENTENCES = 3
WAYS = {"area": "your-area", "young": "young-people", "cannot": "cannot-tell", "say": "have-your-say", "data": "data"}


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """The first page of the folder."""
    say = matter.words("front", period=story.period.words, as_of=day(story.as_of))
    blocks: list[Block] = [Heading(say("found")), *_found(story, matter)]
    blocks += [
        Heading(say("products")),
        Paragraph(say("assessment"), ((say("assessment_link"), "assessment"),)),
        *(_product(say, matter, name, slug) for name, slug in (("strategy", "strategy"), ("annual", "annual-report"))),
        Heading(say("ways")),
        *(Paragraph(say(f"way_{name}_says"), ((say(f"way_{name}"), slug),)) for name, slug in WAYS.items()),
    ]
    return (Page("", say("title"), matter.words("around")("group_know"), say("lead"), tuple(blocks), in_pdf=False),)


def _product(say: Wording, matter: Matter, name: str, slug: str) -> Paragraph:
    """A document of the response and the way to it, or that it isn't published yet."""
    return Paragraph(say(name), ((say(f"{name}_link"), slug),)) if matter.there(slug) else Paragraph(say(f"{name}_none"))


def _found(story: Story, matter: Matter) -> list[Block]:
    say = matter.words("front", period=story.period.words, as_of=day(story.as_of))
    told = chosen(story)
    if not told:
        return [Paragraph(say("found_none"))]
    more = Paragraph(say("found_when"), ((say("found_more"), "found"),))
    return [*(Paragraph(plainly(each), ((matter.words("around")("read_on"), each.href),)) for each in told), more]


def chosen(story: Story) -> list[Headline]:
    """Three findings that say different things: the kind of violence that ranks first, then two of the other questions.

    What is known only of years long before the document's period comes after all that is known of it.
    """
    found = sorted(most_pressing(story), key=lambda each: not is_current(story, each))
    kinds = [each for each in found if each.theme not in REST][:OF_KINDS]
    others = [each for each in found if each.theme in REST]
    first = [*kinds[:1], *others[: SENTENCES - 1]]
    both = [*first, *(each for each in found if each not in first)]
    return sorted(both, key=lambda each: not is_current(story, each))[:SENTENCES]
