"""What stands beside every map of small areas: how much it hangs on how it is drawn."""

from __future__ import annotations

from upriver.report.story import Story, shown
from upriver.words.cleared import Cell
from upriver.words.document import Paragraph

AGREEMENT, RANKS = "assessment/sensitivity/agreement", "assessment/sensitivity/ranks"
CHOICES = {
    "without_institutions": "without hospitals, prisons and police stations",
    "counts": "by number, not by rate",
    "hectares": "by size of the ground in place of residents",
    "unsmoothed": "by the raw rate",
    "msoa21": "drawn by neighbourhoods (MSOA)",
    "ward": "drawn by wards",
    "neighbours": "with neighbours' neighbours counted too (hot spots)",
}


def agreement(story: Story, choice: str) -> Cell | None:
    """How much of the highest twentieth is the same under another choice."""
    return story.cell(AGREEMENT, story.partnership, story.definition.slug, "percent", split=(("choice", choice),))


def beside_a_map(story: Story) -> tuple[Paragraph, ...]:
    """One paragraph of how the highest areas change with the choices behind the map, with a link to the whole table."""
    named = ("without_institutions", "counts", "hectares", "msoa21")
    said = [(CHOICES[name], cell) for name in named if (cell := agreement(story, name)) is not None and cell.value is not None]
    if not said:
        return ()
    parts = "; ".join(f"{words}, {shown(cell)}%" for words, cell in said)
    return (Paragraph(
        "How much the map of small areas hangs on how it is drawn. Of those in the highest twentieth by smoothed rate per resident, or "
        f"under another choice, this share is in both: {parts}. No workday population is held, so town centres are set against the few who live there.",
        (("All choices, and the areas whose rank moves most", "questions/sensitivity"),),
    ),)  # fmt: skip
