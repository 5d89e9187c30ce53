"""Saying and explaining over the fictional partnership, with partners' data behind it."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from journeys.made import Journey
from journeys.workspaces import upriver

from upriver.pipeline.saying.holding import ground_at
from upriver.report.saying.judging import Ground, judge
from upriver.words.period import read_period


@pytest.fixture(scope="module")
def ground(fiction: Journey) -> Ground:
    return ground_at(fiction.folder / "published" / "data" / "cells.csv", as_of=date(2026, 2, 1), period=read_period("2025"), over="a release")


def test_every_sentence_of_the_sheet_is_supported(fiction: Journey, ground: Ground) -> None:
    with (fiction.folder / "published" / "data" / "press-sheet.csv").open(encoding="utf-8", newline="") as lines:
        sentences = [row["sentence"] for row in csv.DictReader(lines)]
    assert len(sentences) > 300 and {judge(sentence, ground).verdict for sentence in sentences} == {"supported"}


def test_no_restricted_file_leaves_its_hash_in_an_explanation(fiction: Journey) -> None:
    told = (fiction.folder / "published" / "data" / "explanations.json").read_text("utf-8")
    hashes = {path.name.partition(".")[0] for path in (fiction.folder / "held" / "restricted").rglob("*.parquet")}
    assert hashes and not [each for each in hashes if each in told]


def test_inputs_from_partners_are_named_by_provider_and_period(fiction: Journey) -> None:
    told = json.loads((fiction.folder / "published" / "data" / "explanations.json").read_text("utf-8"))
    inputs = told["assessment-depth-harm"]["inputs"]
    assert any(line.startswith("police_crime_extract@1 files of ") and "2025" in line for line in inputs)


def test_a_hidden_figure_is_explained_without_a_number(fiction: Journey) -> None:
    with (fiction.folder / "published" / "data" / "cells.csv").open(encoding="utf-8", newline="") as lines:
        row = next(row for row in csv.DictReader(lines) if row["marker"] == "c")
    name = f"{row['table']}#{row['area_level']}:{row['area_code']},{row['period_start']}..{row['period_end']},{row['measure']},{row['unit']}"
    ran = upriver("explain", fiction.folder, name + (f",{row['breakdown']}" if row["breakdown"] else ""), "--json")
    assert ran.code == 0 and ran.json["marker"] == "c"
    assert [ran.json[part] for part in ("value", "lower", "upper", "count", "denominator")] == [None] * 5
