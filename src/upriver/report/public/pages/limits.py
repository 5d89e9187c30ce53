"""What we cannot tell you, in plain words."""

from __future__ import annotations

from upriver.report.public.matter import Matter
from upriver.report.public.told import counted
from upriver.report.story import Story
from upriver.words.document import Block, Bullets, Heading, Page, Paragraph
from upriver.words.text import number

ORDER = 20
HARM = False
FIGURES = True
LIMITS = "about/missing"


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page: what nobody knows, what nothing is held on, what is kept back."""
    say = matter.words("cannot_tell")
    lost = len(story.period.months) - len(story.months_observed)
    blocks: list[Block] = [Heading(say("never")), Bullets(say.all("never_says"))]
    blocks.append(Heading(say("missing")))
    if lost:
        blocks.append(Paragraph(say("months", lost=lost, asked=len(story.period.months))))
    blocks += [Paragraph(say("missing_says")), Bullets(story.lacking)] if story.lacking else [Paragraph(say("missing_none"))]
    if matter.there(LIMITS):
        blocks.append(Paragraph("", ((say("missing_more"), LIMITS),)))
    blocks += [Heading(say("hidden")), _hidden(story, matter)]
    if story.denied:
        # Which clause of which agreement stays inside: a name can tell who isn't trusted with what.
        blocks += [Heading(say("allowed")), Paragraph(say("allowed_says", count=len(story.denied)))]
    if story.faults:
        blocks += [Heading(say("fault")), Paragraph(say("fault_says")), Bullets(story.faults)]
    lead = say("lead_count", count=len(story.lacking)) if story.lacking else say("lead")
    return (Page("cannot-tell", say("title"), matter.words("around")("group_know"), lead, tuple(blocks), in_pdf=False),)


def _hidden(story: Story, matter: Matter) -> Paragraph:
    say = matter.words("cannot_tell")
    hidden, cells = counted(story)
    says = say("hidden_says", hidden=number(hidden), cells=number(cells)) if hidden else say("hidden_none")
    return Paragraph(says, ((say("hidden_more"), "privacy"),))
