"""What the present level and season imply for the next months, and how far such ranges can be trusted."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.series.changes import POLICE
from upriver.report.story import Headline, Story, measure_words
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
    Break,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.period import month_period
from upriver.words.text import listed, sentence

ORDER = 74
OUTLOOK, HELD = "assessment/season/outlook", "assessment/season/outlook_held"
TABLES = {
    OUTLOOK: "What the present level and season imply for the next months",
    HELD: "How often such ranges held before",
}
HREF = "questions/outlook"
NONE_FOR = (
    "No outlook is given for drugs or possession of weapons, nor for a total that holds them. They are found by searching: a forecast would "
    "send searches to where searches were, and their finds would then confirm it."
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page: ranges by kind and month, and what became of such ranges before."""
    kinds = story.measures_of(OUTLOOK)
    if not kinds:
        return ()
    shown_kinds = [measure for measure in story.parts if measure in kinds] or kinds[:1]
    lead = " ".join(_said(story, measure) for measure in shown_kinds)
    if poor := [measure_words(story, measure) for measure in _poorly(story, shown_kinds)]:
        lead += f" For {listed(poor)} such ranges have held poorly before: take them as too narrow."
    blocks: list[Block] = [
        Callout(
            "This is no prediction of what will happen. It is what the level of the last twelve months held and the usual season imply, if "
            "nothing else changes: no trend is carried forward, no programme, event or change of recording is foreseen. "
            "Four months in five should fall inside a range."
        ),
        *(_chart(story, measure) for measure in shown_kinds),
        Heading("Kind by kind"),
        _table(story, [*shown_kinds, *(measure for measure in kinds if measure not in shown_kinds)]),
        Heading("How often such ranges held"),
        *_held(story, kinds),
        Heading("Where there is none, and why"),
        Paragraph(NONE_FOR),
        Heading("What else lies ahead"),
        *(Paragraph(each.says, (("Read on", each.href),)) for each in story.headlines if each.theme == "provision"),
        Paragraph(DRIVERS),
    ]
    return (Page(HREF, "What do the next months hold?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """That no outlook is given, and why."""
    trend = story.clearance.table("assessment/season/trend")
    if story.measures_of(OUTLOOK) or trend is None:
        return ()
    return ("No outlook is given: it takes 24 months up to the end of the period without a change of recording or a long hole.",)


def headlines(story: Story) -> tuple[Headline, ...]:
    """The range of the next three months for parts of the definition."""
    found = []
    for measure in [measure for measure in story.measures_of(OUTLOOK) if measure in story.parts]:
        cells = _cells(story, measure)[:3]
        found.append(Headline(f"outlook_{measure}", _said(story, measure), HREF, measure, tuple(cells), ("police",)))
    return tuple(found)




def _cells(story: Story, measure: str) -> list[Cell]:
    return sorted(story.cells_of(OUTLOOK, measure, area=story.partnership), key=lambda cell: cell.key.period)


def _range(cell: Cell) -> str:
    return f"{cell.lower:,.0f} to {cell.upper:,.0f} in {cell.key.period.words}" if cell.lower is not None and cell.upper is not None else ""


def _said(story: Story, measure: str) -> str:
    return f"{sentence(measure_words(story, measure))}: {listed([_range(cell) for cell in _cells(story, measure)[:3]])} (four in five)."


def _chart(story: Story, measure: str) -> Chart:
    """The months of the period as they were, then the ranges ahead."""
    table = "assessment/kinds/by_month"
    past = [(month, story.cell(table, story.partnership, measure, "count", period=month_period(month))) for month in story.period.months]
    ahead, name = _cells(story, measure), measure_words(story, measure)
    seen = [Point(month, cell.value if cell else None, marker=cell.marker if cell else "x") for month, cell in past]
    coming = [Point(f"{cell.key.period.start:%Y-%m}", cell.value, cell.lower, cell.upper) for cell in ahead]
    series = (Series(story.partnership.name, tuple(seen + coming)),)
    title = f"{sentence(name)}: {_range(ahead[0])}, if the level stays and the season is as usual"
    alt = f"Line of {name} by month, then {len(ahead)} months ahead with ranges: {listed([_range(cell) for cell in ahead])}."
    subtitle = f"Number a month, {story.partnership.name}; the band is the range that four months in five should fall inside"
    return Chart(
        f"outlook-{measure}", "months", title, subtitle, series, "Month", "number a month", POLICE, alt,
        breaks=(Break(str(coming[0].x), "the outlook begins"),), table="outlook-kinds",
        interval="range for four months in five",
    )  # fmt: skip


def _table(story: Story, kinds: list[str]) -> Table:
    columns = (Column("Kind"), Column("Month"), Column("Expected", 0), Column("From", 0), Column("To", 0))
    rows = tuple(
        (
            TableCell(sentence(measure_words(story, measure))), TableCell(cell.key.period.words),
            *(number_cell(cell, part) for part in ("value", "lower", "upper")),
        )
        for measure in kinds
        for cell in _cells(story, measure)
    )  # fmt: skip
    caption = f"What the present level and season imply, {story.partnership.name}: ranges for four months in five"
    return Table("outlook-kinds", caption, columns, rows, (), POLICE, explain_of(OUTLOOK), 18)


def _poorly(story: Story, kinds: list[str]) -> list[str]:
    """The kinds whose earlier ranges held fewer than 60% of months."""
    return [cell.key.measure for cell in story.cells_of(HELD, area=story.partnership)
            if cell.key.measure in kinds and cell.value is not None and cell.value < 60]  # fmt: skip


DRIVERS = (
    "What may change it soon is in no data held here: new homes and transport, the drugs market, conflicts between groups, what spreads online, "
    "and money that starts or stops elsewhere. Those who know of them should write of them beside these figures, with their source and how sure they are."
)


def _held(story: Story, kinds: list[str]) -> list[Block]:
    cells = [cell for cell in story.cells_of(HELD, area=story.partnership) if cell.key.measure in kinds]
    if not cells:
        return [Paragraph("The months held are too few to make such ranges again as of earlier months, so they are untested here.")]
    columns = (Column("Kind"), Column("Months inside their range, %", 0), Column("Months"))
    rows = tuple(
        (TableCell(sentence(measure_words(story, cell.key.measure))), number_cell(cell), TableCell(story.signal(cell, "tried")))
        for cell in cells
    )
    low = [measure_words(story, cell.key.measure) for cell in cells if cell.value is not None and cell.value < 60]
    untested = [measure_words(story, measure) for measure in kinds if measure not in {cell.key.measure for cell in cells}]
    says = "The same ranges were made again from earlier months, each seeing only what came before it; about 80% of months should lie inside."
    says += f" They held poorly for {listed(low)}: the level moved, so take those ranges as too narrow." if low else ""
    says += f" Too few months are held to test {listed(untested)}." if untested else ""
    caption = f"Months inside the range made before them, {story.partnership.name}, {cells[0].key.period.words}"
    notes = ("Months ahead overlap between ranges, so they are not independent of each other.",)
    return [Paragraph(says), Table("outlook-held", caption, columns, rows, notes, POLICE, explain_of(HELD))]
