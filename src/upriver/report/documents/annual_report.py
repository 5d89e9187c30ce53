"""The annual report: what was done in a year, with what money, for whom, what moved, what didn't work, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.delivered import actions, money, reach
from upriver.report.plans.delivered.typed import NOTE
from upriver.report.plans.packs import signals
from upriver.report.plans.packs.years import year_asked
from upriver.report.plans.tables import inside
from upriver.report.plans.told import Told
from upriver.report.plans.year.ahead import ahead
from upriver.report.plans.year.gone_on import in_year
from upriver.report.plans.year.grounds import data, places
from upriver.report.plans.year.interventions import interventions
from upriver.report.plans.year.lessons import lessons
from upriver.report.plans.year.line import line
from upriver.report.plans.year.numbers import numbers
from upriver.report.plans.year.together import contributions, voices
from upriver.words.document import Block, Callout, Heading, Page, Paragraph
from upriver.words.period import year_period
from upriver.words.registers.strategy import Strategy
from upriver.words.text import day, plural

SLUG = "annual_report"
TITLE = "Annual report"
AUDIENCES = ("public", "restricted")
ABOUT = ""
FORMS = ("pdf", "docx", "pptx")
GROUP, ANNEX = "Annual report", "Annex"


def pages(told: Told) -> tuple[Page, ...]:
    """The thirteen parts, a page each, and before them the line from finding to result. `about` is a financial year, else the day's own."""
    year = year_asked(told)
    told = in_year(told, year)
    standings = signals.chosen(told)
    late, whole = told.delivered.counted("late"), len(told.delivered.actions)

    def page(name: str, title: str, lead: str, blocks: list[Block], group: str = GROUP) -> Page:
        return Page(f"annual-report/{name}", title, group, lead, tuple(blocks))

    return (
        Page("annual-report", f"Annual report {year}", GROUP, _lead(told, year), tuple(_front(told, year))),
        page("line", "From finding to result", "Each priority in one place: what was found, what is done about it, and what came of it.", line(told, "annual-report-line", year)),
        page("outcomes", "Outcomes", signals.moved_words(standings),
             [Callout(signals.NO_CAUSE, "warning"), signals.summary(told, "annual-report-outcomes", "Where indicators stand against their baselines", standings),
              *signals.charts("annual-report", standings)[1:]]),
        page("actions", "Progress on every action", f"{plural(whole, 'action')}; {late} late. In words and by shape.",
             [actions.counts(told), *_typed(told), *actions.by_priority(told, "annual-report-actions")]),
        page("interventions", "Interventions", "What each is, on what evidence, whom it reached, how it is evaluated.", [*interventions(told, "annual-report-interventions", year)]),
        page("places", "Places", "Where we worked, beside how violence stands there.", places(told, "annual-report-places")),
        page("data", "Data and analysis", "What we know it from, and how far agreements have come.", data(told, "annual-report-data")),
        page("voices", "You said, we did", "What groups of people asked for, and what was done or why not.", [*_typed(told), *voices(told, "annual-report-voices", year)]),
        page("cases", "Case studies", "Stories of people are written by people, with their consent.", _cases(told)),
        page("partners", "What each partner brought", "What the records show of each authority, and its own words.", contributions(told, "annual-report-partners", year)),
        page("money", "Money", f"What was planned and spent in {year}, by priority.", _money(told, year)),
        page("lessons", "What did not work", "What was stopped, what is late, and what studies couldn't show.", lessons(told, "annual-report-lessons")),
        page("ahead", "Next year, and risks", "What begins, what ends, and what could go wrong.", ahead(told, "annual-report-ahead")),
        page("tables", "Tables of reach", "Numbers of people have all been through the lock.", _annex(told, year), ANNEX),
    )


def sayings(pages: Sequence[Page]) -> tuple[tuple[str, str], ...]:
    """What the first slide says: where outcomes and actions stand, and what the money was for."""
    wanted = ("annual-report/outcomes", "annual-report/actions", "annual-report/money", "annual-report/lessons", "annual-report/ahead")
    return tuple((f"{page.title}: {page.lead}", page.slug) for page in pages if page.slug in wanted)


def _lead(told: Told, year: str) -> str:
    if told.on < year_period(year).end:
        return f"{told.partnership.name}. The year isn't over: as it stood on {day(told.on.isoformat())}."
    return f"{told.partnership.name}, 1 April {year[:4]} to 31 March {int(year[:4]) + 1}."


def _front(told: Told, year: str) -> list[Block]:
    held = told.plan.one(Strategy, told.in_force)
    blocks: list[Block] = []
    if inside(told):
        blocks.append(Callout("A foreword is written by the chair and signed by role, not by name. None is recorded for this report: write it into the Word file before it goes out."))
    if held and held.vision:
        blocks += [Heading("What we want to be true"), Paragraph(held.vision)]
    return [*blocks, Heading("The year in numbers"), *numbers(told, year)]


def _typed(told: Told) -> list[Block]:
    return [] if inside(told) else [Paragraph(NOTE)]


def _cases(told: Told) -> list[Block]:
    said = "This report holds no case study. None is kept among the records, and none is made from data: a story of one person can't be made safe by leaving out the name."
    if not inside(told):
        return [Paragraph(said)]
    return [Paragraph(said), Callout("To add one, write it with the person's consent, check that nobody can recognise them, and put it into the Word file. It is read at the gate like all else.")]


def _money(told: Told, year: str) -> list[Block]:
    blocks: list[Block] = [money.by_priority(told, "annual-report-money", year), money.by_cost(told, "annual-report-costs", year), money.by_year(told, "annual-report-years")]
    if inside(told):
        return [*blocks, money.by_source(told, "annual-report-sources", year), money.by_action(told, "annual-report-money-actions", year)]
    return [*blocks, Callout(money.PUBLIC_NOTE)]


def _annex(told: Told, year: str) -> list[Block]:
    last = reach.latest(told, year)
    blocks = reach.by_action(told, "annual-report-reach", last or year)
    if last:
        blocks += [Heading("Beside residents and people harmed"), *reach.against_need(told, "annual-report-need", last)]
    return blocks
