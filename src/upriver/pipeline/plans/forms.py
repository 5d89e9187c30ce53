"""The files made of a document, as its shelf says: on paper, to be worked on, as slides, as workbooks of its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from upriver.pipeline.plans.making import documents
from upriver.report.paper.chapters import as_data
from upriver.report.paper.pdf import pdf_of
from upriver.report.pictures import painting
from upriver.report.plans.packs.book import book_of
from upriver.report.sheets.ods import ods_of
from upriver.report.sheets.xlsx import xlsx_of
from upriver.report.site import tree_files
from upriver.report.slides.pptx import pptx
from upriver.report.word.whole import word
from upriver.words.document import Document, Table

ENDINGS = {"pdf": ".pdf", "docx": ".docx", "pptx": "-slides.pptx", "xlsx": ".xlsx", "ods": ".ods"}
KINDS = {"pdf": "to be printed or sent", "docx": "to be worked on", "pptx": "slides", "xlsx": "tables for Excel", "ods": "tables for LibreOffice"}
DRAFT = "DRAFT"
NOT_RELEASED = "Not released. It may be published only through the gate, by `upriver publish`; until then it is for the partnership's own people."


def as_draft(document: Document) -> Document:
    """A document for the public that nobody has released says so on every page, sheet and slide."""
    if document.audience != "public":
        return document
    return replace(document, marking=DRAFT, handling=NOT_RELEASED)


def made_of(document: Document) -> Mapping[str, bytes]:
    """Its pages and the files that its shelf names; the same document gives the same bytes."""
    with painting(document.pages) as painted:
        pages = tree_files(document)  # while the pictures are painted
        papers = _papers(document, painted)
        return {**pages, **papers, **painted()}


def papers_of(document: Document) -> Mapping[str, bytes]:
    """The files that its shelf names, without its pages."""
    with painting(document.pages) as painted:
        return _papers(document, painted)


def _papers(document: Document, painted: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
    forms = documents()[document.slug].FORMS
    names = {form: f"{document.slug.replace('_', '-')}{ENDINGS[form]}" for form in forms}
    letter = getattr(documents()[document.slug], "LETTER", False) or sum(1 for page in document.pages if page.in_pdf) == 1
    data = {**as_data(_unrolled(replace(document, files=dict.fromkeys(names.values(), b"")))), "letter": letter, "one_page": getattr(documents()[document.slug], "ONE_PAGE", False)}
    found = {names["pdf"]: pdf_of(data)} if "pdf" in forms else {}
    return {**found, **_with_pictures(document, names, data, painted()), **_books(document, forms, names)}


def _unrolled(document: Document) -> Document:
    """Paper folds nothing away: a pack has no spreadsheets beside it in which the other rows would stand."""
    return replace(document, pages=tuple(
        replace(page, blocks=tuple(replace(block, shown_rows=None) if isinstance(block, Table) else block for block in page.blocks)) for page in document.pages
    ))


def _with_pictures(document: Document, names: Mapping[str, str], data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if "docx" in names:
        found[names["docx"]] = word(data, pictures)
    if "pptx" in names:
        own = getattr(documents()[document.slug], "sayings", None)
        leads = tuple((page.lead, page.slug) for page in document.pages[1:] if page.in_pdf and page.lead)
        sayings = own(document.pages) if own else leads
        found[names["pptx"]] = pptx(document, sayings, pictures)
    return found


def _books(document: Document, forms: Sequence[str], names: Mapping[str, str]) -> dict[str, bytes]:
    if not {"xlsx", "ods"} & set(forms):
        return {}
    book = book_of(document)
    made = {"xlsx": xlsx_of, "ods": ods_of}
    return {names[form]: made[form](book) for form in ("xlsx", "ods") if form in forms}
