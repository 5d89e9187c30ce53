"""The files that stand beside the pages: pictures, the document on paper, tables as spreadsheets, what cells.csv means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from upriver.report.cells import cells_csv
from upriver.report.paper.chapters import date_of
from upriver.report.paper.pdf import pdf
from upriver.report.pictures import painting
from upriver.report.sheets.csvw import csvw_metadata
from upriver.report.sheets.ods import ods
from upriver.report.sheets.workbook import MADE, NO_WORDS
from upriver.report.sheets.xlsx import xlsx
from upriver.words.cleared import ClearedTable
from upriver.words.document import Document


def files_of(
    document: Document, tables: Sequence[ClearedTable], measures: Mapping[str, str] = NO_WORDS
) -> dict[str, bytes]:
    """Each file by its path below the site's root; the same document and tables give the same bytes.

    `measures` holds words for measures whose short name doesn't say what is counted, for the spreadsheets.
    """
    title = f"{document.title}: tables"
    known = {"Partnership": document.partnership, "Period": document.period, "As of": document.as_of}
    facts = tuple({**known, **dict(document.facts)}.items())
    read = date_of(document.as_of)
    about: dict[str, Any] = {
        "title": title,
        "language": document.language,
        "made": date(*read) if read else MADE,
        "measures": measures,
    }
    with painting(document.pages) as painted:
        beside = {
            "data/cells.csv": cells_csv(tables),
            "data/cells.csv-metadata.json": csvw_metadata(
                facts, document.attribution, title=title, language=document.language
            ),
            "data/tables.ods": ods(tables, facts, document.attribution, **about),
            "data/tables.xlsx": xlsx(tables, facts, document.attribution, **about),
        }
        # The paper's links lead to the files beside it, itself among them.
        paper = pdf(replace(document, files={**document.files, **beside, "assessment.pdf": b""}))
        return {**beside, "assessment.pdf": paper, **painted()}
