"""The files look like the publishers': the same columns as the real ones, small numbers hidden."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.demo.services import _hidden_or_rounded

if TYPE_CHECKING:
    from conftest import Demo

REAL = Path(__file__).parents[2].parent / "shared" / "data"

HAMPSHIRE = REAL / "hampshire"
TABLES = {
    "police/2025-12/2025-12-norsea-street.csv": "crime/2025-12-hampshire-street.csv.gz",
    "population/population20_lsoa11.csv": "population20_lsoa11.csv.gz",
    "population/population20_ltla21.csv": "population20_ltla21.csv.gz",
    "population/age_gender21_ltla21_ew.csv": "age_gender21_ltla21_ew.csv.gz",
    "population/ethnicity21_lsoa21.csv": "ethnicity21_lsoa21.csv.gz",
    "deprivation/imd2025_england_lsoa21.csv": "imd2025_england_lsoa21.csv.gz",
    "services/lait_la_indicators.csv": "lait_la_indicators.csv.gz",
    "services/fingertips_district_data.csv": "hants_fingertips-district-data.csv.gz",
}
BOUNDARIES = {"lsoa21": "lsoa", "lsoa11": "lsoa11", "msoa21": "msoa", "ward": "ward"}


def header(path: Path) -> list[str]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return next(csv.reader(text.splitlines()))


def real(name: str) -> Path:
    path = HAMPSHIRE / name
    if not path.exists():
        pytest.skip(f"the real file is absent: {path}")
    return path


@pytest.mark.parametrize(("made", "published"), TABLES.items())
def test_columns_are_those_of_the_real_file(demo: Demo, made: str, published: str) -> None:
    assert header(demo.folder / made) == header(real(published))


@pytest.mark.parametrize(("made", "published"), BOUNDARIES.items())
def test_boundary_properties_are_those_of_the_real_file(demo: Demo, made: str, published: str) -> None:
    with gzip.open(real(f"boundaries_{published}.geojson.gz"), "rt", encoding="utf-8") as file:
        expected = json.load(file)["features"][0]["properties"]
    features = json.loads((demo.folder / f"boundaries/{made}.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    assert list(features[0]["properties"]) == list(expected)


@pytest.mark.parametrize(
    ("made", "published", "column"),
    [
        ("police/2025-12/2025-12-norsea-street.csv", "crime/2025-12-hampshire-street.csv.gz", "Crime type"),
        ("population/ethnicity21_lsoa21.csv", "ethnicity21_lsoa21.csv.gz", "ethnic_group"),
    ],
)
def test_categories_are_those_of_the_real_file(demo: Demo, made: str, published: str, column: str) -> None:
    with gzip.open(real(published), "rt", encoding="utf-8", newline="") as file:
        expected = {row[column] for row in csv.DictReader(file)}
    assert {row[column] for row in demo.rows(made)} == expected


def test_stops_have_the_fifteen_columns_of_the_publisher(demo: Demo) -> None:
    columns = header(demo.folder / "police/2025-12/2025-12-norsea-stop-and-search.csv")
    assert len(columns) == 15
    assert columns[0] == "Type" and columns[-1] == "Removal of more than just outer clothing"


def test_the_deprivation_file_of_2019_has_the_publishers_long_names(demo: Demo) -> None:
    columns = header(demo.folder / "deprivation/File_7_-_All_IoD2019_Scores__Ranks__Deciles.csv")
    assert len(columns) == 4 + 16 * 3 + 5
    assert {
        "LSOA code (2011)",
        "Index of Multiple Deprivation (IMD) Score",
        "Income Rank (where 1 is most deprived)",
        "Employment Score (rate)",
        "Education, Skills and Training Score",
        "Income Deprivation Affecting Older People (IDAOPI) Score (rate)",
    } <= set(columns)


def test_everything_is_utf8_with_unix_line_ends(demo: Demo) -> None:
    for path in demo.folder.rglob("*.*"):
        content = path.read_bytes()
        assert b"\r" not in content and content.decode("utf-8").endswith("\n")


@given(st.integers(0, 500))
@example(0)
@example(1)
@example(7)
@example(8)
def test_a_hospital_count_is_hidden_from_one_to_seven_and_else_a_multiple_of_five(count: int) -> None:
    shown = _hidden_or_rounded(count)
    if 1 <= count <= 7:
        assert shown == "*"
    else:
        assert int(shown) % 5 == 0 and abs(int(shown) - count) <= 2


def test_small_numbers_are_hidden_in_each_publishers_own_way(demo: Demo) -> None:
    admissions = {row["Admissions"] for row in demo.rows("services/hospital_admissions_for_assault.csv")}
    assert "*" in admissions and "0" in admissions and not {"1", "2", "3", "4", "6", "7"} & admissions
    assert "c" in {row["perm_excl"] for row in demo.rows("services/exclusions_by_local_authority.csv")}
    assert "-" in {row["Values"] for row in demo.rows("services/lait_la_indicators.csv")}
    hidden = [row for row in demo.rows("services/fingertips_indicators.csv") if row["Value note"]]
    assert hidden
    assert all(row["Value"] == row["Count"] == "" for row in hidden)


def test_residents_add_up_the_same_in_both_vintages(demo: Demo) -> None:
    groups = demo.rows("population/ethnicity21_lsoa21.csv")
    districts = demo.rows("population/age_gender21_ltla21_ew.csv")
    assert sum(float(row["n"]) for row in groups) == sum(float(row["total_population"]) for row in districts)
    small = demo.rows("population/population20_lsoa11.csv")
    whole = demo.rows("population/population20_ltla21.csv")
    assert sum(float(r["total_population"]) for r in small) == sum(
        float(r["total_population"]) for r in whole
    )
