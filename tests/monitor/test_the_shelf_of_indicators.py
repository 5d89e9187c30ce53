"""Every indicator of the shelf is one that somebody could check: one test holds them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver import shelf
from upriver.intake.contracts import contracts
from upriver.monitor.indicators import indicators, one
from upriver.report.titles import titles
from upriver.words.monitoring.indicator import Indicator
from upriver.words.refusal import Refusal

KNOWN, TABLES, FACTORS = contracts(), titles(), shelf.declared("factors")
ALL = {each.slug: each for each in indicators()}


@pytest.mark.parametrize("indicator", ALL.values(), ids=ALL)
def test_an_indicator_names_what_exists(indicator: Indicator):
    """Its source is a contract with that rule, its tables are tables of the assessment, a published factor is one of the shelf."""
    assert not indicator.source or KNOWN[indicator.source].rule == indicator.rule
    assert all(read.table in TABLES for read in indicator.reads)
    assert all(not read.source or read.source in KNOWN for read in indicator.reads)
    assert all(read.measure in FACTORS for read in indicator.reads if read.table == "assessment/indicators/published")
    assert not indicator.beside or indicator.beside in ALL


@pytest.mark.parametrize("indicator", ALL.values(), ids=ALL)
def test_an_indicator_that_is_read_from_nowhere_says_what_would_carry_it(indicator: Indicator):
    assert indicator.reads or indicator.carried_by.endswith(".")


@pytest.mark.parametrize("indicator", ALL.values(), ids=ALL)
def test_an_indicator_is_defined_in_sentences(indicator: Indicator):
    words = (indicator.says, indicator.numerator, indicator.denominator, indicator.geography)
    assert all(each and each.endswith(".") for each in words)


def test_the_national_outcome_measures_are_there():
    assert {each.code for each in ALL.values() if each.national} == {"N1", "N2", "N2b", "N3", "N4", "N5"}


def test_each_family_of_the_framework_is_carried():
    codes = {each.code for each in ALL.values()}
    assert {f"H{n}" for n in range(1, 8)} | {f"P{n}" for n in range(1, 16)} | {f"R{n}" for n in range(1, 13)} <= codes
    assert {f"A{n}" for n in range(1, 15)} | {f"Y{n}" for n in range(1, 5)} | {f"E{n}" for n in range(1, 5)} | {f"C{n}" for n in range(1, 4)} <= codes


def test_what_police_find_by_looking_is_never_better_or_worse():
    assert {ALL[slug].better for slug in ("weapons_possession", "drug_trafficking")} == {"neither"}


def test_a_workspace_adds_an_indicator_of_its_own(tmp_path: Path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    shipped = Path(shelf.__file__).parent / "declarations" / "indicators" / "homicide.toml"
    (folder / "our_own.toml").write_text(shipped.read_text("utf-8").replace('title = "Homicide"', 'title = "Our own"'), "utf-8")
    assert one("our-own", tmp_path).title == "Our own"


def test_a_direction_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path):
    folder = tmp_path / "indicators"
    folder.mkdir()
    shipped = Path(shelf.__file__).parent / "declarations" / "indicators" / "homicide.toml"
    (folder / "our_own.toml").write_text(shipped.read_text("utf-8").replace('better = "lower"', 'better = "down"'), "utf-8")
    with pytest.raises(Refusal, match="lower, higher or neither"):
        indicators(tmp_path)


def test_a_name_that_is_not_on_the_shelf_is_refused():
    with pytest.raises(Refusal, match="upriver indicator list"):
        one("happiness")
