"""What `cells.csv` means, for machines: CSV on the Web (W3C, Metadata Vocabulary for Tabular Data)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from upriver.report.cells import COLUMNS
from upriver.report.sheets.workbook import TITLE
from upriver.words.area import LEVELS
from upriver.words.figure import UNITS

FILE = "cells.csv"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
DATE = {"base": "date", "format": "yyyy-MM-dd"}
KEY = ("table", "area_level", "area_code", "period_start", "period_end", "measure", "breakdown", "unit")
SAYS: dict[str, tuple[str, Any, str]] = {
    "table": ("Table", "string", "The table of the figure: document/section/table."),
    "area_level": ("Area type", {"base": "string", "format": "|".join(LEVELS)}, "The level of the area."),
    "area_code": ("Area code", "string", "The GSS code of the area; a partnership's own name where it has none."),
    "area_name": ("Area", "string", "The name of the area."),
    "period_start": ("Period start", DATE, "The first day of the period, included."),
    "period_end": ("Period end", DATE, "The last day of the period, included."),
    "measure": ("What is counted", "string", "What is counted, by its short name."),
    "breakdown": ("Split", "string", "How the figure is split: name=value, several joined by a semicolon."),
    "count": ("Count", "integer", "The number of events. Empty where it is hidden, not known or does not apply."),
    "denominator": ("Denominator", "decimal", "What the count is divided by. Empty where there is none."),
    "value": ("Value", "decimal", "The figure as printed. Empty where it is hidden or not known: never zero."),
    "lower": ("Lower 95% limit", "decimal", "The lower limit of the interval. Empty where there is none."),
    "upper": ("Upper 95% limit", "decimal", "The upper limit of the interval. Empty where there is none."),
    "unit": ("Unit", {"base": "string", "format": "|".join(UNITS)}, "The unit of the value and its limits."),
    "marker": (
        "Marker",
        {"base": "string", "format": "c|x|z|low|p|r"},
        "c hidden to protect people, x not available, z not applicable, low rounds to zero but is not zero, "
        "p provisional, r revised; several are joined by a semicolon.",
    ),
}
"""Each column's name for people, its type, and what it holds."""
LISTS = ("breakdown", "marker")
MAY_BE_EMPTY = ("breakdown", "count", "denominator", "value", "lower", "upper", "marker")


def csvw_metadata(
    facts: Sequence[tuple[str, str]], attribution: Sequence[str], *, title: str = TITLE, language: str = "en", marking: str = "", handling: str = ""
) -> bytes:
    """The file `cells.csv-metadata.json`: columns, types, what empty means, the key, the licence."""
    said = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": FILE,
        "dc:title": title,
        "dc:description": "Every figure of the document, one a row. "
        + " ".join(f"{label}: {words}." for label, words in facts),
        "dc:language": language,
        **({"dc:accessRights": f"{marking}. {handling}".strip()} if marking else {"dc:license": {"@id": LICENCE}}),
        "dc:rights": list(attribution),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [column_of(name) for name in COLUMNS], "primaryKey": list(KEY)},
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def column_of(name: str) -> dict[str, Any]:
    """What a column of cells.csv is, as the vocabulary has it."""
    title, kind, says = SAYS[name]
    column: dict[str, Any] = {
        "name": name,
        "titles": title if title == name else [name, title],
        "dc:description": says,
        "datatype": kind,
        "null": "",
        "required": name not in MAY_BE_EMPTY,
    }
    return column | ({"separator": ";"} if name in LISTS else {})
