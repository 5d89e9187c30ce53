"""The fictional partnership: what was planted in its files is found again in what is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import Cells, upriver

from upriver.demo import Truths, write_files

YEAR = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
PROXY = "police_uk_proxy"


@pytest.fixture(scope="session")
def truths(tmp_path_factory: pytest.TempPathFactory) -> Truths:
    return write_files(tmp_path_factory.mktemp("truths"), seed=2026)


@pytest.fixture(scope="session")
def published(fiction: Journey) -> Cells:
    return fiction.published


def test_the_demo_says_every_step_and_ends_with_where_it_is(fiction: Journey) -> None:
    said = fiction.said["demo"].out
    for step in ("init", "take-in", "decide", "assess", "publish"):
        assert f"$ upriver {step}" in said
    assert "Published in" in said.strip().splitlines()[-1]


def test_a_second_demo_finds_the_first_and_makes_nothing_again(fiction: Journey) -> None:
    again = upriver("demo", "--dir", fiction.folder, "--no-serve")
    assert again.code == 0 and "is there already" in again.out and "$ upriver" not in again.out


def test_the_missing_month_is_a_hole_in_every_area(published: Cells, truths: Truths) -> None:
    rows = published.where(table="assessment/change/months", measure=PROXY, breakdown="", period_start=f"{truths.missing_month}-01")
    assert rows and all(row["marker"] == "x" and row["value"] == "" for row in rows)


def test_the_miscoded_month_was_flagged_unasked(fiction: Journey, truths: Truths) -> None:
    odd = [each["subject"] for each in upriver("status", fiction.folder, "--json").json["odd"]]
    assert f"police_uk_street:norsea:{truths.miscoded_month}" in odd


def test_no_other_month_of_the_fictional_force_is_called_odd(fiction: Journey, truths: Truths) -> None:
    odd = {each["subject"].rsplit(":", 1)[1] for each in upriver("status", fiction.folder, "--json").json["odd"]}
    assert odd <= {truths.miscoded_month}


def test_the_planted_hot_spots_are_found(published: Cells, truths: Truths) -> None:
    q = {row["area_code"]: float(row["value"]) for row in published.where(table="assessment/hot_spots/gi_star", unit="q_value")}
    for spot in truths.hot_spots:
        assert any(q[code] < 0.05 for code in spot), spot


def test_what_is_called_hot_lies_in_or_beside_what_was_planted(published: Cells, truths: Truths) -> None:
    z = {row["area_code"]: float(row["value"]) for row in published.where(table="assessment/hot_spots/gi_star", unit="z_score")}
    q = {row["area_code"]: float(row["value"]) for row in published.where(table="assessment/hot_spots/gi_star", unit="q_value")}
    hot = {code for code in q if q[code] < 0.05 and z[code] > 0}
    planted = {code for spot in truths.hot_spots for code in spot}
    assert len(hot & planted) >= len(planted) / 2


def test_the_institution_leaves_most_of_its_area_s_events_when_it_is_taken_out(published: Cells, truths: Truths) -> None:
    rows = {row["breakdown"]: int(row["count"]) for row in published.where(
        table="assessment/places/lsoa21", area_code=truths.institution_area, measure=PROXY, unit="per_1000_person_years")}
    assert rows["institutions=without"] < rows[""] / 2


def test_the_gradient_with_deprivation_is_found(published: Cells) -> None:
    row = published.one(table="assessment/deprivation/slope", measure=PROXY, unit="ratio", breakdown="domain=income;index=rii")
    assert float(row["lower"]) > 1.2


def test_the_curve_of_concentration_bends_towards_the_few_areas_that_hold_most(published: Cells) -> None:
    curve = {int(row["breakdown"][6:9]): float(row["value"]) for row in published.where(table="assessment/concentration/curve")}
    assert curve[0] == 0 and curve[100] == 100
    assert all(curve[share] > share for share in range(5, 100, 5)), "most affected first lies above the even line"
    half = float(published.one(table="assessment/concentration/shares", measure=PROXY, unit="percent", breakdown="events=50%")["value"])
    below, above = 5 * int(half // 5), 5 * int(half // 5) + 5
    assert curve[below] <= 50 <= curve[above], "the curve and the shares say the same"


def test_counts_by_month_are_those_that_were_written(published: Cells, truths: Truths) -> None:
    month = "2025-09"
    at, robbery = truths.months.index(month), truths.categories.index("Robbery")
    rows = published.where(table="assessment/kinds/by_month", measure="robbery", period_start=f"{month}-01")
    inside = sum(int(row["count"]) for row in rows if row["area_level"] == "ltla")
    adrift = sum(int(row["count"]) for row in rows if row["breakdown"].startswith("location="))
    assert inside + adrift == truths.totals[at][robbery]


def test_every_level_that_the_look_ups_hold_has_rates(published: Cells) -> None:
    levels = {row["area_level"] for row in published.rows if row["unit"].startswith("per_1000")}
    assert {"lsoa21", "msoa21", "ward", "ltla", "utla", "csp", "force", "partnership", "icb", "fra"} <= levels


def test_every_printed_figure_can_be_explained(fiction: Journey, published: Cells) -> None:
    for table in {row["table"] for row in published.rows}:
        page = fiction.folder / "published" / "explain" / table.replace("/", "-") / "index.html"
        text = page.read_text("utf-8")
        assert re.search(r"\b[0-9a-f]{64}\b", text), "no hash of an input"
        assert "SELECT" in text, "no SQL"


def test_every_chart_is_there_as_svg_and_png_with_words_for_those_who_cant_see_it(fiction: Journey) -> None:
    charts = fiction.folder / "published" / "charts"
    drawn = sorted(charts.glob("*.svg"))
    assert len(drawn) > 20
    for path in drawn:
        text = path.read_text("utf-8")
        assert 'role="img"' in text and "<title" in text
        assert len(re.search(r"<desc[^>]*>(.*?)</desc>", text, re.DOTALL).group(1)) >= 40
        assert path.with_suffix(".png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_everything_beside_the_pages_is_there(fiction: Journey) -> None:
    published = fiction.folder / "published"
    for name in ("assessment.pdf", "data/cells.csv", "data/tables.ods", "data/tables.xlsx", "data/cells.csv-metadata.json"):
        assert (published / name).stat().st_size > 1000, name


def test_the_edition_is_kept_beside_the_latest(fiction: Journey) -> None:
    edition = fiction.folder / "published" / "editions" / "2026-02-01" / "cells.csv"
    assert edition.read_bytes() == (fiction.folder / "published" / "data" / "cells.csv").read_bytes()


def test_another_definition_makes_the_run_again_and_every_table_names_it(fiction: Journey, tmp_path: Path) -> None:
    own = fiction.copied(tmp_path, without=("published", "drafts"))
    definitions = own / "declarations" / "definitions"
    definitions.mkdir(exist_ok=True)
    (definitions / "robbery_only.toml").write_text(
        'version = 3\ntitle = "Robbery only"\nsays = "Robbery."\nverified = true\nsource = "The tests."\n\n[[limbs]]\nslug = "robbery"\n'
        'title = "Robbery"\nsays = "Robbery."\ntakes = { police_uk_street = ["Robbery"] }\nfidelity = { police_uk_street = "proxy" }\n', "utf-8")
    made = upriver("assess", own, "--period", "2025-01..2025-12", "--definition", "robbery_only", "--json")
    assert made.code == 0, made.err
    from journeys.workspaces import cells

    found = cells(own / "drafts" / made.json["run"] / "cells.csv")
    assert found.where(table="assessment/places/csp", measure="robbery_only", unit="per_1000_person_years")
    assert not found.where(measure=PROXY)
