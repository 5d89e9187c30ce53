"""People by ethnic group: numbers, those not known, rates, ratios, and what the unknown could make of a ratio."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.people.ages import between_short
from upriver.report.story import Story, shown, unit_words
from upriver.words.cleared import Cell
from upriver.words.document import Block, Chart, Column, Line, Series, Table, TableCell
from upriver.words.period import Period
from upriver.words.text import number

GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
UNKNOWN = "not_known"
WORDS = {**{group: group for group in GROUPS}, "Mixed": "Mixed or multiple", "Other": "Another group", UNKNOWN: "Not known or not stated"}


def on(group: str) -> tuple[tuple[str, str], ...]:
    """The breakdown of a cell of one ethnic group."""
    return (("ethnicity", group),)


def group_table(
    story: Story, slug: str, table: str, measure: str, caption: str, source: str, *, notes: tuple[str, ...] = (), period: Period | None = None
) -> Table:
    """Each group with its number, residents, rate and interval, ratio to White residents, and how far the unknown could move it."""
    rows = []
    for group in (*GROUPS, UNKNOWN):
        count = number_of(story, table, measure, group, period)
        rate = _rate(story, table, measure, group, period)
        ratio = story.cell(table, story.partnership, measure, "rate_ratio", split=on(group), period=period)
        told = "1, compared with" if group == "White" and rate else between_short(ratio)
        rows.append((TableCell(WORDS[group]), number_cell(count), number_cell(rate, "denominator") if group != UNKNOWN else TableCell(""),
                     number_cell(rate) if group != UNKNOWN else TableCell(""), TableCell(_limits(rate)), TableCell(told),
                     TableCell(_range(story.cell(table, story.partnership, f"{measure}_range", "rate_ratio", split=on(group), period=period)))))
    first = _rate(story, table, measure, "White", period)
    residents = "Person-years" if first and first.key.unit == "per_1000_person_years" else "Residents of the group"
    columns = (Column("Ethnic group"), Column("Number", 0), Column(residents, 0), Column("Rate per 1,000", 2), Column("95% interval"),
               Column("Ratio to White residents (95% interval)"), Column("Whoever the unknown are"))
    said = ("The ratio leaves out those whose group isn't known. The last column is how low and how high it could be with all of them White, or all "
            "of them in this group, chance included.",)
    return Table(slug, caption, columns, tuple(rows), (*said, *notes), source, explain_of(table))


def number_of(story: Story, table: str, measure: str, group: str, period: Period | None = None) -> Cell | None:
    """The count of a group over the period, or over the months observed where a month is missing."""
    whole = story.cell(table, story.partnership, measure, "count", split=on(group), period=period)
    part = story.cell(table, story.partnership, f"{measure}_in_months_observed", "count", split=on(group), period=period)
    return part if part is not None and (whole is None or whole.value is None) else whole


def _rate(story: Story, table: str, measure: str, group: str, period: Period | None) -> Cell | None:
    if period is None:
        return story.rate(table, story.partnership, measure, split=on(group))
    return story.cell(table, story.partnership, measure, "per_1000_residents", split=on(group), period=period)


def _limits(rate: Cell | None) -> str:
    if rate is None or rate.lower is None or rate.upper is None:
        return ""
    return f"{number(rate.lower, 2)} to {number(rate.upper, 2)}"


def _range(cell: Cell | None) -> str:
    if cell is None or cell.lower is None or cell.upper is None:
        return ""
    return f"{number(cell.lower, 2)} to {number(cell.upper, 2)}"


def unknown_share(story: Story, table: str, measure: str, period: Period | None = None) -> Cell | None:
    """The share of whom the group isn't known, of all."""
    return story.cell(table, story.partnership, measure, "percent", split=on(UNKNOWN), period=period)


def ratio_chart(story: Story, slug: str, table: str, measure: str, title: str, source: str, beside: str) -> list[Block]:
    """Ratios of each group's rate to that of White residents, with the line at 1; nothing where fewer than two can be given."""
    cells = [(WORDS[group], story.cell(table, story.partnership, measure, "rate_ratio", split=on(group))) for group in GROUPS if group != "White"]
    given = [(name, cell) for name, cell in cells if cell is not None and cell.value is not None]
    if len(given) < 2:
        return []
    first = story.rate(table, story.partnership, measure, split=on("White"))
    unit = unit_words(first.key.unit) if first else "per 1,000 residents"
    alt = "Ratios with 95% intervals: " + "; ".join(f"{name} {between_short(cell)}" for name, cell in given) + ". White residents are 1."
    return [
        Chart(
            slug,
            "bars",
            title,
            f"Rate {unit} of each ethnic group over that of White residents, {story.partnership.name}, {story.period.words}",
            (Series("ratio", tuple(point(name, cell) for name, cell in cells)),),
            "",
            "times the rate of White residents",
            source,
            alt,
            (Line("White residents: 1", 1.0),),
            table=beside,
        )
    ]


def told_apart(story: Story, table: str, measure: str) -> list[tuple[str, Cell]]:
    """Groups whose ratio lies clear of 1 beyond chance and whoever the unknown are: the word and the ratio."""
    found = []
    for group in GROUPS:
        ratio = story.cell(table, story.partnership, measure, "rate_ratio", split=on(group))
        span = story.cell(table, story.partnership, f"{measure}_range", "rate_ratio", split=on(group))
        if ratio is None or ratio.value is None or "few_events" in ratio.flags:
            continue
        if span is not None and span.lower is not None and span.upper is not None and (span.lower > 1 or span.upper < 1):
            found.append((WORDS[group], ratio))
    return sorted(found, key=lambda each: -abs((each[1].value or 1) - 1))


def apart_words(story: Story, table: str, measure: str, doing: str) -> str:
    """Which groups stand apart from White residents beyond chance and beyond what the unknown could explain, in a sentence."""
    apart = told_apart(story, table, measure)
    if not apart:
        return f"No group is {doing} at a rate that stands apart from that of White residents, whoever those of unknown group are."
    told = "; ".join(f"{name} residents {between_short(ratio)} times" for name, ratio in apart)
    return f"Set beside the rate of White residents, these are {doing}, whoever those of unknown group are: {told}."


def unknown_words(story: Story, table: str, measure: str, of: str, period: Period | None = None) -> str:
    """A sentence with the share of whom the group isn't known, or nothing."""
    cell = unknown_share(story, table, measure, period)
    return f"Of {shown(cell)}% of {of} the ethnic group isn't known or wasn't stated." if cell and cell.value is not None else ""
