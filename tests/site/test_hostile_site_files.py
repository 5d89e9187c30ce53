"""Files beside the site that somebody changed, and names that a spreadsheet would work out: nothing of it gets further."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from site_made import a_site, declare

from upriver.pipeline.public.kept import addresses, with_all_addresses
from upriver.report.saying.press import press_csv, press_lines
from upriver.report.sheets.inert import inert, meant
from upriver.report.site import site_files
from upriver.words.document import Page

FORMULAS = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "'quoted")


@pytest.mark.parametrize("address", ["../../outside", "/etc/passwd", "a/../../b", "C:\\evil", "..", "a//b", ".hidden/x", "x\ny"])
def test_a_kept_address_that_leads_out_of_the_site_makes_no_page(address: str, tmp_path: Path) -> None:
    site = tmp_path / "published"
    (site / "editions").mkdir(parents=True)
    rows = io.StringIO()
    csv.writer(rows).writerows([("address", "title", "last_edition"), (address, "Evil", "2026-01-01"), ("kinds/arson", "Arson", "2026-01-01")])
    (site / "editions" / "addresses.csv").write_text(rows.getvalue(), "utf-8", newline="")
    document = a_site(tmp_path)
    files, _ = with_all_addresses(site_files(document), document, site)
    assert "kinds/arson/index.html" in files and not [path for path in files if address in path or "outside" in path or ".." in path]


@pytest.mark.parametrize("listed", [b"", b"\xff\xfe\x00", b"other,columns\n1,2\n", b"address\nkinds/arson\n"])
def test_a_list_of_addresses_that_was_spoilt_stops_nothing(listed: bytes, tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "addresses.csv").write_bytes(listed)
    assert set(addresses(tmp_path)) <= {"", "kinds/arson"}


def test_a_title_that_looks_like_a_formula_is_kept_as_words_release_after_release(tmp_path: Path) -> None:
    document = a_site(tmp_path, Page("kinds/odd", "=1+1", "Kinds in depth", "4.", ()))
    site = tmp_path / "published"
    (site / "editions").mkdir(parents=True)
    for _ in range(3):
        _, listed = with_all_addresses(site_files(document), document, site)
        (site / "editions" / "addresses.csv").write_bytes(listed)
    assert {row[1] for row in csv.reader(io.StringIO(listed.decode())) if row[0] == "kinds/odd"} == {"'=1+1"}
    assert addresses(site)["kinds/odd"][0] == "=1+1"


@pytest.mark.parametrize("text", [*FORMULAS, "plain", "", "''"])
def test_words_made_inert_can_be_had_back(text: str) -> None:
    assert meant(inert(text)) == text and not inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("name", FORMULAS)
def test_no_name_on_the_press_sheet_is_a_formula(name: str) -> None:
    from saying.figures import ground

    lines = [replace(line, sentence=f"{name} fell.", row=replace(line.row, name=name)) for line in press_lines(ground())[:3]]
    rows = list(csv.DictReader(io.StringIO(press_csv(lines).decode())))
    assert {row[column] for row in rows for column in ("area_name", "sentence")} == {inert(name), inert(f"{name} fell.")}
    assert rows[0]["value"] == dict(zip(lines[0].row.plain, lines[0].row.printed, strict=True))["value"], "numbers below nought stay numbers"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,<b>", "https://x\" onload=\"y", "//evil", "HTTPS://a b"])
def test_a_contact_that_is_no_address_is_named_and_is_no_link(href: str, tmp_path: Path) -> None:
    declare(tmp_path, "contact", f"href = '{href}'\n")
    with pytest.raises(Exception, match="isn't a whole address") as said:
        a_site(tmp_path)
    assert href not in str(said.value)


def test_a_contact_with_markup_is_words(tmp_path: Path) -> None:
    declare(tmp_path, "contact", "post = '<script>alert(1)</script>'\nhref = 'mailto:us@norsea.example'\n")
    pages = b"".join(data for path, data in site_files(a_site(tmp_path)).items() if path.endswith(".html"))
    assert b"<script>alert(1)" not in pages and b"&lt;script&gt;alert(1)" in pages and b'href="mailto:us@norsea.example"' in pages
