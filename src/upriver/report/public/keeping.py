"""Addresses that never break: the page of an edition that is kept, and a page for each that is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from upriver.report.site import beside
from upriver.words.document import Callout, Document, Page, Paragraph
from upriver.words.language.speaking import say
from upriver.words.text import day

CELLS, TABLES, PAPER = "data/cells.csv", "data/tables.ods", "assessment.pdf"
KEPT = (CELLS, PAPER)
"""Files of a document that its edition keeps, besides its first page."""


def edition_files(document: Document, files: Mapping[str, bytes], name: str = "") -> dict[str, bytes]:
    """What an edition keeps, by its file's name: the document's first page, all its figures, the whole on paper.

    `name` is the edition's folder below `editions/`, the document's date where it isn't given. The page's links lead to the
    latest pages of the same addresses, and it says so.
    """
    front = next((page for page in document.pages if not page.slug), None)
    made = {path.rsplit("/", 1)[-1]: files[path] for path in KEPT if path in files}
    if front is None:
        return made
    note = Callout(say("This is the first page of the edition as known on {day}, kept as it was published. Its links lead to "
                       "the latest pages, where figures may be others.", day=day(document.as_of)))
    beside_it = Paragraph(say("What this edition printed:"), tuple((words, path) for words, path in (
        (say("Every figure (CSV)"), CELLS), (say("The whole as PDF"), PAPER)) if path in files))
    slug = f"editions/{name or document.as_of}"
    title = say("{title}: edition of {day}", title=front.title, day=day(document.as_of))
    page = replace(front, slug=slug, title=title, group=say("Earlier editions"), blocks=(note, beside_it, *front.blocks), in_contents=False)
    told = beside(document, (page,), harm=(slug,))[f"{slug}/index.html"]
    # The edition's own files lie beside its page; the latest ones keep their place.
    for path in KEPT:
        told = told.replace(f'href="../../{path}"'.encode(), f'href="{path.rsplit("/", 1)[-1]}"'.encode())
    return {**made, "index.html": told}


def gone_files(document: Document, gone: Mapping[str, tuple[str, str]]) -> dict[str, bytes]:
    """A page for each address that was published before and is no page of this document.

    `gone` gives for each address its title and the date of the last edition that had it, "" where that isn't known.
    """
    return beside(document, [_gone(slug, title, last, document) for slug, (title, last) in sorted(gone.items())])


def _gone(slug: str, title: str, last: str, document: Document) -> Page:
    known = {page.slug for page in (*document.pages, *(document.site.pages if document.site else ()))}
    links = [(say("The latest assessment"), "")]
    links += [(words, at) for words, at in ((say("Earlier editions"), "earlier-editions"), (say("Search all pages"), "search")) if at in known]
    blocks = (
        *((Paragraph(say("It was last part of the edition of {day}.", day=day(last))),) if last else ()),
        Paragraph(say("A page goes when the data for it are no longer held, when too little may be shown, or when its subject is told elsewhere.")),
        Paragraph(say("Read on:"), tuple(links)),
    )  # fmt: skip
    lead = say("This page was published here before. The latest edition has none like it; its address still answers.")
    name = title or slug
    return Page(slug, name, say("No longer published"), lead, blocks, in_pdf=False, in_contents=False)
