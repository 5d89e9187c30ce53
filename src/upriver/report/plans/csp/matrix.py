"""Plans against priorities as tables: the matrix, the strands, and the clauses behind them."""

from __future__ import annotations

from upriver.report.plans.told import Told
from upriver.words.document import Column, Table, TableCell
from upriver.words.registers.strategy import Priority
from upriver.words.standing.aligned import ANSWERS, STRANDS, Aligned, Alignment
from upriver.words.text import day

TONES = {"met": "better", "partly": "same", "gap": "worse", "not_judged": ""}


def titled(told: Told, priority: str) -> str:
    """A priority's title; its id where it isn't there."""
    found = told.plan.one(Priority, priority)
    return found.title if found else priority


def answer_cell(aligned: Aligned) -> TableCell:
    """An answer with the clause it rests on."""
    where = next((each.clause for each in aligned.clauses if each.clause), "")
    return TableCell(ANSWERS[aligned.answer] + (f" ({where})" if where and aligned.answer != "gap" else ""), tone=TONES[aligned.answer])


def matrix(told: Told, alignment: Alignment) -> Table:
    """A row for each CSP, a column for each priority."""
    columns = (Column("Community safety partnership"), *(Column(titled(told, each)) for each in alignment.priorities))
    rows = tuple(
        (TableCell(told.name(csp)), *(answer_cell(alignment.cell(csp, priority)) for priority in alignment.priorities)) for csp in alignment.csps
    )
    notes = ("In brackets stands the clause. Not yet judged means that nobody has recorded a clause: it isn't a gap.",)
    return Table("alignment-matrix", "Each plan against each priority", columns, rows, notes)


def strands(told: Told, alignment: Alignment) -> Table:
    """Whether each plan has a strand on serious violence, and which plan was read when."""
    columns = (Column("Community safety partnership"), Column("Serious violence strand"), Column("What shows it"), Column("Plan read"), Column("Read on"))
    rows = []
    for csp in alignment.csps:
        each = alignment.strand(csp)
        tone = {"yes": "better", "no": "worse"}.get(each.has, "")
        rows.append((TableCell(told.name(csp)), TableCell(STRANDS[each.has], tone=tone), TableCell(each.says), TableCell(each.plan or "none recorded"),
                     TableCell(day(each.judged_on) if each.judged_on else "")))
    notes = ("A clause that meets a priority, if only partly, counts as a strand. Whether the plan names serious violence itself is for the CSP to confirm.",)
    return Table("alignment-strands", "Does the plan have a strand on serious violence?", columns, tuple(rows), notes)


def clauses(told: Told, alignment: Alignment, csp: str = "") -> Table | None:
    """Every clause behind the answers, of one CSP or of all; None where there is none."""
    first = () if csp else (Column("Community safety partnership"),)
    columns = (*first, Column("Priority"), Column("Answer"), Column("Clause"), Column("What it says"), Column("Why"), Column("Judged on"))
    rows = tuple(
        (*(() if csp else (TableCell(told.name(aligned.csp)),)), TableCell(titled(told, aligned.priority)),
         TableCell(ANSWERS[each.answer], tone=TONES[each.answer]), TableCell(each.clause or "none"), TableCell(each.text), TableCell(each.why),
         TableCell(day(each.judged_on.isoformat()) if each.judged_on else ""))
        for aligned in alignment.cells if csp in ("", aligned.csp) for each in aligned.clauses
    )
    return Table("alignment-clauses", "The clauses behind the answers", columns, rows, shown_rows=12) if rows else None
