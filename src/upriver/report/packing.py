"""The files that stand beside a document's pages: cells.csv with its description, spreadsheets, the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upriver.report.cells import cells_csv
from upriver.report.paper.pdf import pdf
from upriver.report.sheets.ods import ods
from upriver.report.sheets.xlsx import xlsx
from upriver.words.cleared import ClearedTable
from upriver.words.document import Document

BESIDE = ("data/cells.csv", "data/tables.ods", "data/tables.xlsx", "assessment.pdf")


def packed(document: Document, tables: Sequence[ClearedTable]) -> Document:
    """The document with the files that its pages link to beside them."""
    files = {
        "data/cells.csv": cells_csv(tables),
        "data/tables.ods": ods(tables, document.facts, document.attribution, title=document.title),
        "data/tables.xlsx": xlsx(tables, document.facts, document.attribution, title=document.title),
        "assessment.pdf": b"",
    }
    files["assessment.pdf"] = pdf(replace(document, files={**document.files, **files}))
    return replace(document, files={**document.files, **files})
