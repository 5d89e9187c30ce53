"""A document as blocks: one model from which pages, PDF and spreadsheets are all drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upriver.words.public.theme import Theme

if TYPE_CHECKING:
    from upriver.words.public.site import Site


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page; the page's own title is level 1, so these start at 2."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain prose. `links` are (words, href) pairs set after it."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Something a reader must not miss. kind: `inset` for a limit or note, `warning` for what can mislead."""

    text: str
    kind: str = "inset"


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be read exactly: SQL, a hash, a formula."""

    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A headline number: its words, the number as printed, what it is measured in, a link to its explanation."""

    label: str
    shown: str
    unit: str
    note: str = ""
    explain: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A handful of headline numbers."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `decimals` None means text; otherwise numbers, right-aligned, as printed."""

    name: str
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: the number (None where hidden or absent) or the text, with its marker and link.

    `marker` is one of the shorthands without brackets (c, x, z, low, p, r), several joined by `;`. `tone` shades a cell of a
    comparison (`worse`, `better` or `same`), which its words say as well: colour alone says nothing.
    """

    value: float | str | None
    marker: str = ""
    href: str = ""
    tone: str = ""
    figure: str = ""
    """The name of the cleared figure that the number is, so that every form can lead to how it was made."""
    anchor: str = ""
    """A place that links lead to: an id with a full stop in it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is printed. `slug` is the name of the figures' table; the first column names the row."""

    slug: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    explain: str = ""
    shown_rows: int | None = None
    """How many rows a page shows before the rest are folded away; None for all. Spreadsheets hold all."""


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
    is worse), `multiples` (a small chart of each series, all on one scale).

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


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look in a line of prose. style: "", `strong`, `em` or `code`; `href` makes them a link."""

    text: str
    style: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class ProseLine:
    """One line of prose. kind: `paragraph`, `bullet` or `heading`."""

    kind: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Its words without their look."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Prose:
    """What the partnership's own analysts wrote, in a block marked as theirs; `notes` say what is stale in it."""

    title: str
    lines: tuple[ProseLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EasyLine:
    """One idea in easy words, with a picture beside it where somebody supplied one (`picture`, a file of the document).

    kind: `line` or `heading`. `alt` says what the picture shows.
    """

    kind: str
    text: str
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Easy:
    """What a person wrote in easy words: set large, one idea a line. `notes` say what is stale in it."""

    lines: tuple[EasyLine, ...]
    notes: tuple[str, ...] = ()


Block = Heading | Paragraph | Bullets | Callout | Code | KeyFigures | Table | Chart | Map | Prose | Easy


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site and one chapter of the PDF.

    slug: the path of the page below the site's root, without `index.html` ("" is the front page,
    `questions/kinds`, `areas/E07000086`, `explain/ab12`). group: the heading it is listed under in the contents
    (`Summary`, `Questions`, `Areas`, `Data sources`, `About`, `Explanations`). `in_pdf` False keeps it out of the PDF.
    """

    slug: str
    title: str
    group: str
    lead: str
    blocks: tuple[Block, ...]
    in_pdf: bool = True
    in_contents: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its pages in order, with what every page says of itself.

    `facts` are (label, words) pairs for the front page and the PDF's title page: period, definition, population
    basis, as of, run, release.
    """

    slug: str
    title: str
    audience: str
    partnership: str
    as_of: str
    period: str
    pages: tuple[Page, ...]
    facts: tuple[tuple[str, str], ...]
    attribution: tuple[str, ...]
    language: str = "en"
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files that stand beside the pages as they are, by path below the site's root (data/cells.csv)."""
    marking: str = ""
    """Stands on every page, sheet and slide of a document that isn't for everyone; `handling` says what a reader may do with it."""
    handling: str = ""
    theme: Theme = field(default_factory=Theme)
    """The partnership's own colours and logo; every form of the document wears them."""
    instead: str | None = None
    """The page that stands in for one that a fault left out; None where every link must lead to its own."""
    site: Site | None = None
    """The public site around it, in its form for the web alone; its front page then has the address of its slug."""
    tongues: tuple[str, ...] = ()
    """The languages it is published in, the one at the root of the site first; none where there is only one."""
    versions: tuple[Document, ...] = ()
    """The same document in the other languages; each lies in the folder of its language's code."""
    shared: frozenset[str] = frozenset()
    """Files of the root's version that the pages of this one lead to, since they are the same in every language."""
    half: str = ""
    """Why it is published although not all of it is in this language; "" where all of it is, or nobody had to say."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published document: points to its run, and to what was printed, by hash."""

    id: str
    document: str
    run: str
    cells_hash: str
    previous: str | None
    state: str
    by: str
