"""Files for fixtures: CSV with every cell quoted, and workbooks built part by part, so that a part can be wrong."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = {"": 0, "date": 1, "moment": 2, "own_date": 3, "length": 4, "quoted": 5, "percent": 6, "time": 7}
_FORMATS = ('<numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/>'
            '<numFmt numFmtId="166" formatCode="&quot;days&quot; 0"/>')


def _styles(formats: Sequence[str]) -> str:
    """The named styles, then one for each format given: `#0` is the first of them."""
    own = "".join(f'<numFmt numFmtId="{170 + at}" formatCode={quoteattr(each)}/>' for at, each in enumerate(formats))
    numbers = [0, 14, 22, 164, 165, 166, 9, 20, *range(170, 170 + len(formats))]
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return f'<styleSheet xmlns="{SPREADSHEET}"><numFmts>{_FORMATS}{own}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def csv_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def many(rows: int = 10, line: str = "", header: str = "", bad: str = "", every: int = 0) -> bytes:
    """A header and so many lines, `#` in them standing for the row's number; each `every`th line is `bad`."""
    lines = [header] + [(bad if every and number % every == 0 else line).replace("#", str(number)) for number in range(1, rows + 1)]
    return ("\n".join(lines) + "\n").encode()


def cell(value: object, style: str = "", kind: str = "") -> str:
    """One cell: a number, or a text inside it. `kind` writes a cell of another type with its value as it stands."""
    number = len(STYLES) + int(style[1:]) if style.startswith("#") else STYLES[style]
    mark = f' s="{number}"' if style else ""
    if kind:
        return f'<c t="{kind}"{mark}><v>{escape(str(value))}</v></c>'
    if isinstance(value, bool):
        return f'<c t="b"{mark}><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c{mark}><v>{value}</v></c>"
    if value == "":
        return "<c/>"
    return f'<c t="inlineStr"{mark}><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def _sheet(rows: Iterable[Sequence[object]]) -> str:
    """Rows of cells; one as [value, style] or [value, style, kind], a row as a number is so many empty ones before it."""
    written, at = [], 0
    for row in rows:
        if isinstance(row, int):
            at += row
            continue
        at += 1
        cells = "".join(cell(*each) if isinstance(each, list) else cell(each) for each in row)
        written.append(f'<row r="{at}">{cells}</row>')
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def xlsx(rows: Sequence[Sequence[object]] = (), sheets: Mapping[str, Sequence[Sequence[object]]] | None = None,
         shared: Sequence[str] | None = None, parts: Mapping[str, str] | None = None, early: bool = False, raw: str = "",
         formats: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet, or of several. `raw` stands for the first sheet's XML, `parts` are added as they are."""
    named = sheets or {"Sheet1": rows}
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(named, 1))
    relations = "".join(f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
                        for at in range(1, len(named) + 1))
    relations += f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>'
    if shared is not None:
        relations += f'<Relationship Id="rIdT" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    setting = '<workbookPr date1904="1"/>' if early else ""
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">{setting}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.xml": _styles(formats),
        **{f"xl/worksheets/sheet{at}.xml": _sheet(each) for at, each in enumerate(named.values(), 1)},
        **({"xl/sharedStrings.xml": f'<sst xmlns="{SPREADSHEET}">{"".join(shared)}</sst>'} if shared is not None else {}),
        **({"xl/worksheets/sheet1.xml": raw} if raw else {}),
        **(parts or {}),
    }
    return zipped(whole)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            body = data if isinstance(data, bytes) else f'<?xml version="1.0" encoding="UTF-8"?>{data}'.encode()
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xlsx_bomb() -> bytes:
    """A sheet of 64 MB of blanks in a small file."""
    return xlsx(raw=" " * (64 * 2**20))


def xlsx_far_cell() -> bytes:
    """A sheet that claims a cell in the last row and column."""
    return xlsx(raw=f'<worksheet xmlns="{SPREADSHEET}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
                    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>')


def xlsx_cut() -> bytes:
    """A workbook of which the end never came."""
    return xlsx([["reference", "happened_at", "site"], ["R1", "2025-01-05", "RHU03"]])[:-200]


def ods() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"})


def plain_zip() -> bytes:
    return zipped({"a.csv": b"reference,happened_at,site\nR1,2025-01-05,RHU03\n", "b.csv": b"x,y\n1,2\n"})


def repeated(text: str, times: int, head: str = "", tail: str = "") -> bytes:
    return (head + text * times + tail).encode()
