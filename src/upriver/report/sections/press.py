"""The press sheet: sentences that may be said in public, each with its figure, and what may not be said of it."""

from __future__ import annotations

from datetime import date

from upriver.report.explained.naming import address_of_name
from upriver.report.exploring.rows import rows_of_cells
from upriver.report.saying.claim.times import Today
from upriver.report.saying.figures import Figures
from upriver.report.saying.judging import Ground
from upriver.report.saying.places import places_of
from upriver.report.saying.press import Line, press_lines
from upriver.report.saying.subjects import subjects
from upriver.report.story import Story
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph
from upriver.words.language.speaking import mark, say

ORDER = 84
TABLES: dict[str, str] = {}
MADE: dict[str, str] = {}
SHEET = "data/press-sheet.csv"
"""The same for every area with a name of its own."""
BESIDE = frozenset({
    "anti_social_behaviour", "burglary", "bicycle_theft", "criminal_damage_and_arson", "drugs", "drug_offences", "other_theft", "public_order", "shoplifting",
    "theft_from_the_person", "theft_offences", "vehicle_crime",
})
"""What is counted beside violence: sentences on it stand in the table alone, so that the page is one that people read."""
CLAIM = 'upriver say "robbery fell 5% last year"'


def pages(story: Story) -> tuple[Page, ...]:
    """One page with the sentences for the whole partnership; nothing where no figure bears one out."""
    rows = tuple(row for table in story.clearance.tables for row in rows_of_cells(table.cells))
    ground = Ground(Figures(rows), subjects(rows), places_of(rows), Today(date.fromisoformat(story.as_of), story.period), "")
    lines = tuple(line for line in press_lines(ground, ("partnership",)) or press_lines(ground, ("force", "utla")) if line.subject.measure not in BESIDE)
    if not lines:
        return ()
    blocks: list[Block] = [
        Callout(say("A fall or a rise is said only where the 95% interval leaves out no change. Elsewhere the sentence to say is that no "
                    "clear change can be seen. Nothing here says why anything changed.")),
        Paragraph(say("The same for every area with a name of its own, and for thefts, damage and disorder, stands in one table, a sentence a row, each with the name of its figure:"), ((say("the press sheet as data"), SHEET),)),
        Heading(say("Never say")),
        Bullets((
            say("That something was caused by something: figures show what changed, never why."),
            say("Serious violence, for a total of police.uk: call it what its row calls it."),
            say("That an area's number is true of any one person in it."),
            say("A sum of two sources: police and health services see some of the same people."),
            say("That a number which isn't shown is small, zero or anything else."),
        )),
    ]  # fmt: skip
    for family in dict.fromkeys(line.subject.family for line in lines):
        blocks += [Heading(family.title), *_said([line for line in lines if line.subject.family == family])]
    blocks += [Heading(say("A sentence of your own")), Paragraph(say("Whoever holds the workspace can have any sentence held against these figures: {command}", command=CLAIM))]
    lead = say("Sentences that these figures bear out, with number, interval, period and source. Each was held against the figures before it was printed.")
    return (Page("press", mark("What may be said in public"), "About", lead, tuple(blocks)),)


def _said(lines: list[Line]) -> list[Block]:
    """The sentences of one source, subject by subject, each with its explanation, then what may not be made of them."""
    blocks: list[Block] = []
    for subject in dict.fromkeys(line.subject for line in lines):
        mine = [line for line in lines if line.subject == subject]
        blocks += [Paragraph(line.sentence, ((say("How this was made"), address_of_name(line.row.figure)),)) for line in mine]
        if subject.beware:
            blocks.append(Callout(say("Don't take it for more: {why}", why=subject.beware)))
    return [*blocks, Callout(say("All of these: {why}", why=lines[0].subject.family.beware))]
