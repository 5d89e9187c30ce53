"""What the partners of the fiction sent, counted by hand from their own files, against every number of theirs that is published."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import cells, upriver

from upriver.demo.feeds import FeedTruths, write_partners

BY_PERIOD, TOTALS = "assessment/partners/by_period", "assessment/partners/totals"
RECORDS = {
    "police_crime_extract": ("police/crime_extract_", "Recorded Date", "LSOA21CD"),
    "police_incidents": ("police/incidents_", "Incident Date Time", "LSOA21CD"),
    "ambulance_assault_calls": ("health/ambulance_", "Call Date Time", "LSOA21CD"),
    "ed_assault_attendances": ("health/istv_", "ARRIVAL DATE AND TIME", ""),
    "s17a_hospital_returns": ("health/s17a_", "Admission Date", ""),
    "council_asb_licensing": ("councils/asb_", "Date reported", ""),  # its districts are for the partnership alone
}
TABLES = {
    "fire_deliberate": ("fire/fire_deliberate_", "month", "district"),
    "hospital_assault_admissions": ("health/hospital_assault_admissions_", "quarter", "district"),
    "youth_justice_caseload": ("justice/youth_justice_caseload_", "quarter", ""),
}
FORMS = {"custody_assaults": ("custody/custody_assaults_", "assaults"), "fire_staff_violence": ("fire/fire_staff_violence_", "incidents")}
NHS = {"ed_assault_attendances", "s17a_hospital_returns", "hospital_assault_admissions"}
STOCK = {"youth_justice_caseload"}
NOT_PUBLISHED = {"probation_caseload", "education_suspensions_absence", "drug_alcohol_treatment"}
QUARTERS = {"2024-25 Q4": ("2025-01-01", "2025-03-31"), "2025-26 Q1": ("2025-04-01", "2025-06-30"),
            "2025-26 Q2": ("2025-07-01", "2025-09-30"), "2025-26 Q3": ("2025-10-01", "2025-12-31")}
LAST = {"01": 31, "02": 28, "03": 31, "04": 30, "05": 31, "06": 30, "07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31}
YEAR = ("2025-01-01", "2025-12-31")
Said = dict[tuple[str, str, str, str, str], str]
"""(table, feed, area, first day, last day) -> the printed number, `c` where it is hidden, `x` where it isn't known."""


def rows_of(folder: Path, start: str) -> Iterable[dict[str, str]]:
    for path in sorted((folder / "partners" / start).parent.glob(Path(start).name + "*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def when(typed: str) -> tuple[str, str]:
    """First and last day of a quarter of a financial year, or of the month of a day."""
    return QUARTERS[typed] if typed in QUARTERS else (f"{typed[:7]}-01", f"{typed[:7]}-{LAST[typed[5:7]]}")


def printed(feed: str, count: int) -> str:
    """What may be shown of a count: by the NHS's rule to the nearest 5 from 8 on, else as it is from 10 on; nought is nought."""
    if 0 < count < (8 if feed in NHS else 10):
        return "c"
    return str(5 * ((count + 2) // 5)) if feed in NHS else str(count)


def added(feed: str, numbers: list[int | None]) -> str:
    return "c" if any(number is None for number in numbers) else printed(feed, sum(number or 0 for number in numbers))


@cache
def by_hand(folder: Path) -> Said:
    """Every number, from the files alone."""
    districts = {row["LSOA21CD"]: row["LAD24CD"] for row in _plain(next((folder / "files").rglob("LSOA21_WD24*")))}
    said: Said = {}
    for feed, (start, day, place) in RECORDS.items():
        counts, homes = Counter[tuple[str, str]](), Counter[str]()
        for row in rows_of(folder, start):
            counts[when(row[day])] += 1
            homes[districts.get(row[place], "") if place else ""] += 1
        said |= {(BY_PERIOD, feed, "", *period): printed(feed, count) for period, count in counts.items()}
        said[(TOTALS, feed, "", *YEAR)] = printed(feed, counts.total())
        said |= {(TOTALS, feed, home, *YEAR): printed(feed, count) for home, count in homes.items() if home}
    for feed, (start, day, place) in TABLES.items():
        groups: dict[tuple[str, str], dict[tuple[str, str], list[int | None]]] = {}
        for row in rows_of(folder, start):
            number = None if row[f"{feed} events"] == "c" else int(row[f"{feed} events"])
            for home in {"", row[place] if place else ""}:
                groups.setdefault((home, ""), {}).setdefault(when(row[day]), []).append(number)
        for (home, _), periods in groups.items():
            if not home:
                said |= {(BY_PERIOD, feed, "", *period): added(feed, numbers) for period, numbers in periods.items()}
            if feed not in STOCK:
                said[(TOTALS, feed, home, *YEAR)] = added(feed, [number for numbers in periods.values() for number in numbers])
    for feed, (start, total) in FORMS.items():
        numbers = {when(row["quarter"]): row["number"] for row in rows_of(folder, start) if row[f"{feed} measure"] == total}
        whole = [None if number == "c" else int(number) for number in numbers.values()]
        said |= {(BY_PERIOD, feed, "", *period): added(feed, [each]) for (period, each) in zip(numbers, whole, strict=True)}
        said[(TOTALS, feed, "", *YEAR)] = added(feed, whole)
    return said


def _plain(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def published(fiction: Journey) -> Said:
    found: Said = {}
    for row in fiction.published.rows:
        if row["table"] in (BY_PERIOD, TOTALS):
            area = row["area_code"] if row["area_level"] == "ltla" else ""
            shown = row["marker"] or row["value"]
            assert row["count"] == row["value"], "a count is its own value"
            found[(row["table"], row["measure"], area, row["period_start"], row["period_end"])] = shown
    return found


@pytest.fixture(scope="session")
def truths(tmp_path_factory: pytest.TempPathFactory) -> FeedTruths:
    return write_partners(tmp_path_factory.mktemp("partners"), seed=2026)


def test_every_number_of_partners_data_is_the_one_counted_by_hand(fiction: Journey) -> None:
    ours, theirs = by_hand(fiction.folder), published(fiction)
    assert {key: (ours.get(key), theirs.get(key)) for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)} == {}
    assert len(ours) == 130  # the council's disorder is for the partnership alone, 4 numbers


def test_a_total_with_a_month_that_nobody_sent_is_not_known_and_no_smaller_number(fiction: Journey, tmp_path: Path) -> None:
    """December 2024 came from nobody: with it in the period asked for, no source has a total, for any area."""
    shutil.copytree(fiction.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("published"))
    made = upriver("assess", tmp_path / "copy", "--period", "2024-12..2025-12", "--as-of", "2026-02-01", "--json")
    assert made.code == 0, made.err
    rows = cells(tmp_path / "copy" / "drafts" / made.json["run"] / "cells.csv").where(table=TOTALS)
    assert len(rows) > 20 and {(row["value"], row["count"], row["marker"]) for row in rows} == {("", "", "x")}


def test_the_planted_attendances_crimes_and_calls_are_found_again(fiction: Journey, truths: FeedTruths) -> None:
    said = published(fiction)
    for month in truths.crimes:
        period = when(month)
        attended = sum(count for (_, at), count in truths.attendances.items() if at == month)
        assert said[(BY_PERIOD, "ed_assault_attendances", "", *period)] == printed("ed_assault_attendances", attended)
        assert said[(BY_PERIOD, "police_crime_extract", "", *period)] == str(truths.crimes[month])
        assert said[(BY_PERIOD, "ambulance_assault_calls", "", *period)] == str(truths.calls[month])
    assert said[(TOTALS, "police_crime_extract", "", *YEAR)] == str(sum(truths.crimes.values()))


def test_the_planted_admissions_are_hidden_where_a_part_was_and_never_summed_without_it(fiction: Journey, truths: FeedTruths) -> None:
    said, small = published(fiction), {(quarter, home) for (quarter, home, _), count in truths.admissions.items() if 0 < count < 8}
    for quarter in {quarter for quarter, _ in small}:
        assert said[(BY_PERIOD, "hospital_assault_admissions", "", *when(quarter))] == "c"
    for home in {home for _, home in small}:
        assert said[(TOTALS, "hospital_assault_admissions", home, *YEAR)] == "c"


def test_returns_by_outward_postcode_give_no_district_a_nought(fiction: Journey) -> None:
    assert {area for table, feed, area, _, _ in published(fiction) if table == TOTALS and feed == "s17a_hospital_returns"} == {""}


def test_a_feed_that_counts_what_is_there_has_no_total(fiction: Journey) -> None:
    assert not [key for key in published(fiction) if key[0] == TOTALS and key[1] in STOCK]


# agreements with something amiss, each with its effect

def test_what_is_expired_too_narrow_or_unconfirmed_is_in_no_figure(fiction: Journey) -> None:
    assert not {row["measure"] for row in fiction.published.rows} & NOT_PUBLISHED


def test_the_expired_agreement_lets_nothing_in(fiction: Journey) -> None:
    assert not list((fiction.folder / "held").rglob("probation*"))
    refused = re.findall(r"^Refused: probation_caseload_\S+: it may not be taken in: clause probation_quarterly@1\S* is expired",
                         fiction.said["demo"].out + fiction.said["demo"].err, re.MULTILINE)
    assert len(refused) == 4, "a file for each quarter, and the clause is named"
    assert "probation_caseload: agreement probation_quarterly is expired" in upriver("status", fiction.folder).out


def test_the_agreement_that_is_too_narrow_is_held_and_left_out_with_its_clause_named(fiction: Journey) -> None:
    assert list((fiction.folder / "held" / "restricted" / "education_suspensions_absence").rglob("*.parquet"))
    assert "Left out: education_suspensions_absence: clause schools_termly" in fiction.said["demo"].out


def test_the_gateway_refuses_patient_records_and_says_so(fiction: Journey) -> None:
    listed = upriver("agree", fiction.folder).out
    assert "hospital_patients (hospital_assault_admissions, pcsc_s16): refused by its gateway\n  PCSC Act 2022 section 16(4)(a)" in listed


def test_what_nobody_has_confirmed_is_said_to_be_so(fiction: Journey) -> None:
    assert "drug_treatment (drug_alcohol_treatment, not_personal_data): not confirmed yet" in upriver("agree", fiction.folder).out


def test_what_flows_elsewhere_counts_as_met_and_holds_no_data(fiction: Journey) -> None:
    said = upriver("status", fiction.folder).out
    assert "elsewhere drug_alcohol_treatment" in said and "Missing: drug_alcohol_treatment" not in said
    assert not list((fiction.folder / "held").rglob("drug_alcohol_treatment*"))


def test_who_agreed_to_send_and_has_not_is_named_beside_the_number(fiction: Journey) -> None:
    page = (fiction.folder / "published" / "questions" / "partners" / "index.html").read_text("utf-8")
    told = next(line for line in page.split("<li>") if line.strip().startswith("Hospital admissions for assault"))
    assert "Nothing has come from Norsea General Hospital" in told, "what the board sent doesn't speak for the hospital"
