"""What an indicator is, its headline numbers, other areas, and how it stands to its target."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import number_cell
from upriver.report.plans.watched.charting import decimals_of, months_each, said_when, unit_of, value_words
from upriver.words.area import LEVEL_NAMES
from upriver.words.document import Block, Column, Heading, KeyFigure, KeyFigures, Paragraph, Table, TableCell
from upriver.words.language.speaking import say
from upriver.words.monitoring.indicator import BETTER, DIRECTIONS, Indicator, Rate, Standing
from upriver.words.text import day, number, sentence

CADENCE_WORDS = {"month": "every month", "quarter": "every quarter", "year": "every year", "three_years": "every year, over three years"}


def key_figures(told: Standing) -> KeyFigures:
    """The latest reading, the latest year with its rate, and the year before it."""
    items = [KeyFigure("Latest reading", value_words(told.latest, decimals_of(told)), unit_of(told) if told.latest else "",
                       said_when(told.latest.key.period) if told.latest else "")]
    if told.latest is not None and told.latest.lower is not None and told.latest.upper is not None:
        places = decimals_of(told)
        items[0] = KeyFigure(items[0].label, items[0].shown, items[0].unit, f"{items[0].note}; 95% interval {number(told.latest.lower, places)} to {number(told.latest.upper, places)}")
    year = told.year
    if year is not None and months_each(told) < 12:
        items.append(KeyFigure("Latest twelve months", number(year.count), "number", year.period.words + ("; with a provisional month" if year.provisional else "")))
    if year is not None and year.value is not None:
        odd = "; with a provisional month" if year.provisional else ""
        items.append(KeyFigure(f"For every {year.per:,} residents a year", rate_words(year), "", f"{number(year.count)} over {number(year.residents or 0)} residents; 95% interval {_limits(year)}{odd}"))
    if told.change is not None and told.change.value is not None:
        items.append(KeyFigure("Against the year before", f"{'+' if told.change.value > 0 else ''}{number(told.change.value, 1)}%", "", told.change.says))
    return KeyFigures(tuple(items))


def rate_words(rate: Rate) -> str:
    """A rate as it is printed: one decimal for every 100,000, two for every 1,000."""
    return "" if rate.value is None else number(rate.value, 1 if rate.per >= 10_000 else 2)


def _limits(rate: Rate) -> str:
    places = 1 if rate.per >= 10_000 else 2
    return f"{number(rate.lower, places)} to {number(rate.upper, places)}" if rate.lower is not None and rate.upper is not None else "not available"


def others_table(told: Standing) -> Table | None:
    """Other areas at the same time: never ranked."""
    slug = f"{told.indicator.slug.replace('_', '-')}-{told.area_code.lower()}-areas"
    if told.areas and told.year is not None:
        places = 1 if told.indicator.per >= 10_000 else 2
        columns = [Column("Area"), Column("What it is"), Column("Number", 0)]
        rated = told.year.value is not None
        columns += [Column(f"For every {told.indicator.per:,} residents", places), Column("Lower 95% limit", places), Column("Upper 95% limit", places)] if rated else []
        mine = (told.area_name, _level(told.area_level), told.year)
        rows = [mine, *((area.name, _level(area.level), rate) for area, rate in told.areas)]
        body = tuple(
            (TableCell(name), TableCell(level), TableCell(rate.count),
             *((_value(rate.value, places), _value(rate.lower, places), _value(rate.upper, places)) if rated else ()))
            for name, level, rate in rows
        )
        return Table(slug, f"{told.indicator.title}, {told.year.period.words}", tuple(columns), body, ("In order of name, not of rate: where intervals overlap, a difference may be chance.",))
    if not told.beside or told.latest is None:
        return None
    places = decimals_of(told)
    columns = [Column("Area"), Column("What it is"), Column(sentence(unit_of(told)), places), Column("Lower 95% limit", places), Column("Upper 95% limit", places)]
    cells = (told.latest, *told.beside)
    body = tuple((TableCell(cell.key.area.name), TableCell(_level(cell.key.area.level)), number_cell(cell), number_cell(cell, "lower"), number_cell(cell, "upper")) for cell in cells)
    if all(cell.lower is None for cell in cells):
        columns, body = columns[:3], tuple(row[:3] for row in body)
    return Table(slug, f"{told.indicator.title}, {said_when(told.latest.key.period)}", tuple(columns), body, ("In order of name within each kind of area, not of value.",))


def _value(value: float | None, places: int) -> TableCell:
    return TableCell(None, "x") if value is None else TableCell(round(value, places))


def _level(level: str) -> str:
    return sentence(say(LEVEL_NAMES[level])) if level in LEVEL_NAMES else ""


def target_blocks(told: Standing) -> Iterator[Block]:
    """The baseline, how it has changed since, the target and the chance of meeting it."""
    measure = told.measure
    if measure is None:
        return
    yield Heading(f"Baseline and target: measure {measure.id}")
    if told.baseline is not None:
        yield Paragraph(f"Baseline: {value_words(told.baseline, decimals_of(told))} over {told.baseline.key.period.words}."
                        + (f" Since then: {told.since_baseline.says}." if told.since_baseline else ""))
    elif measure.baseline_from is not None and measure.baseline_to is not None:
        yield Paragraph(f"The baseline ({day(measure.baseline_from.isoformat())} to {day(measure.baseline_to.isoformat())}) can't be read: not every reading in it is held.")
    else:
        yield Paragraph("No baseline is recorded.")
    yield Paragraph(told.chance_says + (f" Why this target: {measure.target_why}" if measure.target_why else ""))


def about_table(indicator: Indicator, told: Standing | None = None) -> Table:
    """Everything a reader needs to judge it, a line each."""
    read = told.read_from if told else None
    lines = [
        ("Definition", indicator.says), ("Numerator", indicator.numerator), ("Denominator", indicator.denominator),
        ("Source", (told.source_title if told else "") or indicator.source.replace("_", " ") or "the partnership's own records"),
        ("Area", indicator.geography), ("How often", CADENCE_WORDS[read.cadence if read and read.cadence else indicator.cadence]),
        ("Which way is better", BETTER[indicator.better]), ("What it shows", DIRECTIONS[indicator.direction]),
        ("Disclosure rule", indicator.rule), ("Caveat", indicator.caveat),
        ("Always read beside", indicator.beside.replace("_", " ")),
        ("Definition read at its source", "yes" if indicator.verified else "no: for the partnership to confirm"),
        ("Short name", indicator.slug), ("Read from", read.table if read else ""),
    ]  # fmt: skip
    rows = tuple((TableCell(name), TableCell(words)) for name, words in lines if words)
    return Table(f"{indicator.slug.replace('_', '-')}-about{f'-{told.area_code.lower()}' if told else ''}", f"{indicator.title}: what it is", (Column("What"), Column("Words")), rows)
