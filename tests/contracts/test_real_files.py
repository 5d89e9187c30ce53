"""Every real open file at hand is recognised as what it is, and its rows agree with what its README states."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from checked_text import ABSENT, REAL, Read, read, recognised

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=ABSENT)

HAMPSHIRE = REAL / "hampshire"
TABLES = {
    "age_gender21_ltla21_ew": ("population_sex_age", 14),
    "ethnicity21_lsoa21": ("census_residents", 1_231 * 5),
    "hants_fingertips-district-data": ("fingertips_district", 15_909),
    "imd2019_england_lsoa11": ("deprivation_2019", 1_194),
    "imd2025_england_lsoa21": ("deprivation_2025", 1_231),
    "lait_la_indicators": ("dfe_lait", 22_626),
    "lookup_lsoa11_lsoa21_ltla22": ("lsoa_2011_to_2021", 1_231),
    "lookup_lsoa11_ltla21": ("area_lookup", 1_194),
    "lookup_lsoa11_msoa11": ("area_lookup", 1_194),
    "lookup_lsoa11_ward17": ("area_lookup", 1_194),
    "lookup_lsoa21_icb24": ("area_lookup", 1_231),
    "lookup_lsoa21_msoa21_ward24_ltla24_csp24_pfa24_DERIVED": ("area_lookup", 1_231),
    "lookup_lsoa21_ward24_ltla24": ("area_lookup", 1_231),
    "lookup_ltla24_csp24_pfa24": ("area_lookup", 14),
    "lookup_ltla24_fra24": ("area_lookup", 14),
    "lookup_msoa11_msoa21_ltla22": ("area_lookup", 243),
    "population17_lsoa11": ("population_mid_year", 1_194),
    "population19_lsoa11": ("population_mid_year", 1_194),
    "population20_lsoa11": ("population_mid_year", 1_194),
    "population20_ltla21": ("population_mid_year", 14),
}
OUTLINES = {
    "csp24_DISSOLVED": "csp", "lsoa": "lsoa21", "lsoa11": "lsoa11", "ltla24_DISSOLVED": "ltla", "msoa": "msoa21",
    "msoa11": "msoa11", "pfa24_DISSOLVED": "force", "ward": "ward",
}
NOT_TAKEN = (
    "disability21_lsoa21_ew", "religion21_lsoa21", "household_deprivation21_lsoa21", "household_tenure21_lsoa21",
    "household_overcrowding21_lsoa21", "household_type21_lsoa21", "imd2019_england_lsoa11_indicators",
    "imd2019_england_lsoa11_subdomains", "imd2025_england_lsoa21_indicators", "imd2025_england_lsoa21_subdomains",
)


def taken(name: str, work: Path) -> Read:
    return read(HAMPSHIRE / f"{name}.csv.gz", work)


def column(work: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query.replace("ROWS", f"'{work / 'typed.parquet'}'")).fetchall()


@pytest.mark.parametrize("name", TABLES)
def test_a_real_table_is_recognised_and_has_its_rows_and_no_fault(name: str, tmp_path: Path) -> None:
    slug, rows = TABLES[name]
    found = taken(name, tmp_path)
    assert found.checked is not None
    assert (found.slug, found.checked.rows, found.checked.kept, found.faults) == (slug, rows, rows, [])


@pytest.mark.parametrize("name", OUTLINES)
def test_real_outlines_are_recognised_with_their_level(name: str) -> None:
    match = recognised(HAMPSHIRE / f"boundaries_{name}.geojson.gz")
    assert match is not None
    assert (match.contract.slug, next(iter(match.columns))) == ("boundaries", OUTLINES[name])


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_a_table_that_nothing_asks_for_is_not_mistaken_for_another(name: str) -> None:
    assert recognised(HAMPSHIRE / f"{name}.csv.gz") is None


def test_every_table_of_the_folder_is_named_in_these_tests() -> None:
    names = {path.name.removesuffix(".csv.gz") for path in HAMPSHIRE.glob("*.csv.gz")}
    assert names == set(TABLES) | set(NOT_TAKEN)


def test_all_43_months_of_street_crime_are_read_without_a_fault(tmp_path: Path) -> None:
    rows, covers = 0, []
    for path in sorted((HAMPSHIRE / "crime").glob("*.csv.gz")):
        found = read(path, tmp_path)
        assert found.checked is not None
        assert (found.slug, found.faults) == ("police_uk_street", [])
        rows += found.checked.rows
        covers += [month for _, month, _ in found.checked.covers]
    assert rows == 610_536
    assert len(covers) == len(set(covers)) == 43


def test_the_second_vintage_is_read_as_the_same_month(tmp_path: Path) -> None:
    found = read(HAMPSHIRE / "second_vintage" / "2022-06-hampshire-street.csv.gz", tmp_path)
    assert found.checked is not None
    assert [month for _, month, _ in found.checked.covers] == ["2022-06"]


def test_the_recorded_crime_table_of_2017_is_read_with_its_corrections_below_zero(tmp_path: Path) -> None:
    found = read(REAL / "offences" / "prc-pfa-201718_new.csv.gz", tmp_path)
    assert found.checked is not None
    assert (found.slug, found.checked.rows, found.faults) == ("recorded_crime_force", 23_068, [])
    assert {period for _, period, _ in found.checked.covers} == {"2017-18"}
    assert column(tmp_path, "SELECT count(*) > 0 FROM ROWS WHERE offences < 0") == [(True,)]


def test_a_hidden_value_of_the_children_s_table_is_a_mark_and_never_nought(tmp_path: Path) -> None:
    taken("lait_la_indicators", tmp_path)
    found = column(tmp_path, "SELECT value_mark, count(*), count(value) FROM ROWS WHERE value IS NULL GROUP BY 1")
    assert found == [("-", 2_253, 0)]


def test_area_numbers_of_the_children_s_table_are_whole_numbers(tmp_path: Path) -> None:
    taken("lait_la_indicators", tmp_path)
    assert column(tmp_path, "SELECT DISTINCT la_number FROM ROWS WHERE la_number < 922 ORDER BY 1") == [
        (850,), (851,), (852,), (921,),
    ]


def test_a_wide_table_becomes_one_row_an_area_and_age(tmp_path: Path) -> None:
    taken("population20_lsoa11", tmp_path)
    assert column(tmp_path, "SELECT count(*), count(DISTINCT age), min(residents) FROM ROWS") == [(1_194 * 91, 91, 0.0)]


def test_the_ages_of_a_district_add_up_to_its_residents(tmp_path: Path) -> None:
    taken("population20_ltla21", tmp_path)
    query = "SELECT bool_and(ages = total) FROM (SELECT sum(residents) AS ages, max(total_population) AS total " \
            "FROM ROWS GROUP BY ltla)"
    assert column(tmp_path, query) == [(True,)]


def test_crimes_without_a_place_keep_their_row_and_have_no_coordinates(tmp_path: Path) -> None:
    read(HAMPSHIRE / "crime" / "2025-01-hampshire-street.csv.gz", tmp_path)
    query = "SELECT count(*) FILTER (longitude IS NULL), count(*) FILTER (lsoa_code IS NULL) FROM ROWS"
    ((without_point, without_area),) = column(tmp_path, query)
    assert without_point == without_area
