"""A priority's theory of change: the picture, and the same in a table of words beside it."""

from __future__ import annotations

from dataclasses import replace

from upriver.report.drawing.described import described
from upriver.words.document import Block, Callout, Chart, Column, Point, Series, Table, TableCell
from upriver.words.standing.response import Theory
from upriver.words.text import listed

COLUMNS = {"input": "What we put in", "activity": "What we do", "output": "What comes of it", "outcome": "What changes",
           "assumption": "What this rests on"}
KINDS = {"input": "Input", "activity": "Activity", "output": "Output", "outcome": "Outcome", "assumption": "Assumption"}


def theory_blocks(theory: Theory, title: str, *, inside: bool) -> list[Block]:
    """The picture, its table, and inside the partnership what is missing in it; nothing for a priority without one."""
    if not theory.boxes:
        return []
    slug = f"theory-{theory.priority}"
    found: list[Block] = [theory_chart(theory, title), theory_table(theory, slug, title)]
    if theory.gaps and inside:
        found.append(Callout(f"Still missing in this theory of change: {' '.join(theory.gaps)}", "warning"))
    return found


def theory_chart(theory: Theory, title: str) -> Chart:
    """Boxes by column; arrows from box to box. The columns are always the same four, and assumptions stand below."""
    steps = [step for step in COLUMNS if step != "assumption" or theory.of(step)]
    series = tuple(Series(COLUMNS[step], tuple(Point(box.number, None, name=box.step.says) for box in theory.of(step))) for step in steps)
    links = tuple((box.number, to) for box in theory.boxes for to in box.leads_to)
    chart = Chart(
        f"theory-{theory.priority}", "flow", f"Theory of change: {title}",
        "From what is put in to what changes, each arrow a claim that can be tested", series, "", "",
        "the partnership's own theory of change", "", table=f"theory-{theory.priority}", links=links,
    )
    return replace(chart, alt=described(chart))


def theory_table(theory: Theory, slug: str, title: str) -> Table:
    """The same in words: every box, what kind it is, and what it leads to."""
    says = {box.number: box.step.says for box in theory.boxes}
    rows = tuple(
        (TableCell(f"{box.number} {KINDS[box.step.step].lower()}"), TableCell(box.step.says),
         TableCell(listed([f"{to} ({_short(says[to])})" for to in box.leads_to], most=9) or ("" if box.step.step == "outcome" else "nothing yet")))
        for box in theory.boxes
    )
    return Table(slug, f"The same in words: {title}", tuple(map(Column, ("Box", "What it says", "Leads to, or supports"))), rows)


def _short(says: str) -> str:
    words = says.split()
    return " ".join(words[:6]).rstrip(".,;") + (" ..." if len(words) > 6 else "")
