"""How it changes from month to month."""

from __future__ import annotations

from upriver.report.areas.amount import month_by_month
from upriver.report.drawn import explain_of, months_chart, number_cell
from upriver.report.series.beside import side_by_side
from upriver.report.story import Story, measure_words, month_words
from upriver.words.area import Area
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.language.speaking import say
from upriver.words.period import month_period
from upriver.words.text import listed, plural, sentence

ORDER = 30
TABLES = {
    "assessment/change/months": "Months against their control limits",
}
MADE = {
    "change": "Monthly counts in order of time. Limits are those of an individuals chart for each stretch between declared changes of "
    "recording.",
}
TABLE = "assessment/change/months"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: a control chart for the definition and each part, what signals, what must not be read as change."""
    months = _months(story)
    if not months:
        return ()
    measures = [story.definition.slug, *story.parts]
    whole = story.definition.slug
    blocks: list[Block] = [
        Callout(
            "A marked line is a change in recording, or a time like the first lockdown: the series can't be read across it as "
            "if violence alone had changed. Months without data "
            "are gaps, never zero, and nothing is drawn across them.",
            "warning",
        ),
        months_chart(story, "change-all", _title(story, whole, months), story.partnership, whole, months),
        *_signals(story, whole, months),
    ]
    for measure in measures[1:]:
        blocks += [
            Heading(sentence(measure_words(story, measure))),
            months_chart(
                story, f"change-{measure}", _title(story, measure, months), story.partnership, measure, months
            ),
            *_signals(story, measure, months),
        ]
    blocks += side_by_side(story, TABLE, months)
    blocks += [Heading("Month by month"), _table(story, measures, months), Heading("How to read it"), *_how()]
    return (Page("questions/change", "How is it changing?", "Questions", _lead(story, months), tuple(blocks)),)


def local(story: Story, area: Area) -> list[Block]:
    """The area month by month."""
    return month_by_month(story, area)


def _months(story: Story) -> list[str]:
    table = story.clearance.table(TABLE)
    return (
        sorted({f"{cell.key.period.start:%Y-%m}" for cell in table.cells if cell.key.area.level == "partnership"})
        if table
        else []
    )


def _said(story: Story, measure: str, months: list[str], kind: str) -> list[tuple[str, str]]:
    found = []
    for month in months:
        cell = story.cell(TABLE, story.partnership, measure, "count", period=month_period(month))
        if says := story.signal(cell, kind):
            found.append((month, says))
    return found


def _title(story: Story, measure: str, months: list[str]) -> str:
    recent = [each for each in _said(story, measure, months, "signal") if each[0] in story.period.months]
    odd = sorted({each.month for each in story.odd})
    start = f"{listed([month_words(month) for month in odd])} may be miscoded; " if odd else ""
    name = measure_words(story, measure)
    if not recent:
        return sentence(f"{start}no {'other ' if odd else ''}month of the period stands out: {name}")
    told = {side: list(dict.fromkeys(month_words(month) for month, says in recent if side in says)) for side in ("above", "below")}
    sides = [f"{listed(found, most=3)} {'was' if len(found) == 1 else 'were'} {side}" for side, found in told.items() if found]
    if not sides:
        return sentence(f"{start}{plural(len(recent), 'month')} of the period stand out: {name}")
    return sentence(start + say("{months} what is usual: {name}", months=", ".join(sides), name=name))


def _lead(story: Story, months: list[str]) -> str:
    whole = story.definition.slug
    cells = [story.cell(TABLE, story.partnership, whole, "count", period=month_period(month)) for month in months]
    held = sum(1 for cell in cells if cell is not None and cell.value is not None)
    used = f"{held} of {len(months)} months from {month_words(months[0])} to {month_words(months[-1])} are used."
    return f"{_title(story, whole, months)}. {used}"


def _signals(story: Story, measure: str, months: list[str]) -> list[Block]:
    breaks = [
        f"{month_words(month)}: {says}. What follows has limits of its own."
        for month, says in _said(story, measure, months, "break")
    ]
    inside = [(month, says) for month, says in _said(story, measure, months, "signal") if month in story.period.months]
    said = [f"{month_words(month)}: {says}." for month, says in inside]
    odd = [each.month for each in story.coverage.undecided if each.provider in story.forces and each.month in months]
    said += [
        f"{month_words(month)}: may be miscoded, and nobody has decided. It is drawn hollow and left out of the limits."
        for month in sorted(set(odd))
    ]
    return [Bullets(tuple(said + breaks))] if said or breaks else [Paragraph("No month of the period signals.")]


def _table(story: Story, measures: list[str], months: list[str]) -> Table:
    columns = (Column("Month"), *(Column(sentence(measure_words(story, measure)), 0) for measure in measures))
    rows = tuple(
        (
            TableCell(month_words(month)),
            *(
                number_cell(story.cell(TABLE, story.partnership, measure, "count", period=month_period(month)))
                for measure in measures
            ),
        )
        for month in reversed(months)
    )
    return Table(
        "change-months",
        f"Recorded each month, {story.partnership.name}, newest first",
        columns,
        rows,
        ("[x] stands for a month that isn't held or was left out by a decision.",),
        "data.police.uk; Open Government Licence v3.0",
        explain_of(TABLE),
        24,
    )


def _how() -> list[Block]:
    return [
        Paragraph(
            "The solid line is the average and the dashed lines the limits within which months vary by chance "
            "(an individuals, or XmR, chart: 2.66 times the average change from month to month). A month outside them, seven in a row on "
            "one side, seven moving one way, or two of three close to a limit is a signal. A stretch of fewer than "
            "12 months has trial limits and gives no signal. Months marked provisional don't enter the limits."
        )
    ]
