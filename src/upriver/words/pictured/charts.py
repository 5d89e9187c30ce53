"""Charts and maps as a document describes them: one description, from which every form draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart. y None is a hole and is drawn as one. `marker` as in a cell; `flag` as in a signal.

    `name` is what the mark stands for where x is a number that says nothing of it, as an area's in a funnel.
    """

    x: str | float
    y: float | None
    lower: float | None = None
    upper: float | None = None
    marker: str = ""
    flag: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points that belong together; at most four in a chart, but for a heat table and small multiples."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A reference line: a control limit, a mean, a comparator. From x to x; None for the whole width."""

    label: str
    y: float
    from_x: str | None = None
    to_x: str | None = None
    dashed: bool = True


@dataclass(frozen=True, slots=True)
class Break:
    """A marked place on the time axis: a recording change, a boundary change."""

    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart from cleared cells. kind: `bars` (ranked, with intervals), `months` (time, with holes), `curve`
    (x and y numeric, as a Lorenz curve), `steps` (ordered groups, as deprivation tenths, with intervals), `heat` (a table of
    shaded squares: a series for each row, with the same x in the same order, as weekdays by hours), `forest`
    (a point and its interval on each row, as ratios about 1), `funnel` (areas by size: the first series their points, each
    further one limits at every size, in `lower` and `upper`; a flag names a point outside), `pyramid` (two series back to back,
    ages youngest first), `spine` (an area's values beside its comparator's, the second series, and the range of similar areas,
    a third; a flag says `worse`, `better` or `same`, with `?` where chance isn't known, and the comparator's `fall` that lower
    is worse), `multiples` (a small chart of each series, all on one scale), `flow` (boxes in columns joined by arrows, as a theory
    of change: a series for each column, a point for each box with its number in `x`, its words in `name` and no y).

    The title says the finding; the subtitle measure, unit, area, period. `table` is the slug of the table that
    holds the same numbers and stands beside it.
    """

    slug: str
    kind: str
    title: str
    subtitle: str
    series: tuple[Series, ...]
    x_title: str
    y_title: str
    source: str
    alt: str
    lines: tuple[Line, ...] = ()
    breaks: tuple[Break, ...] = ()
    table: str = ""
    interval: str = "95% interval"
    """What the drawn intervals are called in the key; used only where a point has one."""
    links: tuple[tuple[str, str], ...] = ()
    """Of a `flow`: from which box to which, by their numbers."""


@dataclass(frozen=True, slots=True)
class MapShape:
    """One area on a map: its outline as an SVG path in the map's own units, its class, its tooltip words.

    `band` is the index of its class; None is hatched (hidden or not available).
    """

    code: str
    name: str
    path: str
    band: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class Map:
    """A choropleth. `bands` are the words of the classes, lowest first; `view_box` is (x, y, width, height)."""

    slug: str
    title: str
    subtitle: str
    shapes: tuple[MapShape, ...]
    bands: tuple[str, ...]
    view_box: tuple[float, float, float, float]
    source: str
    alt: str
    outlines: tuple[str, ...] = ()
    """Paths of larger areas drawn over the shapes as lines, for orientation."""
    table: str = ""
    middle_is_plain: bool = False
    """Whether the middle one of three classes is nothing in particular, so that only the outer two are coloured."""
