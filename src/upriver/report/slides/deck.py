"""Which findings become slides, and what stands on each: a title that says it, its picture, a few rows, where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from upriver.report.drawing.svg import clean
from upriver.report.html import MARKERS, shown
from upriver.report.pictures import picture_name
from upriver.report.slides.choosing import columns_shown
from upriver.words.document import Chart, Document, Map, Page, Table
from upriver.words.language.speaking import say
from upriver.words.text import day

MOST_SLIDES, MOST_ROWS = 24, 8
LEADING = ("Explanations", "Data sources", "Explore", "About", "Areas")
"""Groups of pages that no slide is made of."""
ALIKE = ("Kinds in depth",)
"""Groups whose pages have the same pictures: only those that a leading finding stands on become slides."""
Saying = tuple[str, str]
"""A finding in one sentence, and the address of the page that it stands on."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide of one picture. `name` is the picture's file without its ending; rows start with the row of column names.

    `right` tells the columns of numbers. `under` is the line below: what isn't shown, shorthand, the source.
    """

    title: str
    subtitle: str
    name: str
    alt: str
    caption: str
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]
    under: str
    notes: str


def deck(document: Document, findings: Sequence[Saying]) -> tuple[Slide, ...]:
    """A slide for the leading picture of each chapter: first of those that the most pressing findings stand on."""
    chapters = [page for page in document.pages if page.in_pdf and page.group not in LEADING]
    first = [href.partition("#")[0].strip("/") for _, href in findings]
    chapters = [page for page in chapters if page.group not in ALIKE or page.slug in first]
    order = sorted(chapters, key=lambda page: first.index(page.slug) if page.slug in first else len(first))
    found, seen = list[Slide](), set[str]()
    for page in order:
        slide = next((each for each in _of_page(document, page) if each.name not in seen), None)
        if slide:
            found.append(slide)
            seen.add(slide.name)
    return tuple(found[:MOST_SLIDES])


def _of_page(document: Document, page: Page) -> Iterator[Slide]:
    """The pictures of a page, each with the table that holds the same numbers."""
    for at, block in enumerate(page.blocks):
        if not isinstance(block, Chart | Map):
            continue
        tables = [each for each in page.blocks if isinstance(each, Table)]
        mine = next((each for each in tables if block.table and each.slug == block.table), None)
        beside = mine or next((each for each in page.blocks[at + 1 :] if isinstance(each, Table)), None)
        yield _slide(document, page, block, beside)


def _slide(document: Document, page: Page, block: Chart | Map, table: Table | None) -> Slide:
    words_alone = isinstance(block, Chart) and block.kind == "flow"  # its table says the same words again: the picture needs the room
    rows, right, left_out, used = _few(table, block) if table and not words_alone else ((), frozenset[int](), "", ())
    shorthand = "; ".join(f"[{marker}] {say(says)}" for marker, says in MARKERS.items() if marker in used)
    source = block.source or (table.source if table else "")
    under = ". ".join(part.rstrip(". ") for part in (left_out, shorthand, say("Source: {source}", source=source) if source else "") if part)
    return Slide(
        _words(block.title), _words(block.subtitle), picture_name(block),
        ". ".join(part.rstrip(". ") for part in (block.title, block.alt) if part),
        _words(table.caption) if table else "", rows, right, _words(under), _notes(document, page, block, table),
    )


def _few(table: Table, block: Chart | Map) -> tuple[tuple[tuple[str, ...], ...], frozenset[int], str, tuple[str, ...]]:
    """The first rows of a table: the names of each and the numbers that its picture shows.

    Also which columns are numbers, what is left out in words, and the shorthand used.
    """
    chosen, names = columns_shown(table, block)
    rows, used = [tuple(_words(table.columns[at].name) for at in chosen)], list[str]()
    for row in table.rows[:MOST_ROWS]:
        said = [shown(row[at], table.columns[at], lambda href: href) for at in chosen]
        used += [marker for one in said for marker in one.markers]
        rows.append(tuple(_words(" ".join((one.words, *(f"[{marker}]" for marker in one.markers))).strip()) for one in said))
    parts = [say("{few} of {all} rows", few=MOST_ROWS, all=f"{len(table.rows):,}")] if len(table.rows) > MOST_ROWS else []
    parts += [say("{few} of {all} columns", few=len(chosen), all=len(table.columns))] if len(chosen) < len(table.columns) else []
    return tuple(rows), frozenset(range(names, len(chosen))), say("Shown here: {parts}", parts=", ".join(parts)) if parts else "", tuple(used)


def _notes(document: Document, page: Page, block: Chart | Map, table: Table | None) -> str:
    """What a speaker needs: the answer of the page, what the picture shows in words, limits, method, where it all stands."""
    lines = [page.lead, block.alt, *(table.notes if table else ())]
    if table and table.explain:
        lines.append(say("How these figures were made: {address} in the web edition.", address=f"explain/{table.explain.removeprefix('explain/').strip('/')}/"))
    lines.append(say("Read on: {address} in the web edition. {title}, {period}, as of {day}.", address=page.slug or document.slug, title=document.title, period=document.period, day=day(document.as_of)))
    return "\n".join(clean(line) for line in dict.fromkeys(lines) if line)


def _words(text: str) -> str:
    return " ".join(clean(text).replace("\u200b", "").split())
