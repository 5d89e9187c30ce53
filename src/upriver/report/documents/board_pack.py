"""The board's pack: agenda, three answers, control charts, exceptions, decisions to take, the log of actions, late milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver.report.plans.delivered import actions, money
from upriver.report.plans.packs import asked, meetings, signals
from upriver.report.plans.packs.stops import stops
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import Answer, doing_answer, duty_answer, violence_answer
from upriver.report.plans.year.gone_on import in_year
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.registers.governing import Meeting
from upriver.words.text import day, plural

SLUG = "board_pack"
TITLE = "Board pack"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx", "pptx")


def pages(told: Told) -> tuple[Page, ...]:
    """One page for each part of the meeting; `about` may be the id of the meeting it is for."""
    told = in_year(told, told.delivered.year)
    meeting = told.plan.one(Meeting, told.about) if told.about else meetings.next_one(told, "board")
    late, found = told.delivered.counted("late"), told.delivered
    standings = signals.chosen(told)
    decide = asked.to_decide(told)
    log = meetings.log(told, meetings.up_to(told), "board-pack-log", "What meetings asked for and isn't done", open_only=True)
    steps = actions.steps(told, "board-pack-late-steps", "Milestones past their date", states=("late",))
    return (
        Page("board-pack", _title(meeting), "Board pack", _lead(told), tuple(_front(told, meeting, len(decide)))),
        Page("board-pack/indicators", "Is violence falling?", "Board pack", signals.moved_words(standings),
             (signals.summary(told, "board-pack-indicators", "Where indicators stand", standings), Callout(signals.NO_CAUSE))),
        *signals.pages("board-pack", "Control charts", standings),
        Page("board-pack/exceptions", "Exceptions", "Board pack", f"{plural(len(found.exceptions), 'thing')} out of order; {late} of {plural(len(found.actions), 'action')} late.",
             (actions.counts(told), *actions.exceptions(told, "board-pack-exceptions"), *((Heading("Late milestones"), steps) if steps else ()))),
        Page("board-pack/decisions", "Decisions to take", "Board pack", f"{plural(len(decide), 'decision')} to take.", tuple(asked.decisions_to_take(decide, "board-pack-decide"))),
        Page("board-pack/money", "Money", "Board pack", f"Planned and spent in {found.year}, and what stops if money stops.",
             (money.by_priority(told, "board-pack-money", found.year), Heading("What stops if money stops"), *stops(told, "board-pack-stops"))),
        Page("board-pack/log", "Decisions taken and what was asked", "Board pack", "From the last meetings.", tuple(_last(told, log))),
        Page("board-pack/actions", "Every action", "Annex", "Where each action stands, by priority.", tuple(actions.by_priority(told, "board-pack-actions")), in_pdf=False),
    )


def sayings(pages: Sequence[Page]) -> tuple[tuple[str, str], ...]:
    """What the first slide says: a line for each part of the pack, without the charts, which have slides of their own."""
    return tuple((f"{page.title}: {page.lead}", page.slug) for page in pages[1:] if page.in_pdf and page.group == "Board pack")


def _title(meeting: Meeting | None) -> str:
    return f"Board pack: {meeting.title or 'board'}, {day(meeting.held_on.isoformat())}" if meeting and meeting.held_on else "Board pack"


def _lead(told: Told) -> str:
    return f"{told.partnership.name}, as it stands on {day(told.on.isoformat())}."


def _front(told: Told, meeting: Meeting | None, decide: int) -> Iterator[Block]:
    yield Heading("Agenda")
    yield _agenda(meeting, decide)
    if meeting is None:
        yield Paragraph("No coming board meeting is recorded, so this is the standing agenda. Record one with its own: upriver meeting add.")
    for title, answer in (("Are we meeting the Duty?", duty_answer(told)), ("Is violence falling?", violence_answer(told)), ("Are we doing what we said?", doing_answer(told))):
        yield from _answer(title, answer)


def _agenda(meeting: Meeting | None, decide: int) -> Table:
    own = [each.strip() for each in meeting.agenda.split(";") if each.strip()] if meeting else []
    standing = ["Who is here; required attendance", "Record of the last meeting and what was asked", "Three answers: Duty, violence, what we said",
                "Indicators", "Exceptions", f"Decisions to take ({decide})", "Money, and what stops if it stops"]
    items = own or standing
    rows = tuple((TableCell(str(at)), TableCell(item)) for at, item in enumerate(items, 1))
    return Table("board-pack-agenda", "Agenda" if own else "Standing agenda", (Column("Item"), Column("What")), rows)


def _answer(title: str, answer: Answer) -> Iterator[Block]:
    yield Heading(title)
    yield Callout(f"{answer.short}. {answer.says}", "warning" if answer.worry else "inset")
    if answer.figures:
        yield KeyFigures(answer.figures)
    if answer.points:
        yield Bullets(answer.points)


def _last(told: Told, log: Table | None) -> Iterator[Block]:
    held = meetings.up_to(told)
    boards = [each for each in held if each.body == "board"] or held
    if boards:
        last = boards[0]
        yield Callout(f"{meetings.title_of(told, last)}, {day(last.held_on.isoformat()) if last.held_on else ''}: {meetings.required_words(told, last)}")
    yield log or Paragraph("Nothing that meetings asked for is open.")
    table = meetings.decisions(told, held[:6], "board-pack-decisions", "Decisions of the last six meetings")
    yield table or Paragraph("No decision is recorded.")
