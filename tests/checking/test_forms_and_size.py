"""Files are read in the form and dialect they come in, and a million rows in bounded memory."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from checking.made_up import ED_HEADER, an_attendance, attendances, upriver

ED = ("--contract", "ed_assault_attendances")
ROWS = 1_000_000


def in_workbook(path: Path, rows: list[list[object]], preamble: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        book.add_worksheet("Notes").write(0, 0, "Contents")
        page = book.add_worksheet("Extract")
        for number, row in enumerate([["Monthly extract"]] * preamble + [list(ED_HEADER), *rows]):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(number, place, cell)
                else:
                    page.write(number, place, cell)
    return path


@pytest.mark.parametrize("preamble", [0, 3])
def test_a_workbook_with_real_dates_is_read_below_its_title(preamble: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[list[object]] = [[*an_attendance()], [*an_attendance()]]
    rows[0][1], rows[0][2] = datetime(2025, 3, 2, 1, 15), datetime(2025, 3, 2)
    rows[1][1] = datetime(2025, 3, 2)
    ran = upriver(capsys, "check", in_workbook(tmp_path / "sent.xlsx", rows, preamble), *ED, "--json")
    assert (ran.code, ran.json["rows"], ran.json["faults"]) == (0, 2, [])


def test_a_workbook_s_faults_are_counted_from_the_row_below_its_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[list[object]] = [[*an_attendance()], [*an_attendance(sex="x")]]
    ran = upriver(capsys, "check", in_workbook(tmp_path / "sent.xlsx", rows, 2), *ED, "--json")
    assert [(fault["field"], fault["rows"]) for fault in ran.json["faults"]] == [("sex", [2])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_file_is_read_in_its_own_dialect(delimiter: str, encoding: str, end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = tmp_path / "sent.txt"
    with sent.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([ED_HEADER, an_attendance(0, method="other", other="cawg Môn"), an_attendance(1)])
    ran = upriver(capsys, "check", sent, *ED, "--json")
    assert (ran.code, ran.json["rows"]) == (0, 2)


MEASURE = """
import sys
from pathlib import Path
from upriver.cli.main import run
try:
    run(sys.argv[1:])
except SystemExit as left:
    code = left.code
status = Path("/proc/self/status").read_text().splitlines()
print(code, next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is measured on Linux alone")
@pytest.mark.parametrize(("change", "code"), [({}, 0), ({"other": "DOB 1980"}, 3)], ids=["clean", "every row names somebody"])
def test_a_million_rows_are_checked_in_bounded_memory(change: dict[str, str], code: int, tmp_path: Path) -> None:
    sent = attendances(tmp_path / "sent.csv", [an_attendance(number, **change) for number in range(1_000)])
    header, *lines = sent.read_text("utf-8").splitlines(keepends=True)
    with sent.open("w", encoding="utf-8", newline="\n") as out:
        out.write(header)
        for _ in range(ROWS // len(lines)):
            out.writelines(lines)
    done = subprocess.run([sys.executable, "-c", MEASURE, "check", str(sent), *ED], capture_output=True, text=True, check=True)
    ended, megabytes = map(int, done.stdout.splitlines()[-1].split())
    assert ended == code and f"{ROWS:,} rows" in done.stdout
    assert megabytes < 700


@pytest.mark.parametrize(("hidden", "code"), [("943 476 5919", 3), ("never a date of birth", 0)])
def test_a_sheet_that_nobody_reads_carries_no_person_out_of_the_building(hidden: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent, to = tmp_path / "sent.xlsx", tmp_path / "p.zip"
    with xlsxwriter.Workbook(str(sent)) as book:
        page = book.add_worksheet("A")
        page.write_row(0, 0, ED_HEADER)
        page.write_row(1, 0, an_attendance())
        beside = book.add_worksheet("B")
        beside.hide()
        beside.write(4, 2, hidden)
    ran = upriver(capsys, "submit", sent, *ED, "--provider", "Norsea Hospitals", "--to", to)
    assert (ran.code, to.exists()) == (code, not code)
    assert not code or ("sheet 2 of the workbook" in ran.err and "row 5" in ran.err and "5919" not in ran.said)
