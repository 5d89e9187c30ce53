"""Chapters of a CSP's strategic assessment, from the blocks that the whole assessment tells of its area."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.areas.amount import how_much, month_by_month, more_or_fewer
from upriver.report.areas.factors import why_here
from upriver.report.areas.gathering import Tell, told_of
from upriver.report.areas.harm import harm_done
from upriver.report.areas.health import health, nights, weapons
from upriver.report.areas.kinds import kinds_in_depth
from upriver.report.areas.people import who_lives_here
from upriver.report.areas.provision import what_is_provided
from upriver.report.drawn import rate_table
from upriver.report.plans.csp.ground import Ground
from upriver.report.plans.csp.paragraphs import source_line
from upriver.report.plans.csp.saying import called, street
from upriver.report.plans.unlinked import unlinked
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.document import Block, Heading, Paragraph
from upriver.words.text import listed, plural

SEASON, SMALL = "assessment/season/months", "assessment/places/lsoa21"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
TOP = 10
MISUSE = ("drugs",)


def levels(ground: Ground) -> list[Block]:
    """How much of what kind, substance misuse among it."""
    def in_depth(story: Story, area: Area) -> list[Block]:
        return kinds_in_depth(story, area, list(story.profiles))

    drugs = [said for measure in MISUSE if (said := street(ground, measure))]
    misuse: list[Block] = [Heading("Substance misuse"), Paragraph(" ".join(said.text for said in drugs)), source_line(drugs)] if drugs else []
    return [*_told(ground, (how_much, in_depth)), *misuse]


def changes(ground: Ground) -> list[Block]:
    """Against the year before, and month by month."""
    return _told(ground, (more_or_fewer, month_by_month))


def places(ground: Ground) -> list[Block]:
    """The small areas of its districts where most is recorded for each resident.

    Which small areas they are is told by their official names, which begin with the district's.
    """
    story = ground.story
    if story is None:
        return []
    rows = [(area, cell) for area in story.areas.get("lsoa21", ()) if area.code in ground.small
            and (cell := story.rate(SMALL, area, story.definition.slug)) is not None and cell.value is not None]
    rows.sort(key=lambda row: -(row[1].value or 0))
    if not rows:
        return [Paragraph("No figure of small areas inside it has been cleared.")]
    slug = f"csp-{ground.body.id}-small".casefold()
    told = [(f"{area.name} {area.code}", "", cell) for area, cell in rows[:TOP]]
    table = rate_table(story, slug, f"The {len(told)} small areas with the highest rates, of {len(rows)}", "Small area", told)
    said = ("A town centre with few residents has a high rate whatever happens there, and neighbours in this list can rarely be told apart. It says "
            "where events were recorded, and nothing of the people who live there.")
    return [*unlinked([table]), Paragraph(said)]


def times(ground: Ground) -> list[Block]:
    """The season of each part of the definition, and nights out in its districts."""
    return [*_season(ground), *_told(ground, (nights,), each=True)]


def _season(ground: Ground) -> list[Block]:
    story = ground.story
    area = next((each for each in ground.areas if each.level == "csp"), None)
    if story is None or area is None:
        return []
    said = []
    for measure in (story.definition.slug, *story.parts):
        cells = story.cells_of(SEASON, measure, area=area)
        high = sorted(int(cell.key.names["calendar_month"]) for cell in cells if story.signal(cell, "high") or story.signal(cell, "peak"))
        if cells:
            name = called(ground, measure).removesuffix(" (police.uk proxy)")
            said.append(f"{name[0].upper()}{name[1:]}: {'higher than in an average month in ' + listed([MONTHS[nth - 1] for nth in high], most=12) if high else 'no month stands out'}.")
    return [Heading("Through the year"), Paragraph(" ".join(said)), Paragraph("Set per day, so that a long month isn't counted as a busy one.")] if said else []


def people(ground: Ground) -> list[Block]:
    """Who lives there, and what goes with violence."""
    whole = Paragraph(
        "Age, sex and ethnic group of people harmed and of people suspected are cleared for the whole partnership alone: numbers for one area would "
        "be too small. They stand in the partnership's assessment."
    )
    return [*_told(ground, (who_lives_here,)), Heading("Who is harmed, and by whom"), whole, *_told(ground, (why_here,), each=True)]


def harm(ground: Ground) -> list[Block]:
    """Harm and cost, weapons, and what health services see."""
    return [*_told(ground, (harm_done,)), *_told(ground, (weapons, health), each=True)]


def provided(ground: Ground) -> list[Block]:
    """What is provided in its districts."""
    return _told(ground, (what_is_provided,), each=True)


def _told(ground: Ground, tellers: Sequence[Tell], *, each: bool = False) -> list[Block]:
    """What chapters tell of the CSP; with `each`, of every district of it where it has several."""
    story, areas = ground.story, list(ground.areas)
    if story is None or not areas:
        return []
    own = [area for area in areas if area.level == "csp"] or areas[:1]
    several = [area for area in areas if area.level == "ltla"] if each and len(ground.districts) > 1 else []
    blocks: list[Block] = []
    for area in several or own:
        found = list(told_of(story, area, tellers))
        if several:
            found = [Heading(f"{block.text}: {area.name}", block.level) if isinstance(block, Heading) else block for block in found]
        blocks += found
    return list(unlinked(blocks))


def missing(ground: Ground) -> list[str]:
    """What isn't known of the area, a sentence each."""
    told = {
        "How much is recorded": levels, "Change against the year before": changes, "Small areas": places, "Time of year and nights": times,
        "Harm, weapons and what health services see": harm, "Services and money": provided,
    }
    gone = [f"{name}: no figure of this area has been cleared." for name, tell in told.items() if not tell(ground)]
    story = ground.story
    hidden = sum(1 for table in story.clearance.tables for cell in table.cells
                 if cell.key.area in ground.areas and "c" in cell.marker.split(";")) if story else 0
    if hidden:
        gone.append(f"{plural(hidden, 'number')} of this area {'is' if hidden == 1 else 'are'} hidden, so that nobody can be recognised.")
    return gone
