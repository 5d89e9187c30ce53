"""The annexes: consultation log, delivery plan, risk register, and the name of every figure that is cited."""

from __future__ import annotations

from collections import Counter

from upriver.report.plans.strategy.chosen import ANNEXES, Chosen
from upriver.report.plans.tables import coded, date_words, evidence_words, when_words, who_words
from upriver.words.area import Area
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.asking import HOW, Consultation, Consulted
from upriver.words.registers.delivery import CAUSES, EVALUATIONS, HORIZONS, LEVELS, STAGES, STATUSES, Action, Milestone
from upriver.words.registers.strategy import Risk
from upriver.words.standing.asked import STATES
from upriver.words.text import plural


def consultation(chosen: Chosen) -> Page:
    """Who was asked, when, how, and what changed. In public by kind of authority; inside by name, with what each said."""
    told = chosen.told
    held = [each for each in chosen.plan.of(Consultation) if each.strategy == chosen.strategy.id and each.held_on and each.held_on <= told.on]
    asked = told.consultings.get(chosen.strategy.id)
    blocks: list[Block] = []
    if held:
        rows = tuple((TableCell(date_words(each.held_on)), TableCell(coded(each.how, HOW)), TableCell(each.says), TableCell(_whom(chosen, each)),
                      TableCell(each.changed or "not said")) for each in held)
        columns = (Column("Day"), Column("How"), Column("What was asked"), Column("Whom"), Column("What changed"))
        blocks.append(Table("strategy-consultations", "Consultations on this strategy", columns, rows))
    if asked and asked.must:
        blocks += [Heading("Those who must be consulted" if chosen.inside else "Who was consulted"), _kinds(chosen)]
        if chosen.inside:
            blocks += [Heading("Each authority"), _each(chosen)]
    must = len(asked.must) if asked else 0
    heard = must - (len(asked.missing) if asked else 0)
    lead = f"{heard} of {plural(must, 'authority', 'authorities')} that must be consulted {'has' if heard == 1 else 'have'} been." if must else "Nobody is listed who must be consulted."
    if not chosen.inside and heard < must:
        lead = f"{plural(heard, 'authority has', 'authorities have')} been consulted so far."
    return Page("strategy/consultation-log", "Consultation log", ANNEXES, lead, tuple(blocks) or (Callout("No consultation is recorded yet.", "warning"),))


def _whom(chosen: Chosen, held: Consultation) -> str:
    rows = [each for each in chosen.plan.of(Consulted) if each.consultation == held.id]
    kinds = Counter(chosen.told.kind(each.authority) or "other" for each in rows)
    bodies = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return "; ".join(part for part in (f"{plural(len(rows), 'authority', 'authorities')} ({bodies})" if rows else "", held.others) if part) or "not said"


def _kinds(chosen: Chosen) -> Table:
    """How many of each kind replied, kept silent, are waited for, were never asked; in public how many were asked and replied."""
    asked = chosen.told.consultings[chosen.strategy.id]
    names = {each.authority: chosen.told.kind(each.authority) for each in asked.must}
    rows: list[tuple[TableCell, ...]] = []
    if not chosen.inside:
        for kind in asked.kinds():
            heard = [each for each in asked.of(kind) if each.state != "never"]
            if heard:
                rows.append((TableCell(names[heard[0].authority].capitalize()), TableCell(float(len(heard))), TableCell(float(len(asked.of(kind, "replied"))))))
        return Table("strategy-consulted", "Authorities consulted, by kind", (Column("Kind of authority"), Column("Asked", 0), Column("Replied", 0)), tuple(rows))
    states = [state for state in STATES if any(each.state == state for each in asked.must)]
    for kind in asked.kinds():
        own = asked.of(kind)
        rows.append((TableCell(names[own[0].authority].capitalize()), *(TableCell(float(len(asked.of(kind, state)))) for state in states)))
    return Table("strategy-consulted", "Authorities that must be consulted, by kind and reply",
                 (Column("Kind of authority"), *(Column(STATES[state], 0) for state in states)), tuple(rows),
                 ("Section 8(4); over a wider area section 9(4) too. Silence is recorded as silence.",))


def _each(chosen: Chosen) -> Table:
    told = chosen.told
    rows = []
    for each in told.consultings[chosen.strategy.id].must:
        said = "; ".join(row.said for row in each.rows if row.said)
        changed = "; ".join(row.changed for row in each.rows if row.changed)
        days = [row.replied_on for row in each.rows if row.replied_on]
        rows.append((TableCell(told.name(each.authority)), TableCell(STATES[each.state], tone="worse" if each.state == "never" else ""),
                     TableCell(date_words(max(days)) if days else ""), TableCell(said), TableCell(changed)))
    columns = (Column("Authority"), Column("How it stands"), Column("Replied on"), Column("What it said"), Column("What changed"))
    return Table("strategy-replies", "Each authority's reply", columns, tuple(rows))


def delivery_plan(chosen: Chosen) -> Page:
    """Every action in full, by priority, with its milestones."""
    blocks: list[Block] = []
    for priority in (*(each.id for each in chosen.priorities), ""):
        own = chosen.of(priority)
        if own:
            blocks.append(Heading(chosen.title(priority)))
            blocks += [_action(chosen, each) for each in own]
    lead = f"{plural(len(chosen.actions), 'action')}, each with who leads, by when and on what evidence."
    return Page("strategy/delivery-plan", "Delivery plan", ANNEXES, lead, tuple(blocks) or (Paragraph("There are no actions yet."),))


def _action(chosen: Chosen, action: Action) -> Table:
    """One action: its facts as a table of two columns, which a telephone and paper can hold. Progress and referral stay inside."""
    told = chosen.told
    places = {area.code: area.name for area in _areas(chosen)}
    approach = evidence_words(told, action)
    whom = [f"{coded(action.level, LEVELS)} prevention" if action.level else "", coded(action.stage, STAGES, "").lower(),
            f"works on {coded(action.cause, CAUSES).lower()}" if action.cause else "",
            f"to show: {coded(action.horizon, HORIZONS).lower()}" if action.horizon else ""]
    facts = [("What", action.what), ("Who leads and supports", who_words(told, action)), ("Who delivers", action.provider),
             ("Function or power used", action.function), ("When", when_words(action)),
             ("For whom", "; ".join(each for each in whom if each) or "not said"),
             ("Where", ", ".join(places.get(each, each) for each in action.places) or "everywhere"),
             ("People planned a year", f"{action.planned_reach:,}" if action.planned_reach is not None else "not said"),
             ("Evidence", f"{approach}. {action.approach_reason}" if action.approach_reason else approach),
             ("Evaluation", ". ".join(part for part in (coded(action.evaluation, EVALUATIONS, "none yet"), action.evaluation_plan) if part)),
             ("Other boards that follow it", ", ".join(action.boards)), ("Milestones", _steps(chosen, action))]
    if chosen.inside:
        stood = f"{coded(action.status, STATUSES)}{f' on {date_words(action.status_on)}' if action.status_on else ''}"
        facts += [("Where it stands", stood), ("What has happened", action.progress), ("What comes next", action.next_step), ("Referral", action.referral)]
    rows = tuple((TableCell(name), TableCell(says)) for name, says in facts if says)
    return Table(f"action-{action.id}", action.title, (Column("About the action"), Column("As planned")), rows)


def _steps(chosen: Chosen, action: Action) -> str:
    """Its milestones in a line; whether each was done is told inside alone."""
    held = sorted((each for each in chosen.plan.of(Milestone) if each.action == action.id), key=lambda each: (each.due is None, each.due))
    done = {each.id: f", {f'done on {date_words(each.done_on)}' if each.done_on else 'not done yet'}" if chosen.inside else "" for each in held}
    return "; ".join(f"{each.title} (by {date_words(each.due)}{done[each.id]})" for each in held)


def _areas(chosen: Chosen) -> list[Area]:
    seen: dict[str, Area] = {}
    for cell in chosen.told.cells.values():
        seen.setdefault(cell.key.area.code, cell.key.area)
    return list(seen.values())


def risks(chosen: Chosen) -> Page:
    """What could stop the strategy, the greatest first."""
    weight = {"high": 0, "medium": 1, "low": 2, "": 3}
    held = sorted((each for each in chosen.plan.of(Risk) if each.strategy == chosen.strategy.id),
                  key=lambda each: (weight[each.likelihood] + weight[each.impact], weight[each.impact]))
    rows = tuple((TableCell(each.says), TableCell(each.likelihood or "not said"), TableCell(each.impact or "not said"), TableCell(each.answer or "nothing yet"),
                  TableCell(chosen.told.name(each.owner) if each.owner else "nobody yet")) for each in held)
    columns = (Column("What could happen"), Column("How likely"), Column("How bad"), Column("What is done about it"), Column("Who watches it"))
    blocks: tuple[Block, ...] = (Table("strategy-risks", "Risks to the strategy", columns, rows),) if rows else (Callout("No risk is recorded yet."),)
    return Page("strategy/risks", "Risk register", ANNEXES, f"{plural(len(rows), 'risk')}, the greatest first.", blocks)


def figures(chosen: Chosen) -> Page:
    """The name of every figure that is cited, so that anybody can have it explained."""
    runs = chosen.inside
    rows = tuple(
        (TableCell(f"{each.title}. {each.where}" if each.where else each.title), TableCell(each.now or each.changed), TableCell(each.because.figure),
         *((TableCell(each.because.run or "not said"), TableCell(each.because.release or "not published yet")) if runs else ()))
        for each in chosen.cited
    )
    columns = tuple(map(Column, ("Figure", "What it says now", "Its name, which never changes", *(("Cited from run", "Release") if runs else ()))))
    blocks: tuple[Block, ...] = (
        Paragraph("Anybody who holds the assessment can have a figure explained by its name, down to the steps it was counted with: "
                  "upriver explain \"NAME\". In the published assessment each has a page under Explanations."),
        Table("strategy-figures", "Figures cited in this strategy", columns, rows))
    if chosen.told.run:
        blocks = (*blocks, Paragraph(f"The figures stand as in run {chosen.told.run}."))
    return Page("strategy/figures", "Every figure that is cited", ANNEXES, f"{plural(len(rows), 'figure')} of the strategic needs assessment.",
                blocks if rows else (Callout("No figure is cited yet.", "warning"),))
