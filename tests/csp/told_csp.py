"""Small words to test with: a register of two CSPs, a strategy with two priorities, and what is told of them."""

from __future__ import annotations

from datetime import date

from upriver.report.plans.told import Told
from upriver.respond.aligning import alignment, in_force
from upriver.respond.asking import consulting
from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance, ClearedSignal, ClearedTable
from upriver.words.figure import Key
from upriver.words.period import Period
from upriver.words.registers.plan import Plan, Row, plan_of
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import Authority, Cover, Register

ON = date(2026, 2, 1)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
WHOLE = Area("partnership", "testshire", "Testshire")
NORTH = Area("csp", "E22000001", "Northwold")
SOUTH = Area("csp", "E22000002", "Southby")


def body(ident: str, kind: str, name: str = "", *districts: str, **more: object) -> Authority:
    return Authority(ident, kind, name or ident, areas=tuple(Cover(each, each) for each in districts), **more)


def a_register(*more: Authority, pooled: str = "") -> Register:
    return Register((
        body("E22000001", "community_safety_partnership", "Northwold", "E07000001", code="E22000001"),
        body("E22000002", "community_safety_partnership", "Southby", "E07000002", code="E22000002"),
        *more,
    ), (), pooled)


def row(register: str, ident: str, **values: str) -> Row:
    return Row(register, ident, {"id": ident, **values})


def a_strategy(ident: str = "s1", **more: str) -> Row:
    return row("strategies", ident, **{"title": "Safer", "starts": "2025-04-01", "ends": "2028-03-31", "state": "draft", **more})


def a_priority(ident: str, **more: str) -> Row:
    return row("priorities", ident, **{"strategy": "s1", "title": ident.title(), **more})


def a_clause(csp: str, priority: str, answer: str, **more: str) -> Row:
    ident = more.pop("id", f"{csp}-{priority}-{answer}".lower())
    return row("clauses", ident, **{"csp": csp, "priority": priority, "answer": answer, "plan": "Plan 2025", "judged_on": "2025-12-01", **more})


def a_plan(*rows: Row) -> Plan:
    """A strategy with the priorities knives and home, and what is given."""
    return plan_of([a_strategy(), a_priority("knives"), a_priority("home"), *rows])


def a_cell(table: str, area: Area, measure: str, unit: str, value: float | None, low: float | None = None, high: float | None = None, *,
           count: int | None = None, marker: str = "", decimals: int = 0, **split: str) -> Cell:
    key = Key(f"assessment/{table}", area, YEAR, measure, unit, tuple(split.items()))
    return Cell(key, count, None, value, low, high, marker, "", decimals)


def a_clearance(*cells: Cell, signals: tuple[ClearedSignal, ...] = (), audience: str = "restricted") -> Clearance:
    tables = {cell.key.table: [] for cell in cells}
    for cell in cells:
        tables[cell.key.table].append(cell)
    made = tuple(ClearedTable(slug, slug, tuple(found), (), tuple(s for s in signals if s.key.table == slug)) for slug, found in tables.items())
    return Clearance("assessment", audience, made, {}, (), 0, 1, "")


def robbery(area: Area, count: int, rate: float, low: float, high: float) -> tuple[Cell, Cell]:
    """Offence-coded robbery of one area: its number and its rate."""
    return (a_cell("depth/recorded", area, "robbery", "count", float(count), count=count),
            a_cell("depth/recorded", area, "robbery", "per_1000_residents", rate, low, high, count=count, decimals=2))


def told(plan: Plan, *, about: str = "", register: Register | None = None, clearance: Clearance | None = None, audience: str = "restricted",
         on: date = ON, slug: str = "") -> Told:
    """What a document is told from, as the staircase puts it together."""
    held = register or a_register()
    chosen = in_force(plan, on)
    ids = [each.id for each in plan.of(Strategy)]
    return Told(
        slug, WHOLE, audience, on, plan, held, clearance, "run1", "2025", "2026-02-01", about, in_force=chosen.id if chosen else "",
        alignments={each: alignment(plan, held, strategy=each, on=on) for each in ids},
        consultings={each: consulting(plan, held, strategy=each, on=on) for each in ids},
    )
