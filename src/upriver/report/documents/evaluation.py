"""Did it work? Every study of an action: what was asked, how, the least effect that could have been seen, and what was found."""

from __future__ import annotations

from upriver.report.plans.told import Told
from upriver.report.plans.worked.ladder import how_to_read
from upriver.report.plans.worked.studies import CLAIMS, action_of, blocks_of, lead, page_of, verdict
from upriver.words.document import Block, Column, Heading, KeyFigure, KeyFigures, Page, Paragraph, Table, TableCell
from upriver.words.monitoring.effect import COUNTS, MONTHS, RESULTS
from upriver.words.registers.delivery import Action
from upriver.words.registers.learning import DESIGNS
from upriver.words.text import plural

SLUG = "evaluation"
TITLE = "Did it work?"
AUDIENCES = ("restricted", "public")
ABOUT = ""
FORMS = ("pdf", "docx")
TABLES = {
    COUNTS: "Studies: counts before and after, by group of areas",
    MONTHS: "Studies: counts month by month, by group of areas",
    RESULTS: "Studies: the least effect that could have been seen, and what was found",
}
MADE = {
    "studies": "Each study was written down with its areas, dates and design. Counts are summed over its areas; months that are missing in one "
    "of them are left out on all sides. The least effect is the smallest fall that would be seen four times in five.",
}
NONE = "No study has been written down yet. An action that nobody evaluates is known by what it costs and how many it reached, and by nothing else."


def pages(told: Told) -> tuple[Page, ...]:
    """One page for all studies with what each found, and one for each."""
    first = Page("evaluation", TITLE, "Studies", _lead(told), _overview(told))
    return (first, *(Page(page_of(each.study), each.study.question, "Studies", lead(each), blocks_of(told, each)) for each in told.effects))


def _lead(told: Told) -> str:
    if not told.effects:
        return NONE
    found = sum(1 for each in told.effects if each.rung in CLAIMS and not each.exploratory)
    return (f"{plural(len(told.effects), 'study', 'studies')} of {plural(len({each.study.action for each in told.effects}), 'action')}; "
            f"{found} {'was' if found == 1 else 'were'} able to show more than chance explains. None of them proves a cause.")


def _overview(told: Told) -> tuple[Block, ...]:
    actions = [each for each in told.plan.of(Action) if each.status != "stopped"]
    studied = {each.study.action for each in told.effects}
    left = [each for each in actions if each.id not in studied]
    blocks: list[Block] = []
    if told.effects:
        blocks += [_table(told), _counts(told)]
    if actions:
        blocks += [Heading("Actions that no study looks at"), Paragraph(f"{len(left)} of {plural(len(actions), 'action')} have no study.")]
    if left:
        rows = tuple((TableCell(each.title), TableCell(each.evaluation_plan or "No plan to evaluate it is recorded.")) for each in left)
        blocks.append(Table("evaluation-not-studied", "Actions without a study", (Column("Action"), Column("Plan to evaluate it")), rows, (),
                            "The partnership's own records", "", 12))
    return (*blocks, *how_to_read(told.effects)) if told.effects else tuple(blocks)


def _counts(told: Told) -> KeyFigures:
    kinds: dict[str, int] = {}
    for each in told.effects:
        kinds[verdict(each)] = kinds.get(verdict(each), 0) + 1
    return KeyFigures(tuple(KeyFigure(name, f"{many:,}", f"of {plural(len(told.effects), 'study', 'studies')}") for name, many in kinds.items()))


def _table(told: Told) -> Table:
    columns = ("Question", "Action", "What is counted", "Design", "Least effect that could have been seen", "What was found")
    rows = tuple(
        (TableCell(each.study.question, href=page_of(each.study)), TableCell(action_of(told, each.study)), TableCell(each.study.counted),
         TableCell(DESIGNS[each.study.design]), TableCell(each.least_seen.split(" would have")[0] or "Can't be said"), TableCell(verdict(each)))
        for each in told.effects
    )
    return Table("evaluation-studies", "What each study found", tuple(Column(name) for name in columns), rows,
                 ("The least effect is said first: read the last column by it.",), "Studies of the latest assessment, through the lock")
