"""What the sections tell from: cleared tables and words, looked up by name. Nothing here computes a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance, ClearedSignal
from upriver.words.decision import Decision
from upriver.words.declared import Break, Contract, Definition, Profile, Ranking
from upriver.words.document import Block
from upriver.words.figure import UNITS
from upriver.words.part import Anomaly, Coverage, Part
from upriver.words.period import Period, month_period
from upriver.words.sharing.authority import KINDS
from upriver.words.sharing.feed import FeedState
from upriver.words.sharing.inside import Inside
from upriver.words.text import number

PROFILED = ("csp", "ltla", "utla")
"""Levels with a page for each area, in the order in which one page stands for several of the same ground."""
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Outlines to draw: code -> SVG path at one scale, the box they lie in, and larger outlines to lay over them."""

    paths: Mapping[str, str]
    box: tuple[float, float, float, float]
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A contract with its held parts. `used` is whether a figure rests on it; `replaced` are hashes of parts for which
    a newer download stands."""

    contract: Contract
    parts: tuple[Part, ...]
    used: bool = True
    replaced: frozenset[str] = frozenset()
    open: bool = True
    """Whether its rule hides no count, so that numbers of rows may be said."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One finding that may stand on the first page or before a partner, said from cleared cells alone.

    `slug` is stable from run to run. `says` is one sentence with its numbers and interval; `href` the page it stands on;
    `theme` what it is about (a kind of violence such as `robbery`, or a question such as `places`); `rests_on` the cells
    it is said from. `partners` are kinds of authority (KINDS) that it concerns; `follows` what it would be sensible to do,
    in one sentence, or nothing. `plain` says it to a passer-by, without intervals; where it is empty, leading/plain.py does.
    """

    slug: str
    says: str
    href: str
    theme: str
    rests_on: tuple[Cell, ...]
    partners: tuple[str, ...] = ()
    follows: str = ""
    plain: str = ""

    def __post_init__(self) -> None:
        if unknown := set(self.partners) - set(KINDS):
            raise ValueError(f"the headline {self.slug} names {sorted(unknown)}, no kind of authority")


@dataclass(frozen=True, slots=True)
class Story:
    """All that a document is told from. `within` gives the small areas of larger ones; `plans` the maps by name."""

    clearance: Clearance
    partnership: Area
    period: Period
    as_of: str
    run: str
    definition: Definition
    basis: str
    coverage: Coverage
    forces: Mapping[str, str]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]
    sources: tuple[Source, ...]
    areas: Mapping[str, tuple[Area, ...]]
    within: Mapping[tuple[str, str], frozenset[str]]
    partly: tuple[Area, ...]
    plans: Mapping[str, Plan]
    notes: tuple[str, ...]
    feeds: tuple[FeedState, ...] = ()
    lacking: tuple[str, ...] = ()
    """What sections can't say from what is held, a sentence each: they stand in the chapter on limits."""
    denied: tuple[str, ...] = ()
    """Data that are held and may not be used for some or all questions, a sentence each with the clause that says so."""
    faults: tuple[str, ...] = ()
    """What a fault in our own code left out: the questions, or the first lines of chapters."""
    inside: Inside | None = None
    """What only the partnership's own people are told; None in a public document."""
    profiles: tuple[Profile, ...] = ()
    ranking: Ranking | None = None
    local: Mapping[Area, tuple[Block, ...]] = field(default_factory=dict)
    """What chapters tell of each community safety partnership, district and upper-tier area on its own page."""
    headlines: tuple[Headline, ...] = ()
    """What sections found that deserves a place on the first page."""
    earlier: Mapping[str, str] = field(default_factory=dict)
    """What the headlines of the last release of another run said, by slug; none before the first release."""
    cells: Mapping[tuple[str, str, str, str, str, str, str], Cell] = field(default_factory=dict)
    signals: Mapping[tuple[str, str], ClearedSignal] = field(default_factory=dict)

    def cell(
        self, table: str, area: Area, measure: str, unit: str, *, period: Period | None = None, split: Names = ()
    ) -> Cell | None:
        """The cell of that name, or None where the document has none."""
        return self.cells.get(name_of(table, area, measure, unit, period or self.period, split))

    def own(self, table: str, measure: str, unit: str, **split: str) -> Cell | None:
        """The whole partnership's cell of that measure, unit and split, over the whole period."""
        return self.cell(table, self.partnership, measure, unit, split=tuple(split.items()))

    def cells_of(
        self, table: str, measure: str = "", *, unit: str = "", area: Area | None = None, level: str = ""
    ) -> tuple[Cell, ...]:
        """The cells of a table, of one measure, unit, area or level where these are named; none where the run made no such table."""
        found = self.clearance.table(table)
        return tuple(
            cell for cell in (found.cells if found else ())
            if measure in ("", cell.key.measure) and unit in ("", cell.key.unit) and level in ("", cell.key.area.level)
            and (area is None or cell.key.area == area)
        )  # fmt: skip

    def measures_of(self, table: str) -> list[str]:
        """The measures that a table has for the whole partnership, in its order."""
        return list(dict.fromkeys(cell.key.measure for cell in self.cells_of(table, area=self.partnership)))

    @property
    def parts(self) -> list[str]:
        """Parts of the definition that some source shows."""
        return [limb.slug for limb in self.definition.limbs if limb.takes]

    def rate(self, table: str, area: Area, measure: str, *, split: Names = ()) -> Cell | None:
        """The rate of the period: a year's where it can be given, else that of the months observed."""
        yearly = self.cell(table, area, measure, "per_1000_residents", split=split)
        observed = self.cell(table, area, measure, "per_1000_person_years", split=split)
        return observed if yearly is None or (yearly.value is None and observed is not None) else yearly

    def signal(self, cell: Cell | None, kind: str) -> str:
        """What a signal of that kind says of a cell, or nothing."""
        found = self.signals.get((str(cell.key), kind)) if cell else None
        return found.says if found else ""

    @property
    def rate_words(self) -> str:
        """What rates of this document are measured in."""
        table = self.clearance.table("assessment/kinds/rates")
        given = (cell for cell in table.cells if cell.key.area == self.partnership and cell.value is not None) if table else ()
        found = next(iter(given), None)
        return unit_words(found.key.unit) if found else UNITS["per_1000_residents"][0]

    @property
    def months_observed(self) -> tuple[str, ...]:
        """Months of the period that are held and used for every force of the partnership."""
        return tuple(
            month for month in self.period.months if all(self.coverage.usable(force, month) for force in self.forces)
        )

    @property
    def whole(self) -> bool:
        return len(self.months_observed) == len(self.period.months)

    def profiled(self, area: Area) -> Area:
        """The area whose page tells of this one: itself, or the first that is made of the same small areas."""
        mine = self.within.get((area.level, area.code))
        same = (other for level in PROFILED for other in self.areas.get(level, ())
                if mine and self.within.get((level, other.code)) == mine)
        return next(same, area)

    @property
    def populated(self) -> bool:
        """Whether a rate can be given for the whole."""
        found = self.rate("assessment/kinds/rates", self.partnership, self.definition.slug)
        other = next((cell for name, cell in self.cells.items() if name[0] == "assessment/kinds/rates" and cell.value is not None), None)
        return (found is not None and found.value is not None) or other is not None

    @property
    def annual(self) -> bool:
        """Whether rates are of a whole year of residents: 12 months, all of them used."""
        return self.whole and len(self.period.months) == 12

    @property
    def odd(self) -> tuple[Anomaly, ...]:
        """Odd months of the partnership's own forces, within the period, that nobody has decided about."""
        return tuple(
            each
            for each in self.coverage.undecided
            if each.month in self.period.months and each.provider in self.forces
        )


def name_of(
    table: str, area: Area, measure: str, unit: str, period: Period, split: Names
) -> tuple[str, str, str, str, str, str, str]:
    """The name that a cell is looked up by."""
    inside = ";".join(f"{name}={value}" for name, value in sorted(split))
    return (table, f"{area.level}:{area.code}", period.start.isoformat(), period.end.isoformat(), measure, unit, inside)


def indexed(
    clearance: Clearance,
) -> tuple[dict[tuple[str, str, str, str, str, str, str], Cell], dict[tuple[str, str], ClearedSignal]]:
    """Cells and signals by name."""
    cells = {
        name_of(
            cell.key.table, cell.key.area, cell.key.measure, cell.key.unit, cell.key.period, cell.key.breakdown
        ): cell
        for table in clearance.tables
        for cell in table.cells
    }
    signals = {(str(signal.key), signal.kind): signal for table in clearance.tables for signal in table.signals}
    return cells, signals


def unit_words(unit: str) -> str:
    """A unit as people read it."""
    return UNITS[unit][0]


def measure_words(story: Story, measure: str) -> str:
    """A measure as people read it, in lower case."""
    if measure == story.definition.slug:
        return story.definition.title[0].lower() + story.definition.title[1:]
    for limb in story.definition.limbs:
        if limb.slug == measure:
            return limb.title.lower()
    return measure.replace("_", " ").replace("anti social", "anti-social")


def shown(cell: Cell | None) -> str:
    """A cell's number as it is printed, or its mark."""
    if cell is None or cell.value is None:
        return f"[{cell.marker.split(';')[0]}]" if cell is not None and cell.marker else "not held"
    return number(cell.value, cell.decimals)


def between(cell: Cell | None) -> str:
    """A cell with its interval, in words: "38.35 (95% interval 38.07 to 38.62)"."""
    if cell is None or cell.value is None:
        return shown(cell)
    if cell.lower is None or cell.upper is None:
        return shown(cell)
    return f"{shown(cell)} (95% interval {number(cell.lower, cell.decimals)} to {number(cell.upper, cell.decimals)})"


def percent_words(cell: Cell | None, *, short: bool = False) -> str:
    """A percentage with its interval: "41.3% (95% interval 38.9% to 43.7%)"; in short "41.3% (38.9% to 43.7%)"."""
    if cell is None or cell.value is None:
        return shown(cell) if short else "a share that can't be shown"
    if cell.lower is None or cell.upper is None:
        return f"{shown(cell)}%"
    ends = f"{number(cell.lower, cell.decimals)}% to {number(cell.upper, cell.decimals)}%"
    return f"{shown(cell)}% ({'' if short else '95% interval '}{ends})"


def change_words(cell: Cell | None) -> str:
    """A change in percent with its interval, in words: "8.0% fewer (95% interval 15.2% fewer to 0.4% fewer)"."""
    if cell is None or cell.value is None:
        return shown(cell)
    said = _more_or_fewer(cell.value, cell.decimals)
    if cell.lower is None or cell.upper is None:
        return said
    return f"{said} (95% interval {_more_or_fewer(cell.lower, cell.decimals)} to {_more_or_fewer(cell.upper, cell.decimals)})"


def _more_or_fewer(percent: float, decimals: int) -> str:
    return f"{number(abs(percent), decimals)}% {'fewer' if percent < 0 else 'more'}"


def month_words(month: str) -> str:
    """A month as people read it."""
    return month_period(month).words


def names_of(definition: Definition) -> dict[str, str]:
    """The definition and its parts in words, by the slugs of their measures."""
    return {definition.slug: definition.title, **{limb.slug: limb.title for limb in definition.limbs}}
