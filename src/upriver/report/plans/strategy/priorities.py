"""What the assessment found, the theory of change as a whole, and one page for each priority."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.plans.citing import Cited
from upriver.report.plans.strategy.chosen import PRIORITIES, START, Chosen, page_of
from upriver.report.plans.strategy.measured import measures_table
from upriver.report.plans.tables import actions_table, coded, date_words
from upriver.report.plans.theory import theory_blocks
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.registers.asking import GROUNDS, REQUEST_ANSWERS, Request
from upriver.words.registers.strategy import DIRECTIONS, Priority
from upriver.words.text import day, plural


def found(chosen: Chosen) -> Page:
    """What the assessment found, on one page: every figure that a priority rests on, as it stands today."""
    told = chosen.told
    blocks: list[Block] = [Paragraph(
        f"These are the figures of the strategic needs assessment that the priorities rest on{f', for {told.period}' if told.period else ''}. "
        "Nothing here says what causes what: two things that go together need not be cause and effect.")]
    for priority in chosen.priorities:
        cites = [each for each in chosen.cited if each.because.priority == priority.id]
        if cites:
            blocks += [Heading(priority.title), cited_table(cites, f"found-{priority.id}", f"Findings behind: {priority.title}", inside=chosen.inside)]
    changed = [each for each in chosen.cited if each.state != "current"]
    if changed:
        blocks.append(Callout(f"{plural(len(changed), 'figure')} of {len(chosen.cited)} changed or can't be shown since the priorities were set; "
                              "each is marked.", "warning"))
    if not chosen.cited:
        blocks = [Callout("No priority cites a finding yet.", "warning")]
    where = f"Assessment as of {day(told.assessed_on)}. " if told.assessed_on else ""
    return Page("strategy/found", "What the assessment found", START,
                f"{where}{plural(len(chosen.cited), 'finding')} stand behind {plural(len(chosen.priorities), 'priority', 'priorities')}.", tuple(blocks))




def cited_table(cites: list[Cited], slug: str, caption: str, *, inside: bool) -> Table:
    """Cited figures one a row: what, where and when, what it says now, why it matters."""
    columns = (Column("Finding"), Column("What it says"), Column("Why it matters here"))
    rows = tuple((TableCell(f"{each.title}. {each.where}" if each.where else each.title), TableCell(_says(each)), TableCell(each.because.note))
                 for each in cites)
    notes = ("Each figure is named on the page of figures, so that anybody can see how it was made.",)
    return Table(slug, caption, columns, rows, notes, source="strategic needs assessment; everything through disclosure control")


def _says(each: Cited) -> str:
    return " ".join(part for part in (f"{each.now}." if each.now and each.changed else each.now, each.changed) if part)


def theory_page(chosen: Chosen) -> Page:
    """The theory of change across the priorities: what is done, what is to change, and what all of it rests on."""
    theories = [(priority, chosen.response.theories.get(priority.id)) for priority in chosen.priorities]
    rows, assumptions = [], []
    for priority, held in theories:
        if held and held.boxes:
            rows.append((TableCell(priority.title, href=page_of(priority.id)), TableCell("; ".join(box.step.says for box in held.of("activity"))),
                         TableCell("; ".join(box.step.says for box in held.of("outcome")))))
            assumptions += [f"{box.step.says} ({priority.title})" for box in held.of("assumption")]
    blocks: list[Block] = [Paragraph(
        "A theory of change says, before anything is done, how it is supposed to lead to less violence, so that it can be tested and given "
        "up where it is wrong. Each priority's page has its own, drawn as a picture and told in words.")]
    if rows:
        columns = (Column("Priority"), Column("What we do"), Column("What we expect to change"))
        blocks.append(Table("strategy-theory", "From what we do to what changes", columns, tuple(rows)))
    if assumptions:
        blocks += [Heading("What this rests on"), Paragraph("If one of these turns out to be wrong, the priority that rests on it is looked at again."),
                   Bullets(tuple(assumptions))]
    missing = [priority.title for priority, held in theories if not held or not held.boxes]
    if missing:
        blocks.append(Callout(f"No theory of change is written yet for: {'; '.join(missing)}."))
    return Page("strategy/theory", "Theory of change", START, f"{len(rows)} of {plural(len(theories), 'priority', 'priorities')} say how change is to come about.", tuple(blocks))


def priority_page(chosen: Chosen, priority: Priority, number: int) -> Page:
    """One priority: why, what will be different and how we will know, whom it serves, what is done, what is asked, what was heard."""
    blocks = [block for part in (_why, _objectives, _served, _heard, _theory, _done, _asked) for block in part(chosen, priority)]
    who = f" {chosen.told.name(priority.lead)} leads." if priority.lead else ""
    lead = f"{priority.outcome.rstrip('.')}.{who}" if priority.outcome else f"Its outcome is still to be said.{who}"
    return Page(page_of(priority.id), f"{number}. {priority.title}", PRIORITIES, lead, tuple(blocks))


def _why(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    yield Heading("Why this")
    if priority.why:
        yield Paragraph(priority.why)
    cites = [each for each in chosen.cited if each.because.priority == priority.id]
    if cites:
        yield cited_table(cites, f"because-{priority.id}", "Findings that it rests on", inside=chosen.inside)
    elif chosen.inside:
        yield Callout("It cites no finding of the assessment yet.", "warning")


def _objectives(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    objectives = chosen.objectives(priority.id)
    yield Heading("What we set out to do, and how we will know")
    if objectives:
        yield Bullets(tuple(each.says if each.says.casefold().startswith(each.direction) else f"To {coded(each.direction, DIRECTIONS).lower()}: {each.says}"
                            for each in objectives))
    table = measures_table(chosen, objectives, f"measures-{priority.id}")
    if table:
        yield table
    elif chosen.inside:
        yield Callout("No indicator is set yet.", "warning")


def _served(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    told = (("People harmed", priority.for_victims), ("People who harm", priority.for_people_who_harm),
            ("People who witness or stand by", priority.for_bystanders), ("The health risk they share", priority.shared_health_risk))
    rows = tuple((TableCell(who), TableCell(says)) for who, says in told if says)
    if rows:
        yield Heading("Whom it serves")
        yield Table(f"served-{priority.id}", "Whom the priority serves", (Column("Who"), Column("How")), rows)


def _heard(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    if priority.young_people_said:
        yield Heading("What young people told us")
        yield Callout(priority.young_people_said)


def _theory(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    theory = chosen.response.theories.get(priority.id)
    if theory and theory.boxes:
        yield Heading("How change is to come about")
        yield from theory_blocks(theory, priority.title, inside=chosen.inside)


def _done(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    actions = chosen.of(priority.id)
    yield Heading("What we will do")
    if not actions:
        yield Callout("No action serves it yet.", "warning")
        return
    yield actions_table(chosen.told, actions, slug=f"actions-{priority.id}", caption=f"Actions: {priority.title}", with_status=chosen.inside)
    reasons = [f"{each.title}: {each.approach_reason}" for each in actions if each.approach_reason]
    if reasons:
        yield Heading("Where the evidence is thin, why we do it all the same", 3)
        yield Bullets(tuple(reasons))


def _asked(chosen: Chosen, priority: Priority) -> Iterator[Block]:
    """Requests to schools, prisons and youth custody; what they wrote back stays inside the partnership."""
    ids = {each.id for each in chosen.of(priority.id)}
    asked = [each for each in chosen.plan.of(Request) if each.action in ids and each.strategy in ("", chosen.strategy.id)
             and each.asked_on and each.asked_on <= chosen.told.on]
    if not asked:
        return
    yield Heading("What we ask of schools, prisons and youth custody")
    columns = [Column("Authority"), Column("What is asked"), Column("Asked on"), Column("Answer"), *([Column("What it said")] if chosen.inside else [])]
    rows = tuple(
        (TableCell(chosen.told.name(each.authority)), TableCell(each.asked), TableCell(date_words(each.asked_on)),
         TableCell(REQUEST_ANSWERS.get(each.answer, each.answer) + (f": {GROUNDS[each.ground].lower()}" if each.ground in GROUNDS else "")),
         *((TableCell(each.note),) if chosen.inside else ()))
        for each in asked
    )
    yield Table(f"requests-{priority.id}", "Requests, and how they were answered", tuple(columns), rows,
                ("Grounds for declining stand in section 15 of the Act; their words are for the partnership to confirm.",))
