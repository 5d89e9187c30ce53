"""Sources side by side: do they move the same way? They are never added."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.story import Headline, Story, change_words
from upriver.report.timing.told import SHORT, SOURCES
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Series,
    Table,
    TableCell,
)
from upriver.words.period import Period
from upriver.words.text import listed, plural, sentence

ORDER = 39
TABLES = {
    "assessment/triangulation/months": "Sources side by side, month by month",
    "assessment/triangulation/change": "Change of each source over the same months",
}
MADE = {
    "triangulation": "Each source is compared with itself alone: a month over the source's own average month, and the later half of the months over the earlier, "
    "a day, with the exact interval of two counts, widened where months scatter more than chance. All over the longest run of months that every "
    "source holds. Nothing is added, and nothing is multiplied by what studies elsewhere found.",
}
MONTHS, CHANGE = "assessment/triangulation/months", "assessment/triangulation/change"
STREET = "violence_and_sexual_offences"
EXTRACT = "police_violence_and_robbery"
MEASURES = (STREET, EXTRACT, "ed_assault_attendances", "ambulance_assault_calls")
NAMES = {STREET: "police.uk: violence and sexual offences", **SOURCES, EXTRACT: "Police extract: violence and robbery"}
IN_TEXT = {STREET: "violence and sexual offences on police.uk", **SHORT, EXTRACT: SHORT["police_crime_extract"]}
WAYS = ("up", "down", "level")
HELD = "data.police.uk; partners' data under agreement"
OWN = (("of", "own_average"),)


def pages(story: Story) -> tuple[Page, ...]:
    """A page of the sources side by side, where at least two hold the same months."""
    changes = _changes(story)
    if len(changes) < 2:
        return ()
    blocks: list[Block] = [
        Callout(
            "The same assault may stand in all of these, in some, or in none. So they are read beside each other and never added: one that falls while another "
            "rises asks for an explanation, and both together are worth more than either.",
            "warning",
        ),
        *_change(story, changes),
        *_side_by_side(story, _lead(story, changes)),
    ]
    return (Page("questions/triangulation", "Do the sources agree?", "Questions", _lead(story, changes), tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """Whether sources can be held against each other at all."""
    if len(_changes(story)) >= 2:
        return ()
    return (
        "Whether other sources bear out the police's numbers can't be said: no other source holds six months or more that the police's data hold too.",
    )


def headlines(story: Story) -> tuple[Headline, ...]:
    """Sources that part: some clearly up, others clearly down."""
    changes = _changes(story)
    up, down = ([cell for cell in changes if _way(story, cell) == way] for way in ("up", "down"))
    if not up or not down:
        return ()
    says = f"The sources part: {listed([f'{IN_TEXT[cell.key.measure]} {change_words(cell)}' for cell in (*up, *down)])}, later months against earlier."
    return (Headline("sources_part", says, "questions/triangulation", "health", (*up, *down), ("police", "health"),
                     "Find out together what changed in recording or reporting before anybody claims a rise or a fall."),)


def _changes(story: Story) -> list[Cell]:
    found = {cell.key.measure: cell for cell in story.cells_of(CHANGE, unit="change_percent") if cell.value is not None}
    return [found[measure] for measure in MEASURES if measure in found]


def _way(story: Story, cell: Cell) -> str:
    return next((way for way in WAYS if story.signal(cell, way)), "level")


def _lead(story: Story, changes: list[Cell]) -> str:
    by = {way: [IN_TEXT[cell.key.measure] for cell in changes if _way(story, cell) == way] for way in WAYS}
    if by["up"] and by["down"]:
        return f"They part: {listed(by['up'])} up, {listed(by['down'])} down. Neither may be read alone."
    if len(by["level"]) == len(changes):
        return f"None of {plural(len(changes), 'source')} clearly changed over the same months."
    way = "up" if by["up"] else "down"
    rest = f"; for {listed(by['level'])} no clear change can be told" if by["level"] else ""
    return sentence(f"{listed(by[way])} went {way} over the same months{rest}. No source went the other way.")


def _change(story: Story, changes: list[Cell]) -> list[Block]:
    period = changes[0].key.period
    rows = tuple((TableCell(NAMES[cell.key.measure]), *(number_cell(cell, part) for part in ("value", "lower", "upper")),
                  TableCell({"up": "up", "down": "down", "level": "not clearly either"}[_way(story, cell)])) for cell in changes)
    table = Table(
        "triangulation-change",
        f"Later half of the months against the earlier, {period.words}",
        (Column("Source"), Column("Change, %", 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1), Column("Direction")),
        rows,
        (
            "A day, so that months of different length compare. The time of year is in all of them alike: read whether they agree, not how far they moved. "
            "Of an odd number of months the middle one is in neither half.",
        ),
        HELD,
        explain_of(CHANGE),
    )
    return [
        Heading("Which way each went"),
        Bullets(tuple(f"{sentence(IN_TEXT[cell.key.measure])}: {change_words(cell)}." for cell in changes)),
        table,
    ]


def _side_by_side(story: Story, title: str) -> list[Block]:
    found = {(cell.key.measure, cell.key.period): cell for cell in story.cells_of(MONTHS, unit="percent")}
    counts = {(cell.key.measure, cell.key.period): cell for cell in story.cells_of(MONTHS, unit="count")}
    months: list[Period] = sorted({period for _, period in counts})
    measures = [measure for measure in MEASURES if any(name == measure for name, _ in counts)]
    if not months or not found:
        return []
    series = tuple(Series(NAMES[measure].split(":")[0], tuple(point(f"{month.start:%Y-%m}", found.get((measure, month))) for month in months)) for measure in measures)
    chart = Chart(
        "triangulation-months",
        "months",
        title.rstrip("."),
        f"Month as % of the source's own average month, {story.partnership.name}, {months[0].words} to {months[-1].words}",
        series,
        "Month",
        "% of own average",
        HELD,
        f"Lines of {plural(len(series), 'source')}; 100 is each source's own average. Gaps are months that can't be shown.",
        table="triangulation-side-by-side",
    )
    table = Table(
        "triangulation-side-by-side",
        "Number of each source by month: read each column down, never add across",
        (Column("Month"), *(Column(NAMES[measure], 0) for measure in measures)),
        tuple((TableCell(month.words), *(number_cell(counts.get((measure, month))) for measure in measures)) for month in reversed(months)),
        (
            "police.uk counts crimes known to police at their place; the extract holds violence and robbery; the rest count attendances and calls.",
        ),
        HELD,
        explain_of(MONTHS),
        24,
    )
    return [
        Heading("Month by month"),
        Paragraph("Different things, so each is shown against its own average: 100 is an average month of that source."),
        chart,
        table,
    ]
