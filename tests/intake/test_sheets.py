"""Spreadsheets are read as tables within bounds; hostile ones are refused before they are laid out."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from upriver.intake import sheets
from upriver.intake.contracts import contracts
from upriver.intake.recognising import best_match, form_of
from upriver.intake.sheets import sheet_headers, sheet_to_csv
from upriver.words.refusal import Refusal

HOMICIDE = [["Homicide by force"], [], ["Financial Year", "Force Name", "Number of homicides"],
            ["2023/24", "Norsea", 4], ["2024/25", "Norsea", "*"]]
NAMES = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' \
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ' \
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def an_xlsx(folder: Path, rows: list[list[object]], *, sheet: str = "Table 1") -> Path:
    path = folder / "sent.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write(0, 0, "Contents")
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def an_ods(folder: Path, table: str) -> Path:
    path = folder / "sent.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest '
                         'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        package.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {NAMES}><office:body>'
                         f'<office:spreadsheet><table:table table:name="T">{table}</table:table>'
                         "</office:spreadsheet></office:body></office:document-content>")
    return path


def cell(text: str, repeated: int = 1) -> str:
    return f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">' \
           f"<text:p>{text}</text:p></table:table-cell>"


def rewritten(path: Path, member: str, change: tuple[str, str]) -> Path:
    """The same package with one piece of one part changed."""
    other = path.with_name("changed" + path.suffix)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == member:
                assert change[0].encode() in content
                content = content.replace(change[0].encode(), change[1].encode())
            new.writestr(entry.filename, content)
    return other


def test_a_table_below_a_title_is_recognised_by_its_header(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, HOMICIDE)
    assert form_of(path.read_bytes()[:2**18]) == "workbook"
    match = best_match(sheet_headers(path), contracts())
    assert match is not None
    assert (match.contract.slug, match.header.sheet, match.header.skip_lines) == ("homicide_force", "Table 1", 2)


def test_a_sheet_is_written_out_from_its_header_down(tmp_path: Path) -> None:
    rows = sheet_to_csv(an_xlsx(tmp_path, HOMICIDE), "Table 1", 2, tmp_path / "out.csv")
    assert rows == 2
    assert list(csv.reader((tmp_path / "out.csv").open(encoding="utf-8"))) == [
        ["Financial Year", "Force Name", "Number of homicides"], ["2023/24", "Norsea", "4"], ["2024/25", "Norsea", "*"],
    ]


def test_whole_numbers_have_no_point_and_dates_are_written_plainly(tmp_path: Path) -> None:
    path = tmp_path / "sent.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("T")
        page.write_row(0, 0, ["a", "b", "c"])
        page.write_row(1, 0, [3.0, 0.5])
        page.write_datetime(1, 2, date(2025, 3, 4), book.add_format({"num_format": "yyyy-mm-dd"}))  # type: ignore[arg-type]
    sheet_to_csv(path, "T", 0, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8") == "a,b,c\n3,0.5,2025-03-04\n"


def test_an_ods_is_read_with_its_repeated_cells(tmp_path: Path) -> None:
    table = f"<table:table-row>{cell('a')}{cell('b')}{cell('c')}</table:table-row>" \
            f"<table:table-row>{cell('1')}{cell('2', 2)}</table:table-row>" \
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell ' \
            'table:number-columns-repeated="16384"/></table:table-row>'
    sheet_to_csv(an_ods(tmp_path, table), "T", 0, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8") == "a,b,c\n1,2,2\n"


def test_a_cell_in_the_last_row_of_the_last_column_is_refused(tmp_path: Path) -> None:
    path = rewritten(an_xlsx(tmp_path, HOMICIDE), "xl/worksheets/sheet2.xml", ('r="C5"', 'r="XFD1048576"'))
    with pytest.raises(Refusal, match="more than 8,000,000 cells"):
        sheet_headers(path)


@pytest.mark.parametrize("table", [
    f"<table:table-row>{cell('x', 1_000_000_000)}</table:table-row>",
    f'<table:table-row table:number-rows-repeated="1000000">{cell("x", 16_000)}</table:table-row>',
    f"<table:table-row><table:table-cell table:number-columns-repeated='9000000'/>{cell('x')}</table:table-row>",
], ids=["a cell", "a row", "blanks before a cell"])
def test_something_repeated_past_all_measure_is_refused(table: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="more than 8,000,000 cells"):
        sheet_headers(an_ods(tmp_path, table))


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, HOMICIDE)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(Refusal, match="holds macros"):
        sheet_headers(path)


def test_a_bomb_inside_a_workbook_is_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, HOMICIDE)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", b"0" * 2**26)
    with pytest.raises(Refusal, match="far more than it holds"):
        sheet_headers(path)


def test_a_workbook_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    whole = an_xlsx(tmp_path, HOMICIDE).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refusal, match="can't be read"):
        sheet_headers(tmp_path / "cut.xlsx")


def test_an_entity_that_names_a_file_is_not_looked_up(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    path = an_ods(tmp_path, f"<table:table-row>{cell('a')}{cell('&leak;')}</table:table-row>")
    start = '<?xml version="1.0"?>'
    leak = f'{start}<!DOCTYPE d [<!ENTITY leak SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    try:
        found = sheet_headers(rewritten(path, "content.xml", (start, leak)))
    except Refusal:
        return
    assert all("secret" not in column for header in found for column in header.columns)


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no sheet"):
        sheet_to_csv(an_xlsx(tmp_path, HOMICIDE), "Table 9", 0, tmp_path / "out.csv")


def test_the_bound_is_on_cells_that_are_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = an_xlsx(tmp_path, [["a", "b"], [1, 2], [3, 4]])
    monkeypatch.setattr(sheets, "MOST_CELLS", 6)
    assert sheet_headers(path)
    monkeypatch.setattr(sheets, "MOST_CELLS", 5)
    with pytest.raises(Refusal, match="more than 5 cells"):
        sheet_headers(path)
