"""A community safety partnership's three-year plan: what each part must hold, filled in as far as records go."""

from __future__ import annotations

from datetime import date

from upriver.report.plans.csp.ground import Ground, ground_of
from upriver.report.plans.csp.matrix import TONES, titled
from upriver.report.plans.csp.paragraphs import paragraphs, told_of, without_figures
from upriver.report.plans.csp.regulations import NOT_READ, PLAN
from upriver.report.plans.csp.wording import clause, known_by, still
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.delivery import STATUSES, Funding
from upriver.words.registers.governing import Meeting
from upriver.words.registers.learning import SaidDid
from upriver.words.standing.aligned import ANSWERS
from upriver.words.text import day, listed, number, sentence

SLUG = "csp_plan"
TITLE = "CSP partnership plan"
AUDIENCES = ("restricted", "public")
ABOUT = "csp"
FORMS = ("docx",)
LETTER = True
YEARS = 3


def pages(told: Told) -> tuple[Page, ...]:
    """One page: the parts of the plan in order, each with what it must hold and what is known already."""
    ground = ground_of(told)
    held = ground.alignment
    first = told.on.year if told.on.month < 4 else told.on.year + 1
    years = f"April {first} to March {first + YEARS}"
    blocks: list[Block] = [
        NOT_READ,
        Heading("1 What this plan is"), Paragraph(PLAN["strategy"]),
        Paragraph(f"[Plan of {ground.name}, {years}; who agreed it and when.] {held.strand(ground.body.id).says}"),
        Heading("2 Our priorities"), Paragraph(PLAN["priorities"]), _priorities(ground),
    ]
    pasted = [told_of(ground, priority) for priority in ground.priorities] if told.clearance is not None else []
    for nth, priority in enumerate(ground.priorities, 1):
        blocks += [Heading(f"2.{nth} {priority.title}", 3), *clause(ground, priority, since=date(first, 4, 1))]
        blocks += paragraphs(pasted[nth - 1]) if pasted else []
    blocks += without_figures(pasted)[1:]
    blocks += [Heading("3 What we will do"), Paragraph(PLAN["steps"]), *_steps(ground, date(first, 4, 1))]
    blocks += [Heading("4 Resources"), Paragraph(PLAN["resources"]), *_money(ground)]
    blocks += [Heading("5 How we will know"), Paragraph(PLAN["measures"]), *_measures(ground)]
    blocks += [Heading("6 The community"), Paragraph(PLAN["community"]), *_community(ground)]
    blocks += [Heading("7 Looked at again"), *_review(ground)]
    lead = f"A skeleton for {years}. What stands in square brackets is for you to write; all else comes from records and cleared figures."
    return (Page("csp-plan", f"Partnership plan: {ground.name}", "Plan", lead, tuple(blocks)),)


def _priorities(ground: Ground) -> Table:
    rows = tuple((TableCell(titled(ground.told, each.priority)), TableCell(ANSWERS[each.answer], tone=TONES[each.answer]),
                  TableCell("; ".join(filter(None, (clause.text for clause in each.clauses))) or "[nothing yet]"))
                 for each in ground.alignment.of(ground.body.id))
    return Table("csp-plan-priorities", "Priorities of the partnership's strategy, and your plan today",
                 (Column("Priority"), Column("Today"), Column("What your plan says")), rows)


def _steps(ground: Ground, since: date) -> list[Block]:
    chosen = [pair for pair in ground.actions() if still(pair[0], since)]
    rows = tuple(
        (TableCell(each.title), TableCell(titled(ground.told, each.priority)), TableCell("Here" if where == "here" else "Everywhere"),
         TableCell(ground.told.name(each.lead) if each.lead else "[who leads]"), TableCell(day(each.due.isoformat()) if each.due else "[by when]"),
         TableCell(STATUSES.get(each.status, each.status)))
        for each, where in chosen
    )
    columns = (Column("Action"), Column("Priority"), Column("Where"), Column("Led by"), Column("By"), Column("Stands"))
    blank = Paragraph("[Your own actions: what, who leads, by when, with what.]")
    return [Table("csp-plan-steps", "Actions of the strategy that reach this area", columns, rows, shown_rows=15), blank] if rows else [blank]


def _money(ground: Ground) -> list[Block]:
    actions = {each.id: each for each, where in ground.actions() if where == "here"}
    rows = tuple(
        (TableCell(actions[each.action].title), TableCell(each.source), TableCell(each.year),
         TableCell(f"\u00a3{number(float(each.planned))}" if each.planned is not None else "not known"),
         TableCell(day(each.ends.isoformat()) if each.ends else "no end recorded"))
        for each in ground.told.plan.of(Funding) if each.action in actions
    )
    columns = (Column("Action"), Column("Paid by"), Column("Year"), Column("Planned"), Column("The money ends"))
    blank = Paragraph("[How the responsible authorities share out money, staff and time for this plan.]")
    notes = ("Money of actions that happen in this area; it may reach other areas too.",)
    return [Table("csp-plan-money", "Money of actions here", columns, rows, notes), blank] if rows else [blank]


def _measures(ground: Ground) -> list[Block]:
    lines = tuple(f"{each.title}: {listed(found, most=6)}." for each in ground.priorities if (found := known_by(ground, each)))
    blank = Paragraph("[Your own measures, each with the level it starts from.]")
    return [Bullets(lines), blank] if lines else [blank]


def _community(ground: Ground) -> list[Block]:
    chosen = {each.id for each in ground.priorities}
    lines = tuple(f"{sentence(each.who)}: \u201c{each.said}\u201d {each.did or 'Not answered yet.'}"
                  for each in ground.told.plan.of(SaidDid) if each.priority in chosen)[:6]
    blank = Paragraph("[How you asked the people who live here, what they said, and how they will be told.]")
    return [Paragraph("Heard across the partnership so far:"), Bullets(lines), blank] if lines else [blank]


def _review(ground: Ground) -> list[Block]:
    own = sorted((each for each in ground.told.plan.of(Meeting) if each.csp == ground.body.id and each.held_on), key=lambda each: str(each.held_on))
    last = own[-1].held_on if own else None
    said = f"The strategy group last met on {day(last.isoformat())}. " if last else "No meeting of the strategy group has been recorded. "
    return [Paragraph(said + "The assessment is made again each year and the plan is looked at again with it. [Date of the next review.]")]
