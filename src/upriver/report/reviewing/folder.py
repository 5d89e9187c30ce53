"""The reviewer's pages as files: written when a release is asked for, the first of them again at every vote."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from upriver.report.html import page_html
from upriver.report.links import Links
from upriver.report.reviewing.changes import Changed, changes, differences
from upriver.report.reviewing.checking import checks_page
from upriver.report.reviewing.front import front_page
from upriver.report.reviewing.noting import noted
from upriver.report.reviewing.pages import changed_page, hidden_page, left_page, typed_page
from upriver.report.reviewing.panel import held_to, panels
from upriver.report.reviewing.reading import Reading
from upriver.report.reviewing.stigma import stains
from upriver.words.document import Document, Page
from upriver.words.releasing.gate import Request
from upriver.words.releasing.noted import Noted

ASSETS = ("upriver.css", "upriver.js")
CHANGES = "data/changed.csv"
DRAFT = "draft/index.html"
"""Where the drafted pages themselves lie, beside the reviewer's."""


@dataclass(frozen=True, slots=True)
class About:
    """What the reviewer's pages say of the document: its title, whose it is, its period and date; whether its pages lie beside."""

    title: str
    partnership: str
    period: str
    as_of: str
    drafted: bool = False


def review_files(
    reading: Reading, request: Request, *, drafted: bool = False
) -> tuple[dict[str, bytes], tuple[Noted, ...]]:
    """Every file of the reviewer's folder by its path, and what the machine notes."""
    shown = panels(reading.clearance.tables, reading.shared)
    held = held_to(reading.clearance.facts, reading.clearance.rules)
    stained = stains(reading.clearance.tables, reading.shared)
    changed = None if reading.before is None else changes(reading.before, reading.rows)
    differing = differences(
        reading.clearance.facts, reading.earlier, {rule.slug: rule for rule in reading.clearance.rules}
    )
    found = noted(reading, panels=shown, held=held, stained=stained, changed=changed, differing=differing)
    about = About(reading.title, reading.partnership, reading.period, reading.as_of, drafted)
    pages = (
        checks_page(reading, shown, held, stained),
        changed_page(reading, changed, differing),
        hidden_page(reading),
        left_page(reading),
        typed_page(reading),
    )
    document = _document(about, request, found, pages)
    files = {
        f"{page.slug}/index.html".lstrip("/"): page_html(
            document, page, _links(document, about), pictures_apart=False
        ).encode()
        for page in document.pages
    }
    folder = Path(__file__).parents[1] / "assets"
    files |= {f"assets/{name}": (folder / name).read_bytes().replace(b"\r\n", b"\n") for name in ASSETS}
    return files | {CHANGES: _csv(changed or ())}, found


def front_file(about: About, request: Request, found: Sequence[Noted]) -> bytes:
    """The first page alone, as the release stands now."""
    rest = tuple(
        Page(slug, title, "Before release", "", ())
        for slug, title in (
            ("checks", "What the machine checked"),
            ("changed", "Only what changed"),
            ("hidden", "What is hidden, and why"),
            ("left-out", "What was left out"),
            ("typed", "Numbers typed by hand"),
        )
    )
    document = _document(about, request, found, rest)
    return page_html(document, document.pages[0], _links(document, about), pictures_apart=False).encode()


def _document(about: About, request: Request, found: Sequence[Noted], pages: Sequence[Page]) -> Document:
    front = front_page(request, found, about.title, draft=DRAFT if about.drafted else "")
    return Document(
        "review", "Before release", "restricted", about.partnership, about.as_of, about.period, (front, *pages), (), ()
    )


def _links(document: Document, about: About) -> Links:
    return Links(
        frozenset(page.slug for page in document.pages), frozenset({CHANGES, *([DRAFT] if about.drafted else [])})
    )


def _csv(changed: Sequence[Changed]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("became", "figure", "was", "is"))
    for each in changed:
        rows.writerow(
            (each.kind, each.row.figure, each.was.shown if each.was else "", each.now.shown if each.now else "")
        )
    return out.getvalue().encode()
