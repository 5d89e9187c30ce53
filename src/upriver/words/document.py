"""A document as blocks: one model from which pages, PDF and spreadsheets are all drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from upriver.words.pictured.charts import Break as Break
from upriver.words.pictured.charts import Chart as Chart
from upriver.words.pictured.charts import Line as Line
from upriver.words.pictured.charts import Map as Map
from upriver.words.pictured.charts import MapShape as MapShape
from upriver.words.pictured.charts import Point as Point
from upriver.words.pictured.charts import Series as Series
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
    beside: tuple[tuple[str, str], ...] = ()
    """Documents of the response that are published with it: the address of each one's first page, which all its pages lie below, and its title."""
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
