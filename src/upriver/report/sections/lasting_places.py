"""Which places stay high, which are new, and which are over."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.beside.maps import beside_a_map
from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Headline, Plan, Story, shown
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Map, MapShape, Page, Paragraph, Table, TableCell
from upriver.words.text import plural

ORDER = 51
TABLES = {
    "assessment/lasting_places/classes": "Share of steps in which a small area was a hot spot",
    "assessment/lasting_places/tally": "Small areas by how their hot spots last",
    "assessment/lasting_places/top": "Highest small areas that were highest before",
}
MADE = {
    "lasting_places": "The months held are cut into steps of one length, ten at least; Gi* is worked out in each and corrected by itself; an "
    "area's class follows from the steps in which it was a hot spot.",
}
CLASSES, TALLY, TOP = (f"assessment/lasting_places/{name}" for name in ("classes", "tally", "top"))
ADDRESS = "questions/lasting-places"
KINDS = {
    "persistent": "persistent: a hot spot in at least four fifths of the steps, and lately",
    "emerging": "emerging: a hot spot lately, and never before",
    "intermittent": "on and off: before and lately, in fewer than four fifths",
    "former": "former: a hot spot before, and not lately",
}
BANDS = ("none", "former", "on and off", "emerging", "persistent")
BAND = {"former": 1, "intermittent": 2, "emerging": 3, "persistent": 4}
SOURCE = "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
HOW = (
    "Only steps of the same length are set beside each other, and a step with a missing month is left out, never filled in or "
    "cut short. In each step an area is a hot spot if it lies in a cluster of high rates beyond chance, as on the page on hot spots, institutions apart. Lately means "
    "the last fifth of the steps. An area that was one in fewer than a tenth of the steps is in no class. An area near the line is a hot spot in some "
    "steps and not in others by chance: emerging and former say in which steps it was seen, not that anything changed there."
)
Found = list[tuple[Area, Cell, str]]


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the classes on a map and in a table, and whether the highest areas are the highest again."""
    found = _found(story)
    kept = _kept(story, "seen")
    if not found and kept is None:
        return ()
    blocks: list[Block] = []
    lead = _top_said(story)
    if found:
        lead = f"{_counted(story)} {lead}".strip()
        blocks.append(Callout(HOW))
        blocks += _steps(story)
        if plan := story.plans.get("lsoa21"):
            blocks += [_map(story, plan, found), *beside_a_map(story)]
        named = [row for row in found if row[2]]
        if named:
            blocks.append(_table(story, named))
    if kept is not None:
        blocks += [Heading("Are the highest areas the highest again?"), Paragraph(_top_said(story)), _top(story)]
    return (Page(ADDRESS, "Which places stay high, which are new, which are over?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """Said where there are no classes."""
    if _found(story):
        return ()
    return ("Persistent, emerging and former hot spots can't be told: they need ten steps of one length without a missing month, and "
            "outlines of the small areas.",)  # fmt: skip


def headlines(story: Story) -> Iterator[Headline]:
    """How many small areas have stayed hot spots."""
    cells = {name: _tally(story, name) for name in KINDS}
    persistent, emerging = cells["persistent"], cells["emerging"]
    if persistent is None or persistent.value is None:
        return
    rests = tuple(cell for cell in cells.values() if cell is not None)
    follows = "Settle long-term work with those who live and trade in the persistent places; look first at what is new in the emerging ones."
    yield Headline("lasting_places", _counted(story), ADDRESS, "places", rests, ("police", "local_authority", "community_safety_partnership"),
                   follows if persistent.value or (emerging and emerging.value) else "")  # fmt: skip


def _found(story: Story) -> Found:
    rows = [(cell.key.area, cell, next((kind for kind in KINDS if story.signal(cell, kind)), "")) for cell in story.cells_of(CLASSES)]
    order = list(KINDS)
    return sorted(rows, key=lambda row: (order.index(row[2]) if row[2] else 9, -(row[1].value or 0.0), row[0].code))


def _tally(story: Story, name: str) -> Cell | None:
    return next((cell for cell in story.cells_of(TALLY) if cell.key.breakdown == (("class", name),)), None)


def _counted(story: Story) -> str:
    cells = {name: _tally(story, name) for name in KINDS}
    many = {name: int(cell.value) if cell is not None and cell.value is not None else 0 for name, cell in cells.items()}
    steps = story.signal(_tally(story, "none"), "steps")
    few = {name: f"{number or 'none'} {'is' if number < 2 else 'are'}" for name, number in many.items()}
    return (
        f"Over the {steps} that are held, {plural(many['persistent'], 'small area')} {'is a persistent hot spot' if many['persistent'] == 1 else 'are persistent hot spots'}, "
        f"{few['emerging']} emerging, {few['intermittent']} on and off, and {few['former']} one no longer."
    )


def _steps(story: Story) -> list[Block]:
    cell = _tally(story, "none")
    if cell is None:
        return []
    gaps = story.signal(cell, "gaps")
    said = f"The steps are {story.signal(cell, 'steps')}, from {cell.key.period.words}."
    said += f" {gaps} fall in no step: they, or others that would make up a step with them, are missing." if gaps else " No month is missing."
    return [Paragraph(said)]


def _map(story: Story, plan: Plan, found: Found) -> Map:
    shapes = tuple(
        MapShape(area.code, area.name, plan.paths[area.code], BAND.get(kind, 0), f"{BANDS[BAND.get(kind, 0)]}, hot in {shown(cell)}% of steps")
        for area, cell, kind in found
        if area.code in plan.paths
    )
    many = sum(1 for shape in shapes if shape.band == 4)
    alt = f"Map of {len(shapes):,} small areas by how their hot spots last; {many} are persistent. The table beside it names all that have a class."
    subtitle = f"{story.definition.title}, clusters beyond chance, step by step, {found[0][1].key.period.words}"
    return Map("map-lasting", f"Persistent hot spots: {plural(many, 'small area')}", subtitle, shapes, BANDS, plan.box, SOURCE, alt, plan.over,
               "lasting-places")  # fmt: skip


def _table(story: Story, named: Found) -> Table:
    body = tuple(
        (
            TableCell(f"{area.name} {area.code}"),
            TableCell(KINDS[kind].partition(":")[0]),
            number_cell(cell),
            TableCell(story.signal(cell, "last_hot")),
            TableCell(story.signal(cell, "fine")),
            number_cell(story.rate("assessment/places/lsoa21", area, story.definition.slug), "count"),
        )
        for area, cell, kind in named
    )
    columns = (Column("Area"), Column("Class"), Column("Share of steps as a hot spot (%)", 1), Column("Last step as one"),
               Column("Finer class"), Column(f"Events, {story.period.words}{'' if story.annual else ', months observed'}", 0))  # fmt: skip
    notes = (
        *(f"{words[0].upper()}{words[1:]}." for words in KINDS.values()),
        "The finer classes are those of emerging hot spot analysis: they also look at unbroken runs, at steps of low rates and at whether a cluster grows stronger.",
    )
    return Table("lasting-places", f"Small areas with a class, {named[0][1].key.period.words}", columns, body, notes, SOURCE, explain_of(CLASSES), 30)


def _kept(story: Story, name: str) -> Cell | None:
    return next((cell for cell in story.cells_of(TOP) if cell.key.breakdown == (("kept", name),) and cell.value is not None), None)


def _top_said(story: Story) -> str:
    seen, chance, steady = (_kept(story, name) for name in ("seen", "chance", "steady"))
    if seen is None or chance is None:
        return ""
    said = (
        f"Of the {story.signal(seen, 'many')} small areas with most events, {shown(seen)}% were among them the last time that can be compared; "
        f"picked blindly it would be {shown(chance)}%"
    )
    if steady is not None:
        said += f", and {shown(steady)}% if nothing had changed but by chance"
    return said + "."


def _top(story: Story) -> Table:
    names = {"seen": "as it was", "chance": "areas picked blindly", "steady": "if nothing changed but by chance"}
    cells = {name: _kept(story, name) for name in names}
    body = tuple((TableCell(words), *(number_cell(cells[name], part) for part in ("value", "lower", "upper"))) for name, words in names.items()
                 if cells[name] is not None)  # fmt: skip
    columns = (
        Column("The highest twentieth of small areas"),
        Column("There both times (%)", 1),
        Column("Lower 95% limit", 1),
        Column("Upper 95% limit", 1),
    )
    note = f"Compared: {story.signal(cells['seen'], 'compared')}. Institutions are left out; areas are ordered by number of events."
    return Table("lasting-top", "Highest small areas that were highest before", columns, body, (note,), "data.police.uk; OGL v3.0", explain_of(TOP))
