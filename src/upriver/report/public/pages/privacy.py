"""How we protect privacy: the rules in words, the list of everything published, what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.public.matter import Matter
from upriver.report.public.told import counted
from upriver.report.story import Story
from upriver.words.cleared import Rule
from upriver.words.document import Block, Bullets, Heading, Page, Paragraph
from upriver.words.text import number, plural

ORDER = 45
HARM = False
FIGURES = True


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page."""
    say = matter.words("privacy")
    blocks: list[Block] = [
        Heading(say("lock")), Bullets(say.all("steps")),
        Heading(say("rules")), Bullets(tuple(_rule(matter, rule) for rule in story.clearance.rules)),
        Heading(say("did")), Bullets(tuple(_did(story, matter))),
        Heading(say("ledger")), Paragraph(_ledger(matter), matter.links("editions-and-corrections")),
        Heading(say("left")), Paragraph(say("left_some", count=plural(matter.left_out, "figure")) if matter.left_out else say("left_none")),
        Heading(say("people")), Paragraph(say("people_says"), matter.links("have-your-say")),
    ]  # fmt: skip
    if links := matter.links("about/privacy"):
        blocks.append(Paragraph("", ((say("more"), links[0][1]),)))
    return (Page("privacy", say("title"), matter.words("around")("group_about"), say("lead"), tuple(blocks), in_pdf=False),)


def _rule(matter: Matter, rule: Rule) -> str:
    """A rule in its own words, what it asks of rates, and whether it was read at its source."""
    say = matter.words("privacy")
    rates = (say("rule_rates", least=rule.min_rate_events),) if rule.min_rate_events else ()
    return " ".join((rule.says, *rates, *(() if rule.verified else (say("unverified"),))))


def _did(story: Story, matter: Matter) -> Iterator[str]:
    say, audit = matter.words("privacy"), story.clearance.audit
    hidden, cells = counted(story)
    yield say("did_cells" if hidden else "did_none", hidden=number(hidden), cells=number(cells))
    # The share of events hidden stays with those who read before release: beside printed totals it tells what hidden counts sum to.
    if audit.protected and audit.passed:
        yield say("did_audit", protected=audit.protected)


def _ledger(matter: Matter) -> str:
    say = matter.words("privacy")
    count = sum(1 for entry in matter.entries if entry.verb == "released")
    return say("ledger_says", count=count) if count else say("ledger_none")
