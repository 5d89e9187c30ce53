"""Looking up weighed harm and cost: whose year stands for the whole, by which index and in which prices."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from upriver import shelf
from upriver.report.coded import year_words
from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.period import Period
from upriver.words.text import number, sentence

BY_KIND, BY_AREA = "assessment/harm/by_kind", "assessment/harm/by_area"
VIOLENCE = "violence"
KINDS = {
    "homicide": "Homicide", "violence_with_injury": "Violence with injury", "violence_without_injury": "Violence without injury",
    "stalking_and_harassment": "Stalking and harassment", "rape": "Rape", "other_sexual_offences": "Other sexual offences",
    "robbery_of_people": "Robbery of people", "robbery_of_businesses": "Robbery of businesses",
    "possession_of_weapons": "Carrying of weapons",
}


@dataclass(frozen=True, slots=True)
class Told:
    """The weighed year of one area: `scheme` is the slug of the index, `prices` the financial year of the pounds."""

    story: Story
    area: Area
    year: Period
    scheme: str
    prices: str

    def count(self, measure: str = VIOLENCE, kind: str = "") -> Cell | None:
        return self._cell("count", measure, _of(kind))

    def harm(self, measure: str = VIOLENCE, kind: str = "", weight: str = "median") -> Cell | None:
        return self._cell("harm", measure, {**_of(kind), "scheme": self.scheme, "weight": weight})

    def pounds(self, measure: str = VIOLENCE, kind: str = "", made: str = "recorded") -> Cell | None:
        return self._cell("pounds", measure, {**_of(kind), "made": made, "prices": self.prices})

    def share(self, share: str, measure: str = VIOLENCE, kind: str = "") -> Cell | None:
        """A percentage: `of_offences`, `of_harm`, `of_cost`, `weighed` or `costed`."""
        by = {"scheme": self.scheme} if share in ("of_harm", "weighed") else {}
        return self._cell("percent", measure, {**_of(kind), **by, "share": share})

    def each(self, unit: str, way: str, measure: str = VIOLENCE) -> Cell | None:
        """Harm or pounds for each resident, `with` or `without` homicide, or with heavy weights `drawn_in`."""
        by = {"prices": self.prices} if unit.startswith("pounds") else {"scheme": self.scheme}
        return self._cell(unit, measure, {**by, "homicide": way}, table=BY_AREA)

    def carried(self, what: str, measure: str = VIOLENCE) -> Cell | None:
        """The share of harm on `one_event` or `one_offence`."""
        return self._cell("percent", measure, {"scheme": self.scheme, "share": what}, table=BY_AREA)

    def of(self, area: Area) -> Told:
        """The same for another area, whose year is its own."""
        year = next((cell.key.period for cell in self.story.cells_of(BY_KIND, area=area)), self.year)
        return Told(self.story, area, year, self.scheme, self.prices)

    @property
    def when(self) -> str:
        return year_words(self.year)

    @property
    def index(self) -> str:
        """The name of the index, as it was given where it is one that is shipped."""
        return scheme_names().get(self.scheme) or sentence(self.scheme.replace("_", " "))

    def _cell(self, unit: str, measure: str, names: Mapping[str, str], table: str = BY_KIND) -> Cell | None:
        split = tuple(sorted(names.items()))
        return self.story.cell(table, self.area, measure, unit, period=self.year, split=split)


def told(story: Story) -> Told | None:
    """What stands for the whole: the partnership, else its first force or council with a whole year; None where nothing is."""
    cells = story.cells_of(BY_KIND)
    names = [cell.key.names for cell in cells]
    scheme = next((each["scheme"] for each in names if "scheme" in each), "")
    prices = next((each["prices"] for each in names if "prices" in each), "")
    for level in ("partnership", "force", "utla", "csp"):
        for cell in cells:
            key = cell.key
            if key.area.level == level and (key.measure, key.unit, key.breakdown) == (VIOLENCE, "count", ()) and cell.value is not None:
                return Told(story, key.area, key.period, scheme, prices)
    return None


def areas_of(story: Story, level: str) -> tuple[Area, ...]:
    """Areas of a level that have a weighed year, by name."""
    found = {cell.key.area for cell in story.cells_of(BY_KIND) if cell.key.area.level == level}
    return tuple(sorted(found, key=lambda area: area.name))


def millions(cell: Cell | None, part: str = "value") -> str:
    """Pounds of a cell in millions: "210.1"."""
    found = getattr(cell, part) if cell else None
    return "not available" if found is None else number(found / 1e6, 1)


@cache
def scheme_names() -> Mapping[str, str]:
    """Names of the shipped indexes by the slug they have in cells."""
    names = {row["scheme"] for row in shipped("severity_weights")}
    return {"_".join("".join(c if c.isalnum() else " " for c in name.casefold()).split()): name for name in names}


@cache
def shipped(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a shipped table on harm."""
    with shelf.data_file(f"harm/{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _of(kind: str) -> dict[str, str]:
    return {"kind": kind} if kind else {}
