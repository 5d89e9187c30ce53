"""The files that stand beside the pages: pictures, the document on paper and as slides, tables for every use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from upriver.report.cells import cells_csv
from upriver.report.easy.edition import PICTURES, easy_alone
from upriver.report.paper.chapters import as_data, date_of
from upriver.report.paper.pdf import pdf_of
from upriver.report.pictures import painting
from upriver.report.sheets.csvw import csvw_metadata
from upriver.report.sheets.ods import ods
from upriver.report.sheets.tables_csv import dataset, table_files
from upriver.report.sheets.workbook import MADE, NO_WORDS
from upriver.report.sheets.xlsx import xlsx
from upriver.report.slides.deck import Saying
from upriver.report.slides.pptx import pptx
from upriver.report.word.whole import word
from upriver.words.cleared import ClearedTable
from upriver.words.document import Document
from upriver.words.language.speaking import say

LARGE = 1.6
"""How much larger the letters of the Easy Read edition are: 16 to 17 points."""
DATA = ("data/cells.csv", "data/cells.csv-metadata.json", "data/tables.ods", "data/tables.xlsx")


def papers_of(slug: str) -> tuple[str, ...]:
    """The files that hold a whole document: on paper, to be worked on, as slides."""
    return (f"{slug}.pdf", f"{slug}.docx", f"{slug}-slides.pptx")


def files_of(
    document: Document, tables: Sequence[ClearedTable], measures: Mapping[str, str] = NO_WORDS, findings: Sequence[Saying] = ()
) -> dict[str, bytes]:
    """Each file by its path below the site's root; the same document and tables give the same bytes.

    `measures` holds words for measures whose short name doesn't say what is counted, for the spreadsheets; `findings` are
    the sentences that slides begin with.
    """
    with painting(document.pages) as painted:
        beside = {**_tables(document, tables, measures), **table_files(document, tables, measures)}
        # The paper's links lead to the files beside it, itself among them.
        data = as_data(replace(document, files={**document.files, **beside, **dict.fromkeys(papers_of(document.slug), b"")}))
        paper = pdf_of(data)
        pictures = painted()
        whole = (paper, word(data, pictures), pptx(document, findings, pictures))
        beside["data/dataset.jsonld"] = dataset(document, tables).encode()
        return {**document.files, **beside, **dict(zip(papers_of(document.slug), whole, strict=True)), **_in_large_print(document), **pictures}


def _in_large_print(document: Document) -> dict[str, bytes]:
    """The Easy Read edition on paper and to be worked on, in large type; nothing where nobody wrote one."""
    easy = easy_alone(document)
    if easy is None:
        return {}
    data = {**as_data(easy), "large": True}
    files = [f"{document.slug}-easy.pdf", f"{document.slug}-easy.docx"]
    shown = {path: list(held) for path, held in document.files.items() if path.startswith(f"{PICTURES}/")}
    return dict(zip(files, (pdf_of({**data, "pictures": shown}), word(data, document.files, scale=LARGE)), strict=True))


def _tables(document: Document, tables: Sequence[ClearedTable], measures: Mapping[str, str]) -> dict[str, bytes]:
    """All tables together: as they are for machines, and as workbooks."""
    title = say("{title}: tables", title=document.title)
    known = {"Partnership": document.partnership, "Period": document.period, "As of": document.as_of}
    facts = tuple({**known, **dict(document.facts)}.items())
    read = date_of(document.as_of)
    said: dict[str, Any] = {"title": title, "language": document.language, "marking": document.marking, "handling": document.handling}
    about = {**said, "made": date(*read) if read else MADE, "measures": measures}
    made = (
        cells_csv(tables),
        csvw_metadata(facts, document.attribution, **said),
        ods(tables, facts, document.attribution, **about),
        xlsx(tables, facts, document.attribution, **about),
    )
    return dict(zip(DATA, made, strict=True))
