"""Laid-out registers as an OpenDocument spreadsheet with the same lists and questions, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from upriver.report.drawing.svg import clean
from upriver.report.sheets.ods import MIMETYPE, _file, _manifest, _meta, _opened, _styles, letter
from upriver.report.sheets.records.layout import SPARE_ROWS, Grid, Offer, Value
from upriver.report.sheets.workbook import Workbook

_LOOKS = (
    ("title", "Heading", "", ""),
    ("head", "Header", 'fo:wrap-option="wrap" style:vertical-align="bottom" fo:border-bottom="0.75pt solid #0b0c0c"', ""),
    ("line", "Default", "", ""),
    ("words", "Default", 'fo:wrap-option="wrap" style:vertical-align="top"', ""),
    ("date", "Default", 'style:vertical-align="top"', "day"),
    ("number", "Default", 'style:vertical-align="top"', "number"),
)


def ods(grids: Sequence[Grid], *, title: str, made: date) -> bytes:
    """The sheets as an ODS file."""
    out = io.BytesIO()
    about = Workbook(title, "en", made, ())
    with zipfile.ZipFile(out, "w") as held:
        held.writestr(_file("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        held.writestr(_file("content.xml"), "".join(_content(grids)))
        held.writestr(_file("styles.xml"), _styles(about))
        held.writestr(_file("meta.xml"), _meta(about))
        held.writestr(_file("META-INF/manifest.xml"), _manifest())
    return out.getvalue()


def _content(grids: Sequence[Grid]) -> Iterator[str]:
    opened = _opened("office:document-content", "office", "style", "text", "table", "fo", "number", "xlink")
    yield opened.replace(" xmlns:office", ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:office', 1)
    yield ('<office:automatic-styles><number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text>'
           '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>'
           '<number:number-style style:name="number"><number:number number:decimal-places="6" number:min-decimal-places="0" '
           'number:min-integer-digits="1"/></number:number-style>')
    for name, parent, cell, data in _LOOKS:
        yield (f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}"'
               + (f' style:data-style-name="{data}"' if data else "") + f"><style:table-cell-properties {cell}/></style:style>")
    for width in sorted({width for grid in grids for width in grid.widths}):
        yield (f'<style:style style:name="w{width}" style:family="table-column">'
               f'<style:table-column-properties style:column-width="{width * 0.21:.2f}cm"/></style:style>')
    yield '<style:style style:name="sheet" style:family="table" style:master-page-name="Wide"/></office:automatic-styles>'
    yield "<office:body><office:spreadsheet><table:content-validations>"
    for at, grid in enumerate(grids):
        for column, offer in enumerate(grid.offers):
            yield _validation(f"v{at}_{column}", grid.name, offer)
    yield "</table:content-validations>"
    for at, grid in enumerate(grids):
        yield from _sheet(at, grid)
    yield "<table:database-ranges>"
    for at, grid in enumerate(grids):
        if grid.offers:
            last = f"{letter(len(grid.headings))}{grid.header_row + max(1, len(grid.rows))}"
            area = quoteattr(f"'{grid.name}'.A{grid.header_row}:'{grid.name}'.{last}")
            yield f'<table:database-range table:name="table_{at}" table:display-filter-buttons="true" table:target-range-address={area}/>'
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _validation(name: str, sheet: str, offer: Offer) -> str:
    condition, says = _condition(offer)
    told = f' table:condition={quoteattr("of:" + condition)}' if condition else ""
    error = (f'<table:error-message table:message-type="{"stop" if offer.strict else "warning"}" table:display="true">'
             f"<text:p>{escape(says)}</text:p></table:error-message>") if condition else ""
    shown = ' table:display-list="unsorted"' if offer.kind == "list" else ""
    return (f'<table:content-validation table:name="{name}"{told} table:allow-empty-cell="true"{shown} '
            f'table:base-cell-address={quoteattr(f"{_sheet_name(sheet)}.A1")}>'
            f'<table:help-message table:title={quoteattr(offer.title)} table:display="true"><text:p>{escape(offer.says)}</text:p></table:help-message>'
            f"{error}</table:content-validation>")


def _condition(offer: Offer) -> tuple[str, str]:
    if offer.kind == "list":
        cells = f"[${_sheet_name(offer.sheet)}.${letter(offer.column)}${offer.first}:.${letter(offer.column)}${max(offer.first, offer.last)}]"
        return f"cell-content-is-in-list({cells})", ("Choose a value of the list." if offer.strict
                                                     else "It isn't there yet. Keep it only where you add it too.")
    if offer.kind == "date":  # 32874 is the first day of 1990 as spreadsheets count; of two bounds programs drop both
        return "cell-content-is-date() and cell-content()>=32874", "Write a day as 2026-03-31."
    if offer.kind == "number":
        return "cell-content-is-whole-number() and cell-content()>=0", "Write a whole number from 0 up."
    if offer.kind == "money":
        return "cell-content-is-decimal-number() and cell-content()>=0", "Write a number from 0 up."
    return (f"cell-content-text-length()<={offer.most}", f"At most {offer.most:,} characters.") if offer.kind == "length" else ("", "")


def _sheet_name(name: str) -> str:
    return f"'{name}'" if " " in name or "," in name else name


def _sheet(at: int, grid: Grid) -> Iterator[str]:
    yield f'<table:table table:name={quoteattr(grid.name)} table:style-name="sheet">'
    looks = [{"date": "date", "number": "number", "money": "number"}.get(offer.kind, "words") for offer in grid.offers]
    for column, width in enumerate(grid.widths):
        default = f' table:default-cell-style-name="{looks[column]}"' if looks else ""
        yield f'<table:table-column table:style-name="w{width}"{default}/>'
    for number, line in enumerate(grid.lines):
        yield f'<table:table-row>{"".join(_cell(words, "line" if number else "title") for words in line)}</table:table-row>'
    yield f'<table:table-row>{"".join(_cell(words, "head") for words in grid.headings)}</table:table-row>'
    names = [f' table:content-validation-name="v{at}_{column}"' for column in range(len(grid.offers))]
    for values in grid.rows:
        cells = (_cell(value, looks[column] if looks else "words", names[column] if names else "", link=grid.links and not column)
                 for column, value in enumerate(values))
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    if names:
        spare = "".join(f'<table:table-cell table:style-name="{look}"{name}/>' for look, name in zip(looks, names, strict=True))
        yield f'<table:table-row table:number-rows-repeated="{SPARE_ROWS}">{spare}</table:table-row>'
    yield "</table:table>"


def _cell(value: Value, look: str, offered: str = "", *, link: bool = False) -> str:
    if isinstance(value, Decimal):
        return (f'<table:table-cell table:style-name="number"{offered} office:value-type="float" office:value="{value:f}">'
                f"<text:p>{value:f}</text:p></table:table-cell>")
    if isinstance(value, date):
        return (f'<table:table-cell table:style-name="date"{offered} office:value-type="date" office:date-value="{value.isoformat()}">'
                f"<text:p>{value.isoformat()}</text:p></table:table-cell>")
    if not value:
        return f'<table:table-cell table:style-name="{look}"{offered}/>'
    lines = [escape(line) for line in clean(value).split("\n")]
    if link:
        lines = [f'<text:a xlink:type="simple" xlink:href={quoteattr(f"#{_sheet_name(value)}.A1")}>{lines[0]}</text:a>']
    inside = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell table:style-name="{look}"{offered} office:value-type="string">{inside}</table:table-cell>'

