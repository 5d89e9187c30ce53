"""Tables and words that several documents of the response share: actions, money, days, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from upriver.report.drawn import worth_printing
from upriver.report.plans.told import Told
from upriver.words.document import Column, Table, TableCell
from upriver.words.monitoring.approach import SAID
from upriver.words.period import month_period
from upriver.words.registers.delivery import EVALUATIONS, LEVELS, STAGES, STATUSES, Action
from upriver.words.text import day, listed

NOT_KNOWN = "not known"
NOT_SAID = "not said"


def inside(told: Told) -> bool:
    """Whether the document stays with the partnership's own people."""
    return told.audience != "public"


def money_words(pounds: Decimal | None, missing: str = NOT_KNOWN) -> str:
    """Pounds as they are printed: "£12,500"; missing is not known, never nothing."""
    if pounds is None:
        return missing
    return f"£{pounds:,.0f}" if pounds == pounds.to_integral_value() else f"£{pounds:,.2f}"


def date_words(on: date | None, missing: str = NOT_SAID) -> str:
    """A day as people write it."""
    return day(on.isoformat()) if on else missing


def coded(code: str, words: dict[str, str], missing: str = NOT_SAID) -> str:
    """The short words of a code: what stands before the colon of its sentence."""
    return words[code].partition(":")[0] if code in words else missing


def who_words(told: Told, action: Action) -> str:
    """Who leads an action, and who supports it."""
    lead = told.name(action.lead) if action.lead else "nobody leads it yet"
    return f"{lead}, with {listed([told.name(each) for each in action.supporting], most=9)}" if action.supporting else lead


def evidence_words(told: Told, action: Action) -> str:
    """The approach that an action follows and how it is rated, with the date of that rating where it is known."""
    if not action.approach:
        return "no approach named"
    approach = told.approaches.get(action.approach)
    if approach is None:
        return f"{action.approach.replace('_', ' ')}: not in the evidence library"
    when = f", {month_period(approach.dated).words if len(approach.dated) == 7 else day(approach.dated)}" if approach.dated else ""
    sure = "; recalled, for the partnership to confirm" if approach.seen == "no" else ""
    return f"{approach.name}: {SAID.get(approach.impact, approach.impact).lower()} ({approach.collection}{when}{sure})"


def when_words(action: Action) -> str:
    """From when to when, in as few words as say it."""
    if action.starts and action.due:
        return f"{date_words(action.starts)} to {date_words(action.due)}"
    return f"by {date_words(action.due)}" if action.due else f"from {date_words(action.starts)}" if action.starts else "no dates yet"


def actions_table(told: Told, actions: Sequence[Action], *, slug: str, caption: str, with_status: bool = True) -> Table:
    """Actions one a row: who leads, by when, for whom, on what evidence, how it will be known to work. Who supports stands elsewhere."""
    columns = ["Action", "Who leads", "By", *(["Where it stands"] if with_status else []), "Prevention and stage of life",
               "Evidence", "Evaluation"]
    rows = tuple(
        (
            TableCell(each.title), TableCell(told.name(each.lead) if each.lead else "nobody yet"), TableCell(date_words(each.due)),
            *((TableCell(coded(each.status, STATUSES)),) if with_status else ()),
            TableCell(f"{coded(each.level, LEVELS)}; {coded(each.stage, STAGES).lower()}"),
            TableCell(evidence_words(told, each)), TableCell(coded(each.evaluation, EVALUATIONS, "none yet")),
        )
        for each in actions
    )
    return Table(slug, caption, tuple(map(Column, columns)), rows)


def without_empty_columns(table: Table) -> Table:
    """The table without columns in which nothing is known; a note says which were left out."""
    columns, rows = worth_printing(table.columns, table.rows)
    gone = [each.name for each in table.columns if each not in columns]
    if not gone or not rows:
        return table
    return replace(table, columns=columns, rows=rows, notes=(*table.notes, f"Not known in any row, and so left out: {'; '.join(gone)}."))
