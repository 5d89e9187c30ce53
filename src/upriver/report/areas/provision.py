"""What one district has against violence, beside its need."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.harm.lookup import one
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.document import Block, Column, Heading, Paragraph, Table, TableCell
from upriver.words.text import listed

SERVICES, COVER = "assessment/provision/services", "assessment/provision/by_district"
PARTS = (("services", "count"), ("places", "people"), ("places", "per_1000"), ("funding", "pounds"), ("funding", "pounds_per_resident"))
SOURCE = "Register of provision and spend, under agreement"


def what_is_provided(story: Story, area: Area) -> list[Block]:
    """The services of the area's own by name, and places and money beside the whole."""
    cells = story.cells_of(COVER)
    if not any(cell.key.area == area for cell in cells):
        return []
    rows = []
    for name, each in ((area.name, area), ("The whole partnership", story.partnership)):
        need = story.rate(f"assessment/places/{each.level}", each, story.definition.slug)
        rows.append((TableCell(name), number_cell(need), *(number_cell(one(cells, *part, each)) for part in PARTS)))
    columns = (
        Column("Area"),
        Column(f"Need: {story.definition.title.lower()}, rate", 2),
        Column("Services of its own", 0),
        Column("Places a year", 0),
        Column("Places per 1,000 aged 10 to 24", 1),
        Column("Pounds a year", 0),
        Column("Pounds a resident", 2),
    )
    own = sorted({cell.key.names["name"] for cell in story.cells_of(SERVICES) if cell.key.area == area and "name" in cell.key.names})
    said = f"Services of its own in the register: {listed(own, most=8)}." if own else f"The register lists no service of {area.name}'s own."
    notes = (f"Need is {story.rate_words}. Services for the whole partnership stand in its row alone; they reach this area too.",)
    table = Table(f"area-{area.code}-provision", f"Provision beside need, {area.name}", columns, tuple(rows), notes, SOURCE, explain_of(COVER))
    return [Heading("What is provided"), Paragraph(said), table]
