"""One or two paragraphs about a priority in one CSP, ready to be pasted, with their sources; nothing that isn't cleared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upriver.report.plans.csp.ground import Ground
from upriver.report.plans.csp.saying import Said, called, extract, recorded, street
from upriver.report.plans.csp.statements import STATEMENTS, statements
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Column, Heading, Paragraph, Table, TableCell
from upriver.words.figure import UNITS
from upriver.words.registers.strategy import Because, Priority
from upriver.words.text import number, sentence

MOST_KINDS, MOST_OTHERS = 3, 3


@dataclass(frozen=True, slots=True)
class OnePriority:
    """Two paragraphs of one priority: kinds of violence, then what else is known. `lacking` are cited findings without a figure here.

    `measures` are the kinds that the first paragraph tells of.
    """

    priority: Priority
    kinds: tuple[Said, ...]
    others: tuple[Said, ...]
    lacking: tuple[str, ...]
    measures: tuple[str, ...] = ()
    cites: bool = True
    """Whether the priority cites a finding at all."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(dict.fromkeys(cell for said in (*self.kinds, *self.others) for cell in said.cells))


def told_of(ground: Ground, priority: Priority) -> OnePriority:
    """What the CSP's own cleared figures say of a priority, led by the findings that the priority rests on."""
    cited = [pair for each in ground.told.plan.of(Because) if each.priority == priority.id and (pair := figure_of(each.figure))]
    topics = list(dict.fromkeys(measure for _, measure in cited))
    told = [(topic, said) for topic in topics if (said := _kind(ground, topic))]
    others = list(statements(ground, topics, cited))
    answered = {topic for topic, _ in told} | {topic for each in STATEMENTS for topic in (*each.topics, each.measure)}
    return OnePriority(priority, tuple(said for _, said in told[:MOST_KINDS]), tuple(others[:MOST_OTHERS]),
                tuple(called(ground, topic) for topic in topics if topic not in answered),
                tuple(topic for topic, _ in told[:MOST_KINDS]), cites=bool(cited))


def figure_of(name: str) -> tuple[str, str] | None:
    """The table and the measure in a figure's name, or None where it isn't one."""
    table, _, rest = name.partition("#")
    parts = rest.split(",")
    return (table, parts[2]) if len(parts) >= 4 else None


def _kind(ground: Ground, measure: str) -> Said | None:
    """A kind of violence as the best source held shows it: by offence code, else in the police extract, else on police.uk."""
    return recorded(ground, measure) or extract(ground, measure) or street(ground, measure)


def paragraphs(told: OnePriority) -> list[Block]:
    """The paragraphs, each followed by the line that says where its figures come from; nothing where there is no figure to tell."""
    blocks: list[Block] = []
    for group in (told.kinds, told.others):
        if group:
            blocks += [Paragraph(" ".join(said.text for said in group)), source_line(group)]
    return blocks


def without_figures(found: Sequence[OnePriority]) -> list[Block]:
    """Which priorities have nothing to paste, and why, said once."""
    none = [each for each in found if not (each.kinds or each.others)]
    uncited = [each.priority.title for each in none if not each.cites]
    unseen = [each.priority.title for each in none if each.cites]
    lines = [f"It cites no finding of the assessment yet (upriver priority cite): {title}." for title in uncited]
    lines += [f"What it cites has no figure of this area alone: {title}." for title in unseen]
    return [Heading("Priorities with nothing to paste"), Bullets(tuple(lines))] if lines else []


def as_a_whole(ground: Ground) -> Said | None:
    """What is recorded of the whole definition in the CSP, as police.uk shows it."""
    return street(ground, ground.story.definition.slug) if ground.story else None


def source_line(group: Sequence[Said]) -> Paragraph:
    """The sources of a paragraph, each once, and how to read its brackets."""
    sources = list(dict.fromkeys(part for said in group for part in said.source.split("; ")))
    brackets = " 95% intervals in brackets." if any(cell.lower is not None for said in group for cell in said.cells) else ""
    early = " Provisional." if any("p" in cell.marker.split(";") for said in group for cell in said.cells) else ""
    return Paragraph(f"Source: {'; '.join(sources)}.{early}{brackets}")


def _amount(cell: Cell) -> str:
    if cell.value is None:
        return "hidden"
    unit = "" if cell.key.unit == "count" else f" {UNITS[cell.key.unit][0]}".replace(" %", "%")
    return f"{number(cell.value, cell.decimals)}{unit}"


def figures_table(ground: Ground, slug: str, cells: Sequence[Cell], run: str) -> Table:
    """Every number that was pasted, with the name by which it is found in the assessment."""
    rows = tuple(
        (TableCell(sentence(called(ground, cell.key.measure))), TableCell(cell.key.area.name), TableCell(cell.key.period.words),
         TableCell(_amount(cell)), TableCell(str(cell.key)))
        for cell in cells
    )
    columns = (Column("What"), Column("Where"), Column("When"), Column("Number"), Column("Name of the figure"))
    return Table(slug, f"Every number in these paragraphs, as run {run} cleared it", columns, rows, shown_rows=6)

