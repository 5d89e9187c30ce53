"""How the strategy is watched, reviewed and published, and how the plans of community safety partnerships stand to it."""

from __future__ import annotations

from upriver.report.plans.strategy.chosen import WORK, Chosen
from upriver.report.plans.strategy.measured import measures_table
from upriver.report.plans.tables import date_words
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.delivery import EVALUATIONS
from upriver.words.registers.governing import BODIES, OUTCOMES, Meeting, Review
from upriver.words.registers.learning import DESIGNS, Study
from upriver.words.standing.aligned import ANSWERS, STRANDS
from upriver.words.text import plural, sentence

TONES = {"met": "better", "gap": "worse"}


def watching(chosen: Chosen) -> Page:
    """Every indicator with its baseline and target, and how each action is evaluated."""
    blocks: list[Block] = [Paragraph(
        "An indicator tells whether violence moves; it can't tell why. Whether an action worked is asked by an evaluation that is written down "
        "before anybody looks at the result.")]
    count = 0
    for priority in chosen.priorities:
        table = measures_table(chosen, chosen.objectives(priority.id), f"watching-{priority.id}", f"Indicators: {priority.title}")
        if table:
            blocks += [Heading(priority.title), table]
            count += len(table.rows)
    blocks += [Heading("How actions are evaluated"), _levels(chosen), *_plans(chosen), *_studies(chosen)]
    planned = len([each for each in chosen.actions if each.evaluation not in ("", "none")])
    lead = f"{plural(count, 'indicator')}; {planned} of {len(chosen.actions)} actions have a plan to evaluate them."
    return Page("strategy/watching", "Monitoring and evaluation plan", WORK, lead, tuple(blocks))


def _levels(chosen: Chosen) -> Table:
    rows = []
    for level, words in EVALUATIONS.items():
        own = [each for each in chosen.actions if (each.evaluation or "none") == level]
        rows.append((TableCell(words), TableCell(float(len(own))), TableCell("; ".join(each.title for each in own))))
    return Table("strategy-evaluation", "Actions by how they are evaluated", (Column("Evaluation"), Column("Actions", 0), Column("Which")), tuple(rows))


def _plans(chosen: Chosen) -> list[Block]:
    plans = tuple(f"{each.title}: {each.evaluation_plan}" for each in chosen.actions if each.evaluation_plan)
    return [Heading("Who evaluates, how and when", 3), Bullets(plans)] if plans else []


def _studies(chosen: Chosen) -> list[Block]:
    ids = {each.id: each.title for each in chosen.actions}
    held = [each for each in chosen.plan.of(Study) if each.action in ids]
    if not held:
        return []
    rows = tuple((TableCell(each.question), TableCell(ids[each.action]), TableCell(DESIGNS[each.design]), TableCell(date_words(each.declared_on)),
                  TableCell(f"from {date_words(each.starts)} to {date_words(each.after_to)}")) for each in held)
    columns = (Column("Question"), Column("Action"), Column("Design"), Column("Written down on"), Column("Looks at"))
    return [Heading("Studies", 3), Table("strategy-studies", "Studies of actions", columns, rows)]


def alignment(chosen: Chosen) -> Page:
    """Each CSP's plan against each priority."""
    told = chosen.told
    held = told.alignments.get(chosen.strategy.id)
    title = "Plans of community safety partnerships"
    if held is None or not held.csps:
        return Page("strategy/alignment", title, WORK, "The register lists no community safety partnership.", (Paragraph("Nothing can be compared yet."),))
    columns = (Column("Community safety partnership"), *(Column(each.title) for each in chosen.priorities), Column("A strand on serious violence"))
    rows = []
    for csp in held.csps:
        cells = [held.cell(csp, each.id) for each in chosen.priorities]
        rows.append((TableCell(told.name(csp)), *(TableCell(ANSWERS[each.answer], tone=TONES.get(each.answer, "")) for each in cells),
                     TableCell(STRANDS[held.strand(csp).has])))
    blocks: list[Block] = [
        Paragraph("Each community safety partnership writes a plan of its own, which must hold a strategy on serious violence (Crime and Disorder Act "
                  "1998, section 6). This is how the plans that were read stand to the priorities here."),
        Table("strategy-alignment", "Plans of community safety partnerships against the priorities", columns, tuple(rows),
              ("Not yet judged is no gap: nobody has read that plan against that priority.",))]
    gaps = [f"{told.name(each.csp)}, {chosen.title(each.priority).lower()}: {each.clauses[0].why}" for each in held.cells
            if each.answer == "gap" and each.clauses and each.clauses[0].why]
    if gaps:
        blocks += [Heading("Where there is a gap"), Bullets(tuple(gaps))]
    counts = ", ".join(f"{words.lower()}: {held.counted(answer)}" for answer, words in ANSWERS.items() if held.counted(answer))
    return Page("strategy/alignment", title, WORK, f"{plural(len(held.csps), 'plan')} against {plural(len(chosen.priorities), 'priority', 'priorities')}. {sentence(counts)}.",
                tuple(blocks))


def review(chosen: Chosen) -> Page:
    """When the strategy is reviewed, what reviews found, where it is published."""
    strategy = chosen.strategy
    held = [each for each in chosen.plan.of(Review) if each.of == "strategy" and each.which in ("", strategy.id)]
    blocks: list[Block] = [Bullets((
        f"It covers {date_words(strategy.starts)} to {date_words(strategy.ends)}.",
        f"It is to be reviewed by {date_words(strategy.review_due)}." if strategy.review_due else "No date is set for its review.",
        f"It was published on {date_words(strategy.published_on)}." if strategy.published_on else "It hasn't been published yet.",
        "An annual report says each year what was done, what changed, and what did not work.",
        "Each priority is looked at again when a finding that it rests on changes, or when what it rests on turns out to be wrong."))]
    if held:
        rows = tuple((TableCell(date_words(each.held_on)), TableCell(_reviewer(chosen, each.by)), TableCell(each.considered), TableCell(OUTCOMES[each.outcome]),
                      TableCell(each.why)) for each in held)
        columns = (Column("Day"), Column("Who reviewed"), Column("What was considered"), Column("What came of it"), Column("Why"))
        blocks += [Heading("Reviews so far"), Table("strategy-reviews", "Reviews of this strategy", columns, rows)]
    elif not strategy.published_on:
        blocks.append(Callout("No review has been held yet."))
    lead = f"Review due {date_words(strategy.review_due)}." if strategy.review_due else "When it is looked at again."
    return Page("strategy/review", "Review and publication", WORK, sentence(lead), tuple(blocks))


def _reviewer(chosen: Chosen, ident: str) -> str:
    """Who reviewed, by name: a body of the partnership, one of its meetings, or an authority."""
    meeting = next((each for each in chosen.plan.of(Meeting) if each.id == ident), None)
    if meeting:
        return f"{BODIES[meeting.body]}, {date_words(meeting.held_on)}"
    return BODIES.get(ident) or chosen.told.name(ident)
