"""The tables as OpenDocument, written as a stream, so that a long table needs no more memory than a short one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from upriver.report.sheets.workbook import Entry, Sheet, Workbook, workbook_of
from upriver.words.cleared import ClearedTable

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
MOST_DECIMALS = 6
UNDER = 'fo:wrap-option="wrap" style:vertical-align="bottom" fo:border-bottom="0.75pt solid #0b0c0c"'
RIGHT, AFTER = 'fo:text-align="end"', 'fo:margin-left="0.25cm" fo:text-align="start"'
LOOKS = {
    "title": ("Heading", "", ""),
    "line": ("Default", "", ""),
    "wrapped": ("Default", 'fo:wrap-option="wrap" style:vertical-align="top"', ""),
    "words": ("Default", "", ""),
    "right": ("Default", 'style:text-align-source="fix"', RIGHT),
    "after": ("Default", 'style:text-align-source="fix"', AFTER),
    "head": ("Header", UNDER, ""),
    "head-right": ("Header", UNDER + ' style:text-align-source="fix"', RIGHT),
    "head-after": ("Header", UNDER + ' style:text-align-source="fix"', AFTER),
}
"""Each style of a cell: its parent, what its cell and what its paragraphs look like."""
HEAD = "<text:p><text:sheet-name>?</text:sheet-name></text:p>"
PRINTED = (
    '<office:automatic-styles><style:page-layout style:name="wide"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" '
    'style:scale-to-X="1" style:scale-to-Y="0"/><style:header-style><style:header-footer-properties '
    'fo:min-height="0.8cm" fo:margin-bottom="0.3cm"/></style:header-style><style:footer-style>'
    '<style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>'
    "</style:page-layout></office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Wide" style:page-layout-name="wide"><style:header>'
    "<text:p><text:sheet-name>?</text:sheet-name></text:p></style:header><style:footer><text:p>Page "
    "<text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>"
)
"""On paper: A4 on its side, a sheet as wide as a page, its name above and the page's number below."""


def ods(
    tables: Sequence[ClearedTable], facts: Sequence[tuple[str, str]], attribution: Sequence[str], **about: Any
) -> bytes:
    """The tables as an ODS file, the same bytes each time; `about` as for `workbook_of`."""
    return ods_of(workbook_of(tables, facts, attribution, **about))


def ods_of(book: Workbook) -> bytes:
    """Sheets that somebody has laid out as an ODS file, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        # OpenDocument asks for the type first and not packed, so that a file's kind is seen from its start.
        held.writestr(_file("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        with held.open(_file("content.xml"), "w") as content:
            for piece in _in_pieces(_content(book)):
                content.write(piece)
        held.writestr(_file("styles.xml"), _styles(book))
        held.writestr(_file("meta.xml"), _meta(book))
        held.writestr(_file("META-INF/manifest.xml"), _manifest())
    return out.getvalue()


def _file(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry of the archive with a date that never changes, and the same system whatever this one is."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.create_system = packing, 0
    return info


def _in_pieces(parts: Iterator[str]) -> Iterator[bytes]:
    held: list[str] = []
    for part in parts:
        held.append(part)
        if len(held) >= 2_000:
            yield "".join(held).encode()
            held = []
    yield "".join(held).encode()


def _opened(root: str, *prefixes: str) -> str:
    spaces = " ".join(f'xmlns:{prefix}="{SPACES[prefix]}"' for prefix in prefixes)
    return f'{XML}<{root} {spaces} {root.partition(":")[0]}:version="1.3">'


def _content(book: Workbook) -> Iterator[str]:
    yield _opened("office:document-content", "office", "style", "text", "table", "fo", "number", "xlink")
    yield "<office:automatic-styles>"
    yield from _cell_styles()
    widths = sorted({width for sheet in book.sheets for width in sheet.widths})
    for width in widths:
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 0.21:.2f}cm"/></style:style>'
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for sheet in book.sheets:
        yield from _sheet(sheet)
    yield "<table:database-ranges>"
    for at, sheet in enumerate(book.sheets):
        if sheet.columns:
            yield (
                f'<table:database-range table:name="table_{at}" table:contains-header="true" '
                f'table:display-filter-buttons="false" table:target-range-address={quoteattr(_range(sheet))}/>'
            )
    yield "</table:database-ranges></office:spreadsheet></office:body></office:document-content>"


def _range(sheet: Sheet) -> str:
    first, last = sheet.header_row, sheet.header_row + sheet.count
    return f"'{sheet.name}'.A{first}:'{sheet.name}'.{letter(len(sheet.columns))}{last}"


def letter(column: int) -> str:
    """The letters of a column counted from 1: A to Z, then AA."""
    before, last = divmod(column - 1, 26)
    return (letter(before) if before else "") + chr(ord("A") + last)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'<table:table table:name={quoteattr(sheet.name)} table:style-name="sheet">'
    for width in sheet.widths:
        yield f'<table:table-column table:style-name="w{width}"/>'
    # Prose is wrapped; over a table a line runs on across the empty cells beside it.
    style = "line" if sheet.columns else "wrapped"
    yield f"<table:table-row>{_text(sheet.title, 'title')}</table:table-row>"
    for words, leads in sheet.lines:
        yield f"<table:table-row>{_text(words, style, leads)}</table:table-row>"
    if sheet.columns:
        yield from _table(sheet)
    yield "</table:table>"


def _table(sheet: Sheet) -> Iterator[str]:
    styles = [_style(sheet, at) for at in range(len(sheet.columns))]
    heads = ["head-" + style if style in ("right", "after") else "head" for style in styles]
    header = "".join(_text(name, head) for name, head in zip(sheet.columns, heads, strict=True))
    yield f"<table:table-header-rows><table:table-row>{header}</table:table-row></table:table-header-rows>"
    for row in sheet.rows():
        first = str(row[0]) if sheet.leads else ""
        cells = [
            _cell(entry, style, first if not at else "")
            for at, (entry, style) in enumerate(zip(row, styles, strict=True))
        ]
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"


def _style(sheet: Sheet, at: int) -> str:
    """How the text of a column is set; a column after one of numbers keeps its distance."""
    if at in sheet.right:
        return "right"
    return "after" if at - 1 in sheet.right else "wrapped" if sheet.wraps else "words"


def _cell(entry: Entry, style: str, leads: str) -> str:
    if isinstance(entry, str):
        return _text(entry, style, leads) if entry else f'<table:table-cell table:style-name="{style}"/>'
    value, decimals = entry
    return (
        f'<table:table-cell table:style-name="n{min(decimals, MOST_DECIMALS)}" office:value-type="float" '
        f'office:value="{value!r}"><text:p>{value:,.{decimals}f}</text:p></table:table-cell>'
    )


def _text(words: str, style: str, leads: str = "") -> str:
    """A cell of text, typed as text, so that nothing in it is ever worked out as a formula."""
    inside = escape(words)
    if "  " in words or words.startswith(" ") or words.endswith(" "):
        inside = re.sub(r"^ +| +$| {2,}", lambda run: f'<text:s text:c="{len(run[0])}"/>', inside)
    if leads:
        inside = (
            f'<text:a xlink:type="simple" xlink:href={quoteattr(f"#{chr(39)}{leads}{chr(39)}.A1")}>{inside}</text:a>'
        )
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"<text:p>{inside}</text:p></table:table-cell>"
    )


def _cell_styles() -> Iterator[str]:
    for decimals in range(MOST_DECIMALS + 1):
        yield (
            f'<number:number-style style:name="f{decimals}"><number:number number:decimal-places="{decimals}" '
            f'number:min-decimal-places="{decimals}" number:min-integer-digits="1" number:grouping="true"/>'
            f"</number:number-style>"
            f'<style:style style:name="n{decimals}" style:family="table-cell" '
            f'style:parent-style-name="Default" style:data-style-name="f{decimals}"/>'
        )
    for name, (parent, cell, paragraph) in LOOKS.items():
        yield (
            f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}">'
            f"<style:table-cell-properties {cell}/><style:paragraph-properties {paragraph}/></style:style>"
        )
    yield '<style:style style:name="sheet" style:family="table" style:master-page-name="Wide"/>'


def _styles(book: Workbook) -> str:
    country = ' fo:country="GB"' if book.language in ("en", "cy") else ""
    named = "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default">'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
        for name, size in (("Heading", 15), ("Header", 11))
    )
    return (
        _opened("office:document-styles", "office", "style", "fo", "text")
        + '<office:styles><style:default-style style:family="table-cell">'
        + f"<style:text-properties fo:language={quoteattr(book.language)}{country} "
        + 'fo:font-size="11pt" fo:font-family="Arial"/></style:default-style>'
        + '<style:style style:name="Default" style:family="table-cell"/>'
        + named
        + "</office:styles>"
        + PRINTED.replace(HEAD, f"<text:p>{escape(book.marking)}</text:p>{HEAD}" if book.marking else HEAD)
        + "</office:document-styles>"
    )


def _meta(book: Workbook) -> str:
    when = f"{book.made.isoformat()}T00:00:00"
    return (
        _opened("office:document-meta", "office", "meta", "dc")
        + f"<office:meta><dc:title>{escape(book.title)}</dc:title><dc:language>{escape(spoken(book.language))}"
        + f"</dc:language><dc:date>{when}</dc:date><meta:creation-date>{when}</meta:creation-date>"
        + "</office:meta></office:document-meta>"
    )


def spoken(language: str) -> str:
    """The language with its country, as documents state it."""
    return f"{language}-GB" if language in ("en", "cy") else language


def _manifest() -> str:
    entries = (("/", MIMETYPE), *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml")))
    return (
        _opened("manifest:manifest", "manifest")
        + "".join(
            f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries
        )
        + "</manifest:manifest>"
    )
