"""Voices, surveys, services and money of the fiction: what is published is what plain counting of the partners' files gives."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from journeys.made import Journey

from upriver.demo.partners.everyday import UNSAFE_AFTER_DARK, WITHOUT_SERVICES


def rows(fiction: Journey, pattern: str) -> list[dict[str, str]]:
    found = []
    for path in sorted((fiction.folder / "partners").glob(pattern)):
        with path.open(encoding="utf-8", newline="") as lines:
            found += list(csv.DictReader(lines))
    return found


def page(fiction: Journey, slug: str) -> str:
    return (fiction.folder / "published" / "questions" / slug / "index.html").read_text("utf-8")


def test_themes_are_those_of_the_files(fiction: Journey) -> None:
    counted = Counter(row["Theme"] for row in rows(fiction, "voices/insight_*.csv"))
    assert sum(counted.values()) > 500
    for theme, times in counted.items():
        row = fiction.published.one(table="assessment/voices/themes", measure=theme.replace(" ", "_"), unit="count", breakdown="")
        assert int(row["value"]) == times


def test_what_was_planted_as_the_first_theme_is_said_first(fiction: Journey) -> None:
    assert "Safety in public is raised most" in page(fiction, "voices")


def test_those_who_said_nothing_are_named(fiction: Journey) -> None:
    assert "No point is noted from businesses, people who have harmed, people who were harmed or workers" in page(fiction, "voices")


def test_the_planted_fear_lies_within_its_interval(fiction: Journey) -> None:
    row = fiction.published.one(table="assessment/affected/answers", measure="feels_safe_after_dark", unit="percent", breakdown="answer=unsafe",
                                area_level="partnership")
    # the planted share is of all answers, the published one of those who said safe or unsafe: 36 of 98
    assert float(row["lower"]) < 100 * UNSAFE_AFTER_DARK / 0.98 < float(row["upper"])


def test_answers_are_those_of_the_file(fiction: Journey) -> None:
    counted = Counter(row["Feels safe after dark"] for row in rows(fiction, "voices/residents_*.csv"))
    row = fiction.published.one(table="assessment/affected/answers", measure="feels_safe_after_dark", unit="count", breakdown="answer=unsafe")
    assert int(row["value"]) == counted["a bit unsafe"] + counted["very unsafe"]


def test_pupils_shares_are_weighted_by_the_files_own_weights(fiction: Journey) -> None:
    asked = [row for row in rows(fiction, "voices/pupils_*.csv") if row["Feels safe at school"] not in ("no answer", "don't know")]
    weights = np.array([float(row["Weight"]) for row in asked])
    unsafe = np.array(["unsafe" in row["Feels safe at school"] for row in asked])
    row = fiction.published.one(table="assessment/affected/answers", measure="feels_safe_at_school", unit="percent", breakdown="answer=unsafe",
                                area_level="partnership")
    assert float(row["value"]) == pytest.approx(100 * weights[unsafe].sum() / weights.sum(), abs=0.06)


def test_districts_without_a_service_are_found_and_no_others(fiction: Journey) -> None:
    found = fiction.published.where(table="assessment/provision/by_district", measure="services", unit="count", area_level="ltla")
    assert {row["area_code"] for row in found if row["value"] == "0"} == set(WITHOUT_SERVICES)
    assert "Saltby Vale and Wexholme have no service of their own in the register" in page(fiction, "provision")


def test_spend_is_the_sum_of_the_files(fiction: Journey) -> None:
    spent: dict[str, float] = defaultdict(float)
    for row in rows(fiction, "services/spend_*.csv"):
        spent[row["Spend type"]] += float(row["Actual spend"])
    for kind, pounds in spent.items():
        row = fiction.published.one(table="assessment/provision/spend", measure=kind.replace(" ", "_"), unit="pounds", breakdown="of=spent_pounds")
        assert float(row["value"]) == pytest.approx(pounds, abs=0.51)


def test_harm_and_cost_are_the_files_counts_times_their_weights(fiction: Journey) -> None:
    robberies = homicides = 0
    with next(fiction.folder.glob("files/**/prc-pfa-open-data-tables.csv")).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            in_2025 = (row["Financial Year"], row["Financial Quarter"]) in {("2024/25", "4"), ("2025/26", "1"), ("2025/26", "2"), ("2025/26", "3")}
            robberies += int(row["Offence Count"]) * (in_2025 and row["Offence Code"] == "34B")
            homicides += int(row["Offence Count"]) * (in_2025 and row["Offence Code"].startswith("1/"))
    assert robberies and homicides
    harm = fiction.published.one(table="assessment/harm/by_kind", measure="violence", unit="harm", area_level="force",
                                 breakdown="kind=robbery_of_people;scheme=ons_crime_severity_score_earlier_tool;weight=median")
    assert float(harm["value"]) == pytest.approx(746 * robberies, abs=0.6)
    cost = fiction.published.one(table="assessment/harm/by_kind", measure="violence", unit="pounds", area_level="force",
                                 breakdown="kind=homicide;made=recorded;prices=2025/26")
    assert float(cost["value"]) == pytest.approx(3_217_740 * homicides * 100 / 72.0902, abs=1)


def test_the_conflict_over_cameras_is_shown(fiction: Journey) -> None:
    assert "CCTV: College of Policing Crime Reduction Toolkit says no effect on violence and YEF Toolkit says low impact." in page(fiction, "what_works")


def test_a_harmful_approach_is_called_harmful(fiction: Journey) -> None:
    assert "Rated as harmful: prison awareness programmes" in page(fiction, "what_works")


@pytest.mark.parametrize("slug", ["harm", "affected", "voices", "provision", "what_works"])
def test_no_page_prints_a_number_that_is_none(fiction: Journey, slug: str) -> None:
    text = page(fiction, slug).casefold()
    assert ">nan<" not in text and " nan " not in text and ">none<" not in text.replace(">none</td>", "")


def test_the_files_are_where_this_looks(fiction: Journey) -> None:
    assert Path(fiction.folder / "partners").is_dir()
