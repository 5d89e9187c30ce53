"""Community safety partnerships' plans against the strategy: met, partly, gap, not yet judged."""

from __future__ import annotations

from upriver.report.plans.csp.matrix import clauses, matrix, strands, titled
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Callout, Heading, KeyFigure, KeyFigures, Page
from upriver.words.refusal import Refusal
from upriver.words.registers.strategy import Strategy
from upriver.words.standing.aligned import Alignment
from upriver.words.text import day, listed, plural

SLUG = "alignment"
TITLE = "Plans of community safety partnerships, lined up"
AUDIENCES = ("restricted",)
ABOUT = "strategy"
FORMS = ("docx", "pdf", "xlsx")
RESTS_ON = (
    "Section 6(1)(d) of the Crime and Disorder Act 1998 asks each community safety partnership for a strategy to prevent people from becoming "
    "involved in serious violence and to reduce it. That its plan lines up with this strategy is what guidance hopes for, not what the Act says."
)


def pages(told: Told) -> tuple[Page, ...]:
    """One page: the three counts, the matrix, the strands, what to do next, and the clauses."""
    strategy, held = told.plan.one(Strategy, told.about), told.alignments.get(told.about)
    if strategy is None or held is None:
        raise Refusal(f"there is no strategy {told.about} on {day(told.on.isoformat())}", do="`upriver strategy list --on DATE` shows those of a day.")
    if not held.priorities:
        raise Refusal(f"the strategy {strategy.id} has no priorities to hold plans against", do="Add one: upriver priority add.")
    blocks: list[Block] = [_counts(held), matrix(told, held)]
    if steps := _next(told, held):
        blocks += [Heading("What to do next"), Bullets(tuple(steps))]
    blocks += [Heading("Is there a strand on serious violence at all?"), Callout(RESTS_ON), strands(told, held)]
    if table := clauses(told, held):
        blocks += [Heading("The clauses"), table]
    return (Page("alignment", "How plans line up", "Alignment", _lead(told, held, strategy.title), tuple(blocks)),)


def _lead(told: Told, held: Alignment, title: str) -> str:
    without = [told.name(csp) for csp in held.csps if held.strand(csp).has == "no"]
    said = f"{plural(len(held.csps), 'plan')} against the {plural(len(held.priorities), 'priority', 'priorities')} of {title}: "
    said += f"{plural(held.counted('gap'), 'gap')}, {held.counted('partly')} partly met, {held.counted('met')} met, {held.counted('not_judged')} not yet judged."
    return said + (f" No strand on serious violence was found in the plan of {listed(without)}." if without else "")


def _counts(held: Alignment) -> KeyFigures:
    of = f"of {len(held.cells)} pairs of plan and priority"
    labels = (("met", "Met"), ("partly", "Partly met"), ("gap", "Gaps"))
    return KeyFigures(tuple(KeyFigure(label, str(held.counted(answer)), of) for answer, label in labels))


def _next(told: Told, held: Alignment) -> list[str]:
    """What would close what is open, one line a CSP; those of which nothing is recorded together."""
    steps, unread = [], []
    for csp in held.csps:
        gaps, partly, open_ = (held.of(csp, answer) for answer in ("gap", "partly", "not_judged"))
        if len(open_) == len(held.priorities):
            unread.append(told.name(csp))
            continue
        if gaps or partly:
            what = [*([plural(len(gaps), "gap")] if gaps else []), *([f"{plural(len(partly), 'priority', 'priorities')} partly met"] if partly else [])]
            steps.append(f"{told.name(csp)}: send the gap letter, on {listed(what)}.")
        if open_:
            steps.append(f"{told.name(csp)}: still to be judged: {'; '.join(titled(told, each.priority) for each in open_)}.")
    if unread:
        steps.append(f"{listed(unread, most=30)}: read {'its plan and record its' if len(unread) == 1 else 'their plans and record their'} clauses; none is recorded yet.")
    return steps
