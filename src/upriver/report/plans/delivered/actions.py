"""Actions as packs show them: how many stand how, each with its reason and next step, and their steps with dates."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.delivered.words import TONES, day_cell, pace_cell, pace_key, text
from upriver.report.plans.told import Told
from upriver.words.document import Block, Column, Heading, KeyFigure, KeyFigures, Paragraph, Table, TableCell
from upriver.words.registers.strategy import Priority
from upriver.words.standing.delivered import EXCEPTIONS, PACES, SHAPES, STEPS, ActionStands, Exceptional, Step
from upriver.words.text import day, plural

OWN = "The partnership's own records"
LEFT_OUT = "Recorded with numbers that haven't been through the lock, so it isn't told here."


def priority_name(told: Told, ident: str) -> str:
    """A priority's title; that it is none where the action serves none."""
    found = told.plan.one(Priority, ident)
    return found.title if found else ident or "No priority"


def counts(told: Told, actions: Sequence[ActionStands] | None = None) -> KeyFigures:
    """How many of the actions stand how. They add up to all."""
    chosen = told.delivered.actions if actions is None else actions
    numbers = {pace: sum(1 for each in chosen if each.pace == pace) for pace in PACES}
    whole = KeyFigure("Actions in all", f"{len(chosen):,}", "actions")
    return KeyFigures((whole, *(KeyFigure(f"{SHAPES[pace]} {PACES[pace]}", f"{many:,}", f"of {plural(len(chosen), 'action')}")
                                for pace, many in numbers.items() if many)))


def table(told: Told, slug: str, caption: str, actions: Sequence[ActionStands] | None = None, *, shown_rows: int | None = None) -> Table:
    """Each action on a row: who leads, where it stands and why, what shows it, what comes next."""
    chosen = told.delivered.actions if actions is None else actions
    columns = ("Action", "Lead", "Where it stands", "What has happened, and what shows it", "Next")
    rows = tuple(
        (TableCell(each.action.title), text(told.name(each.action.lead)), _stands(each), text(_progress(told, each)), text(_next(told, each)))
        for each in chosen
    )
    return Table(slug, caption, tuple(Column(name) for name in columns), rows, (f"Shapes: {pace_key()}",), OWN, "", shown_rows)


def by_priority(told: Told, slug: str, actions: Sequence[ActionStands] | None = None) -> list[Block]:
    """The same, a table for each priority; actions that serve none come last."""
    chosen = told.delivered.actions if actions is None else actions
    blocks: list[Block] = []
    for ident in sorted({each.action.priority for each in chosen}, key=lambda one: (not one, priority_name(told, one))):
        mine = [each for each in chosen if each.action.priority == ident]
        name = priority_name(told, ident)
        blocks += [Heading(name), table(told, f"{slug}-{ident or 'none'}", f"{name}: {plural(len(mine), 'action')}", mine)]
    return blocks


def _stands(each: ActionStands) -> TableCell:
    cell = pace_cell(each.pace)
    return TableCell(f"{cell.value}. {each.why}", tone=cell.tone)


def _next(told: Told, each: ActionStands) -> str:
    due = f"Last day {day(each.action.due.isoformat())}." if each.action.due and each.pace not in ("done", "stopped") else ""
    return " ".join(filter(None, (without_numbers(each.action.next_step) if told.audience == "public" else each.action.next_step, due)))


def _progress(told: Told, each: ActionStands) -> str:
    shown = [step.milestone.evidence for step in each.steps if step.state.startswith("done") and step.milestone.evidence]
    says = each.action.progress
    if told.audience == "public":
        says, shown = without_numbers(says), [found for one in shown if (found := without_numbers(one))]
    says = says or ("Nothing recorded." if not each.action.progress else LEFT_OUT)
    return f"{says} Shown by: {'; '.join(shown)}." if shown else says


def steps(told: Told, slug: str, caption: str, *, states: Sequence[str] = tuple(STEPS), shown_rows: int | None = None) -> Table | None:
    """Milestones in the order of their dates; None where there are none in those states."""
    found = [(step, each.action) for each in told.delivered.actions for step in each.steps if step.state in states]
    if not found:
        return None
    found.sort(key=lambda pair: (pair[0].milestone.due is None, pair[0].milestone.due, pair[1].id))
    columns = ("Milestone", "Action", "Lead", "Due", "How it stands", "Done on", "What shows it")
    rows = tuple(
        (TableCell(step.milestone.title), text(action.title), text(told.name(action.lead)), day_cell(step.milestone.due),
         text(step_words(step), TONES.get(step.state, "")),
         day_cell(step.milestone.done_on if step.state.startswith("done") else None), text(step.milestone.evidence))
        for step, action in found
    )
    return Table(slug, caption, tuple(Column(name) for name in columns), rows, (), OWN, "", shown_rows)


def step_words(step: Step) -> str:
    """How a milestone stands: a shape and words."""
    state, days = step.state, step.days_late
    shape = {"done": "■", "done_late": "■", "late": "▲", "due": "○"}[state]
    return f"{shape} {STEPS[state]}" + (f" ({plural(days, 'day')})" if days and state in ("late", "done_late") else "")


def exceptions(told: Told, slug: str, kinds: Sequence[str] = tuple(EXCEPTIONS)) -> list[Block]:
    """What is out of order, by kind; a sentence where nothing is."""
    found = [each for each in told.delivered.exceptions if each.kind in kinds]
    if not found:
        return [Paragraph("Nothing recorded is late, overspent or silent on this day.")]
    rows = tuple((TableCell(EXCEPTIONS[each.kind]), text(each.says), text(told.name(each.whose)), day_cell(each.since))
                 for kind in kinds for each in _oldest(found, kind))
    columns = tuple(Column(name) for name in ("What", "Which", "Whose", "Since"))
    return [Table(slug, f"{plural(len(found), 'exception')}, by kind and the oldest first", columns, rows, (), OWN, "", 40)]


def _oldest(found: Sequence[Exceptional], kind: str) -> list[Exceptional]:
    return sorted((each for each in found if each.kind == kind), key=lambda each: (each.since is None, each.since, each.about))
