"""Who lives in Hampshire and the Isle of Wight, and how its factors compare: figures counted by hand from the raw files."""

from __future__ import annotations

from journeys.made import Journey

PEOPLE, VALUES = "assessment/people/", "assessment/risk_and_protective/values"


def test_residents_in_the_most_deprived_tenth_are_those_of_the_raw_files(hampshire: Journey) -> None:
    row = hampshire.published.one(table=PEOPLE + "tenths", area_level="partnership", unit="residents", breakdown="tenth=01")
    assert row["count"] == "83226"


def test_ages_are_of_the_middle_of_2020_and_residents_of_census_day(hampshire: Journey) -> None:
    ages = hampshire.published.one(table=PEOPLE + "ages", area_level="partnership", measure="aged_10_to_24", unit="residents")
    whole = hampshire.published.one(table=PEOPLE + "residents", area_level="partnership", unit="residents")
    assert (ages["count"], ages["period_start"]) == ("357169", "2020-06-30")
    assert (whole["count"], whole["period_start"]) == ("1998232", "2021-03-21")


def test_the_england_of_first_time_entrants_is_held_back_and_the_region_is_not(hampshire: Journey) -> None:
    found = {row["area_code"]: (row["value"], row["marker"]) for row in hampshire.published.where(table=VALUES, measure="first_time_entrants")}
    assert found["E92000001"] == ("", "x") and found["E12000008"] == ("117", "")
    assert {found[code][0] for code in ("E10000014", "E06000044", "E06000045", "E06000046")} == {"69", "207", "127", "216"}


def test_a_published_interval_is_the_publishers_own(hampshire: Journey) -> None:
    row = hampshire.published.one(table=VALUES, measure="alcohol_admissions", area_code="E07000091")
    assert (row["value"], row["lower"], row["upper"]) == ("48.3", "35.1", "64.9")


def test_hampshire_the_council_is_told_from_hampshire_the_force(hampshire: Journey) -> None:
    page = (hampshire.folder / "published" / "questions" / "risk_and_protective" / "index.html").read_text("utf-8")
    said = "Hampshire on this page is the upper-tier council area, and not the larger or smaller partnership area or police force area"
    assert f"{said} of that name." in page


def test_population_files_that_cannot_be_used_are_counted_and_named(hampshire: Journey) -> None:
    """Their names are for whoever sent them, and stand beside their hashes; the page of what is missing says how many and why."""
    published = hampshire.folder / "published"
    missing = (published / "about" / "missing" / "index.html").read_text("utf-8")
    assert "3 population files are held and not used: a file by small areas of 2011" in missing and "lsoa11" not in missing
    held = (published / "sources" / "population_mid_year" / "index.html").read_text("utf-8")
    assert all(f"population{year}_lsoa11.csv.gz: not used" in held for year in (17, 19, 20))
