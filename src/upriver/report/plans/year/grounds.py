"""Where we worked, beside how violence stands there; and how far data and agreements have come."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.report.drawn import number_cell
from upriver.report.plans.delivered.actions import OWN
from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.tables import inside
from upriver.report.plans.told import Told
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Bullets, Callout, Column, KeyFigure, KeyFigures, Paragraph, Table, TableCell
from upriver.words.text import day, listed, plural

SHOWN_PLACES = 6


def areas(told: Told) -> Mapping[str, Area]:
    """Every area that a cleared figure is of, by its code."""
    return {cell.key.area.code: cell.key.area for table in (told.clearance.tables if told.clearance else ()) for cell in table.cells}


def places(told: Told, slug: str) -> list[Block]:
    """Actions by where they happen, then the rate of each district: set side by side, not as cause and effect."""
    known = areas(told)
    going = [each.action for each in told.delivered.actions if each.action.status not in ("stopped", "planned")]
    here = [each for each in going if each.places]
    rows = tuple((TableCell(each.title), text(_names(each.places, known)), text(told.name(each.lead))) for each in here)
    blocks: list[Block] = [Paragraph(f"{len(here)} of {plural(len(going), 'action')} that went on are for named places; the others are for the whole area.")]
    if rows:
        blocks.append(Table(f"{slug}-actions", "Actions in named places", (Column("Action"), Column("Where"), Column("Lead")), rows, (), OWN, "", 40))
    rates = _rates(told)
    if rates:
        body = tuple((TableCell(cell.key.area.name), *(number_cell(cell, part) for part in ("value", "lower", "upper"))) for cell in rates)
        unit = "per 1,000 residents" if rates[0].key.unit == "per_1000_residents" else "per 1,000 residents a year, over the months observed"
        columns = (Column("District"), Column("Rate", 2), Column("Lower 95% limit", 2), Column("Upper 95% limit", 2))
        notes = (f"Recorded violence of the definition {unit}, {rates[0].key.period.words}. By name, not by rank.",
                 "A place isn't its people: a rate says where violence is recorded, not who lives there.")
        blocks.append(Table(f"{slug}-rates", "Recorded violence by district", columns, body, notes, "data.police.uk, ONS Census 2021; Open Government Licence v3.0"))
    return blocks


def _names(codes: tuple[str, ...], known: Mapping[str, Area]) -> str:
    named = [known[code].name for code in codes if code in known]
    if len(codes) > SHOWN_PLACES:
        return f"{plural(len(codes), 'small area')}" if not named else f"{listed(named, most=SHOWN_PLACES)}"
    return listed(named or list(codes), most=SHOWN_PLACES)


def _rates(told: Told) -> list[Cell]:
    table = told.clearance.table("assessment/places/ltla") if told.clearance else None
    slug = told.definition.slug if told.definition else ""
    for unit in ("per_1000_residents", "per_1000_person_years"):
        found = [each for each in (table.cells if table else ()) if each.key.unit == unit and each.key.measure == slug and not each.key.breakdown]
        if any(each.value is not None for each in found):
            return sorted(found, key=lambda each: each.key.area.name)
    return []


def data(told: Told, slug: str) -> list[Block]:
    """What the assessment rests on; for readers inside also each agreement with its end and what is awaited."""
    blocks: list[Block] = []
    if told.run:
        figures = sum(len(table.cells) for table in told.clearance.tables) if told.clearance else 0
        blocks.append(Paragraph(f"The latest assessment is of {told.period}, as known on {day(told.assessed_on)}: {figures:,} figures, each through the lock."))
    held = told.held
    if held is None:
        return blocks or [Paragraph("No assessment has been made yet.")]
    partners = [each for each in held.feeds if not each.open]
    late = [each for each in held.dues if each.state in ("late", "missing")]
    blocks.append(KeyFigures((
        KeyFigure("Data sets held", f"{len(held.feeds):,}", f"{len(partners)} from partners"),
        KeyFigure("Agreements in force", f"{len(held.live):,}", f"of {plural(len(held.agreements), 'agreement')} recorded"),
        KeyFigure("Periods that came late or not at all", f"{len(late):,}", f"of {len(held.dues):,} expected"),
    )))
    if held.feeds:
        rows = tuple((TableCell(each.title), text("Published for everyone" if each.open else "Under agreement"), text(", ".join(each.providers)), text(day(each.last) if each.last else ""))
                     for each in sorted(held.feeds, key=lambda one: (one.open, one.title)))
        columns = tuple(Column(name) for name in ("Data set", "Kind", "From", "Held up to"))
        blocks.append(Table(f"{slug}-feeds", "What is held", columns, rows, (), "", "", 12))
    return [*blocks, *(agreements(told, slug) if inside(told) else ())]


def agreements(told: Told, slug: str) -> list[Block]:
    """Every agreement by the day on which it ends."""
    held = told.held
    if held is None or not held.agreements:
        return [Paragraph("No agreement is recorded.")]
    rows = tuple((TableCell(each.title), text("In force" if each.id in held.live else "Not in force"), day_cell(each.review), day_cell(each.ends))
                 for each in sorted(held.agreements, key=lambda one: (one.ends, one.id)))
    columns = tuple(Column(name) for name in ("Agreement", "Now", "Review due", "Ends on"))
    soon = [each.title for each in held.agreements if each.id in held.live and 0 <= (each.ends - told.on).days <= 183]
    said: list[Block] = [Callout(f"{plural(len(soon), 'agreement ends', 'agreements end')} within half a year: {listed(soon, most=10)}.", "warning")] if soon else []
    return [*said, Table(f"{slug}-agreements", "Agreements by the day on which they end", columns, rows, (), OWN, "", 20)]


def gaps(told: Told) -> list[Block]:
    """What is awaited and hasn't come, in a list."""
    held = told.held
    found = [each for each in (held.dues if held else ()) if each.state == "missing"]
    items = tuple(f"{each.title}, {each.period}, from {each.provider}: due on {day(each.due_on.isoformat())}" for each in sorted(found, key=lambda one: (one.due_on, one.title))[:25])
    return [Bullets(items)] if items else [Paragraph("Nothing that partners agreed to send is missing by its day.")]
