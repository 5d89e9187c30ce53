"""What is delivered: every action with its steps, its money and whom it reached, for the people who run it."""

from __future__ import annotations

from upriver.report.plans.delivered import actions, money, reach
from upriver.report.plans.delivered.words import day_cell, pounds, pounds_cell, text
from upriver.report.plans.packs.stops import stops
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.delivery import KINDS_OF_COST
from upriver.words.standing.delivered import ActionStands
from upriver.words.text import plural

SLUG = "delivery"
TITLE = "What we deliver"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("pdf", "docx")


def pages(told: Told) -> tuple[Page, ...]:
    """A front page with everything that is out of order, then all actions, money, reach, and what stops when money stops."""
    found, year = told.delivered, told.delivered.year
    lead = f"{plural(len(found.actions), 'action')}; {found.counted('late')} late. As it stood on the day, by the partnership's own records."
    front: list[Block] = [actions.counts(told), Heading("What is out of order"), *actions.exceptions(told, "delivery-exceptions")]
    every: list[Block] = actions.by_priority(told, "delivery-actions")
    if (steps := actions.steps(told, "delivery-steps", "Milestones in the order of their dates")) is not None:
        every += [Heading("Milestones"), steps]
    spent: list[Block] = [money.by_year(told, "delivery-years"), money.by_priority(told, "delivery-priorities", year), money.by_source(told, "delivery-sources", year),
                          money.by_cost(told, "delivery-costs", year), money.by_action(told, "delivery-money", year)]
    last = reach.latest(told, year)
    reached = [*reach.by_action(told, "delivery-reach", last), *(reach.against_need(told, "delivery-need", last) if last else ())]
    return (
        Page("delivery", "What we deliver", "Delivery", lead, tuple(front)),
        Page("delivery/actions", "Every action", "Delivery", "Where each action stands, why, and what comes next.", tuple(every)),
        Page("delivery/money", "Money", "Delivery", f"Planned and spent, in {year} and before.", tuple(spent)),
        Page("delivery/reach", "Whom it reached", "Delivery", "Numbers of people have all been through the lock.", tuple(reached)),
        Page("delivery/stops", "What stops if money stops", "Delivery", "By the day on which the last known money of an action ends.",
             tuple(stops(told, "delivery-stops"))),
        *(_action(told, each) for each in found.actions),
    )


def _action(told: Told, each: ActionStands) -> Page:
    """One action on a page: what it is, its steps, its money."""
    action = each.action
    facts = [f"Lead: {told.name(action.lead) if action.lead else 'nobody yet'}", f"Priority: {actions.priority_name(told, action.priority)}"]
    if action.supporting:
        facts.append(f"With: {', '.join(told.name(one) for one in action.supporting)}")
    if action.provider:
        facts.append(f"Delivered by: {action.provider}")
    if action.function:
        facts.append(f"Function or power: {action.function}")
    if action.referral:
        facts.append(f"How somebody is referred: {action.referral}")
    blocks: list[Block] = [Bullets(tuple(facts))]
    if action.what:
        blocks.append(Paragraph(action.what))
    blocks += [Paragraph(each.why), Paragraph(f"What has happened: {action.progress or 'nothing recorded.'}")]
    if action.next_step:
        blocks.append(Paragraph(f"Next: {action.next_step}"))
    blocks += _steps(told, each) + _money(told, each)
    return Page(f"delivery/action-{action.id}", action.title, "Actions one by one", each.why, tuple(blocks), in_pdf=False)


def _steps(told: Told, each: ActionStands) -> list[Block]:
    if not each.steps:
        return [Paragraph("No milestone is recorded.")]
    rows = tuple((TableCell(step.milestone.title), day_cell(step.milestone.due), text(actions.step_words(step)), text(step.milestone.evidence))
                 for step in each.steps)
    columns = tuple(Column(name) for name in ("Milestone", "Due", "How it stands", "What shows it"))
    return [Table(f"delivery-steps-{each.action.id}", "Its milestones", columns, rows, (), actions.OWN)]


def _money(told: Told, each: ActionStands) -> list[Block]:
    lines = told.delivered.lines(action=each.action.id)
    if not lines:
        return [Paragraph("No line of money is recorded.")]
    rows = tuple((TableCell(" ".join(filter(None, (line.year, line.quarter)))), text(line.source), text(KINDS_OF_COST.get(line.cost, "")),
                  pounds_cell(line.planned), pounds_cell(line.spent), day_cell(line.ends)) for line in lines)
    columns = (Column("Year"), Column("Who pays"), Column("Kind of cost"), Column("Planned, \u00a3", 0), Column("Spent, \u00a3", 0), Column("Ends on"))
    whole = told.delivered.spending(action=each.action.id)
    return [Table(f"delivery-money-{each.action.id}", "Its money", columns, rows, (f"Planned in all years: {pounds(whole.planned)}.",), actions.OWN)]
