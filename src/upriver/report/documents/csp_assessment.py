"""A community safety partnership's strategic assessment, cut from the partnership's own."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.csp.chapters import changes, harm, levels, missing, people, places, provided, times
from upriver.report.plans.csp.ground import Ground, ground_of
from upriver.report.plans.csp.matrix import TONES, titled
from upriver.report.plans.csp.paragraphs import as_a_whole, told_of
from upriver.report.plans.csp.regulations import ASSESSMENT, NOT_READ
from upriver.report.plans.told import Told, need_assessment
from upriver.words.document import Block, Bullets, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.delivery import STATUSES
from upriver.words.standing.aligned import ANSWERS
from upriver.words.text import day, plural

SLUG = "csp_assessment"
TITLE = "CSP strategic assessment"
AUDIENCES = ("restricted", "public")
ABOUT = "csp"
FORMS = ("pdf", "docx")
GROUP = "Strategic assessment"


def pages(told: Told) -> tuple[Page, ...]:
    """What to put first and why, then levels, changes, places, times, people, harm, what was done, and what isn't known."""
    need_assessment(told)
    ground = ground_of(told)
    chapters = (
        _chapter("levels", "Levels and patterns", f"{ASSESSMENT['levels']} What the police recorded, by kind.", levels(ground)),
        _chapter("changes", "What has changed", f"{ASSESSMENT['changes']} Why is for the strategy group to say: figures alone can't.", changes(ground)),
        _chapter("places", "Where", "The small areas where most is recorded for each resident.", places(ground)),
        _chapter("times", "When", "Through the year and through the week.", times(ground)),
        _chapter("people", "People", "Who lives here, and what goes with violence.", people(ground)),
        _chapter("harm", "Harm", "How much harm is done, with what, and what health services see.", harm(ground)),
        _chapter("done", "What was done", ASSESSMENT["implemented"], _done(ground)),
        _chapter("limits", "What isn't known", "Gaps that readers must know of.", _limits(ground)),
    )
    return (_first(ground, told), *(page for page in chapters if page))


def _chapter(slug: str, title: str, lead: str, blocks: Sequence[Block]) -> Page | None:
    return Page(f"csp-assessment/{slug}", title, GROUP, lead, tuple(blocks)) if blocks else None


def _first(ground: Ground, told: Told) -> Page:
    blocks: list[Block] = [Heading("What to put first"), Paragraph(ASSESSMENT["priorities"])]
    if told.in_force and ground.priorities:
        blocks += [_first_table(ground, told)]
    if whole := as_a_whole(ground):
        blocks += [Heading("All of it together", 3), Paragraph(whole.text)]
    for priority in ground.priorities:
        if told_kinds := told_of(ground, priority).kinds:
            blocks += [Heading(priority.title, 3), Paragraph(" ".join(said.text for said in told_kinds[:2]))]
    blocks += [Heading("For the strategy group to add"), Bullets((
        "What you know that figures don't show: what changed, why, and what is coming.",
        "Which of these you put first, what else of crime and disorder you put beside them, and why.",
        "What the people who live here said.",
    )), NOT_READ]
    lead = f"{ground.name}, from the assessment of {told.period}. It is looked at again each year."
    return Page("csp-assessment", f"Strategic assessment: {ground.name}", GROUP, lead, tuple(blocks))


def _first_table(ground: Ground, told: Told) -> Table:
    cells = ground.alignment.of(ground.body.id)
    rows = tuple((TableCell(titled(told, each.priority)), TableCell(ANSWERS[each.answer], tone=TONES[each.answer]), TableCell("[Yes or no, and why]"))
                 for each in cells)
    columns = (Column("Priority of the partnership"), Column("In your plan today"), Column("A priority here?"))
    return Table("csp-assessment-priorities", "The partnership's priorities, for the strategy group to choose from", columns, rows)


def _done(ground: Ground) -> list[Block]:
    blocks: list[Block] = []
    if actions := ground.actions():
        rows = tuple(
            (TableCell(each.title), TableCell("Here" if where == "here" else "Everywhere"), TableCell(STATUSES.get(each.status, each.status)),
             TableCell(each.progress or "nothing recorded"), TableCell(ground.told.name(each.lead) if each.lead else ""))
            for each, where in actions
        )
        columns = (Column("Action"), Column("Where"), Column("Stands"), Column("What has happened"), Column("Led by"))
        blocks.append(Table("csp-assessment-actions", f"{plural(len(rows), 'action')} of the strategy that reach this area", columns, rows, shown_rows=12))
    strand = ground.alignment.strand(ground.body.id) if ground.told.in_force else None
    if strand and strand.plan:
        read = f", read on {day(strand.judged_on)}" if strand.judged_on else ""
        blocks.append(Paragraph(f"Plan in force: {strand.plan}{read}. [Say of each of its aims whether it was carried out, and what shows it.]"))
    return [*blocks, *provided(ground)]


def _limits(ground: Ground) -> list[Block]:
    return [
        Bullets((*missing(ground), "Violence that nobody reports is in no police record. Sources are set side by side and never added up.",
                 "Why levels changed can't be told from these figures.")),
        Paragraph(f"Figures: run {ground.told.run}, {ground.told.period}. Every number keeps its name in the tables that come with this paper."),
    ]
