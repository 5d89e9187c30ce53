"""One or two paragraphs about a priority in one CSP, ready to be pasted, with their sources; nothing that isn't cleared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upriver.report.plans.csp.ground import Ground
from upriver.report.plans.csp.saying import Said, called, extract, recorded, street
from upriver.report.plans.csp.statements import STATEMENTS, statements
from upriver.words.cleared import Cell
from upriver.words.document import Block, Column, Paragraph, Table, TableCell
from upriver.words.figure import UNITS
from upriver.words.registers.strategy import Because, Priority
from upriver.words.text import number, sentence

MOST_KINDS, MOST_OTHERS = 3, 3
NOTHING = "The findings that this priority rests on have no figure for this area alone, so there is nothing to paste here."


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
                tuple(topic for topic, _ in told[:MOST_KINDS]))


def figure_of(name: str) -> tuple[str, str] | None:
    """The table and the measure in a figure's name, or None where it isn't one."""
    table, _, rest = name.partition("#")
    parts = rest.split(",")
    return (table, parts[2]) if len(parts) >= 4 else None


def _kind(ground: Ground, measure: str) -> Said | None:
    """A kind of violence as the best source held shows it: by offence code, else in the police extract, else on police.uk."""
    return recorded(ground, measure) or extract(ground, measure) or street(ground, measure)


def paragraphs(told: OnePriority) -> list[Block]:
    """The paragraphs, each followed by the line that says where its figures come from."""
    blocks: list[Block] = []
    for group in (told.kinds, told.others):
        if group:
            blocks += [Paragraph(" ".join(said.text for said in group)), source_line(group)]
    if not blocks:
        blocks.append(Paragraph(NOTHING))
    return blocks


def as_a_whole(ground: Ground) -> Said | None:
    """What is recorded of the whole definition in the CSP, as police.uk shows it."""
    return street(ground, ground.story.definition.slug) if ground.story else None


def source_line(group: Sequence[Said]) -> Paragraph:
    """The sources of a paragraph, each once, and how to read its brackets."""
    sources = list(dict.fromkeys(part for said in group for part in said.source.split("; ")))
    brackets = " 95% intervals in brackets." if any(cell.lower is not None for said in group for cell in said.cells) else ""
    early = " Provisional." if any("p" in cell.marker.split(";") for said in group for cell in said.cells) else ""
    return Paragraph(f"Source: {'; '.join(sources)}.{early}{brackets}")


def figures_table(slug: str, cells: Sequence[Cell], run: str) -> Table:
    """Every number that was pasted, with the name by which it is found in the assessment."""
    rows = tuple(
        (TableCell(sentence(cell.key.measure.replace("_", " "))), TableCell(cell.key.area.name), TableCell(cell.key.period.words),
         TableCell(f"{number(cell.value, cell.decimals)} {UNITS[cell.key.unit][0]}" if cell.value is not None else "hidden"), TableCell(str(cell.key)))
        for cell in cells
    )
    columns = (Column("What"), Column("Where"), Column("When"), Column("Number"), Column("Name of the figure"))
    return Table(slug, f"Every number in these paragraphs, as run {run} cleared it", columns, rows, shown_rows=6)

