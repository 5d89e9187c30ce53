"""What we found, what we are doing, and whether it is working: the cycle of the Duty in the words of a passer-by."""

from __future__ import annotations

import re

from upriver.report.leading.plain import is_current, plainly
from upriver.report.leading.pressing import in_order, most_pressing
from upriver.report.public.matter import Matter
from upriver.report.story import Headline, Story
from upriver.words.document import Block, Bullets, Heading, Page, Paragraph

ORDER = 10
HARM = True
FIGURES = True
MOST_CHANGES = 6
DOING, STEPS = "provision", "questions/recommendations"
COMPARED = re.compile(r"(?:more|fewer) \(95% interval .* than the year before")
"""What a headline says that sets the latest year beside the one before."""


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """Three pages; what is not known yet is said on each, and nothing stands in for it."""
    group = matter.words("around")("group_know")
    return tuple(
        Page(slug, title, group, lead, tuple(blocks), in_pdf=False)
        for slug, (title, lead, blocks) in (
            ("found", _found(story, matter)), ("doing", _doing(story, matter)), ("working", _working(story, matter)),
        )
    )  # fmt: skip


def _told(matter: Matter, each: Headline) -> Paragraph:
    """A finding in plain words, which it leads on from."""
    return Paragraph(plainly(each), ((matter.words("around")("read_on"), each.href),))


def _exactly(matter: Matter, found: list[Headline]) -> list[Block]:
    """The same findings with their intervals, for who wants to know how sure they are."""
    return [Heading(matter.words("around")("exactly")), Bullets(tuple(each.says for each in found))] if found else []


def _found(story: Story, matter: Matter) -> tuple[str, str, list[Block]]:
    found = sorted(most_pressing(story), key=lambda each: not is_current(story, each))
    say = matter.words("found", count=len(found))
    blocks: list[Block] = [_told(matter, each) for each in found]
    blocks += [*_exactly(matter, found), Heading(say("sure")), Bullets(say.all("reads"))]
    return say("title"), say("lead") if found else say("lead_none"), blocks


def _doing(story: Story, matter: Matter) -> tuple[str, str, list[Block]]:
    say = matter.words("doing")
    here = [each for each in story.headlines if each.theme == DOING]
    strategy = matter.links("strategy", "said-and-did", "equality-impact")
    blocks: list[Block] = [Heading(say("strategy")), Paragraph(say("strategy_says"), strategy)] if strategy else []
    if here:
        blocks += [Heading(say("here")), *(_told(matter, each) for each in here)]
    if links := matter.links("questions/what_works"):
        blocks += [Heading(say("works")), Paragraph(say("works_says"), links)]
    if matter.there(STEPS):
        blocks += [Heading(say("follows")), Paragraph(say("follows_says"), ((say("follows_link"), STEPS),))]
    if strategy:
        return say("title"), say("lead_strategy"), blocks
    blocks += [Heading(say("next")), Paragraph(say("next_says"))]
    return say("title"), say("lead") if here or links else say("lead_bare"), blocks


def _working(story: Story, matter: Matter) -> tuple[str, str, list[Block]]:
    say = matter.words("working")
    changes = [each for each in in_order(story) if COMPARED.search(each.says)][:MOST_CHANGES]
    reports = matter.links("annual-report", "indicators", "evaluation")
    blocks: list[Block] = [
        *((Heading(say("reports")), Paragraph(say("reports_says"), reports)) if reports else ()), Heading(say("why")), Bullets(say.all("why_says")), Heading(say("changes")),
        Paragraph(say("changes_says") if changes else say("changes_none"), matter.links("questions/change")),
        *(_told(matter, each) for each in changes), *_exactly(matter, changes),
        *(() if reports else (Heading(say("will")), Paragraph(say("will_says")))),
    ]  # fmt: skip
    return say("title"), say("lead_reports" if reports else "lead"), blocks
