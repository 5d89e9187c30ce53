"""Reading the workspace's prose beside its cleared cells, and setting it on the pages it belongs to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from upriver.pipeline.prose.alternatives import alternatives, fit_pictures, is_alt
from upriver.report.easy.edition import page_of
from upriver.report.exploring.rows import Row, rows_of_cells, rows_of_csv
from upriver.report.links import Links
from upriver.report.prose.checking import Written, bad_links, checked, shown
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.document import Document, Page
from upriver.words.refusal import Refusal
from upriver.words.text import listed

NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,119}(?:\.easy)?)\.(en|cy)\.md")
LONGEST = 200_000
MEANT = (".md", ".txt", ".markdown", ".html", ".docx", ".odt")
"""How files end that somebody meant for prose; others, such as those that a system leaves by itself, are let be."""
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What steers a screen, or turns the order of what is read, such as the digits of a number."""
FRONT = "index"

Accepted = Mapping[str, Mapping[str, str]]
"""File of prose (`assessment/questions-kinds.en`) to its sentences as written, with their text at last acceptance."""


def written(folder: Folder, document: str, *, figures: Mapping[str, Row], accepted: Accepted) -> tuple[Written, ...]:
    """Every file of prose for a document, checked, in the order of their names; none where none is written.

    Raises:
        Refusal: a file isn't UTF-8 or no text, is a link or far too long, or has a name that no page could have.
    """
    place = folder.root / "prose" / document
    found = []
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.suffix.lower() not in MEANT or path.name.startswith((".", "~")):
            continue
        name = NAME.fullmatch(path.name)
        if name is None:
            raise Refusal(f"prose/{document}/{path.name} isn't called as prose is",
                          do="Name it SECTION.LANG.md, as questions-kinds.en.md: the page's address with - for /, then en or cy; "
                             "SECTION.easy.LANG.md where it is its Easy Read version.")
        data = _bytes(path, document)
        called = f"{document}/{name[1]}.{name[2]}"
        found.append(checked(document, name[1], name[2], hashlib.sha256(data).hexdigest(), data.decode("utf-8-sig"), figures=figures,
                             accepted=accepted.get(called, {})))
    return (*found, *alternatives(folder, document, figures=figures, accepted=accepted, read=_bytes))


def _bytes(path: Path, document: str) -> bytes:
    where = f"prose/{document}/{path.name}"
    try:
        if path.is_symlink():
            raise Refusal(f"{where} is a link to another file", do="Put the text itself there.")
        if path.stat().st_size > LONGEST:
            raise Refusal(f"{where} is longer than a page of prose can be", do="Shorten it, or write to several pages.")
        data = path.read_bytes()
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{where} isn't UTF-8 text", do="Save it as UTF-8.") from None
    except OSError:
        raise Refusal(f"{where} can't be read", do="See who may read it.") from None
    if found := NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Refusal(f"{where} holds a character that is no text, in line {line}", do="Type that line again: nothing but words and marks.")
    return data


def figures_of(clearance: Clearance) -> dict[str, Row]:
    """The cleared cells of a document by the names of their figures."""
    return {row.figure: row for table in clearance.tables for row in rows_of_cells(table.cells)}


def figures_drafted(folder: Folder, run: str | None) -> dict[str, Row]:
    """The cleared cells of a run's draft, by name.

    Raises:
        Refusal: there is no run yet, or its draft is gone.
    """
    place = folder.drafts / run / "cells.csv" if run else folder.drafts / "none"
    if not place.is_file():
        raise Refusal("there is no draft whose figures prose could name", do="Make an assessment first: upriver assess.")
    return {row.figure: row for row in rows_of_csv(place.read_text("utf-8"))}


def section_of(page: Page) -> str:
    """What a page is called among files of prose."""
    return page.slug.replace("/", "-") or FRONT


def with_prose(document: Document, prose: Sequence[Written], figures: Mapping[str, Row], files: Sequence[str] = ()) -> Document:
    """The document with each file of prose in its own language at the end of its page, in a block marked as the analysts'."""
    links = Links(frozenset({"", *(page.slug for page in document.pages)}), frozenset(files))
    mine = {each.section: each for each in prose if each.language == document.language}
    pages = []
    for page in document.pages:
        block = mine.get(section_of(page))
        pages.append(replace(page, blocks=(*page.blocks, shown(block, figures, partial(leads, links, at=page.slug)))) if block else page)
    return replace(document, pages=tuple(pages))


def leads(links: Links, href: str, at: str) -> bool:
    """Whether a link may stand: to the web by http or https, to a place on the page, or to a page or file of the document."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", href) and not re.match(r"https?://", href, re.IGNORECASE):
        return False
    try:
        links.to(href, at=at)
    except ValueError:
        return False
    return True


def all_accepted(prose: Sequence[Written]) -> None:
    """Hold every sentence to its acceptance as it reads today.

    Raises:
        Refusal: names the files that hold another one.
    """
    if waiting := [each.name for each in prose if each.unaccepted]:
        raise Refusal(f"sentences in {listed(waiting)} are stale, name figures that can't be said, or were never accepted",
                      do="`upriver prose` lists them, old and new. Mend them, or read and accept them with `upriver prose accept`.")


def fit_to_publish(document: Document, prose: Sequence[Written]) -> None:
    """Hold prose to what may be published: every sentence accepted as it reads today, on a page that is there.

    Raises:
        Refusal: names the files and what to do; nothing of a sentence stands in it.
    """
    sections = {section_of(page): page for page in document.pages}
    fit_pictures(document, prose)
    prose = [each for each in prose if not is_alt(each)]
    if lost := [each.name for each in prose if page_of(each) not in sections]:
        raise Refusal(f"prose is written for {listed(lost)}, and no such page is in this document",
                      do=f"Name it after a page: {listed(sorted(sections), most=12)}.")
    all_accepted(prose)
    links = Links(frozenset({"", *(page.slug for page in document.pages)}), frozenset(document.files))
    if astray := [each.name for each in prose if bad_links(each, partial(leads, links, at=sections[page_of(each)].slug))]:
        raise Refusal(f"a link in {listed(astray)} leads nowhere", do="Use https addresses, or addresses of pages such as questions/kinds.")
