"""The real open data of Hampshire and the Isle of Wight, with every trap that is in them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import Cells, upriver

YEAR = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
WHOLE = {**YEAR, "area_level": "partnership"}
VIOLENCE = "violence_and_sexual_offences"


def test_the_force_is_meant_where_a_force_of_that_name_is_known(hampshire: Journey) -> None:
    assert "is taken as the police force area E23000030; for another write E10000014" in hampshire.said["take-in"].out


def test_every_street_row_of_the_readme_is_held(hampshire: Journey) -> None:
    held = upriver("status", hampshire.folder, "--json").json["held"]["police_uk_street"]
    assert held["files"] == 44 and held["rows"] == 610_536 + 16_964


def test_holes_are_named_and_never_zero(hampshire: Journey) -> None:
    assert "2014-12 to 2018-09, 2019-03 to 2021-12, 2022-12 to 2023-12, 2024-05 to 2024-12" in hampshire.said["status"].out
    row = hampshire.published.one(table="assessment/change/months", area_level="partnership", period_start="2016-05-01",
                                  measure=VIOLENCE, breakdown="", unit="count")
    assert (row["value"], row["count"], row["marker"]) == ("", "", "x")


def test_august_2025_is_flagged_unasked(hampshire: Journey) -> None:
    assert "police_uk_street:hampshire:2025-08" in hampshire.said["status"].out
    assert "violence and sexual offences 11,639" in hampshire.said["status"].out


def test_an_undecided_anomaly_is_kept_and_marked_provisional(hampshire: Journey) -> None:
    row = hampshire.published.one(**WHOLE, table="assessment/kinds/counts", measure=VIOLENCE)
    assert row["marker"] == "p" and int(row["count"]) == 72_844 - 35


def test_rows_just_over_the_border_are_rows_of_their_own(hampshire: Journey) -> None:
    rows = [row for row in hampshire.published.where(table="assessment/kinds/by_month", area_level="force", measure=VIOLENCE)
            if row["breakdown"] == "location=outside"]
    assert sum(int(row["count"]) for row in rows) == 35


def test_with_august_left_out_there_is_no_annual_figure(without_august: Cells) -> None:
    count = without_august.one(**WHOLE, table="assessment/kinds/counts", measure=VIOLENCE)
    rate = without_august.one(**WHOLE, table="assessment/kinds/rates", measure=VIOLENCE, unit="per_1000_residents")
    assert count["marker"] == rate["marker"] == "x" and count["value"] == rate["value"] == ""


def test_the_months_observed_stand_beside_it_as_person_time(without_august: Cells) -> None:
    row = without_august.one(**WHOLE, table="assessment/kinds/rates", measure=VIOLENCE, unit="per_1000_person_years")
    outside = sum(int(each["count"]) for each in without_august.where(table="assessment/kinds/by_month", measure=VIOLENCE, breakdown="location=outside")
                  if each["count"])
    assert int(row["count"]) + outside == 61_205
    assert float(row["denominator"]) == pytest.approx(1_998_232 * 11 / 12, abs=1e-3)


def test_the_missing_month_is_a_row_with_its_mark(without_august: Cells) -> None:
    row = without_august.one(table="assessment/kinds/by_month", area_level="csp", area_code="E22000120", measure=VIOLENCE,
                             period_start="2025-08-01")
    assert (row["count"], row["value"], row["marker"]) == ("", "", "x")


def test_every_rate_is_its_count_over_its_denominator_at_the_printed_decimals(hampshire: Journey, without_august: Cells) -> None:
    checked = 0
    for row in (*hampshire.published.rows, *without_august.rows):
        if row["unit"].startswith("per_1000") and row["count"]:
            assert f"{1000 * int(row['count']) / float(row['denominator']):.2f}" == row["value"], row
            checked += 1
    assert checked > 10_000


def test_a_hidden_or_missing_cell_has_no_number_at_all(without_august: Cells) -> None:
    for row in without_august.rows:
        if {"c", "x", "z"} & set(row["marker"].split(";")):
            assert not any(row[name] for name in ("count", "denominator", "value", "lower", "upper"))
        else:
            assert row["value"]


def test_cells_are_sorted_and_unique_by_their_names(hampshire: Journey) -> None:
    names = [tuple(row[name] for name in ("table", "area_level", "area_code", "period_start", "period_end", "measure", "unit", "breakdown"))
             for row in hampshire.published.rows]
    assert names == sorted(names) and len(names) == len(set(names))


def test_a_force_is_the_sum_of_its_districts(hampshire: Journey) -> None:
    table = {"table": "assessment/kinds/counts", "measure": VIOLENCE, **YEAR}
    force = hampshire.published.one(**table, area_level="force")
    districts = hampshire.published.where(**table, area_level="ltla")
    assert len(districts) == 14 and sum(int(row["count"]) for row in districts) == int(force["count"])


def test_an_area_that_lies_only_partly_inside_has_no_figure_and_is_named(hampshire: Journey) -> None:
    assert not hampshire.published.where(area_code="E54000034")
    page = (hampshire.folder / "published" / "about" / "missing" / "index.html").read_text("utf-8")
    assert "Frimley" in page


def test_small_area_codes_of_2011_are_carried_over_to_2021(hampshire: Journey, tmp_path: Path) -> None:
    own = hampshire.copied(tmp_path, without=("published", "drafts"))
    made = upriver("assess", own, "--period", "2022-01..2022-11", "--json")
    from journeys.workspaces import cells

    found = cells(own / "drafts" / made.json["run"] / "cells.csv")
    small = found.where(table="assessment/places/lsoa21", unit="count", measure=VIOLENCE, area_level="lsoa21")
    force = found.one(table="assessment/places/force", unit="count", measure=VIOLENCE, area_level="force")
    assert len(small) == 1_231
    lost = int(force["count"]) - sum(int(row["count"]) for row in small)
    assert 0 <= lost < 0.002 * int(force["count"]), "the wrong vintage loses 5 to 8% of rows"


def test_the_earlier_download_of_june_2022_doesnt_displace_the_later_one(hampshire: Journey) -> None:
    said = hampshire.said["take-in"].out
    assert "It is kept, but an older arrival stands." in said and "8,805 have moved on" in said
    assert "rows before 16,964, rows after 16,964" in said


def test_taking_the_later_download_after_the_earlier_one_replaces_it(real_files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    upriver("init", folder)
    upriver("take-in", folder, real_files / "hampshire" / "second_vintage")
    later = upriver("take-in", folder, real_files / "hampshire" / "crime" / "2022-06-hampshire-street.csv.gz")
    assert "It stands in for an older file. Newer by 2022-06: the content" in later.out


def test_the_same_file_under_another_name_or_unpacked_changes_nothing(hampshire: Journey, real_files: Path, tmp_path: Path) -> None:
    source = real_files / "hampshire" / "crime" / "2025-03-hampshire-street.csv.gz"
    other = tmp_path / "something else.csv"
    other.write_bytes(gzip.decompress(source.read_bytes()))
    own = hampshire.copied(tmp_path, without=("published", "drafts"))
    before = sorted(path.name for path in (own / "held").rglob("*.parquet"))
    again = upriver("take-in", own, other)
    assert again.code == 0 and "1 held already" in again.out
    assert before == sorted(path.name for path in (own / "held").rglob("*.parquet"))


def test_the_institution_behind_southampton_010c_is_counted_apart(hampshire: Journey, without_august: Cells) -> None:
    rows = [row for row in without_august.where(table="assessment/places/lsoa21", measure="police_uk_proxy")
            if row["area_name"] == "Southampton 010C" and row["unit"].startswith("per_1000_person")]
    counts = {row["breakdown"]: int(row["count"]) for row in rows}
    assert counts[""] == 244 and counts[""] - counts["institutions=without"] == 180


def test_income_leads_the_deprivation_gradient_and_the_crime_domain_is_named(hampshire: Journey) -> None:
    page = (hampshire.folder / "published" / "questions" / "deprivation" / "index.html").read_text("utf-8")
    assert page.index("income deprivation") < page.index("crime domain")


def test_no_total_of_police_uk_is_headed_serious_violence(hampshire: Journey) -> None:
    for path in (hampshire.folder / "published").rglob("index.html"):
        text = path.read_text("utf-8")
        heads = re.findall(r"<(h[1-6]|caption|figcaption)[^>]*>(.*?)</\1>", text, re.DOTALL)
        assert not any("serious violence" in words.lower() for _, words in heads), path


def test_no_map_point_is_published(hampshire: Journey) -> None:
    published = hampshire.folder / "published"
    for path in [*published.rglob("*.html"), *published.rglob("*.svg"), *published.rglob("*.csv")]:
        if "explain" not in path.parts:
            assert not re.search(r"On or near|\b5[01]\.\d{5,}", path.read_text("utf-8")), path


def test_the_run_names_what_it_rests_on(hampshire: Journey) -> None:
    run = json.loads(hampshire.said["publish"].out and next((hampshire.folder / "runs").glob("*/run.json")).read_text("utf-8"))
    assert {"code", "inputs", "decisions", "definition", "seed", "population_basis", "as_of", "period"} <= set(run)
    assert run["population_basis"].startswith("usual residents, Census 2021")
    assert len({each["sha256"] for each in run["inputs"]}) == len(run["inputs"]) >= 60


@pytest.mark.big
def test_the_same_inputs_give_the_same_bytes_in_another_workspace(
    hampshire: Journey, real_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPRIVER_UNFORKED", "1")  # processes that put sets in orders of their own
    files = tmp_path / "renamed"
    shutil.copytree(real_files / "hampshire", files)
    other = tmp_path / "hampshire"
    upriver("init", other, "--areas", "Hampshire", "--by", "somebody else")
    upriver("take-in", other, files / "second_vintage", files)
    upriver("assess", other, "--period", "2025-01..2025-12", "--as-of", "2026-02-01")
    upriver("publish", other)

    def hashes(folder: Path) -> dict[str, str]:
        return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(folder.rglob("*")) if path.suffix in (".csv", ".html", ".svg")}

    ours, theirs = hashes(hampshire.folder / "published"), hashes(other / "published")
    assert ours == theirs
