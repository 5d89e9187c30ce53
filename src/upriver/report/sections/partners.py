"""What partners' own data show, each beside the police's and never added to it; and who has still to send what."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Story, month_words, shown
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
from upriver.words.period import Period, month_period
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.feed import QUESTIONS, STATES, FeedState
from upriver.words.text import listed, number, plural, sentence

ORDER = 72
BY_PERIOD, TOTALS = "assessment/partners/by_period", "assessment/partners/totals"
POLICE, VIOLENCE = "assessment/kinds/by_month", "violence_and_sexual_offences"
MOST_SIDE_BY_SIDE = 6


def pages(story: Story) -> tuple[Page, ...]:
    """A page of what partners' data show, where any is used; and always the page of who supplies what."""
    return (*_shown(story), _supplied(story))


def _shown(story: Story) -> tuple[Page, ...]:
    used = [feed for feed in story.feeds if feed.state == "used" and not feed.open]
    if not used:
        return ()
    monthly = [feed for feed in used if any(len(period.months) == 1 for period in _periods(story, feed))]
    blocks: list[Block] = [
        Callout(
            "Each source sees a part of the violence, and the parts overlap: many who are treated are never in police records, and "
            "many in police records are never treated. So the numbers stand side by side and are never added.",
            "warning",
        )
    ]
    if monthly:
        blocks += [Heading("Month by month, side by side"), _side_by_side(story, monthly[:MOST_SIDE_BY_SIDE])]
    for feed in used:
        blocks += [Heading(feed.title), *_feed(story, feed)]
    lead = (
        f"{plural(len(used), 'source')} that partners share under an agreement {'is' if len(used) == 1 else 'are'} used here, beside "
        "what the police record."
    )
    return (Page("questions/partners", "What do partners' own data show?", "Questions", lead, tuple(blocks)),)


def _cells(story: Story, table: str, feed: FeedState) -> list[Cell]:
    found = story.clearance.table(table)
    return [cell for cell in found.cells if cell.key.measure == feed.slug] if found else []


def _periods(story: Story, feed: FeedState) -> list[Period]:
    return sorted({cell.key.period for cell in _cells(story, BY_PERIOD, feed)})


def _side_by_side(story: Story, feeds: list[FeedState]) -> Table:
    months = sorted({f"{period.start:%Y-%m}" for feed in feeds for period in _periods(story, feed) if len(period.months) == 1})
    police = {f"{cell.key.period.start:%Y-%m}": cell for cell in _police(story)}
    columns = (
        Column("Month"), Column("Police: violence and sexual offences", 0), *(Column(feed.title, 0) for feed in feeds)
    )
    rows = tuple(
        (
            TableCell(month_words(month)),
            number_cell(police.get(month)),
            *(number_cell(story.cell(BY_PERIOD, story.partnership, feed.slug, "count", period=month_period(month))) for feed in feeds),
        )
        for month in reversed(months)
    )
    notes = (
        "The columns count different things, of different people, in different places. Read each down; never add across.",
        "[x] stands for a month that some provider hasn't sent; [c] for a number too small to be shown.",
    )
    return Table(
        "partners-side-by-side", f"Counted each month, {story.partnership.name}, newest first", columns, rows, notes,
        "data.police.uk; partners' data under agreement", explain_of(BY_PERIOD), 24,
    )


def _police(story: Story) -> list[Cell]:
    found = story.clearance.table(POLICE)
    return [
        cell for cell in found.cells
        if cell.key.measure == VIOLENCE and cell.key.area == story.partnership and len(cell.key.period.months) == 1
    ] if found else []


def _feed(story: Story, feed: FeedState) -> list[Block]:
    cells = sorted(_cells(story, BY_PERIOD, feed), key=lambda cell: cell.key.period)
    total = story.cell(TOTALS, story.partnership, feed.slug, "count")
    given = [cell for cell in cells if cell.value is not None]
    sums = bool(_cells(story, TOTALS, feed))
    said = f"Over {story.period.words}: {shown(total)}." if total is not None and total.value is not None else (
        f"No number is given for the whole of {story.period.words}: a part of it was not sent, or is too small to be shown."
    )
    blocks: list[Block] = [Paragraph(said)] if sums else [Paragraph("It counts what is there at a time, so its periods are not added up.")]
    if len(given) > 2:
        blocks.append(_chart(story, feed, cells))
    if cells:
        blocks.append(_table(story, feed, cells))
    districts = [cell for cell in _cells(story, TOTALS, feed) if cell.key.area.level == "ltla"]
    if districts:
        blocks.append(_districts(story, feed, districts))
    return blocks


def _chart(story: Story, feed: FeedState, cells: list[Cell]) -> Chart:
    given = [cell for cell in cells if cell.value is not None]
    most = max(given, key=lambda cell: cell.value or 0)
    least = min(given, key=lambda cell: cell.value or 0)
    title = f"Most in {_when(most)}, {number(most.value or 0)}; fewest in {_when(least)}, {number(least.value or 0)}"
    points = tuple(Point(f"{cell.key.period.start:%Y-%m}", cell.value, marker=cell.marker) for cell in cells)
    span = f"{_when(cells[0])} to {_when(cells[-1])}"
    return Chart(
        f"partners-{feed.slug}", "months", sentence(title), f"{feed.title}, number, {story.partnership.name}, {span}",
        (Series(feed.title, points),), "Month", "Number", "Partners' data under agreement",
        f"Line of {plural(len(cells), 'point')} from {span}. {title}. Gaps are periods not sent or too small to be shown.",
        table=f"partners-{feed.slug}-periods",
    )


def _table(story: Story, feed: FeedState, cells: list[Cell]) -> Table:
    rows = tuple((TableCell(_when(cell)), number_cell(cell)) for cell in reversed(cells))
    caption = f"{feed.title}, {story.partnership.name}, newest first"
    return Table(f"partners-{feed.slug}-periods", caption, (Column("Period"), Column("Number", 0)), rows, (),
                 "Partners' data under agreement", explain_of(BY_PERIOD), 12)


def _when(cell: Cell) -> str:
    return cell.key.period.words if len(cell.key.period.months) == 1 else f"{cell.key.period.start:%B %Y} and the two months after"


def _districts(story: Story, feed: FeedState, cells: list[Cell]) -> Table:
    rows = tuple((TableCell(cell.key.area.name), number_cell(cell)) for cell in sorted(cells, key=lambda cell: cell.key.area.name))
    return Table(
        f"partners-{feed.slug}-districts", f"{feed.title} by district, {story.period.words}", (Column("District"), Column("Number", 0)),
        rows, ("Rows without a known place are in the number for the partnership and in no district.",),
        "Partners' data under agreement", explain_of(TOTALS),
    )


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
    blocks = (table, Heading("Each source, and how it stands"), _sources(story), *_barred(story))
    return Page("about/partners", "Which partner's data it rests on", "About", lead, blocks)


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
    return sum(1 for feed in story.feeds if question in feed.answers and feed.state in states and not (feed.open and feed.state == "dark"))


def _names(story: Story, question: str, *states: str) -> str:
    names = [feed.title for feed in story.feeds if question in feed.answers and feed.state in states]
    return listed(names, most=8) if names else ""
