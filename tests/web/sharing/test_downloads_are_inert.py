"""What goes out as CSV, ODS or XLSX is never evaluated by a spreadsheet, and says what was put in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upriver.desk.opening import open_desk

EVALUATED = ("=", "+", "-", "@", "\t", "\r")
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=40)
STARTS = st.tuples(st.sampled_from(EVALUATED), WORDS).map("".join)
MANY = st.lists(STARTS, min_size=200, max_size=200)
HOW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
"""25 files of 200 cells in each form: 5,000 strings."""
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
FORMULA = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}formula"


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The framework wants a desk before it lets itself be imported."""
    place = tmp_path_factory.mktemp("inert") / "db.sqlite3"
    open_desk(place)
    return place


def made(values: list[str], form: str) -> bytes:
    from upriver.web.showing.listing import Column, _file

    asked: Any = SimpleNamespace(page=SimpleNamespace(name="faults"), today=date(2026, 3, 27))
    column: Column[str] = Column("what", "What", lambda row: row)
    return bytes(_file(asked, "Faults", values, [column], form).content)


def plain(text: str) -> str:
    """As XML gives text back: a line end is one sign, and spaces may be told apart or not."""
    return re.sub(r"\s+", " ", text).strip()


def parts(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


@HOW
@given(MANY)
def test_no_cell_of_a_csv_file_begins_as_a_formula_does(values: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(made(values, "csv").decode("utf-8"), newline="")))
    assert [cell for row in rows for cell in row if cell.startswith(EVALUATED)] == []
    assert [row[0].removeprefix("'") for row in rows[1:]] == values


@HOW
@given(MANY)
def test_every_cell_of_an_ods_file_is_text_and_none_is_a_formula(values: list[str]) -> None:
    tree = ElementTree.fromstring(parts(made(values, "ods"), "content.xml"))
    cells = [node for node in tree.iter() if node.tag.endswith("}table-cell")]
    assert [node for node in cells if node.get(FORMULA) is not None] == []
    assert {node.get(TEXT) for node in cells if "".join(node.itertext()).strip()} <= {"string"}
    said = {plain("".join(node.itertext())) for node in cells}
    assert [value for value in values if plain(value) and plain(value) not in said and "  " not in value] == []


@HOW
@given(MANY)
def test_every_cell_of_an_xlsx_file_is_text_and_none_is_a_formula(values: list[str]) -> None:
    data = made(values, "xlsx")
    sheet = ElementTree.fromstring(parts(data, "xl/worksheets/sheet1.xml"))
    assert [node for node in sheet.iter() if node.tag.endswith("}f")] == []
    cells = [node for node in sheet.iter() if node.tag.endswith("}c") and len(node)]
    assert {node.get("t") for node in cells} <= {"s", "inlineStr", "str"}
