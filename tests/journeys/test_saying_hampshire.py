"""Claims over the real open data of Hampshire, each verdict worked out from the rows of cells.csv by another road."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import upriver

from upriver.pipeline.saying.holding import ground_at
from upriver.report.saying.judging import Ground, judge
from upriver.words.period import read_period

KINDS = {"robbery": "robbery", "burglary": "burglary", "shoplifting": "shoplifting", "violence_and_sexual_offences": "violence and sexual offences",
         "possession_of_weapons": "possession of weapons", "vehicle_crime": "vehicle crime", "drugs": "drug offences"}  # fmt: skip
CSPS = {"E22000118": "Portsmouth", "E22000120": "Southampton", "E22000117": "New Forest", "E22000116": "Isle of Wight"}


@pytest.fixture(scope="module")
def rows(hampshire: Journey) -> list[dict[str, str]]:
    with (hampshire.folder / "published" / "data" / "cells.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def ground(hampshire: Journey) -> Ground:
    from datetime import date

    return ground_at(hampshire.folder / "published" / "data" / "cells.csv", as_of=date(2026, 2, 1), period=read_period("2025"), over="a release")


def changes(rows: list[dict[str, str]]) -> list[tuple[str, str, float, float, float]]:
    """Area, kind, change and its interval, straight from the file."""
    return [
        (CSPS[row["area_code"]], KINDS[row["measure"]], float(row["value"]), float(row["lower"]), float(row["upper"])) for row in rows
        if row["table"] == "assessment/scale/change" and row["unit"] == "change_percent" and row["value"] and row["area_code"] in CSPS
        and row["area_level"] == "csp" and row["measure"] in KINDS and row["period_start"] == "2025-01-01"
    ]  # fmt: skip


def test_each_change_is_borne_out_exactly_where_its_interval_leaves_out_none(rows: list[dict[str, str]], ground: Ground) -> None:
    found = changes(rows)
    assert len(found) >= 20
    for area, kind, value, lower, upper in found:
        clear = lower > 0 or upper < 0
        way, other = ("rose", "fell") if value > 0 else ("fell", "rose")
        place = f"{area} (community safety partnership)"
        claims = {
            f"police.uk {kind} {way} by {abs(value):.1f}% in {place} last year": "supported" if clear else "not supported",
            f"police.uk {kind} {other} in {place} last year": "not supported",
            f"police.uk {kind} {way} by {abs(value) + 7:.1f}% in {place}": "not supported",
            f"there was no clear change in police.uk {kind} in {place}": "not supported" if clear else "supported",
        }
        for claim, verdict in claims.items():
            assert judge(claim, ground).verdict == verdict, claim


def test_each_rate_is_borne_out_as_printed_and_denied_otherwise(rows: list[dict[str, str]], ground: Ground) -> None:
    rates = [row for row in rows if row["table"] == "assessment/kinds/rates" and row["unit"] == "per_1000_residents" and row["value"]
             and row["area_level"] == "csp" and row["area_code"] in CSPS and row["measure"] in KINDS]  # fmt: skip
    assert len(rates) >= 20
    for row in rates:
        place = f"{row['area_name']} (community safety partnership)"
        said = f"the rate of police.uk {KINDS[row['measure']]} was {{}} per 1,000 residents in {place} in 2025"
        assert judge(said.format(row["value"]), ground).verdict == "supported"
        assert judge(said.format(f"{float(row['value']) + 0.35:.2f}"), ground).verdict == "not supported"


def test_one_rate_is_higher_than_another_exactly_where_their_intervals_lie_apart(rows: list[dict[str, str]], ground: Ground) -> None:
    rates = {row["area_name"]: (float(row["lower"]), float(row["upper"])) for row in rows if row["table"] == "assessment/kinds/rates"
             and (row["unit"], row["area_level"], row["measure"]) == ("per_1000_residents", "csp", "robbery") and row["area_code"] in CSPS}  # fmt: skip
    assert len(rates) == 4
    for one, (low, _) in rates.items():
        for other, (_, high) in rates.items():
            if one != other:
                claim = f"police.uk robbery is higher in {one} (community safety partnership) than in {other} (community safety partnership)"
                assert judge(claim, ground).verdict == ("supported" if low > high else "not supported"), claim


def test_serious_violence_is_never_borne_out_by_police_uk(ground: Ground) -> None:
    for claim in ("serious violence fell", "serious violence fell 4.8% last year", "police.uk shows serious violence rose in Portsmouth"):
        assert judge(claim, ground).verdict == "not supported"


def test_a_number_with_an_undecided_month_in_it_is_said_to_be_provisional(rows: list[dict[str, str]], ground: Ground) -> None:
    row = next(row for row in rows if (row["table"], row["area_code"], row["measure"]) == ("assessment/kinds/counts", "E22000118", "robbery"))
    assert row["marker"] == "p"
    found = judge(f"there were {row['count']} robberies in Portsmouth (community safety partnership) in 2025", ground)
    assert found.verdict == "supported" and "provisional" in found.beware


def test_every_sentence_of_the_published_sheet_is_supported_by_the_command(hampshire: Journey, ground: Ground) -> None:
    with (hampshire.folder / "published" / "data" / "press-sheet.csv").open(encoding="utf-8", newline="") as lines:
        sentences = [row["sentence"] for row in csv.DictReader(lines)]
    assert len(sentences) > 300
    assert {judge(sentence, ground).verdict for sentence in sentences} == {"supported"}
    ran = upriver("say", hampshire.folder, sentences[0], "--json")
    assert ran.code == 0 and ran.json["verdict"] == "supported" and ran.json["over"].startswith("release")


@pytest.mark.parametrize(("claim", "code"), [("serious violence fell 4.8% last year", 3), ("aliens landed in Portsmouth", 4)])
def test_the_command_says_its_verdict_by_its_exit_code(hampshire: Journey, claim: str, code: int) -> None:
    assert upriver("say", hampshire.folder, claim).code == code


def test_a_figure_is_explained_by_the_command_from_definition_to_run(hampshire: Journey) -> None:
    ran = upriver("explain", hampshire.folder, "kinds/counts#csp:E22000118 robbery", "--json")
    assert ran.code == 0
    body = ran.json
    assert body["definition"] and body["steps"] and body["clauses"] and body["lock"] and body["run"]
    assert any(re.search(r"police_uk_street@1 [0-9a-f]{64} .*2025", line) for line in body["inputs"])


def test_links_from_tables_lead_to_lines_that_are_there(hampshire: Journey) -> None:
    site = hampshire.folder / "published"
    page = (site / "questions" / "kinds" / "index.html").read_text("utf-8")
    links = re.findall(r'class="why" href="([^"#]+)#([^"]+)"', page)
    assert links
    for path, place in links:
        target = (site / "questions" / "kinds" / path).resolve()
        assert f'id="{place}"' in Path(target).read_text("utf-8"), place


def test_explanations_as_data_are_those_of_the_pages(hampshire: Journey) -> None:
    told = json.loads((hampshire.folder / "published" / "data" / "explanations.json").read_text("utf-8"))
    pages = {path.parent.name for path in (hampshire.folder / "published" / "explain").glob("*/index.html")}
    assert set(told) == pages
