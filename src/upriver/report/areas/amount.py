"""How much is recorded in one area, whether that is more than the year before, and what several years say of rare kinds."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.drawn import bars, months_chart, rate_table
from upriver.report.series.changes import (
    CHANGE,
    HOME_OFFICE,
    POLICE,
    POOLED,
    POOLED_BY_OFFENCE,
    change_sentence,
    change_table,
    changes_of,
    pooled_table,
    verdict,
)
from upriver.report.story import Story, measure_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Heading, Paragraph
from upriver.words.text import listed, sentence

KINDS, MONTHS = "assessment/kinds/rates", "assessment/change/months"
SHOWN = 6


def how_much(story: Story, area: Area) -> list[Block]:
    """Every type that police.uk publishes, the parts of the definition first, and those parts beside the whole."""
    measures = sorted({cell.key.measure for cell in story.cells_of(KINDS, area=area)} - {story.definition.slug})
    if not measures:
        return []
    rows = [(sentence(measure_words(story, measure)), "", story.rate(KINDS, area, measure)) for measure in measures]
    parts = set(story.parts)
    rows.sort(key=lambda row: (not (row[2] and row[2].key.measure in parts), -(row[2].value or 0) if row[2] else 0))
    caption = f"Recorded crime by type, {area.name}, {story.period.words}"
    blocks: list[Block] = [Heading("How much is recorded"), rate_table(story, f"area-{area.code}-kinds", caption, "Type", rows, shown_rows=SHOWN)]
    return [*blocks, *_beside(story, area)]


def _beside(story: Story, area: Area) -> list[Block]:
    rows = []
    for limb in (each for each in story.definition.limbs if each.takes):
        words = sentence(measure_words(story, limb.slug))
        rows.append((f"{words}: {area.name}", story.rate(f"assessment/places/{area.level}", area, limb.slug)))
        rows.append((f"{words}: whole", story.rate("assessment/places/partnership", story.partnership, limb.slug)))
    title = f"{area.name} beside the whole partnership"
    return [bars(story, f"area-{area.code}-parts", title, rows, subject="Parts of the definition", table=f"area-{area.code}-kinds")] if rows else []


def whole_change(story: Story, area: Area) -> Cell | None:
    """The change of the definition as a whole against the year before, where one is given."""
    return next((cell for cell in changes_of(story, CHANGE, area) if cell.key.measure == story.definition.slug and cell.value is not None), None)


def more_or_fewer(story: Story, area: Area) -> list[Block]:
    """The definition and its parts against the year before; kinds too few for one year over several."""
    order = [story.definition.slug, *story.parts]
    cells = sorted((cell for cell in changes_of(story, CHANGE, area) if cell.key.measure in order), key=lambda cell: order.index(cell.key.measure))
    blocks: list[Block] = []
    if cells:
        caption = f"{area.name} against the year before, {cells[0].key.period.words}"
        rows = [(sentence(measure_words(story, cell.key.measure)), cell) for cell in cells]
        blocks += _moved(story, [cell for cell in cells[1:] if cell.value is not None])
        notes = ("Counts of the months that both years hold and that were recorded in one way.",)
        blocks.append(change_table(story, f"area-{area.code}-change", caption, "Kind", rows, table=CHANGE, source=POLICE, notes=notes))
    blocks += _rare(story, area)
    return [Heading("Is it more or fewer than the year before?"), *blocks] if blocks else []


def _moved(story: Story, parts: Sequence[Cell]) -> list[Block]:
    """A sentence for each part that changed by more than chance, else one that none did; the table has the numbers."""
    moved = [cell for cell in parts if verdict(story, cell) == "more than chance"]
    if moved:
        return [Paragraph(" ".join(change_sentence(story, cell) for cell in moved))]
    names = listed([measure_words(story, cell.key.measure) for cell in parts], last="or")
    return [Paragraph(f"No change beyond chance in {names}.")] if parts else []


def _rare(story: Story, area: Area) -> list[Block]:
    blocks: list[Block] = []
    for part, name, source in (("", POOLED, POLICE), ("-offences", POOLED_BY_OFFENCE, HOME_OFFICE)):
        cells = [cell for cell in story.cells_of(name) if cell.key.area == area and cell.key.unit != "count"]
        caption = f"Kinds with fewer than ten events a year in {area.name}, several years together"
        if table := pooled_table(story, f"area-{area.code}-pooled{part}", caption, cells, table=name, source=source, of_one=True):
            blocks.append(table)
    return blocks


def month_by_month(story: Story, area: Area) -> list[Block]:
    """The control chart of the definition, where the area's months are held."""
    months = sorted({f"{cell.key.period.start:%Y-%m}" for cell in story.cells_of(MONTHS, area=area)})
    if not months or not story.definition.limbs:
        return []
    return [
        Heading("Month by month"),
        months_chart(story, f"area-{area.code}-months", f"Month by month in {area.name}", area, story.definition.slug, months),
        Paragraph("Steps at changes of recording aren't changes in violence; gaps are months without data."),
    ]
