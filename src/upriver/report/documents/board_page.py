"""One page for the board: are we meeting the Duty, is violence falling, are we doing what we said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver.report.plans.delivered.words import pounds_cell
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import Answer, doing_answer, duty_answer, national, pressing, violence_answer
from upriver.report.plans.watched.charting import control_chart, reading_words, readings_table, said_when, signal_words
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
from upriver.words.monitoring.indicator import Standing
from upriver.words.standing.delivered import EXCEPTIONS, PACES, SHAPES, Exceptional
from upriver.words.standing.requirement import STANDINGS
from upriver.words.text import day

SLUG = "board_page"
TITLE = "Three answers for the board"
AUDIENCES = ("restricted", "public")
ABOUT = ""
FORMS = ("pdf", "docx")
ONE_PAGE = True
FIRST = 5
"""So many of what a board is told of lead; the rest stand behind them by kind."""
DUTY, VIOLENCE, DOING = "board-page/duty", "board-page/violence", "board-page/doing"


def pages(told: Told) -> tuple[Page, ...]:
    """The page itself, and behind each answer its evidence, which stays out of the PDF so that a board gets its one page."""
    told = in_year(told, told.delivered.year)
    return (
        Page("board-page", TITLE, "Summary", f"{told.partnership.name}, as it stands on {day(told.on.isoformat())}.", tuple(_front(told))),
        Page(DUTY, "Are we meeting the Duty?", "Evidence", duty_answer(told).says, tuple(_duty(told)), in_pdf=False),
        Page(VIOLENCE, "Is violence falling?", "Evidence", violence_answer(told).says, tuple(_violence(told)), in_pdf=False),
        Page(DOING, "Are we doing what we said?", "Evidence", doing_answer(told).says, tuple(_doing(told)), in_pdf=False),
    )


def _front(told: Told) -> Iterator[Block]:
    yield from _answer("1. Are we meeting the Duty?", duty_answer(told), "Every requirement, with its evidence", DUTY)
    yield from _answer("2. Is violence falling?", violence_answer(told), "The charts and every reading", VIOLENCE)
    yield from _answer("3. Are we doing what we said?", doing_answer(told), "Every action, milestone and pound", DOING)
    yield Paragraph("A fall or a rise is said only where a level has moved by more than chance. Nothing here says why it moved, and none of it is a score of anybody.")


def _answer(title: str, answer: Answer, link: str, href: str) -> Iterator[Block]:
    yield Heading(f"{title} {answer.short}")
    yield Callout(answer.says, "warning" if answer.worry else "inset")
    if answer.figures:
        yield KeyFigures(answer.figures)
    if answer.points:
        yield Bullets(answer.points)
    yield Paragraph("", ((link, href),))


def _duty(told: Told) -> Iterator[Block]:
    if not told.requirements:
        yield Paragraph("Nothing has been judged yet: upriver duty looks for the evidence of each requirement.")
        return
    for level, title in (("must", "What the law requires"), ("should", "What guidance asks"), ("expected", "What is good practice")):
        found = [each for each in told.requirements if each.requirement.level == level]
        if found:
            columns = (Column("Requirement"), Column("How it stands"), Column("Evidence"), Column("Next"))
            rows = tuple(
                (TableCell(f"{each.requirement.id.upper()} {each.requirement.says}"), TableCell(STANDINGS[each.standing] + (f": {each.attested}" if each.attested else "")),
                 TableCell("; ".join(one.says for one in each.evidence) or "none found"), TableCell(each.next_step))
                for each in found
            )
            yield Heading(title)
            yield Table(f"board-duty-{level}", title, columns, rows)


def _violence(told: Told) -> Iterator[Block]:
    found = national(told)
    columns = (Column("National outcome measure"), Column("Latest reading"), Column("When"), Column("Against the year before"), Column("Does it move?"))
    rows = tuple(
        (TableCell(each.indicator.title), TableCell(reading_words(each)), TableCell(said_when(each.latest.key.period) if each.latest else ""),
         TableCell(each.change.says if each.change else ""),
         TableCell(signal_words(each), tone=each.signal if each.signal in ("better", "worse") else ""))
        for each in found
    )
    yield Table("board-violence", "National outcome measures", columns, rows,
                ("▼ lower and ▲ higher than it was by more than chance, ● no signal, ◆ out of the ordinary, ○ too few to judge, – no readings.",))
    aimed = [each for each in told.standings if each.measure is not None and each.measure.target is not None]
    if aimed:
        yield Heading("Our own targets")
        yield Bullets(tuple(f"{each.indicator.title}, {each.area_name}: {each.chance_says}" for each in aimed))
    for each in found:
        yield from _evidence(each)


def _evidence(each: Standing) -> Iterator[Block]:
    yield Heading(each.indicator.title)
    slug = f"board-{each.indicator.slug.replace('_', '-')}"
    if chart := control_chart(each, slug):
        yield chart
    else:
        yield Paragraph(each.says)
    if each.series:
        yield readings_table(each, slug)
    if each.indicator.caveat:
        yield Paragraph(each.indicator.caveat)


def _known(every: Sequence[Exceptional]) -> Iterator[Block]:
    """The few that press most, by a rule that is said; then all of them by kind."""
    if not every:
        return
    first = pressing(every)
    yield Heading("What a board should know")
    if len(every) > FIRST:
        yield Paragraph(f"These {FIRST} of {len(every)} press most: money spent beyond its plan first, then what has been past its day the longest. "
                        "All are below, by kind.")
    yield Bullets(tuple(each.says for each in first[:FIRST]))
    for kind, words in EXCEPTIONS.items() if len(every) > FIRST else ():
        held = [each for each in first if each.kind == kind]
        if held:
            yield Heading(f"{words}: {len(held)}", 3)
            yield Bullets(tuple(each.says for each in held))


def _doing(told: Told) -> Iterator[Block]:
    found = told.delivered
    if not found.actions:
        yield Paragraph("No actions are recorded: upriver action add puts one in.")
        return
    yield from _known(found.exceptions)
    columns = (Column("Action"), Column("Pace"), Column("Why"), Column("Leads"), Column("Milestones done"))
    rows = tuple(
        (TableCell(each.action.title), TableCell(f"{SHAPES[each.pace]} {PACES[each.pace]}"), TableCell(each.why), TableCell(told.name(each.action.lead)),
         TableCell(f"{sum(1 for step in each.steps if step.state.startswith('done'))} of {len(each.steps)}"))
        for each in sorted(found.actions, key=lambda one: (list(PACES).index(one.pace) if one.pace != "late" else -1))
    )
    yield Heading("Every action")
    yield Table("board-actions", "Actions and their pace", columns, rows)
    yield Heading("Money")
    money = tuple(
        (TableCell(year), pounds_cell(found.spending(year=year).planned), pounds_cell(found.spending(year=year).spent),
         TableCell(float(found.spending(year=year).silent)))
        for year in found.years()
    )
    if money:
        yield Table("board-money", "Planned and spent, in pounds", (Column("Financial year"), Column("Planned", 0), Column("Spent", 0), Column("Lines without a figure for spend", 0)), money)
    else:
        yield Paragraph("No money is recorded.")
