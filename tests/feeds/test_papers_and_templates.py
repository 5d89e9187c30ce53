"""From one contract come its specification and its template, and the template comes back as the contract."""

from __future__ import annotations

import csv
import json
import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from test_feeds import FEEDS, LAYOUTS

from upriver.cli.contracting import spec, template
from upriver.intake.headers import headers
from upriver.intake.opening import Source
from upriver.intake.recognising import best_match
from upriver.intake.sheets import sheet_headers, sheet_to_csv
from upriver.report.sheets.ods import letter
from upriver.store.checking import Layout, check_rows
from upriver.words.refusal import Refusal

ASKED = [slug for slug in LAYOUTS if LAYOUTS[slug].feed in FEEDS]


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=True)  # type: ignore[arg-type]


def refused(result: Result) -> str:
    assert isinstance(result.exception, Refusal)
    return str(result.exception)


def words_of(path: Path) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", path.read_text("utf-8"))).split())


def sent_as(slug: str) -> tuple[str, str]:
    """The feed that a layout meets, and what `--as` calls it."""
    return LAYOUTS[slug].feed, LAYOUTS[slug].mode


@pytest.mark.parametrize("slug", FEEDS)
def test_a_specification_says_every_field_and_why_and_every_caveat(slug: str, tmp_path: Path) -> None:
    to = tmp_path / "spec.html"
    assert run(spec, slug, "--to", to).exit_code == 0
    said, contract = words_of(to), LAYOUTS[slug]
    for wanted in (contract.why, contract.says, *contract.caveats, *(number.says for number in contract.form),
                   *(field.says for field in contract.fields), *(field.why for field in contract.fields)):
        assert " ".join(wanted.split()) in said


def test_a_specification_says_when_by_whom_and_what_is_hidden(tmp_path: Path) -> None:
    run(spec, "fire_staff_violence", "--to", tmp_path / "spec.html")
    said = words_of(tmp_path / "spec.html")
    assert "Fire and rescue" in said
    assert "within 92 days of its end" in said
    assert "Counts from 1 to 9 are hidden" in said and "Not verified at source" in said


def test_a_feed_whose_rows_stay_offers_no_rows(tmp_path: Path) -> None:
    run(spec, "youth_justice_caseload", "--to", tmp_path / "spec.html")
    said = words_of(tmp_path / "spec.html")
    assert "which stay with you" in said and "The columns of your own rows" in said
    assert "one file for a period" not in said


def test_a_word_file_holds_the_same_table_of_columns(tmp_path: Path) -> None:
    run(spec, "ambulance_assault_calls", "--to", tmp_path / "spec.docx")
    tables = Document(str(tmp_path / "spec.docx")).tables
    assert [row.cells[0].text.partition(",")[0] for row in tables[-1].rows][1:] == [field.name for field in LAYOUTS["ambulance_assault_calls"].fields]


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_same_specification_has_the_same_bytes(kind: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(spec, "spend", "--to", tmp_path / f"{name}.{kind}")
    assert (tmp_path / f"one.{kind}").read_bytes() == (tmp_path / f"two.{kind}").read_bytes()


@pytest.mark.parametrize("slug", ASKED)
def test_made_up_rows_of_a_template_keep_the_contract(slug: str, tmp_path: Path) -> None:
    feed, mode = sent_as(slug)
    to = tmp_path / "rows.csv"
    assert run(template, feed, "--to", to, "--rows", 20, "--as", mode).exit_code == 0
    match = best_match(headers(Source(to), parquet=lambda _: (), geopackage=lambda _: ()), LAYOUTS)
    assert match is not None and match.contract.slug == slug
    layout = Layout("csv", match.header.columns, match.columns)
    assert check_rows(to, match.contract, layout, tmp_path / "typed.parquet", spill=tmp_path / "spill").faults == ()


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("slug", [*FEEDS, "police_crime_extract_table", "spend_form"])
def test_a_spreadsheet_that_is_filled_in_comes_back_as_its_contract(slug: str, kind: str, tmp_path: Path) -> None:
    feed, mode = sent_as(slug)
    to, text = tmp_path / f"rows.{kind}", tmp_path / "rows.csv"
    run(template, feed, "--to", to, "--rows", 5, "--as", mode)
    match = best_match(sheet_headers(to), LAYOUTS)
    assert match is not None and match.contract.slug == slug
    assert sheet_to_csv(to, match.header.sheet, match.header.skip_lines, text) == 5
    layout = Layout("sheet", match.header.columns, match.columns)
    assert check_rows(text, match.contract, layout, tmp_path / "typed.parquet", spill=tmp_path / "spill").faults == ()


def test_an_empty_template_is_its_headings_alone(tmp_path: Path) -> None:
    run(template, "ed_assault_attendances", "--to", tmp_path / "empty.csv")
    (header,) = list(csv.reader((tmp_path / "empty.csv").open(encoding="utf-8", newline="")))
    assert header[2:6] == ["SITE CODE (OF TREATMENT)", "ARRIVAL DATE AND TIME", "ASSAULT DATE AND TIME", "ASSAULT METHOD"]


def test_a_template_of_a_feed_whose_rows_stay_is_its_table(tmp_path: Path) -> None:
    run(template, "probation_caseload", "--to", tmp_path / "empty.csv")
    assert "probation_caseload events" in (tmp_path / "empty.csv").read_text("utf-8")


def test_no_template_has_a_column_for_a_keyed_hash(tmp_path: Path) -> None:
    run(template, "police_crime_extract", "--to", tmp_path / "empty.csv")
    assert "_key" not in (tmp_path / "empty.csv").read_text("utf-8")


def test_a_column_with_codes_offers_them_as_a_list(tmp_path: Path) -> None:
    import zipfile

    run(template, "ed_assault_attendances", "--to", tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as package:
        page = package.read("xl/worksheets/sheet1.xml").decode()
    coded = [field for field in LAYOUTS["ed_assault_attendances"].fields if field.codes]
    assert f'<dataValidations count="{len(coded)}">' in page
    assert f"<formula1>Lists!$A$4:$A${3 + len(coded[0].codes)}</formula1>" in page


def test_a_template_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    to = tmp_path / "mine.csv"
    to.write_text("somebody's rows", "utf-8")
    assert "there already" in refused(run(template, "spend", "--to", to))
    assert to.read_text("utf-8") == "somebody's rows"


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        (spec, ("nothing_such",), "there is no contract nothing_such"),
        (spec, ("spend", "--to", "x.pdf"), "no kind of paper"),
        (spec, ("--to", "x.html"), "Name it"),
        (template, ("spend", "--to", "x.pdf"), "no kind of template"),
        (template, ("spend", "--to", "x.csv", "--as", "table"), "can't be sent as a table"),
        (template, ("boundaries", "--to", "x.csv"), "as its publisher gives it"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(command: object, arguments: tuple[str, ...], told: str, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in refused(run(command, *arguments))
    assert list(tmp_path.iterdir()) == []


def test_a_workspaces_own_contract_has_its_paper_and_its_template(tmp_path: Path) -> None:
    own = tmp_path / "declarations" / "contracts"
    own.mkdir(parents=True)
    (tmp_path / "workspace.toml").write_text('slug = "w"\n', "utf-8")
    shipped = Path(__file__).parents[2] / "src" / "upriver" / "declarations" / "contracts" / "spend.toml"
    (own / "our_spend.toml").write_text(shipped.read_text("utf-8").replace("Spend on prevention", "Our spend on prevention"), "utf-8")
    assert run(spec, "our_spend", "--workspace", tmp_path, "--to", tmp_path / "our.html").exit_code == 0
    assert "Our spend on prevention" in words_of(tmp_path / "our.html")
    assert run(template, "our_spend", "--workspace", tmp_path, "--to", tmp_path / "our.csv", "--rows", 2).exit_code == 0


def test_json_says_the_fields_and_the_ways(tmp_path: Path) -> None:
    (body,) = json.loads(run(spec, "custody_assaults", "--json").output)
    assert body["modes"] == ["table", "form", "elsewhere"]
    assert {"name": "serious", "required": False}.items() <= next(each for each in body["fields"] if each["name"] == "serious").items()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_empty_form_names_its_numbers_and_gives_none(kind: str, tmp_path: Path) -> None:
    to, text = tmp_path / f"form.{kind}", tmp_path / "form.csv"
    assert "made-up" not in run(template, "fire_staff_violence", "--as", "form", "--to", to).output
    if kind == "xlsx":
        (found, *_) = [header for header in sheet_headers(to) if "number" in header.columns]
        sheet_to_csv(to, found.sheet, found.skip_lines, text)
    with text.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["fire_staff_violence measure"] for row in rows] == [number.name for number in LAYOUTS["fire_staff_violence"].form]
    assert {row["number"] for row in rows} == {""}


def test_no_made_up_count_is_one_that_a_rule_would_hide(tmp_path: Path) -> None:
    run(template, "hospital_assault_admissions", "--as", "table", "--to", tmp_path / "t.csv", "--rows", 40)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as lines:
        told = {row["hospital_assault_admissions events"] for row in csv.DictReader(lines)}
    assert all(each == "c" or (int(each) > 7 and int(each) % 5 == 0) for each in told)


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ")])
def test_columns_beyond_the_alphabet_have_two_letters(column: int, letters: str) -> None:
    assert letter(column) == letters
