"""One figure explained: found by its name or part of it, with its cleared value and how it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upriver.report.explained.naming import address_of_name
from upriver.report.exploring.rows import Row, unit_said
from upriver.report.html import MARKERS
from upriver.report.prose.figures import nearest
from upriver.report.saying.answers import measured
from upriver.words.refusal import Refusal

MOST = 12


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure with the explanation of its table. `told` is empty where the release is older than explanations as data."""

    row: Row
    told: Mapping[str, object]
    over: str

    @property
    def marks(self) -> tuple[str, ...]:
        """What its markers mean, in words."""
        return tuple(MARKERS[mark] for mark in self.row.marker.split(";") if mark in MARKERS)

    @property
    def lock(self) -> str:
        """What the lock did to it: the rule of its sources, and whether it is shown. Of a hidden figure nothing more is told."""
        shown = "It is shown as the rule allows." if self.row.value is not None else f"It is not shown: {' and '.join(self.marks) or MARKERS['x']}."
        return f"{self.told.get('rule', '')} {shown}".strip()

    @property
    def body(self) -> dict[str, object]:
        """The same as data."""
        row, told = self.row, self.told
        printed = dict(zip(row.plain, row.printed, strict=True))
        return {
            "figure": row.figure, "shown": row.shown, "value": row.value, "lower": row.lower, "upper": row.upper, "count": row.count,
            "denominator": row.denominator, "printed": printed, "unit": unit_said(row.unit), "area": row.name, "period": row.when,
            "marker": row.marker, "marker_says": list(self.marks), "title": told.get("title", ""), "says": told.get("says", ""),
            "measured": measured(row.measure), "definition": told.get("definition", ""), "steps": told.get("steps", []), "inputs": told.get("inputs", []),
            "clauses": told.get("clauses", []), "lock": self.lock, "run": told.get("run", ""), "over": self.over,
            "page": address_of_name(row.figure),
        }


def explained(name: str, figures: Mapping[str, Row], told: Mapping[str, Mapping[str, object]], over: str) -> Explained:
    """The figure of that name, or the only one whose name holds every part of it.

    Raises:
        Refusal: no figure is called so, or several are; names the nearest.
    """
    found = matching(name.strip(), figures)
    if len(found) > 1:
        listed = "\n  ".join(found[:MOST])
        more = f"\n  and {len(found) - MOST:,} more" if len(found) > MOST else ""
        raise Refusal(f"{len(found):,} figures are called so", do=f"Write more of the name of one:\n  {listed}{more}")
    if not found:
        near = nearest(name[:400], figures) if name.isprintable() else ()
        raise Refusal("no figure is called so", do="Did you mean\n  " + "\n  ".join(near) if near else
                      "Names stand in cells.csv and on every page that explains a table: TABLE#LEVEL:CODE,FIRST..LAST,MEASURE,UNIT.")
    row = figures[found[0]]
    return Explained(row, told.get(row.table.replace("/", "-"), {}), over)


def matching(name: str, figures: Mapping[str, Row]) -> Sequence[str]:
    """The names that hold every part of what was typed, whatever stands between them; the name itself alone where it is one."""
    if name in figures:
        return (name,)
    parts = [part.lower() for part in re.split(r"[\s,#]+", name) if part]
    if not parts:
        return ()
    return [each for each, row in figures.items() if all(part in f"{each} {row.name}".lower() for part in parts)]
