"""Bad and hostile files of every format, made when they are needed and never stored. Each is a name and what makes it.

`SECRET` stands in most of them as a cell: it must never be told. What comes after the name in `FILES` are the exit codes
that `upriver check` may answer with: 0 clean, 1 rows with faults, 3 refused as a whole.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
import stat
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import xlsxwriter

SECRET = "Zanzibar Secret 77"
HEADER = "SITE CODE (OF TREATMENT),ARRIVAL DATE AND TIME,ASSAULT DATE AND TIME,ASSAULT METHOD,ASSAULT LOCATION TYPE"
ROW = "RZZ01,2025-03-02T01:15:00,,glass,not known"
GOOD = f"{HEADER}\n{ROW}\n"
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)) + "]>"
XXE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'

Make = Callable[[Path], object]
FILES: dict[str, tuple[Make, tuple[int, ...]]] = {}


def text(name: str, content: str | bytes, *codes: int) -> None:
    """A file with this content."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    FILES[name] = (lambda path: path.write_bytes(data), codes or (3,))


def file(name: str, *codes: int) -> Callable[[Make], Make]:
    """A file that a function makes."""
    def keep(make: Make) -> Make:
        FILES[name] = (make, codes or (3,))
        return make
    return keep


def a_row(**changes: str) -> str:
    cells = dict(zip(("site", "arrived", "assaulted", "method", "place"), ROW.split(","), strict=True)) | changes
    return HEADER + "\n" + ",".join(cells.values()) + "\n"


# Text that is no table, or a table with something in it.
text("empty.csv", b"")
text("only spaces.csv", b" \n \n\t\n")
text("header alone.csv", HEADER + "\n")
text("one byte.csv", b"x")
text("nul in the header.csv", GOOD.replace("SITE", "SI\0TE", 1))
text("nul in the last row.csv", GOOD + ROW + "\0")
text("utf-16 without a mark.csv", GOOD.encode("utf-16-le"))
text("utf-16 cut in a letter.csv", (GOOD.encode("utf-16") + b"\x00"), 1, 3)
text("utf-16 with a lone surrogate.csv", b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00\xd8\n\x00", 1, 3)
text("utf-32.csv", GOOD.encode("utf-32"), 0)
text("utf-8 with two marks.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD.encode(), 0, 3)
text("lone surrogate in utf-8.csv", a_row(method=f"{SECRET}\ud800"), 1, 3)
text("overlong utf-8.csv", a_row(method=SECRET).encode() + b"\xc0\xaf" + "é".encode(), 1, 3)
text("gbk.csv", a_row(method=SECRET + "\u4f24\u5bb3").encode("gbk"), 1, 3)
text("shift-jis.csv", a_row(method=SECRET + "\u50b7\u5bb3").encode("shift_jis"), 1, 3)
text("ebcdic.csv", GOOD.encode("cp037"))
text("windows text.csv", a_row(method=SECRET + "\u2019").encode("cp1252"), 1)
text("old mac line ends.csv", GOOD.replace("\n", "\r"), 0)
text("mixed line ends.csv", (HEADER + "\r\n" + ROW + "\r" + ROW + "\n"), 0)
text("semicolons.csv", GOOD.replace(",", ";"), 0)
text("tabs and a mark.tsv", b"\xef\xbb\xbf" + GOOD.replace(",", "\t").encode(), 0)
text("sep line of excel.csv", "sep=,\n" + GOOD, 0)
text("header far below.csv", "note\n" * 40 + GOOD)
text("duplicate headers.csv", HEADER + ",ASSAULT METHOD\n" + ROW + f",{SECRET}\n")
text("rows of other widths.csv", GOOD + f"{SECRET}\n{ROW},{SECRET}\n", 1)
text("row of fifty thousand cells.csv", GOOD + SECRET + "," * 50_000 + SECRET + "\n", 1, 3)
text("a hundred thousand blank lines.csv", HEADER + "\n" * 100_000 + ROW + "\n", 0, 1)
text("quote that never closes.csv", GOOD + f'"{SECRET}', 1, 3)
text("quote in the middle.csv", GOOD + ROW.replace("glass", f'gl"{SECRET}"'), 1)
text("header of one megabyte.csv", "H" * 2**20 + "," + GOOD)
text("right to left in the header.csv", GOOD.replace("ASSAULT METHOD", "ASSAULT\u202e METHOD", 1))
text("letters of no width in the header.csv", GOOD.replace("ARRIVAL", "ARR\u200bIVAL", 1))
text("greek capitals in the header.csv", GOOD.replace("SITE", "\u0405ITE", 1))
text("escapes in the header.csv", f"\x1b]0;owned\x07\x1b[2J{GOOD}")
text("sql in the header.csv", HEADER + ",\"c0'); ATTACH 'x' AS y; --\"\n" + ROW + ",1\n", 0)
text("sql in a cell.csv", a_row(method=f"'); DROP TABLE broken; -- {SECRET}"), 1)
text("command in a cell.csv", a_row(method=f"=cmd|' /C calc'!A0 {SECRET}"), 1)
text("every start of a formula.csv", HEADER + "\n" + "".join(ROW.replace("glass", start + SECRET) + "\n" for start in ("=", "+", "-", "@", "\t=", "'=")), 1)
text("address to be fetched.csv", a_row(method='"=HYPERLINK(""http://127.0.0.1/"",""x"")"'), 1)
text("virus test file.csv", EICAR)
text("virus test in a cell.csv", a_row(method=f'"{EICAR}"'), 1)
text("picture with a script.csv", f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert("{SECRET}")</script></svg>')
text("page that is a table too.csv", f"<html><!--\n{GOOD}--><script>{SECRET}</script></html>")
text("document that is a table too.csv", f"%PDF-1.7\n{GOOD}%%EOF {SECRET}")
text("billion laughs.xml", f"<?xml version='1.0'?>{LAUGHS}<x>&j;</x>")
text("reads a file of yours.xml", f"<?xml version='1.0'?>{XXE}<x>&f;</x>")
text("deep json.json", "[" * 200_000)
text("deep geojson.geojson", '{"type": "FeatureCollection", "features": [{"properties": ' + '{"a":' * 100_000)
text("lines of json.json", json.dumps({"site": SECRET}) + "\n" + json.dumps({"site": SECRET}))
text("dates beyond the calendar.csv", a_row(arrived="9999999999-01-01T00:00:00"), 1)
text("number of a million digits.csv", a_row(site="9" * 900_000), 1)
text("letters that combine.csv", a_row(method="Z" + "\u0301" * 50_000), 1)
text("program.csv", b"\x7fELF\x02\x01\x01" + b"\x00" * 4_000 + SECRET.encode())
text("photograph.csv", b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + os.urandom(2_000))
text("old spreadsheet.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4_096)
text("-rf.csv", GOOD, 0)
text("it's; $(touch x) a name.csv", GOOD, 0)
text("turned \u202evsc.exe", GOOD, 0)
text("it says xlsx.xlsx", GOOD, 0)
text("it says csv.parquet", GOOD, 0)


@file("ten million columns.csv")
def ten_million_columns(path: Path) -> None:
    with path.open("wb") as out:
        for _ in range(20):
            out.write(b"a," * 500_000)
        out.write(b"a\n1\n")


@file("one line of 200 megabytes.csv")
def one_line(path: Path) -> None:
    with path.open("wb") as out:
        out.write(HEADER.encode() + b"\n")
        for _ in range(200):
            out.write(b"x" * 2**20)


@file("a quote of 200 megabytes.csv")
def one_quote(path: Path) -> None:
    with path.open("wb") as out:
        out.write(GOOD.encode() + b'RZZ01,"')
        for _ in range(200):
            out.write(b"1,2\n" * 2**18)


@file("hole of a gigabyte.csv")
def sparse(path: Path) -> None:
    with path.open("wb") as out:
        out.write(GOOD.encode())
        out.seek(2**30)
        out.write(b"\n")


@file("two hundred columns beside.csv")
def many_beside(path: Path) -> None:
    more = [f"extra {number}" for number in range(200)]
    path.write_text(f"{HEADER},{','.join(more)}\n{ROW}{',' + SECRET}{',' * 199}\n", "utf-8")


# Zips and gzips.
def zipped(path: Path, files: Iterable[tuple[str | zipfile.ZipInfo, str | bytes]], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for inner, content in files:
            archive.writestr(inner, content)
    return path


def in_zip(name: str, inner: str | zipfile.ZipInfo, content: str | bytes, *codes: int) -> None:
    FILES[name] = (lambda path: zipped(path, [(inner, content)]), codes or (3,))


def inner_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("sent.csv", GOOD)
    return held.getvalue()


LINK = zipfile.ZipInfo("link.csv")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16
in_zip("zip in a zip.zip", "inner.zip", inner_zip())
in_zip("climbs.zip", "../../sent.csv", GOOD)
in_zip("from the root.zip", "/etc/cron.d/sent.csv", GOOD)
in_zip("another drive.zip", "C:\\Windows\\sent.csv", GOOD)
in_zip("link.zip", LINK, "/etc/passwd")
in_zip("one good file.zip", "sent.csv", GOOD, 0)
in_zip("name that turns.zip", "a/\u202evsc.exe\n\x1b[31m.csv", a_row(method=SECRET), 1)
in_zip("workbook in a zip.zip", "book.xlsx", inner_zip())
FILES["two files.zip"] = (lambda path: zipped(path, [("a.csv", GOOD), ("b.csv", GOOD)]), (3,))
FILES["nothing in it.zip"] = (lambda path: zipped(path, []), (3,))
FILES["bomb.zip"] = (lambda path: zipped(path, [("a.csv", b"0,0\n" * 2**23)]), (3,))
text("gzip in a gzip.csv.gz", gzip.compress(gzip.compress(GOOD.encode())))
text("gzip with rubbish behind.csv.gz", gzip.compress(GOOD.encode()) + os.urandom(200), 0, 3)
text("gzip cut short.csv.gz", gzip.compress(os.urandom(50_000))[:20_000])


@file("zip that lies about its size.zip")
def lying(path: Path) -> None:
    data = zipped(path, [("sent.csv", GOOD * 2_000)]).read_bytes()
    length = struct.pack("<I", len(GOOD) * 2_000)
    assert data.count(length) == 2
    path.write_bytes(data.replace(length, struct.pack("<I", 40)))


@file("locked.zip")
def locked(path: Path) -> None:
    data = bytearray(zipped(path, [("sent.csv", GOOD)]).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)


@file("files that overlap.zip", 1, 3)
def overlapping(path: Path) -> None:
    """One packed block that three entries of the directory point at."""
    data = zipped(path, [("sent.csv", GOOD)]).read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    tail[8:12], tail[12:16] = struct.pack("<HH", 3, 3), struct.pack("<I", 3 * len(entry))
    path.write_bytes(data[:start] + entry * 3 + bytes(tail))


# Workbooks.
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BOOK = ('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>')
LINKS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
         'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')


ROOT_LINKS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
              'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')


def a_sheet(inside: str, before: str = "") -> str:
    return (f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{inside}'
            "</sheetData></worksheet>")


def in_xlsx(name: str, sheet: str | bytes, *codes: int, more: Iterable[tuple[str, str | bytes]] = ()) -> None:
    """An XLSX package put together by hand around one sheet."""
    parts = [("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT_LINKS), ("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", LINKS), ("xl/worksheets/sheet1.xml", sheet), *more]
    FILES[name] = (lambda path: zipped(path, parts), codes or (3,))


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEAD_ROW = "<row r=\"1\">" + "".join(text_cell(f"{letter}1", name) for letter, name in zip("ABCDE", HEADER.split(","), strict=True)) + "</row>"
DATA_ROW = "<row r=\"2\">" + "".join(text_cell(f"{letter}2", name) for letter, name in zip("ABCDE", ROW.split(","), strict=True)) + "</row>"
in_xlsx("plain.xlsx", a_sheet(HEAD_ROW + DATA_ROW), 0)
in_xlsx("billion laughs.xlsx", a_sheet(HEAD_ROW + f'<row r="2">{text_cell("A2", "&j;")}</row>', LAUGHS), 1, 3)
in_xlsx("reads a file of yours.xlsx", a_sheet(HEAD_ROW + f'<row r="2">{text_cell("A2", "&f;")}</row>', XXE), 1, 3)
in_xlsx("cell in the last corner.xlsx", a_sheet(HEAD_ROW + f'<row r="1048576">{text_cell("XFD1048576", SECRET)}</row>'))
in_xlsx("macros under another name.xlsx", a_sheet(HEAD_ROW + DATA_ROW), more=[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")])
in_xlsx("macros.xlsm", a_sheet(HEAD_ROW + DATA_ROW), more=[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")])
in_xlsx("macro sheet.xlsx", a_sheet(HEAD_ROW + DATA_ROW), more=[("xl/macrosheets/sheet1.xml", "<x/>")])
in_xlsx("part that climbs.xlsx", a_sheet(HEAD_ROW + DATA_ROW), 0, 3, more=[("../../evil.xml", "<x/>")])
in_xlsx("sheet that is a page.xlsx", f"<html><script>{SECRET}</script></html>")
in_xlsx("sheet cut short.xlsx", a_sheet(HEAD_ROW + DATA_ROW)[:-40], 0, 3)
in_xlsx("formula with a command.xlsx", a_sheet(HEAD_ROW + DATA_ROW.replace('<c r="D2" t="inlineStr"><is><t>glass</t></is></c>', f'<c r="D2" t="str"><f>cmd|/C calc!A0</f><v>{SECRET}</v></c>')), 1)
in_xlsx("cells with negative rows.xlsx", a_sheet(f'<row r="-1">{text_cell("A-1", SECRET)}</row>'))
in_xlsx("shared string that isn't there.xlsx", a_sheet(HEAD_ROW + '<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>'), 1, 3)


@file("bomb.xlsx")
def workbook_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        with package.open("xl/worksheets/sheet1.xml", "w") as out:
            for _ in range(300):
                out.write(b" " * 2**20)


@file("no sheet in it.xlsx")
def no_sheet(path: Path) -> None:
    zipped(path, [("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT_LINKS), ("xl/workbook.xml", BOOK.replace('<sheet name="S" sheetId="1" r:id="r1"/>', ""))])


@file("dates and errors.xlsx", 1)
def strange_cells(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER.split(","))
        page.write_row(1, 0, ["RZZ01", -1, 1e300, True, SECRET])
        page.write_formula(2, 0, "=1/0", value="#DIV/0!")


def in_ods(name: str, content: str | bytes, *codes: int, more: Iterable[tuple[str, str | bytes]] = (), kind: str = "application/vnd.oasis.opendocument.spreadsheet") -> None:
    parts = [("mimetype", kind), ("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'),
             ("content.xml", content), *more]
    FILES[name] = (lambda path: zipped(path, parts), codes or (3,))


def ods_content(rows: str, before: str = "") -> str:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    return (f'<?xml version="1.0"?>{before}<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="T">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>")


def ods_row(line: str, more: str = "") -> str:
    return f"<table:table-row{more}>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in line.split(",")) + "</table:table-row>"


in_ods("plain.ods", ods_content(ods_row(HEADER) + ods_row(ROW)), 0)
in_ods("a billion rows.ods", ods_content(ods_row(HEADER) + ods_row(ROW, ' table:number-rows-repeated="1000000000"')))
in_ods("a billion cells.ods", ods_content(ods_row(HEADER) + '<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'))
in_ods("billion laughs.ods", ods_content(ods_row(HEADER) + ods_row("&j;,2025-03-02T01:15:00,,glass,not known"), LAUGHS), 1, 3)
in_ods("reads a file of yours.ods", ods_content(ods_row(HEADER) + ods_row("&f;,2025-03-02T01:15:00,,glass,not known"), XXE), 1, 3)
in_ods("macros.ods", ods_content(ods_row(HEADER) + ods_row(ROW)), more=[("Basic/Standard/Module1.xml", "<x/>")])
in_ods("scripts.ods", ods_content(ods_row(HEADER) + ods_row(ROW)), more=[("Scripts/python/x.py", "import os")])
in_ods("a page for a content.ods", f"<html>{SECRET}</html>")
in_ods("a text document.ods", ods_content(""), kind="application/vnd.oasis.opendocument.text")
in_ods("formula.ods", ods_content(ods_row(HEADER) + ods_row(ROW).replace('<table:table-cell office:value-type="string"><text:p>glass', f'<table:table-cell table:formula="of:=WEBSERVICE(&quot;http://127.0.0.1&quot;)" office:value-type="string"><text:p>{SECRET}')), 1)
FILES["no content.ods"] = (lambda path: zipped(path, [("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]), (3,))


# Forms that machines write.
@file("made by a machine.parquet", 1)
def odd_parquet(path: Path) -> None:
    columns = ", ".join(f"'{cell}' AS \"{name}\"" for name, cell in zip(HEADER.split(","), ROW.replace("glass", SECRET).split(","), strict=True))
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {columns}, {{'a': [1, 2]}} AS \"x\"\"); DROP TABLE y; --\") TO '{path}' (FORMAT parquet)")


@file("cut short.parquet")
def cut_parquet(path: Path) -> None:
    odd_parquet(path)
    path.write_bytes(path.read_bytes()[:-40])


text("rubbish.parquet", b"PAR1" + SECRET.encode() * 100 + b"PAR1")
text("rubbish.gpkg", b"SQLite format 3\x00" + SECRET.encode() * 100)


@file("a database.gpkg")
def a_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE people (name TEXT)")
        database.execute("INSERT INTO people VALUES (?)", [SECRET])
    database.close()


@file("a folder.csv")
def a_folder(path: Path) -> None:
    path.mkdir()
    (path / "sent.csv").write_text(GOOD, "utf-8")
