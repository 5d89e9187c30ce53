"""The XML of the ISTV becomes the rows that its CSV would have, and nothing hostile is followed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from upriver.intake.contracts import layouts
from upriver.intake.feeds.istv_xml import COLUMNS, is_istv, xml_to_csv
from upriver.intake.headers import headers
from upriver.intake.opening import Source
from upriver.intake.recognising import best_match
from upriver.store.checking import Layout, check_rows
from upriver.words.refusal import Refusal

RECORD = """<AssaultRecord><ArrivalDateAndTime>2025-03-02T01:15:00</ArrivalDateAndTime>
<AssaultDateAndTime>2025-03-02T00:30:00</AssaultDateAndTime><AssaultMethod>glass</AssaultMethod>
<AssaultLocationType>own home</AssaultLocationType></AssaultRecord>"""
HEADER = """<Header><ReportingPeriodStartDate>2025-03-01</ReportingPeriodStartDate>
<ReportingPeriodEndDate>2025-03-31</ReportingPeriodEndDate><SiteCodeOfTreatment>RZZ01</SiteCodeOfTreatment></Header>"""


def rows_of(text: str | bytes, work: Path) -> list[dict[str, str]]:
    sent, into = work / "sent.xml", work / "rows.csv"
    sent.write_bytes(text.encode() if isinstance(text, str) else text)
    xml_to_csv(sent, into)
    with into.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def refused(text: str | bytes, work: Path) -> str:
    with pytest.raises(Refusal) as told:
        rows_of(text, work)
    assert not (work / "rows.csv").exists()
    return str(told.value)


def test_a_record_becomes_a_row_with_what_the_header_says_of_all(tmp_path: Path) -> None:
    (row,) = rows_of(f"<ISTV>{HEADER}{RECORD}</ISTV>", tmp_path)
    assert [row[name] for name in COLUMNS] == [
        "2025-03-01", "2025-03-31", "RZZ01", "2025-03-02T01:15:00", "2025-03-02T00:30:00", "glass", "", "own home", "",
    ]


def test_items_beside_the_records_belong_to_them_too(tmp_path: Path) -> None:
    text = f"<i:ISTV xmlns:i='urn:x'><i:SITE_CODE_OF_TREATMENT>RZZ02</i:SITE_CODE_OF_TREATMENT>{RECORD}{RECORD}</i:ISTV>"
    assert [row["SITE CODE (OF TREATMENT)"] for row in rows_of(text, tmp_path)] == ["RZZ02", "RZZ02"]


def test_an_assault_inside_its_attendance_is_one_row(tmp_path: Path) -> None:
    text = ("<ISTV><Attendance><SiteCode>RZZ01</SiteCode><ArrivalDateTime>2025-03-02T01:15:00</ArrivalDateTime>"
            "<Assault><AssaultMethod>fist</AssaultMethod></Assault></Attendance></ISTV>")
    (row,) = rows_of(text, tmp_path)
    assert (row["ARRIVAL DATE AND TIME"], row["ASSAULT METHOD"]) == ("2025-03-02T01:15:00", "fist")


def test_an_item_left_out_is_empty_and_not_the_one_before(tmp_path: Path) -> None:
    second = RECORD.replace("<AssaultMethod>glass</AssaultMethod>", "")
    assert [row["ASSAULT METHOD"] for row in rows_of(f"<ISTV>{RECORD}{second}</ISTV>", tmp_path)] == ["glass", ""]


def test_words_in_several_pieces_and_lines_are_one_value(tmp_path: Path) -> None:
    text = "<I><R><AssaultMethod>knife</AssaultMethod><AssaultLocationDescription>by\n the &amp; <![CDATA[<pier>]]></AssaultLocationDescription></R></I>"
    assert rows_of(text, tmp_path)[0]["ASSAULT LOCATION DESCRIPTION"] == "by the & <pier>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_marked_with_its_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    assert len(rows_of(f"<ISTV>{HEADER}{RECORD}</ISTV>".encode(encoding), tmp_path)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><ISTV>&b;</ISTV>", "document type or an entity"),
        ("<!DOCTYPE x SYSTEM 'file:///etc/hostname'><ISTV/>", "document type or an entity"),
        ("<!DOCTYPE ISTV><ISTV/>", "document type or an entity"),
        ("<ISTV><R><AssaultMethod>fist", "cut short or damaged"),
        ("<ISTV>&unknown;</ISTV>", "cut short or damaged"),
        ("<a>" * 30 + "</a>" * 30, "deep"),
        (f"<I><R><AssaultMethod>{'x' * 9_000}</AssaultMethod></R></I>", "more than 8,192 characters"),
        (b"<ISTV>\xff\xfe\x00</ISTV>", "cut short or damaged"),
    ],
)
def test_what_no_istv_file_needs_is_refused_whole(text: str | bytes, told: str, tmp_path: Path) -> None:
    assert told in refused(text, tmp_path)


def test_a_refusal_tells_no_value(tmp_path: Path) -> None:
    assert "Secret Street" not in refused("<I><R><AssaultLocationDescription>Secret Street</R></I>", tmp_path)


def test_the_xml_is_recognised_as_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "whatever.dat"
    path.write_text(f"<?xml version='1.0'?><ISTV>{HEADER}{RECORD}</ISTV>", "utf-8")
    found = best_match(headers(Source(path), parquet=lambda _: (), geopackage=lambda _: ()), layouts())
    assert found is not None
    assert (found.contract.slug, found.header.form) == ("ed_assault_attendances", "xml")


@pytest.mark.parametrize("head", [b"<html><body>assault</body></html>", b"", b"site_code,arrived_at\n", b"<rss><item/></rss>"])
def test_other_files_are_not_taken_for_it(head: bytes) -> None:
    assert not is_istv(head)


def test_the_rows_of_the_xml_are_held_to_the_contract(tmp_path: Path) -> None:
    sent, into = tmp_path / "sent.xml", tmp_path / "rows.csv"
    sent.write_text(f"<ISTV>{HEADER}{RECORD}{RECORD.replace('glass', '07')}</ISTV>", "utf-8")
    assert xml_to_csv(sent, into) == 2
    match = best_match(headers(Source(sent), parquet=lambda _: (), geopackage=lambda _: ()), layouts())
    assert match is not None
    layout = Layout("xml", match.header.columns, match.columns)
    found = check_rows(into, match.contract, layout, tmp_path / "typed.parquet", spill=tmp_path / "spill")
    assert [(fault.field, fault.rule, fault.rows) for fault in found.faults] == [("assault_method", "codes", (2,))]
