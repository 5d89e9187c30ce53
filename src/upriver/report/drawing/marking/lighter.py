"""A drawing made lighter for a page whose style sheet says how its text and grid look: what would be said twice is left out."""

from __future__ import annotations

from upriver.report.drawing import svg

_HALO = f' stroke="{svg.HALO}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
_SAID = (
    (' xmlns="http://www.w3.org/2000/svg"', ""),
    (f' font-family="{svg.FONT}"', ""),
    (f' fill="{svg.INK}" class="ink"{_HALO}', ' class="halo"'),
    (f' fill="{svg.QUIET}" class="quiet"{_HALO}', ' class="quiet halo"'),
    (f' fill="{svg.INK}" class="ink"', ""),
    (f' fill="{svg.QUIET}" class="quiet"', ' class="quiet"'),
    (f' stroke="{svg.GRID}" stroke-width="1" class="grid"', ' class="grid"'),
    (' font-size="13"', ""),
    (' stroke-width="1"', ""),
    (f' fill="{svg.HALO}" stroke="{svg.PALETTE[0]}" stroke-width="2"/>', ' class="open"/>'),
    (f' fill="{svg.PALETTE[0]}" stroke="{svg.PALETTE[0]}"/>', ' class="own"/>'),
    (f' fill="{svg.FLAGGED}" stroke="{svg.FLAGGED_EDGE}" stroke-width="2"/>', ' class="told"/>'),
)
"""What drawings write, and what is left of it beside assets/upriver.css, which says the same of `.plot`."""


def lighter(drawn: str) -> str:
    """A drawing for a page with assets/upriver.css, looking the same there; a file of its own and paper keep the whole."""
    for whole, rest in _SAID:
        drawn = drawn.replace(whole, rest)
    return drawn
