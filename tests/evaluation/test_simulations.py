"""The designs keep their promises over many programmes: what is without effect is seldom found, and intervals hold the truth."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from upriver.monitor.designs.rungs import ladder

ROOT = Path(__file__).resolve().parents[2]
SCRIPT, PAGE = ROOT / "scripts" / "simulate_evaluation.py", ROOT / "docs" / "evaluation-simulations.md"
CHANCE = 0.025
"""What the drawing itself may add to a rate over 500 programmes: two and a half of its standard errors."""
STRONG = "strong memory"


def lines(seeds: int) -> list[dict]:
    made = subprocess.run([sys.executable, str(SCRIPT), "--seeds", str(seeds), "--json"], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(made.stdout)


@pytest.mark.big
def test_over_500_programmes_every_design_keeps_its_rate_and_its_intervals() -> None:
    designs = ladder()[1]
    for line in lines(500):
        case = line["case"]
        name = f"{case['design']} {case['series']}"
        assert line["called_without"] <= (designs[case["design"]].found_by_chance / 100 if STRONG in name else 0.05) + CHANCE, name
        assert STRONG in name or min(line["covers_without"], line["covers_with"]) >= 0.95 - 1.6 * CHANCE, name
        assert line["called_with"] > line["called_without"], name


def test_over_a_few_programmes_every_line_is_made() -> None:
    made = lines(3)
    assert all(0 <= line[name] <= 1 for line in made for name in ("called_without", "covers_with", "refused"))


def test_the_kept_table_has_a_line_for_every_case_and_no_other() -> None:
    held = re.findall(r"^\| (\w+) \| ([^|]+) \|(?: \d+\.\d% \|){5}$", PAGE.read_text("utf-8"), re.MULTILINE)
    asked = re.findall(r'^    Case\("(\w+)", "([^"]+)"', SCRIPT.read_text("utf-8"), re.MULTILINE)
    assert held == asked and len(held) > 10


def test_no_page_promises_more_than_the_drawn_series_show() -> None:
    designs, told = ladder()[1], PAGE.read_text("utf-8")
    rates = re.findall(r"^\| (\w+) \| [^|]+ \| (\d+\.\d)%", told, re.MULTILINE)
    assert rates and all(float(rate) <= designs[design].found_by_chance for design, rate in rates)


def test_the_kept_table_says_how_many_programmes_it_rests_on() -> None:
    assert "500 programmes without an effect and 500 with one" in PAGE.read_text("utf-8")
