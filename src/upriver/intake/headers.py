"""The columns of whatever was sent, whatever its form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from upriver.intake import opening, recognising, sheets
from upriver.intake.feeds import istv_xml
from upriver.intake.recognising import Header

Columns = Callable[[Path], tuple[str, ...]]


def headers(source: opening.Source, *, parquet: Columns, geopackage: Columns) -> tuple[Header, ...]:
    """What could be the header of a source: one for most forms, several for text that opens with a preamble.

    `parquet` and `geopackage` read the columns of those forms from a path: the rooms that know them lend theirs.

    Raises:
        Refusal: the source can't be read.
    """
    start = opening.head(source)
    form = recognising.form_of(start)
    if form == "csv":
        return recognising.csv_headers(start)
    if form == "geojson":
        found = recognising.geojson_header(start)
        return (found,) if found else ()
    if form == "parquet" and not source.member:
        return (Header("parquet", parquet(source.path)),)
    if form == "gpkg" and not source.member:
        return (Header("gpkg", geopackage(source.path)),)
    if form == "workbook" and not source.member:
        return sheets.sheet_headers(source.path)
    if form == "unknown" and istv_xml.is_istv(start):
        return (Header("xml", istv_xml.COLUMNS),)
    return ()


def why_unknown(source: opening.Source) -> str:
    """Why a source that no contract knows was left out, for a person."""
    start = opening.head(source)
    form = recognising.form_of(start)
    if form in ("parquet", "gpkg", "workbook") and source.member:
        return "lies packed in a zip; unpack it first"
    if form in ("unknown", "zip"):
        return recognising.why_unknown(start)
    return "has columns that no contract knows; `upriver spec` lists what each one needs"
