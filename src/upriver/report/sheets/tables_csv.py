"""Each table as a CSV file of its own, with the file beside it that says what its columns are (CSV on the Web)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from upriver.report.cells import COLUMNS, row_of
from upriver.report.links import name_for
from upriver.report.sheets.csvw import KEY, LICENCE, column_of
from upriver.words.cleared import ClearedTable
from upriver.words.document import Document
from upriver.words.figure import UNITS

FOLDER = "data/tables"
ALWAYS = ("area_level", "area_code", "area_name", "period_start", "period_end", "measure", "value", "unit")
"""Columns that every table has; of the others those in which some figure has something to say."""


def table_files(document: Document, tables: Sequence[ClearedTable], measures: Mapping[str, str]) -> dict[str, bytes]:
    """For each table with a figure `data/tables/NAME.csv` and `data/tables/NAME.csv-metadata.json`, by path.

    NAME is the table's own, without the document's. `measures` holds words for measures whose short name doesn't say what
    is counted. The figures are those of cells.csv, in its order.
    """
    files: dict[str, bytes] = {}
    for table in tables:
        if table.cells:
            name = f"{FOLDER}/{file_name(document, table)}.csv"
            columns, data = _csv(table)
            files[name] = data
            files[f"{name}-metadata.json"] = _metadata(document, table, columns, measures)
    return files


def file_name(document: Document, table: ClearedTable) -> str:
    """What a table's file is called, without its folder and ending."""
    return name_for(table.slug.removeprefix(f"{document.slug}/").replace("/", "_"))


def _csv(table: ClearedTable) -> tuple[tuple[str, ...], bytes]:
    rows = [dict(zip(COLUMNS, row_of(cell), strict=True)) for cell in sorted(table.cells, key=lambda cell: cell.key.order)]
    columns = tuple(name for name in COLUMNS if name in ALWAYS or (name != "table" and any(row[name] for row in rows)))
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(columns)
    written.writerows([row[name] for name in columns] for row in rows)
    return columns, out.getvalue().encode()


def _metadata(document: Document, table: ClearedTable, columns: Sequence[str], measures: Mapping[str, str]) -> bytes:
    units = {cell.key.unit: UNITS[cell.key.unit][0] for cell in table.cells if cell.key.unit in UNITS}
    counted = {cell.key.measure: measures[cell.key.measure] for cell in table.cells if cell.key.measure in measures}
    said: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": document.language}],
        "url": f"{file_name(document, table)}.csv",
        "dc:title": table.title,
        "dc:description": " ".join((table.title + ".", *table.notes)),
        "dc:publisher": document.partnership,
        "dc:language": document.language,
        "dc:identifier": table.slug,
        "dc:isPartOf": {"@id": "../cells.csv"},
        "dc:rights": list(document.attribution),
        **({"dc:accessRights": f"{document.marking}. {document.handling}".strip()} if document.marking else {"dc:license": {"@id": LICENCE}}),
        "notes": [{"dc:subject": "unit", "dc:identifier": slug, "dc:description": words} for slug, words in sorted(units.items())]
        + [{"dc:subject": "measure", "dc:identifier": slug, "dc:description": words} for slug, words in sorted(counted.items())]
        + [{"dc:subject": "note", "dc:description": words} for words in table.notes],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [column_of(name) for name in columns], "primaryKey": [name for name in KEY if name in columns and name != "breakdown"]
                        + (["breakdown"] if "breakdown" in columns else [])},
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def dataset(document: Document, tables: Sequence[ClearedTable]) -> str:
    """The document's figures as a schema.org Dataset in JSON-LD, for search engines of data: set into the page about the data."""
    spread = [("data/cells.csv", "text/csv"), ("data/tables.ods", "application/vnd.oasis.opendocument.spreadsheet"),
              ("data/tables.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    periods = [cell.key.period for table in tables for cell in table.cells]
    said: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{document.title}: figures",
        "description": f"Every published figure of {document.title}, {document.period}, with intervals, denominators and markers for what is hidden.",
        "inLanguage": document.language,
        "creator": {"@type": "Organization", "name": document.partnership},
        "license": LICENCE,
        "isAccessibleForFree": True,
        "dateModified": document.as_of,
        "spatialCoverage": {"@type": "Place", "name": document.partnership},
        **({"temporalCoverage": f"{min(each.start for each in periods)}/{max(each.end for each in periods)}"} if periods else {}),
        "creditText": " ".join(document.attribution),
        "variableMeasured": sorted({table.title for table in tables if table.cells}),
        "distribution": [{"@type": "DataDownload", "contentUrl": path, "encodingFormat": kind} for path, kind in spread],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).replace("<", "\\u003c")
