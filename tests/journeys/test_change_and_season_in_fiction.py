"""What is planted over time in the fictional partnership, found in what it publishes; what isn't, not."""

from __future__ import annotations

import csv

from journeys.made import Journey

VIOLENCE = "violence_and_sexual_offences"
WHOLE = {"area_level": "partnership"}


def test_the_planted_summer_peak_is_found_with_its_size(fiction: Journey) -> None:
    """Every kind peaks in July by 7%."""
    row = fiction.published.one(**WHOLE, table="assessment/season/months", measure=VIOLENCE, breakdown="calendar_month=07")
    assert float(row["lower"]) <= 1.07 <= float(row["upper"]) and float(row["lower"]) > 1


def test_the_trend_of_violence_starts_at_the_planted_break_and_is_none(fiction: Journey) -> None:
    row = fiction.published.one(**WHOLE, table="assessment/season/trend", measure=VIOLENCE)
    assert row["period_start"] == "2024-01-01"
    assert float(row["lower"]) < 0 < float(row["upper"])


def test_a_kind_that_the_break_leaves_alone_is_read_from_the_start(fiction: Journey) -> None:
    assert fiction.published.one(**WHOLE, table="assessment/season/trend", measure="burglary")["period_start"] == "2023-01-01"


def test_the_missing_and_the_miscoded_month_are_in_neither_year(fiction: Journey) -> None:
    """Counts of ten months against the same ten, summed by hand from the months that were counted."""
    rows = fiction.published.where(**WHOLE, table="assessment/kinds/by_month", measure="robbery", breakdown="")
    by_hand = sum(int(row["count"]) for row in rows if row["count"] and row["period_start"][5:7] not in ("05", "06"))
    now = fiction.published.one(**WHOLE, table="assessment/scale/change", measure="robbery", unit="count",
                                breakdown="compared=like_for_like", period_start="2025-01-01")
    assert int(now["count"]) == by_hand


def test_what_police_find_by_searching_has_no_outlook(fiction: Journey) -> None:
    measures = {row["measure"] for row in fiction.published.where(**WHOLE, table="assessment/season/outlook")}
    assert "robbery" in measures and not measures & {"drugs", "possession_of_weapons", "police_uk_proxy"}


def test_every_cell_over_time_has_a_number_or_a_mark(fiction: Journey) -> None:
    with (fiction.folder / "published" / "data" / "cells.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"].split("/")[1] in ("scale", "season", "spikes")]
    assert len(rows) > 1_000
    assert all((row["value"] != "") != (row["marker"] in ("x", "c")) and "nan" not in row["value"] for row in rows)
