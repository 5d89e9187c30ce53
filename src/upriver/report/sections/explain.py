"""Explain this number: a page for each table of figures, down to SQL and hashes, with a line for each of its figures."""

from __future__ import annotations

from upriver.report.explained.naming import anchor_of, name_form, page_of
from upriver.report.exploring.rows import measure_said, period_words
from upriver.report.saying.places import ORDER as LEVELS
from upriver.report.story import Story, measure_words, unit_words
from upriver.words.cleared import Cell, ClearedTable, Explanation
from upriver.words.document import Block, Bullets, Code, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.language.speaking import say
from upriver.words.text import listed, number, sentence

ORDER = 95
ORDER_OF = {level: at for at, level in enumerate(LEVELS)}
MOST = 240
"""Figures that a page names one by one: with more it would be too heavy. The others are named by the same rule."""


def pages(story: Story) -> tuple[Page, ...]:
    """One page an explanation; each figure's row in cells.csv names its table, and so its page."""
    tables = {table.slug.replace("/", "-"): table for table in story.clearance.tables}
    return tuple(_page(story, each, tables.get(slug)) for slug, each in sorted(story.clearance.explanations.items()))


def _example(table: ClearedTable | None) -> list[Block]:
    """One figure of the table made again from what is printed beside it."""
    cells = [cell for cell in table.cells if cell.value is not None] if table else []
    rates = [cell for cell in cells if cell.count is not None and cell.denominator and cell.key.unit.startswith("per_1000")]
    if not cells:
        return []
    cell = (rates or cells)[0]
    unit = "" if cell.key.unit == "count" else f" {unit_words(cell.key.unit)}"
    says = f"{measure_said(cell.key.measure)}, {cell.key.area.name}, {cell.key.period.words}: {number(cell.value or 0, cell.decimals)}{unit}"
    if rates:
        says += f", which is 1,000 x {cell.count:,} / {number(cell.denominator or 0, 1)}"
    return [Heading(say("One figure, made again")), Paragraph(f"{says}."), Paragraph(say("This one is called:")), Code(str(cell.key))]


def _named(story: Story, table: ClearedTable | None) -> list[Block]:
    """How the figures of a table are called, and a line for each area, measure and split: what links from tables lead to."""
    if table is None or not table.cells:
        return []
    groups: dict[str, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda cell: ORDER_OF.get(cell.key.area.level, len(ORDER_OF))):
        key = cell.key
        groups.setdefault(anchor_of(key.area.level, key.area.code, key.measure, key.breakdown_text), []).append(cell)
    rows = tuple(_line(story, anchor, cells) for anchor, cells in list(groups.items())[:MOST])
    blocks: list[Block] = [
        Heading(say("The figures and their names")),
        Paragraph(say("Every figure has a name that never changes. It is put together so, from the columns of cells.csv:")),
        Code(name_form(table.slug)),
        Paragraph(say("{command} prints all of this for one figure, with its number as it was cleared.", command="upriver explain NAME")),
    ]
    if len(groups) > MOST:
        blocks.append(Paragraph(say("The first {n} are named here; the others are called by the same rule.", n=f"{MOST:,}")))
    columns = (Column(say("Area")), Column(say("What")), Column(say("Latest period")), Column(say("Name")))
    return [*blocks, Table(f"figures-{table.slug.replace('/', '-')}", say("Figures of this table"), columns, rows)]


def _line(story: Story, anchor: str, cells: list[Cell]) -> tuple[TableCell, ...]:
    """One line of the list: the latest of its figures by name, in its first unit."""
    latest = max(cells, key=lambda cell: (cell.key.period.end, -cell.key.period.start.toordinal()))
    key = next(cell.key for cell in cells if cell.key.period == latest.key.period)
    units = list(dict.fromkeys(unit_words(cell.key.unit) for cell in cells))
    measure = measure_words(story, key.measure) if key.measure != story.definition.slug else measure_said(key.measure)
    split = ", ".join(f"{name.replace('_', ' ')} {value.replace('_', ' ')}" for name, value in key.breakdown)
    what = f"{sentence(measure)}{f' ({split})' if split else ''}: {listed(units)}"
    when = period_words(key.period.start.isoformat(), key.period.end.isoformat())
    return (TableCell(key.area.name, anchor=anchor), TableCell(what), TableCell(when), TableCell(str(key)))


def _page(story: Story, explanation: Explanation, table: ClearedTable | None) -> Page:
    blocks: list[Block] = [
        Paragraph(explanation.says),
        *_example(table),
        Heading(say("Definition")),
        Paragraph(explanation.definition),
        Heading(say("Steps")),
    ]
    blocks += [Code(step) for step in explanation.steps]
    blocks += [
        Heading(say("Inputs")),
        Code("\n".join(explanation.inputs) or "none", say("contract, version, SHA-256 of the content of each file, its period and its provider")),
        Heading(say("Why it may be used")),
        Bullets(explanation.clauses),
        Heading(say("The lock")),
        Paragraph(explanation.rule),
        Heading(say("Run")),
        Paragraph(say("{run}. runs/{run}/run.json in the workspace names all that it rests on.", run=explanation.run)),
        *_named(story, table),
    ]
    return Page(
        page_of(explanation.id),
        f"Explain: {explanation.title}",
        "Explanations",
        say("How these figures came about, from file to page."),
        tuple(blocks),
        in_pdf=False,
        in_contents=False,
    )
