"""A document whose hidden counts are primes that nothing else holds, in every kind of block, through the lock as it stands."""

from __future__ import annotations

from datetime import date

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.report.drawn import number_cell
from upriver.report.exploring.rows import rows_of_cells
from upriver.report.prose.figures import resolved
from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance, Rule
from upriver.words.document import (
    Chart,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Map,
    MapShape,
    Page,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period

RULE = Rule("planted", "Counts from 1 to 9,999 are hidden.", low=1, high=9_999, min_rate_events=0)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
TABLE, RESIDENTS = "assessment/kinds/rates", {"Alder": 101_021.0, "Birch": 77_017.0, "Cedar": 90_011.0}
HIDDEN, SHOWN = {"Alder": 7_919, "Birch": 6_841}, {"Cedar": 54_323}


def area(name: str) -> Area:
    return Area("ltla", f"E0700000{sorted(RESIDENTS).index(name) + 1}", name)


def findings() -> tuple[Finding, ...]:
    """A count and a rate with its interval of each of three areas: two of them in the hidden range."""
    found = []
    for name, events in {**HIDDEN, **SHOWN}.items():
        rate = 1000 * events / RESIDENTS[name]
        made = Estimate(rate, rate * 0.9, rate * 1.1, 0.95, "Byar", events, RESIDENTS[name], "recompute", (), 2, 1000.0)
        for unit, estimate in (("count", Estimate(events, events=events)), ("per_1000_residents", made)):
            found.append(Finding("kinds", Key(TABLE, area(name), YEAR, "robbery", unit), estimate, ("s",), "d@1", "counts"))
    return tuple(found)


def digits() -> set[str]:
    """Every number that is hidden: counts, rates, and both ends of their intervals as they would be printed."""
    return {
        f"{number:.{decimals}f}"
        for name, events in HIDDEN.items()
        for rate in (1000 * events / RESIDENTS[name],)
        for number, decimals in ((events, 0), *((rate * share, places) for share in (0.9, 1, 1.1) for places in (1, 2, 3)))
    }


def cleared(audience: str = "public") -> Clearance:
    return clear(findings(), (), document="assessment", audience=audience, rules={"s": RULE}, sums=Sums((), {}), titles={TABLE: "Rates"}, explanations={})


def document(clearance: Clearance, **more: object) -> Document:
    """Key figures, a table, a chart, a map and a sentence with live figures, all from cleared cells alone."""
    cells = {(cell.key.area.name, cell.key.unit): cell for table in clearance.tables for cell in table.cells}
    rates = {name: cells[name, "per_1000_residents"] for name in RESIDENTS}
    rows = {row.figure: row for table in clearance.tables for row in rows_of_cells(table.cells)}
    live = " ".join(f'{{{{ figure "{name}" }}}}.' for name in rows)
    blocks = (
        KeyFigures(tuple(KeyFigure(name, _shown(cell), "per 1,000 residents") for name, cell in rates.items())),
        _chart(rates), _map(rates), _table(cells), Paragraph(f"In words: {resolved(live, rows)[0]}"),
    )
    page = Page("questions/kinds", "Which kinds?", "What happens", "Cedar is highest.", blocks)
    held: dict = {
        "slug": "assessment", "title": "Strategic needs assessment: Grove", "audience": clearance.audience, "partnership": "Grove", "as_of": "2026-02-01",
        "period": YEAR.words, "pages": (Page("", "Grove", "Summary", "A summary.", (Paragraph("Read on."),)), page), "facts": (("Period", YEAR.words),),
        "attribution": ("Made up.",), **more,
    }
    return Document(**held)


def _shown(cell: Cell) -> str:
    return "[c]" if cell.value is None else f"{cell.value:.{cell.decimals}f}"


def _chart(rates: dict[str, Cell]) -> Chart:
    points = tuple(Point(name, cell.value, cell.lower, cell.upper, cell.marker) for name, cell in rates.items())
    return Chart("rates", "bars", "Cedar is highest", "Robbery, per 1,000 residents, 2025", (Series("Rate", points),), "", "per 1,000 residents", "Made up",
                 f"Bars of three areas. Cedar is highest, {_shown(rates['Cedar'])}; Alder and Birch are hidden.", table="rates")


def _map(rates: dict[str, Cell]) -> Map:
    shapes = tuple(MapShape(cell.key.area.code, name, f"M{at} 0h1v1h-1z", None if cell.value is None else 0, _shown(cell))
                   for at, (name, cell) in enumerate(rates.items()))
    return Map("rates_map", "One area is shown", "Robbery, per 1,000 residents, 2025", shapes, ("500 to 700",), (0, 0, 3, 1), "Made up",
               "A map of three areas; two are hidden.", table="rates")


def _table(cells: dict[tuple[str, str], Cell]) -> Table:
    def limit(cell: Cell, number: float | None) -> TableCell:
        return TableCell(number, cell.marker)

    rows = tuple(
        (TableCell(name), number_cell(cells[name, "count"]), number_cell(rate), limit(rate, rate.lower), limit(rate, rate.upper))
        for name in RESIDENTS
        for rate in (cells[name, "per_1000_residents"],)
    )
    columns = (Column("Area"), Column("Robberies", 0), Column("Rate", 2), Column("Lower 95% limit", 2), Column("Upper 95% limit", 2))
    return Table("rates", "Robbery by area", columns, rows, source="Made up")
