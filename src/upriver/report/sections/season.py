"""Which months are usually high, and which way the level goes since recording last changed."""

from __future__ import annotations

from upriver.report.drawn import LIMITS, explain_of, number_cell
from upriver.report.series.changes import POLICE
from upriver.report.story import Headline, Story, change_words, measure_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Block,
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
from upriver.words.text import listed, number, plural, sentence

ORDER = 33
MONTHS, TREND = "assessment/season/months", "assessment/season/trend"
TABLES = {
    MONTHS: "Each calendar month against the average month",
    TREND: "Yearly change since recording last changed",
}
MADE = {
    "season": "A log-linear model of events a day: a level for each stretch between changes of recording and long holes, a slope for a "
    "stretch of 24 months or more, and two waves a year, with more than Poisson spread (quasi-Poisson). Ranges for the months "
    "ahead take the level of the last twelve months held, the season and the days of each month, by simulation; they are made again "
    "as of earlier months to see how often they held.",
}
HREF = "questions/season"
CALENDAR = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the season of each kind, then the trend since the last break."""
    kinds, trends = story.measures_of(MONTHS), _trends(story, story.partnership)
    if not kinds and not any(cell.value is not None for cell in trends):
        return ()
    shown = [measure for measure in story.parts if measure in kinds] or kinds[:1]
    lead = " ".join(_said(story, measure) for measure in shown) or "No kind has enough months for a season."
    blocks: list[Block] = [
        Callout(
            "A month with 31 days is not counted as busier than one with 28: the season is of events a day. It says what has been "
            "usual, not why: light evenings, holidays, drinking and policing all have seasons."
        )
    ]
    for measure in [measure for measure in shown if _strong(story, measure)]:
        blocks += [_chart(story, measure), _twelve(story, measure)]
    strong = [measure for measure in kinds if _strong(story, measure)]
    if strong:
        blocks += [Heading("The kinds that have a season"), _table(story, strong)]
    if calm := [measure_words(story, measure) for measure in kinds if measure not in strong]:
        blocks.append(Paragraph(f"Months differ by no more than chance for {listed(calm, most=20)}."))
    blocks += [Heading("Which way it goes since recording last changed"), *_trend(story, trends)]
    return (Page(HREF, "Which months are usually high, and is the level rising?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """That there is no season, or no trend, and why."""
    trends = _trends(story, story.partnership)
    said = []
    if trends and not story.measures_of(MONTHS):
        said.append("No season can be given: it takes 24 months held, nearly every calendar month in two years.")
    gone = [cell for cell in trends if cell.value is None]
    if gone and len(gone) == len(trends):
        said.append(f"No kind has a trend since recording last changed: {story.signal(gone[0], 'why')}.")
    return tuple(said)


def headlines(story: Story) -> tuple[Headline, ...]:
    """Parts of the definition that rise or fall since the last break, and their season."""
    found = []
    for cell in _trends(story, story.partnership):
        measure, name = cell.key.measure, measure_words(story, cell.key.measure)
        since = story.signal(cell, "rising") or story.signal(cell, "falling")
        if measure in story.parts and since:
            says = f"{sentence(name)}, with the season taken out, shows {change_words(cell)} a year {since}."
            found.append(Headline(f"trend_{measure}", says, HREF, measure, (cell,), ("police",)))
    for measure in [measure for measure in story.parts if measure in story.measures_of(MONTHS) and _strong(story, measure)]:
        peak = next(cell for cell in _months(story, measure) if story.signal(cell, "peak"))
        says = _said(story, measure)
        follows = f"Time what is done about {measure_words(story, measure)} before {story.signal(peak, 'peak')}, not after it."
        found.append(Headline(f"season_{measure}", says, HREF, measure, (peak,), ("police", "local_authority"), follows))
    return tuple(found)




def _months(story: Story, measure: str) -> list[Cell]:
    """The twelve months of a measure for the whole, January first."""
    return sorted(story.cells_of(MONTHS, measure, area=story.partnership), key=lambda cell: cell.key.breakdown)


def _strong(story: Story, measure: str) -> bool:
    return any(story.signal(cell, "peak") for cell in _months(story, measure))


def _said(story: Story, measure: str) -> str:
    """The season of a measure in a sentence."""
    cells, name = _months(story, measure), sentence(measure_words(story, measure))
    peak = next((cell for cell in cells if story.signal(cell, "peak")), None)
    trough = next((cell for cell in cells if story.signal(cell, "trough")), None)
    if not cells:
        return f"{name} has too few months for a season."
    if peak is None or trough is None:
        return f"{name} has no season beyond chance."
    return (
        f"{name} is usually highest in {story.signal(peak, 'peak')}, {_ratio(peak)} the average month, and lowest in "
        f"{story.signal(trough, 'trough')}, {_ratio(trough)}."
    )


def _ratio(cell: Cell) -> str:
    limits = f" (95% interval {number(cell.lower or 0.0, 2)} to {number(cell.upper or 0.0, 2)})"
    return f"{number(cell.value or 0.0, 2)} times{limits if cell.lower is not None else ''}"


def _chart(story: Story, measure: str) -> Chart:
    cells = _months(story, measure)
    points = tuple(Point(name[:3], cell.value, cell.lower, cell.upper) for name, cell in zip(CALENDAR, cells, strict=True))
    high = [story.signal(cell, "high") for cell in cells if story.signal(cell, "high")]
    name = measure_words(story, measure)
    title = f"{sentence(name)} is usually high in {listed(high)}" if high else f"{sentence(name)} has a season, no one month standing out"
    alt = f"Twelve months with their ratios to the average month and 95% intervals for {name}. {_said(story, measure)}"
    subtitle = f"Events a day against the average month, {story.partnership.name}, {cells[0].key.period.words}"
    return Chart(
        f"season-{measure}", "steps", sentence(title), subtitle, (Series("ratio", points),), "Calendar month",
        "times the average month", POLICE, alt, table=f"season-{measure}",
    )  # fmt: skip


def _twelve(story: Story, measure: str) -> Table:
    columns = (Column("Calendar month"), Column("Times the average month", 2), *LIMITS, Column("What it means"))
    rows = tuple(
        (
            TableCell(name), *(number_cell(cell, part) for part in ("value", "lower", "upper")),
            TableCell("Usually high" if story.signal(cell, "high") else "Usually low" if story.signal(cell, "low") else "Usual"),
        )
        for name, cell in zip(CALENDAR, _months(story, measure), strict=True)
    )  # fmt: skip
    caption = f"{sentence(measure_words(story, measure))}: events a day in each calendar month, {story.partnership.name}"
    return Table(f"season-{measure}", caption, columns, rows, (), POLICE, explain_of(MONTHS))


def _table(story: Story, kinds: list[str]) -> Table:
    columns = (Column("Kind"), Column("Highest"), *SPAN, Column("Lowest"), *SPAN)
    rows = []
    for measure in kinds:
        cells = _months(story, measure)
        ends: list[TableCell] = []
        for side in ("peak", "trough"):
            cell = next(each for each in cells if story.signal(each, side))
            ends += [TableCell(story.signal(cell, side)), *(number_cell(cell, part) for part in ("value", "lower", "upper"))]
        rows.append((TableCell(sentence(measure_words(story, measure))), *ends))
    period = _months(story, kinds[0])[0].key.period
    caption = f"Highest and lowest calendar month of each kind, events a day over the average month, {story.partnership.name}, {period.words}"
    notes = (
        "A kind with fewer than four events in an average month isn't looked at. The file of all figures holds all twelve months of every kind.",
    )
    return Table("season-months", caption, columns, tuple(rows), notes, POLICE, explain_of(MONTHS))


SPAN = (Column("Times", 2), Column("Lower", 2), Column("Upper", 2))


def _trends(story: Story, area: Area) -> list[Cell]:
    return list(story.cells_of(TREND, area=area))


def _trend(story: Story, trends: list[Cell]) -> list[Block]:
    given = [cell for cell in trends if cell.value is not None]
    if not given:
        why = story.signal(trends[0], "why") if trends else "too few months are held"
        return [Paragraph(f"No trend is given: {why}.")]
    moved = [cell for cell in given if story.signal(cell, "rising") or story.signal(cell, "falling")]
    says = f"{plural(len(moved), 'kind')} of {len(given)} {'rises or falls' if len(moved) == 1 else 'rise or fall'} by more than chance, the season taken out."
    columns = (
        Column("Kind"),
        Column("From"),
        Column("To"),
        Column("Change a year, %", 1),
        *(Column(each.name, 1) for each in LIMITS),
        Column("What it means"),
    )
    rows = tuple(
        (
            TableCell(sentence(measure_words(story, cell.key.measure))),
            TableCell(f"{cell.key.period.start:%B %Y}"), TableCell(f"{cell.key.period.end:%B %Y}"),
            *(number_cell(cell, part) for part in ("value", "lower", "upper")), TableCell(sentence(_means(story, cell))),
        )
        for cell in trends
    )  # fmt: skip
    caption = f"Yearly change since recording last changed, {story.partnership.name}"
    notes = ("Nothing is read across a change of recording or a hole of more than three months; 24 months are needed since.",)
    return [Paragraph(says), Table("season-trend", caption, columns, rows, notes, POLICE, explain_of(TREND))]


def _means(story: Story, cell: Cell) -> str:
    if cell.value is None:
        return story.signal(cell, "why")
    return "rising" if story.signal(cell, "rising") else "falling" if story.signal(cell, "falling") else "no trend beyond chance"
