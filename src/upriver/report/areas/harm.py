"""How much harm one area's violence does and what it costs, with homicide in and out."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.harm.told import BY_AREA, areas_of, millions, told
from upriver.report.story import Story, shown
from upriver.words.area import Area
from upriver.words.document import Block, Column, Heading, Paragraph, Table, TableCell

WAYS = {"with": "With homicide", "without": "Without homicide"}
SOURCE = "Home Office, police recorded crime open tables; severity weights and unit costs as the page on harm names them"


def harm_done(story: Story, area: Area) -> list[Block]:
    """A sentence with count, harm and cost, and a table for each resident; nothing where no offence-coded year is held."""
    first = told(story)
    if first is None or area not in areas_of(story, area.level):
        return []
    own = first.of(area)
    rows = []
    for way, words in WAYS.items():
        harm, pounds = own.each("harm_per_1000", way), own.each("pounds_per_resident", way)
        if harm is not None or pounds is not None:
            parts = (number_cell(cell, part) for cell in (harm, pounds) for part in ("value", "lower", "upper"))
            rows.append((TableCell(words), *parts))
    if not rows:
        return []
    limits = (Column("Lower 95% limit", 0), Column("Upper 95% limit", 0))
    columns = (Column("Counted"), Column("Harm per 1,000 residents", 0), *limits, Column("Pounds a resident", 0), *limits)
    notes = (f"Harm is in the units of {own.index}; pounds are what recorded offences cost society in {own.prices} prices, no budget. "
             "[x] stands for no unit cost, never for no harm.",)  # fmt: skip
    table = Table(
        f"area-{area.code}-harm",
        f"Harm and cost for each resident of {area.name}, {own.when}",
        columns,
        tuple(rows),
        notes,
        SOURCE,
        explain_of(BY_AREA),
    )
    cost, weighed, one = own.pounds(), own.share("weighed"), own.carried("one_event")
    said = f"{shown(own.count())} violent offences were recorded in {own.when}."
    if cost is not None and cost.value is not None:
        said += f" They cost society about £{millions(cost)} million (95% interval for chance £{millions(cost, 'lower')} to £{millions(cost, 'upper')} million)."
    if weighed is not None and weighed.value is not None:
        said += f" A weight is held for {shown(weighed)}% of them; the others are left out."
    if one is not None and story.signal(one, "dominates"):
        said += f" A single offence carries {shown(one)}% of the weighed harm: read the row without homicide."
    return [Heading("Harm and cost"), Paragraph(said, (("How harm is weighed", "questions/harm"),)), table]
