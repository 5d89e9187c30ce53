"""The strategy's first pages: what it wants and what it sets out to do; the foreword and who signed."""

from __future__ import annotations

from decimal import Decimal

from upriver.report.plans.strategy.chosen import START, Chosen, page_of
from upriver.report.plans.strategy.money import in_its_years
from upriver.report.plans.tables import date_words, money_words
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Page,
    Paragraph,
    Table,
    TableCell,
)
from upriver.words.registers.delivery import Funding
from upriver.words.text import plural


def first_page(chosen: Chosen) -> Page:
    """What it is for, the priorities, and the plan in a few numbers."""
    strategy = chosen.strategy
    blocks: list[Block] = [*_state(chosen)]
    if strategy.vision:
        blocks += [Heading("What we want to be true"), Paragraph(strategy.vision)]
    blocks += [Heading("The strategy in numbers"), _numbers(chosen), Heading("What we will work on")]
    blocks.append(_priorities(chosen))
    blocks += [Heading("How to read it"), Paragraph(
        "Each priority begins with what the strategic needs assessment found, says what will change and how we will know, and ends with "
        "what will be done, by whom and by when. A figure carries its 95% interval: the range that the true value lies in, 95 times out "
        "of 100, if chance alone is at work.",
        (("What the assessment found", "strategy/found"), ("How it is paid for", "strategy/money"),
         ("How we will know whether it works", "strategy/watching"), ("Every action", "strategy/delivery-plan")))]
    return Page("strategy", strategy.title, START, _lead(chosen), tuple(blocks))


def _lead(chosen: Chosen) -> str:
    strategy = chosen.strategy
    years = f"{date_words(strategy.starts)} to {date_words(strategy.ends)}"
    return f"How the authorities of {chosen.told.partnership.name} prevent and reduce serious violence, {years}."


def _state(chosen: Chosen) -> list[Block]:
    """That it is a draft, or was replaced; inside the partnership what is still open."""
    if chosen.strategy.state == "superseded":
        return [Callout("This strategy has been replaced by a later one.", "warning")]
    found: list[Block] = []
    if chosen.strategy.state == "draft":
        found.append(Callout("This is a draft. It can change until the partnership has agreed it.", "warning"))
    if chosen.inside:
        response = chosen.response
        parts = [*(["it can't be made final yet"] if response.blockers else []),
                 *([f"{plural(len(response.orphans), 'action')} stand{'s' if len(response.orphans) == 1 else ''} without finding, evidence or plan"]
                   if response.orphans else []),
                 *([f"{plural(len(response.unsigned), 'specified authority', 'specified authorities')} "
                    f"{'has' if len(response.unsigned) == 1 else 'have'} not signed"] if response.unsigned else [])]
        if parts:
            found.append(Callout(f"Still open: {'; '.join(parts)}. The page on what is still open says which."))
    return found


def _numbers(chosen: Chosen) -> KeyFigures:
    """Priorities, actions, authorities and money: each counted from the records."""
    leads = {each.lead for each in chosen.actions if each.lead}
    ids = {each.id for each in chosen.actions}
    lines = [each for each in chosen.plan.of(Funding) if each.action in ids]
    amounts = [each.planned for each in lines if each.planned is not None]
    without = len(ids - {each.action for each in lines if each.planned is not None})
    items = [KeyFigure("Priorities", str(len(chosen.priorities)), "each with what we will prevent and reduce"),
             KeyFigure("Actions", str(len(chosen.actions)), f"led by {plural(len(leads), 'authority', 'authorities')}")]
    if amounts:
        running = [each.planned for each in chosen.plan.of(Funding) if not each.action and each.planned is not None and in_its_years(chosen, each)]
        notes = (f"{plural(without, 'action')} without an amount" if without else "",
                 f"{money_words(sum(running, Decimal(0)))} more is planned for the partnership's own running" if running else "")
        items.append(KeyFigure("Money planned for actions", money_words(sum(amounts, Decimal(0))), "over all years, given in kind included",
                               "; ".join(filter(None, notes))))
    cited = len(chosen.cited)
    items.append(KeyFigure("Findings cited", str(cited), "from the strategic needs assessment"))
    return KeyFigures(tuple(items))


def _priorities(chosen: Chosen) -> Table:
    rows = tuple((TableCell(f"{at}. {each.title}", href=page_of(each.id)), TableCell(each.outcome or "not said yet"),
                  TableCell(float(len(chosen.of(each.id))))) for at, each in enumerate(chosen.priorities, 1))
    return Table("strategy-priorities", "The priorities", (Column("Priority"), Column("What will be different"), Column("Actions", 0)), rows)


def foreword(chosen: Chosen) -> Page:
    """The foreword, signed by role, and which specified authorities agreed it."""
    told, signed = chosen.told, chosen.response.signed
    blocks: list[Block] = [Paragraph(part) for part in chosen.strategy.foreword.split("\n") if part.strip()]
    if not blocks and chosen.inside:
        blocks.append(Callout("No foreword has been written yet."))
    shown = [each for each in signed if each.signed_on or chosen.inside]
    columns = [Column("Specified authority"), Column("Kind"), Column("Agreed on"), *([Column("By")] if chosen.inside else [])]
    rows = tuple(
        (TableCell(told.name(each.authority)), TableCell(told.kind(each.authority)),
         TableCell(date_words(each.signed_on, "not yet signed"), tone="" if each.signed_on else "worse"),
         *((TableCell(told.names.get(each.signed_by, each.signed_by) or ""),) if chosen.inside else ()))
        for each in shown
    )
    blocks.append(Heading("Who agreed this strategy"))
    if rows:
        blocks.append(Table("strategy-signatures", "Specified authorities that agreed the strategy", tuple(columns), rows))
    else:
        blocks.append(Paragraph("No specified authority has signed yet."))
    count = len([each for each in signed if each.signed_on])
    lead = f"{count} of {len(signed)} specified authorities have agreed it." if chosen.inside or count == len(signed) else (
        f"{plural(count, 'specified authority has', 'specified authorities have')} agreed it so far.")
    return Page("strategy/foreword", "Foreword and agreement", START, lead, tuple(blocks))


def still_open(chosen: Chosen) -> Page:
    """What stands between draft and final, and everything that lacks its ground: for the partnership's own people alone."""
    response = chosen.response
    blocks: list[Block] = []
    if response.blockers:
        blocks += [Heading("What stands between this draft and the final strategy"), Bullets(response.blockers)]
    elif chosen.strategy.state == "draft":
        blocks += [Heading("May it be made final?"), Paragraph("Yes: everybody who must be consulted has been.")]
    if response.loose:
        blocks += [Heading("To settle besides"), Bullets(response.loose)]
    for kind, title, whole in (("action", "Actions that lack something", "action"), ("priority", "Priorities that lack something", "priority")):
        orphans = kind == "action"
        rows = tuple((TableCell(each.title), TableCell(each.id), TableCell(f"{'; '.join(each.says)}."),
                      *((TableCell("yes" if each.orphan else ""),) if orphans else ())) for each in response.lacking if each.kind == kind)
        blocks.append(Heading(title))
        columns = (Column(whole.capitalize()), Column("Id"), Column("What it lacks"),
                   *((Column("Without finding, evidence or plan"),) if orphans else ()))
        blocks.append(Table(f"strategy-lacking-{kind}", title, columns, rows) if rows else Paragraph("None."))
    gaps = [f"{chosen.title(each.priority)}: {' '.join(each.gaps)}" for each in response.theories.values() if each.gaps]
    if gaps:
        blocks += [Heading("Theories of change that aren't whole"), Bullets(tuple(gaps))]
    moved = [f"{each.title} ({each.where or 'place not known'}): {each.changed}" for each in chosen.cited if each.changed]
    if moved:
        blocks += [Heading("Cited findings that have changed"), Bullets(tuple(moved))]
    unanswered = [each.question.says for each in response.checks if each.answer is None]
    unanswered += [each.question.says for each in response.principles if each.answer is None]
    if unanswered:
        blocks += [Heading("Questions not yet answered"), Bullets(tuple(unanswered))]
    lead = f"{plural(len(response.orphans), 'action')} without finding, evidence or plan; {plural(len(response.blockers), 'thing')} between draft and final."
    return Page("strategy/still-open", "What is still open", ANNEX, lead, tuple(blocks))


ANNEX = "Inside the partnership"
