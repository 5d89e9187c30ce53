"""What partners' own data show, each beside the police's and never added to it; and who has still to send what."""

from __future__ import annotations

from dataclasses import replace

from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Story, shown
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
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.period import Period
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.feed import QUESTIONS, STATES, FeedState
from upriver.words.text import listed, number, plural, sentence

ORDER = 72
TABLES = {
    "assessment/partners/by_period": "Partners' own data by month or quarter",
    "assessment/partners/totals": "Partners' own data over the period",
}
MADE = {
    "partners": "Rows that partners sent, or numbers that they protected before sending, are added up by month or quarter. A period "
    "counts only where every provider of that source has sent it; one number too small to be sent hides the sum. Sources "
    "are never added to each other.",
}
BY_PERIOD, TOTALS = "assessment/partners/by_period", "assessment/partners/totals"
POLICE, VIOLENCE = "assessment/kinds/by_month", "violence_and_sexual_offences"
MOST_SIDE_BY_SIDE = 5


def pages(story: Story) -> tuple[Page, ...]:
    """A page of what partners' data show, where any is used; and always the page of who supplies what."""
    return (*_shown(story), _supplied(story))


def _shown(story: Story) -> tuple[Page, ...]:
    used = [feed for feed in story.feeds if feed.state == "used" and not feed.open and _periods(story, feed)]
    if not used:
        return ()
    monthly = [feed for feed in used if any(len(period.months) == 1 for period in _periods(story, feed))]
    blocks: list[Block] = [
        Callout(
            "Each source sees a part of the violence, and the parts overlap: many who are treated are never in police records, and "
            "many in police records are never treated. So the numbers stand side by side and are never added.",
            "warning",
        ),
        Paragraph(f"Over {story.period.words}:"),
        Bullets(tuple(f"{feed.title}: {_total(story, feed)}" for feed in used)),
    ]
    if monthly:
        blocks += [Heading("Month by month"), *(_chart(story, feed) for feed in monthly if len({cell.value for cell in _given(story, feed)}) > 1)]
        blocks += _tables(story, monthly, "months", police=True)
    if quarterly := [feed for feed in used if feed not in monthly]:
        blocks += [Heading("Quarter by quarter"), *_tables(story, quarterly, "quarters", police=False)]
    if placed := [feed for feed in used if any(cell.key.area.level == "ltla" for cell in _cells(story, TOTALS, feed))]:
        blocks += [Heading("By district"), *_districts(story, placed)]
    lead = (
        f"{plural(len(used), 'source')} that partners share under an agreement {'is' if len(used) == 1 else 'are'} used here, beside "
        "what the police record."
    )
    return (Page("questions/partners", "What do partners' own data show?", "Questions", lead, tuple(blocks)),)


def _cells(story: Story, table: str, feed: FeedState) -> list[Cell]:
    return list(story.cells_of(table, feed.slug))


def _periods(story: Story, feed: FeedState) -> list[Period]:
    return sorted({cell.key.period for cell in _cells(story, BY_PERIOD, feed)})


def _given(story: Story, feed: FeedState) -> list[Cell]:
    return [cell for cell in _cells(story, BY_PERIOD, feed) if cell.value is not None]


def _total(story: Story, feed: FeedState) -> str:
    """What a source comes to over the period, in words, and who of those that agreed to send it hasn't."""
    without = f" Nothing has come from {listed(feed.silent)}, who agreed to send it, so the numbers leave them out." if feed.silent else ""
    return _sum(story, feed) + without


def _sum(story: Story, feed: FeedState) -> str:
    total = story.cell(TOTALS, story.partnership, feed.slug, "count")
    if total is None:
        return "counts what is there at a time, so its periods are not added up."
    if total.value is None:
        return "no number for the whole period: a part of it was not sent, or is too small to be shown."
    return f"{shown(total)}."


def _tables(story: Story, feeds: list[FeedState], what: str, *, police: bool) -> list[Block]:
    """Side by side, a few sources at a time, so that a table still fits a page."""
    groups = [feeds[start : start + MOST_SIDE_BY_SIDE] for start in range(0, len(feeds), MOST_SIDE_BY_SIDE)]
    made = [_side_by_side(story, group, f"{what}-{at}", police=police) for at, group in enumerate(groups, 1)]
    return [replace(table, caption=f"{table.caption}{_which(at, len(made))}") for at, table in enumerate(made, 1)]


def _side_by_side(story: Story, feeds: list[FeedState], name: str, *, police: bool) -> Table:
    periods = sorted({period for feed in feeds for period in _periods(story, feed)})
    recorded = {cell.key.period: cell for cell in _police(story)} if police else {}
    columns = [Column("Period"), *([Column("Police: violence and sexual offences", 0)] if police else [])]
    rows = tuple(
        (
            TableCell(_when(period)),
            *([number_cell(recorded.get(period))] if police else []),
            *(number_cell(story.cell(BY_PERIOD, story.partnership, feed.slug, "count", period=period)) for feed in feeds),
        )
        for period in reversed(periods)
    )
    notes = (
        "The columns count different things, of different people, in different places. Read each down; never add across.",
        "[x] stands for a period that some provider hasn't sent; [c] for a number too small to be shown, or that would tell such a one.",
        "Health numbers are rounded to the nearest 5, so months needn't add up to their total; sums of numbers that a provider had "
        "rounded are as rough as those.",
    )
    return Table(
        f"partners-{name}", f"Side by side, {story.partnership.name}, newest first", (*columns, *(Column(feed.title, 0) for feed in feeds)),
        rows, notes, "data.police.uk; partners' data under agreement", explain_of(BY_PERIOD), 24,
    )


def _police(story: Story) -> list[Cell]:
    found = story.clearance.table(POLICE)
    return [
        cell for cell in found.cells
        if cell.key.measure == VIOLENCE and cell.key.area == story.partnership and len(cell.key.period.months) == 1
    ] if found else []


def _chart(story: Story, feed: FeedState) -> Chart:
    cells = sorted(_cells(story, BY_PERIOD, feed), key=lambda cell: cell.key.period)
    given = _given(story, feed)
    most, least = max(given, key=lambda cell: cell.value or 0), min(given, key=lambda cell: cell.value or 0)
    title = f"{feed.title}: most in {_when(most.key.period)}, {number(most.value or 0)}; fewest in {_when(least.key.period)}, {number(least.value or 0)}"
    points = tuple(Point(f"{cell.key.period.start:%Y-%m}", cell.value, marker=cell.marker) for cell in cells)
    span = f"{_when(cells[0].key.period)} to {_when(cells[-1].key.period)}"
    return Chart(
        f"partners-{feed.slug}", "months", title, f"{feed.title}, number, {story.partnership.name}, {span}",
        (Series(feed.title, points),), "Month", "Number", "Partners' data under agreement",
        f"Line of {plural(len(cells), 'month')} from {span}. {title}. Gaps are months not sent or too small to be shown.",
        table="partners-months-1",
    )


def _when(period: Period) -> str:
    if len(period.months) == 1:
        return period.words
    return f"{period.start:%B} to {period.end:%B} {period.end:%Y}"


def _districts(story: Story, feeds: list[FeedState]) -> list[Block]:
    groups = [feeds[start : start + MOST_SIDE_BY_SIDE] for start in range(0, len(feeds), MOST_SIDE_BY_SIDE)]
    areas = sorted({cell.key.area for feed in feeds for cell in _cells(story, TOTALS, feed) if cell.key.area.level == "ltla"},
                   key=lambda area: area.name)
    return [
        Table(
            f"partners-districts-{at}", f"By district, {story.period.words}{_which(at, len(groups))}", (Column("District"), *(Column(feed.title, 0) for feed in group)),
            tuple((TableCell(area.name), *(number_cell(story.cell(TOTALS, area, feed.slug, "count")) for feed in group)) for area in areas),
            ("Rows without a known place are in the number for the partnership and in no district.",
             "[x] stands for a district of which nothing was sent, or not for the whole period."),
            "Partners' data under agreement", explain_of(TOTALS),
        )
        for at, group in enumerate(groups, 1)
    ]


def _which(at: int, many: int) -> str:
    """Which of several tables of one caption this is: no two tables of a page are called the same."""
    return f" (table {at} of {many})" if many > 1 else ""


def _supplied(story: Story) -> Page:
    """Per question: what it rests on, and what is still dark; then each source, who is asked for it, how it stands."""
    rows = tuple(
        (TableCell(words), TableCell(_names(story, question, "used") or "nothing yet"), TableCell(float(_count(story, question, "elsewhere"))),
         TableCell(float(_count(story, question, "held", "barred"))), TableCell(float(_count(story, question, "dark"))))
        for question, words in QUESTIONS.items()
    )
    columns = (Column("Question"), Column("Rests on"), Column("Flows elsewhere", 0), Column("Held, not used", 0), Column("Not held", 0))
    table = Table("partners-questions", "What each question rests on, and how many sources it lacks", columns, rows)
    dark = sum(1 for question in QUESTIONS if not _count(story, question, "used"))
    lead = (
        f"{plural(dark, 'question')} of {len(QUESTIONS)} {'rests' if dark == 1 else 'rest'} on no data yet. The assessment says what can be "
        "said without them, and grows as partners join."
        if dark else "Every question rests on some data."
    )
    blocks = (table, *_lacking(story), Heading("Each source, and how it stands"), _sources(story), *_barred(story))
    return Page("about/partners", "Which partner's data it rests on", "About", lead, blocks)


def _lacking(story: Story) -> tuple[Block, ...]:
    """Every question's missing sources by name, as a list: a column of names would be cut off on a narrow screen."""
    missing = tuple(f"{words} {names}." for question, words in QUESTIONS.items() if (names := _names(story, question, "dark")))
    return (Heading("What each question still lacks"), Bullets(missing)) if missing else ()


def _sources(story: Story) -> Table:
    shown_here = [feed for feed in story.feeds if not (feed.open and feed.state == "dark")]
    rows = tuple(
        (TableCell(feed.title), TableCell(listed([KINDS.get(kind, kind) for kind in feed.asked_of]) or "published for everyone"),
         TableCell(sentence(STATES[feed.state])))
        for feed in shown_here
    )
    return Table("partners-sources", "Sources, who can supply them, and how each stands", (Column("Source"), Column("Who can supply it"),
                 Column("How it stands")), rows, shown_rows=40)


def _barred(story: Story) -> tuple[Block, ...]:
    barred = [feed for feed in story.feeds if feed.state == "barred"]
    if not barred:
        return ()
    # The clause itself stays inside: an agreement's name can tell who isn't trusted with what.
    names = tuple(f"{feed.title}: no agreement in force allows it to be used for this document." for feed in barred)
    return (Heading("Held and not used here"), Bullets(names))


def _count(story: Story, question: str, *states: str) -> int:
    return len(_feeds(story, question, *states))


def _names(story: Story, question: str, *states: str) -> str:
    """Every title, none left out: what is missing is of no use to a reader as "and 5 more"."""
    return listed([feed.title for feed in _feeds(story, question, *states)], most=99)


def _feeds(story: Story, question: str, *states: str) -> list[FeedState]:
    """The sources of a question in these states. Open data that nobody has taken in are no partner's gap."""
    return [feed for feed in story.feeds if question in feed.answers and feed.state in states and not (feed.open and feed.state == "dark")]
