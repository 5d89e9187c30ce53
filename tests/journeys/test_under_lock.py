"""A protective rule on the fictional partnership: an attacker with all that is published, who knows no linear programming."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from journeys.workspaces import ROOT, Cells, Row, cells, upriver

CONTRACT = ROOT / "src" / "upriver" / "declarations" / "contracts" / "police_uk_street.toml"
LOW, HIGH = 1, 9


@pytest.fixture(scope="module")
def locked(fictional_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Cells, Cells, Path]:
    """The same assessment with counts from 1 to 9 hidden, and with none; and the locked one's published folder."""
    found = []
    for rule in ("threshold_10", "already_public"):
        folder = tmp_path_factory.mktemp("locked") / rule
        upriver("init", folder, "--areas", "E23009901")
        (folder / "declarations" / "contracts").mkdir(parents=True)
        text = CONTRACT.read_text("utf-8").replace('rule = "already_public"', f'rule = "{rule}"')
        (folder / "declarations" / "contracts" / "police_uk_street.toml").write_text(text, "utf-8")
        assert upriver("take-in", folder, fictional_files).code == 0
        made = upriver("assess", folder, "--period", "2024-01..2024-12", "--json")
        assert made.code == 0, made.err
        found.append((cells(folder / "drafts" / made.json["run"] / "cells.csv"), folder))
    published = upriver("publish", found[0][1])
    assert published.code == 0, published.err
    return found[0][0], found[1][0], found[0][1] / "published"


def quantity(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in ("area_level", "area_code", "period_start", "period_end", "measure", "breakdown"))


def counts(rows: Cells) -> dict[tuple[str, ...], int]:
    return {quantity(row): int(row["count"]) for row in rows.rows if row["count"]}


def test_no_count_of_the_rule_s_range_is_printed_anywhere_in_the_cells(locked: tuple[Cells, Cells, Path]) -> None:
    # These rest on the Home Office's tables, which stay as they are published; rows without a place are counted by force.
    others = ("recorded", "made_of", "harm", "by_offence", "spikes/rare", "weapons/homicide", "placing")
    shown = [row for row in locked[0].rows if row["count"] and LOW <= int(row["count"]) <= HIGH
             and not any(each in row["table"] for each in others)]
    assert shown == []


def test_a_hidden_cell_has_no_number_in_any_of_its_columns(locked: tuple[Cells, Cells, Path]) -> None:
    hidden = [row for row in locked[0].rows if "c" in row["marker"].split(";")]
    assert len(hidden) > 1000
    assert not any(row[name] for row in hidden for name in ("count", "denominator", "value", "lower", "upper"))


def test_nothing_hidden_can_be_subtracted_from_limbs_months_or_small_areas(locked: tuple[Cells, Cells, Path]) -> None:
    """Every sum of the document with one hidden term gives that term away: there must be none."""
    shown, true = counts(locked[0]), counts(locked[1])
    broken = []
    for whole, parts in sums(true):
        unknown = [term for term in (whole, *parts) if term not in shown]
        if len(unknown) == 1 and LOW <= true[unknown[0]] <= HIGH:
            broken.append(unknown[0])
    assert broken == []


def sums(true: dict[tuple[str, ...], int]) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Limbs in the definition; months in the year; small areas in wards, neighbourhoods and districts, by the look-ups."""
    found = []
    limbs = ("violence_and_sexual_offences", "robbery", "possession_of_weapons")
    for term in true:
        level, code, start, end, measure, split = term
        if measure == "police_uk_proxy":
            found.append((term, [(level, code, start, end, limb, split) for limb in limbs]))
        if start[:7] != end[:7]:
            months = [other for other in true if other[:2] == term[:2] and other[4:] == term[4:] and other[2][:7] == other[3][:7]
                      and start <= other[2] <= end]
            if months:
                found.append((term, months))
    return [(whole, parts) for whole, parts in found + nested(true) if all(part in true for part in parts)]


def nested(true: dict[tuple[str, ...], int]) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Areas and the smaller areas that make them up, by the fictional look-ups."""
    found = []
    for (level, code), smaller in CHILDREN.items():
        for term in [term for term in true if term[:2] == (level, code)]:
            for kind, codes in smaller.items():
                found.append((term, [(kind, each, *term[2:]) for each in codes]))
    return found


CHILDREN: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))


@pytest.fixture(scope="module", autouse=True)
def children(fictional_files: Path) -> None:
    """Read what lies in what from the look-ups."""
    names = {"LSOA21CD": "lsoa21", "MSOA21CD": "msoa21", "WD24CD": "ward", "LAD24CD": "ltla", "CSP24CD": "csp"}
    for path in sorted((fictional_files / "lookups").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                there = [(names[name], code) for name, code in row.items() if name in names and code]
                for inner in there:
                    for outer in there:
                        if list(names.values()).index(inner[0]) < list(names.values()).index(outer[0]):
                            CHILDREN[outer][inner[0]].add(inner[1])


def test_no_sentence_title_or_tooltip_says_a_hidden_number(locked: tuple[Cells, Cells, Path]) -> None:
    """Every number printed beside a small area on the pages is one that its cells show."""
    shown: dict[str, set[str]] = defaultdict(set)
    for row in locked[0].rows:
        if row["area_level"] == "lsoa21":
            shown[row["area_name"]] |= {row[name] for name in ("count", "value", "lower", "upper") if row[name]}
    checked = 0
    for path in (locked[2] / "charts").glob("*.svg"):
        for name, words in re.findall(r"<title>([^:<]+): ([\d.,]+)", path.read_text("utf-8")):
            if name in shown:
                assert words.replace(",", "") in shown[name], (path.name, name)
                checked += 1
    assert checked > 100
