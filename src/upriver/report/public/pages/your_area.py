"""Your area: places by name from A to Z, postcodes where the partnership has given a list of them."""

from __future__ import annotations

from upriver.report.public.matter import Matter
from upriver.report.story import PROFILED, Story
from upriver.words.area import LEVEL_NAMES
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, sentence

ORDER = 30
HARM = False
FIGURES = False
SHOWN = 40


def pages(story: Story, matter: Matter) -> tuple[Page, ...]:
    """One page, with no figure on it."""
    say = matter.words("your_area")
    blocks: list[Block] = [Callout(say("care")), *_areas(story, matter), *_postcodes(matter), *_places(matter)]
    return (Page("your-area", say("title"), matter.words("around")("group_you"), say("lead"), tuple(blocks), in_pdf=False),)


def _areas(story: Story, matter: Matter) -> list[Block]:
    say = matter.words("your_area")
    every = {area.name: (area, level) for level in reversed(PROFILED) for area in story.areas.get(level, ()) if story.profiled(area) == area}
    rows = tuple(
        (TableCell(name, href=f"areas/{area.code}"), TableCell(sentence(LEVEL_NAMES[level])))
        for name, (area, level) in sorted(every.items()) if matter.there(f"areas/{area.code}")
    )  # fmt: skip
    if not rows:
        return []
    return [Heading(say("areas")), Table("your-areas", say("caption_areas"), (Column(say("place")), Column(say("kind"))), rows)]


def _places(matter: Matter) -> list[Block]:
    say = matter.words("your_area")
    rows = tuple((TableCell(each.name), TableCell(each.area, href=f"areas/{each.code}")) for each in matter.places)
    if not rows:
        return []
    columns = (Column(say("place")), Column(say("read")))
    return [Heading(say("places")), Paragraph(say("places_says")), Table("your-places", say("caption_places"), columns, rows, shown_rows=SHOWN)]


def _postcodes(matter: Matter) -> list[Block]:
    """The first parts of postcodes with the areas that they reach into; the whole postcode is looked up by the script."""
    say = matter.words("your_area")
    if not matter.postcodes:
        return [Paragraph(say("postcode_none"))]
    rows = tuple((TableCell(outward), TableCell(listed(areas, most=20))) for outward, areas in matter.postcodes)
    columns = (Column(say("postcode_first")), Column(say("read")))
    return [Heading(say("postcode_title")), Paragraph(say("postcode_says")),
            Table("your-postcodes", say("postcode_caption"), columns, rows, shown_rows=SHOWN)]
