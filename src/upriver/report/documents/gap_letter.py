"""The letter to a community safety partnership about what its plan lacks, with wording and figures to paste."""

from __future__ import annotations

from datetime import timedelta

from upriver.report.plans.csp.ground import Ground, ground_of
from upriver.report.plans.csp.matrix import TONES, titled
from upriver.report.plans.csp.paragraphs import paragraphs, told_of
from upriver.report.plans.csp.wording import clause
from upriver.report.plans.told import Told
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.strategy import Strategy
from upriver.words.standing.aligned import ANSWERS, Aligned
from upriver.words.text import day, plural

SLUG = "gap_letter"
TITLE = "Gap letter"
AUDIENCES = ("restricted", "public")
ABOUT = "csp"
FORMS = ("docx",)
LETTER = True
WEEKS = 6
ASKED = {
    "gap": "Add a clause; wording is below.",
    "partly": "Strengthen the clause; wording is below.",
    "not_judged": "Send us the clause, or tell us that there is none.",
    "met": "Nothing. Thank you.",
}


def pages(told: Told) -> tuple[Page, ...]:
    """The letter: what we ask, wording for each priority that isn't met, and this CSP's own figures on it."""
    ground = ground_of(told)
    held, strategy = ground.alignment, told.plan.one(Strategy, told.in_force)
    cells = held.of(ground.body.id)
    short = [each for each in cells if each.answer in ("gap", "partly")]
    reply = day((told.on + timedelta(weeks=WEEKS)).isoformat())
    title = strategy.title if strategy else "our strategy"
    blocks: list[Block] = [
        Paragraph(f"{day(told.on.isoformat())}. To the strategy group of {ground.name}; from {told.partnership.name}."),
        *_opening(ground, title, cells, short, reply),
        _asked(told, cells),
    ]
    for each in short:
        blocks += _wording(ground, each)
    if short and told.clearance and told.clearance.audience != "public":
        blocks.append(Callout("The figures here are for the partnership's own people. For a plan that is published, ask us for this letter with "
                              "public figures alone."))
    blocks += _close(short, cells, reply)
    return (Page("gap-letter", f"Your plan and serious violence: {ground.name}", "Letter", _lead(short, cells), tuple(blocks)),)


def _lead(short: list[Aligned], cells: tuple[Aligned, ...]) -> str:
    open_ = sum(1 for each in cells if each.answer == "not_judged")
    if short:
        return f"We ask you to mend {plural(len(short), 'point')} of your plan. The wording below can be pasted."
    return f"We ask you for the clauses on {plural(open_, 'priority', 'priorities')}." if open_ else "Your plan meets every priority. We ask for nothing."


def _opening(ground: Ground, title: str, cells: tuple[Aligned, ...], short: list[Aligned], reply: str) -> list[Block]:
    strand = ground.alignment.strand(ground.body.id)
    met = sum(1 for each in cells if each.answer == "met")
    read = f"We read {strand.plan} against the {plural(len(cells), 'priority', 'priorities')} of {title}. " if strand.plan else \
        f"We should like to read your plan against the {plural(len(cells), 'priority', 'priorities')} of {title}, and hold no clause of it yet. "
    said = read + (f"{f'{met} of {len(cells)}' if met else 'None of them'} {'is' if met < 2 else 'are'} met. " if strand.plan else "") + f"Please answer by {reply}."
    blocks: list[Block] = [Paragraph(said)]
    if strand.has == "no":
        blocks.append(Callout("We found no strand on serious violence in the plan. Section 6(1)(d) of the Crime and Disorder Act 1998 asks for one.", "warning"))
    return blocks


def _asked(told: Told, cells: tuple[Aligned, ...]) -> Table:
    rows = tuple(
        (TableCell(titled(told, each.priority)), TableCell(ANSWERS[each.answer], tone=TONES[each.answer]),
         TableCell("; ".join(filter(None, (" ".join(filter(None, (clause.clause, clause.text))) for clause in each.clauses)))
                   or ("none found" if each.clauses else "not read yet")),
         TableCell("; ".join(filter(None, (clause.why for clause in each.clauses)))), TableCell(ASKED[each.answer]))
        for each in cells
    )
    columns = (Column("Our priority"), Column("Your plan"), Column("What it says"), Column("Why we think so"), Column("What we ask"))
    return Table("gap-letter-asked", "What we ask", columns, rows)


def _wording(ground: Ground, aligned: Aligned) -> list[Block]:
    priority = next(each for each in ground.priorities if each.id == aligned.priority)
    blocks: list[Block] = [Heading(priority.title), Heading("Suggested wording", 3), *clause(ground, priority)]
    if ground.told.clearance is not None and (figures := paragraphs(told_of(ground, priority))):
        blocks += [Heading("Your own figures", 3), *figures]
    return blocks


def _close(short: list[Aligned], cells: tuple[Aligned, ...], reply: str) -> list[Block]:
    if not short and all(each.answer == "met" for each in cells):
        return [Paragraph("Thank you for a plan that lines up with ours throughout.")]
    return [
        Heading("What happens next"),
        Paragraph(f"Tell us by {reply} which wording you take, which you would put otherwise, and what we misread. We record each clause with your "
                  "answer. We are glad to come to your strategy group."),
        Paragraph("[Name and role of whoever signs for the partnership]"),
    ]
