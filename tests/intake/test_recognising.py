"""What a file is, is told from its content; names don't count, and what is no table is said to be none."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.intake.contracts import contracts
from upriver.intake.recognising import (
    MOST_COLUMNS,
    Header,
    best_match,
    csv_headers,
    fit,
    form_of,
    geojson_header,
    why_unknown,
    wide_name,
)

CONTRACTS = contracts()


def slug_of(*columns: str, form: str = "csv") -> str | None:
    match = best_match([Header(form, columns)], CONTRACTS)
    return match.contract.slug if match else None


def level_of(*columns: str) -> str | None:
    match = best_match([Header("gpkg", (*columns, "geometry"))], CONTRACTS)
    return next(iter(match.columns)) if match else None


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"a,b\n1,2\n", "csv"),
        ("a,b\n1,2\n".encode("utf-16"), "csv"),
        ("a,b\n1,2\n".encode("utf-8-sig"), "csv"),
        ("Môn,b\n1,2\n".encode("cp1252"), "csv"),
        (b'{"type": "FeatureCollection", "features": []}', "geojson"),
        (b'{"rows": []}', "unknown"),
        (b"PAR1....", "parquet"),
        (b"SQLite format 3\x00", "gpkg"),
        (b"PK\x03\x04......a.csv", "zip"),
        (b"PK\x03\x04......[Content_Types].xml", "workbook"),
        (b"PK\x03\x04......mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "workbook"),
        (b"<!DOCTYPE html><html>", "unknown"),
        (b"%PDF-1.7\na,b\n", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown"),
        (b"a,b\n1,\x002\n", "unknown"),
        (b"  \n\n", "unknown"),
        (b"", "unknown"),
    ],
)
def test_the_form_is_told_from_the_first_bytes(head: bytes, form: str) -> None:
    assert form_of(head) == form


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"", "is empty"),
        (b"\n <!DOCTYPE html><html>Crime ID,Month", "is a web page"),
        (b"<?xml version='1.0'?>", "is XML"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind (.xls)"),
        (b"PK\x03\x04......a.csv", "a zip inside a zip"),
        (b"\x00\x01\x02", "isn't text"),
        (b",".join(b"c%d" % number for number in range(10_000)), "more than 4,000 columns"),
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_what_it_is(head: bytes, why: str) -> None:
    assert why in why_unknown(head)


def test_a_header_of_ten_thousand_columns_is_no_header() -> None:
    assert csv_headers(",".join(f"c{number}" for number in range(10_000)).encode()) == ()


@pytest.mark.parametrize(("columns", "found"), [(MOST_COLUMNS, 1), (MOST_COLUMNS + 1, 0)])
def test_the_bound_on_columns_is_the_last_number_that_is_allowed(columns: int, found: int) -> None:
    assert len(csv_headers(",".join(f"c{number}" for number in range(columns)).encode())) == found


def test_a_header_below_a_preamble_is_found_with_the_lines_above_it() -> None:
    text = b'"TS001"\n\n"Units","People"\n\n"area","mnemonic","Total"\n"Norsea","E01990001","9"\n'
    match = best_match(csv_headers(text), CONTRACTS)
    assert match is not None
    assert (match.contract.slug, match.header.skip_lines) == ("census_residents_nomis", 4)


def test_a_heading_may_run_on_over_two_lines() -> None:
    (first, *_) = csv_headers(b'"Financial\nYear",Force Name,Homicides\n2023/24,Norsea,4\n')
    assert slug_of(*first.columns) == "homicide_force"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    (header, *_) = csv_headers(delimiter.join(["Financial Year", "Force Name", "Homicides"]).encode())
    assert (header.delimiter, slug_of(*header.columns)) == (delimiter, "homicide_force")


@settings(deadline=None)
@given(spelling=st.lists(st.sampled_from([str.upper, str.lower, str.title]), min_size=3, max_size=3),
       gap=st.sampled_from([" ", "  ", "_", " _ "]))
@example(spelling=[str.upper] * 3, gap="_")
def test_case_and_underscores_and_spare_spaces_of_a_header_do_not_count(spelling: list, gap: str) -> None:
    columns = ["Financial Year", "Force Name", "Number of homicides"]
    spelled = [way(name).replace(" ", gap) for way, name in zip(spelling, columns, strict=True)]
    assert slug_of(*spelled) == "homicide_force"


@pytest.mark.parametrize(("heading", "year"), [("LAD24CD", 2024), ("LAD99CD", 2099), ("LAD2025CD", 2025)])
def test_the_year_that_a_heading_names_is_kept(heading: str, year: int) -> None:
    match = fit(Header("csv", ("LSOA21CD", heading)), CONTRACTS["area_lookup"])
    assert match is not None
    assert match.years == {"ltla": year}


def test_of_two_years_of_the_same_code_the_newer_is_taken() -> None:
    match = fit(Header("csv", ("LSOA21CD", "LAD22CD", "LAD24CD")), CONTRACTS["area_lookup"])
    assert match is not None
    assert match.columns["ltla"] == "LAD24CD"


@pytest.mark.parametrize(
    ("columns", "slug"),
    [
        (("LSOA21CD", "LAD24CD"), "area_lookup"),
        (("LSOA21CD", "LSOA21NM"), None),
        (("LSOA11CD", "CHGIND", "LSOA21CD", "LAD22CD"), "lsoa_2011_to_2021"),
        (("LSOA11CD", "LSOA21CD"), "area_lookup"),
        (("LSOA21CD", "LAD24CD", "IMD rank", "IMD decile", "Income rank"), "deprivation_2025"),
        (("LSOA11CD", "IMD rank", "IMD decile", "Income rank"), "deprivation_2019"),
        (("LSOA21CD", *map(str, range(90)), "90+"), "population_mid_year"),
        (("LSOA 2021 Code", *(f"{sex}{age}" for sex in "FM" for age in range(91))), "population_sex_age_single"),
        (("LSOA21CD", *map(str, range(9))), None),
        (tuple(map(str, range(90))), None),
        (("Name", "Value"), None),
    ],
)
def test_the_contract_that_explains_most_wins(columns: tuple[str, ...], slug: str | None) -> None:
    assert slug_of(*columns) == slug


@pytest.mark.parametrize(
    ("columns", "level"),
    [
        (("FID", "LSOA21CD", "LSOA21NM", "LAD24CD"), "lsoa21"),
        (("LSOA11CD", "LSOA11NM"), "lsoa11"),
        (("MSOA21CD", "LAD22CD"), "msoa21"),
        (("WD25CD", "WD25NM", "LAD25CD"), "ward"),
        (("LAD24CD", "LAD24NM"), "ltla"),
        (("CTYUA23CD", "CTYUA23NM"), "utla"),
        (("csp24_code", "csp24_name"), "csp"),
        (("PFA23CD", "PFA23NM"), "force"),
        (("ICB23CD", "ICB23NM"), "icb"),
        (("RGN22CD", "RGN22NM"), "region"),
        (("FRA22CD", "FRA22NM"), "fra"),
        (("OA21CD", "LSOA21CD"), None),
        (("SICBL23CD", "ICB23CD"), None),
        (("Park", "Name"), None),
    ],
)
def test_outlines_are_of_the_finest_area_that_their_columns_name(columns: tuple[str, ...], level: str | None) -> None:
    assert level_of(*columns) == level


def test_outlines_keep_only_their_own_code_and_name() -> None:
    match = best_match([Header("geojson", ("WD25CD", "WD25NM", "LAD25CD", "LAD25NM", "geometry"))], CONTRACTS)
    assert match is not None
    assert dict(match.columns) == {"ward": "WD25CD", "ward_name": "WD25NM"}


def test_a_table_with_a_column_of_shapes_is_outlines_and_no_look_up() -> None:
    assert slug_of("LSOA21CD", "LAD24CD", "geometry", form="parquet") == "boundaries"


def test_the_properties_of_the_first_feature_are_read_and_not_those_of_the_reference_system() -> None:
    text = json.dumps({
        "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:4326"}},
        "features": [{"type": "Feature", "properties": {"LAD24CD": "E07990001", "note": "a { brace"},
                      "geometry": None}],
    })
    header = geojson_header(text.encode())
    assert header is not None
    assert header.columns == ("LAD24CD", "note", "geometry")


@pytest.mark.parametrize("text", ['{"features": [{"properties": {"a": ', '{"features": []}', '{"properties": {"a": 1}}',
                                  '{"features": [{"properties": {}}]}'])
def test_outlines_whose_opening_shows_no_properties_have_no_header(text: str) -> None:
    assert geojson_header(text.encode()) is None


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00a")
@example(b'"')
@example(b'a,"b\n')
@example(b"PK\x03\x04")
@example(b"\xc3")
@example(b'{"features": [{"properties": {')
def test_no_bytes_whatever_make_recognising_fail(head: bytes) -> None:
    assert form_of(head) in ("csv", "geojson", "gpkg", "parquet", "workbook", "zip", "unknown")
    assert isinstance(why_unknown(head), str)
    found = geojson_header(head)
    assert best_match([*csv_headers(head), *([found] if found else [])], CONTRACTS) is None


@pytest.mark.parametrize(("name", "wide"), [("0", True), ("90+", True), ("90 and over", True), ("100", False),
                                            ("total_population", False), ("F0", False)])
def test_ages_are_told_from_other_headings(name: str, wide: bool) -> None:
    assert wide_name(name, CONTRACTS["population_mid_year"]) is wide


@pytest.mark.parametrize(("name", "wide"), [("F0", True), ("M90", True), ("0", False), ("Female", False)])
def test_ages_of_each_sex_are_told_from_other_headings(name: str, wide: bool) -> None:
    assert wide_name(name, CONTRACTS["population_sex_age_single"]) is wide
