"""What a person leaves out because it could endanger someone: hidden with what would give it away, and untold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.pipeline.assess import Run
from upriver.pipeline.reviewing.leaving import flagged
from upriver.pipeline.reviewing.why import because
from upriver.words.area import Area, Nesting
from upriver.words.cleared import Cell, Clearance, Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period
from upriver.words.releasing.leaving_out import LeftOut

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
OPEN = "police_uk_street"
RULES = {OPEN: Rule("already_public", "Public already.", secondary=False), "police": Rule("threshold_10", "1 to 9.", low=1, high=9)}


def a_key(code: str = "A", *, unit: str = "count", level: str = "ltla") -> Key:
    return Key("assessment/places/counts", Area(level, code, code), YEAR, "robbery", unit)


def a_count(events: int, code: str = "A", *, source: str = OPEN, level: str = "ltla") -> Finding:
    return Finding("q", a_key(code, level=level), Estimate(events, events=events), (source,), "d@1", "counts")


def a_model(code: str = "A") -> Finding:
    return Finding("q", a_key(code, unit="smoothed_per_1000_residents"), Estimate(2.5, 1, 4, made="model", decimals=2), (OPEN,), "d@1", "s")


def left(subject: str) -> LeftOut:
    return LeftOut(subject, "A refuge.", "Ann", "2026-02-01T09:00:00Z")


def cleared(findings: list[Finding], *subjects: str, signals: tuple[Signal, ...] = ()) -> Clearance:
    """Findings through the lock, the parts A, B, C of W being all of it."""
    run = Run("r", {}, tuple(findings), signals, None, None, (), {}, {})  # type: ignore[arg-type]
    seen = flagged(run, [left(subject) for subject in subjects])
    sums = Sums((Nesting(Area("csp", "W", "W"), tuple(Area("ltla", code, code) for code in "ABC"), True),), {})
    return clear(seen.findings, seen.signals, document="d", audience="public", rules=RULES, sums=sums, titles={}, explanations={})


def cells(clearance: Clearance) -> dict[tuple[str, str], Cell]:
    return {(cell.key.area.code, cell.key.unit): cell for table in clearance.tables for cell in table.cells}


def a_whole(*parts: int, source: str = OPEN) -> list[Finding]:
    return [*(a_count(part, code, source=source) for code, part in zip("ABC", parts, strict=True)), a_count(sum(parts), "W", source=source, level="csp")]


def test_nothing_left_out_changes_nothing() -> None:
    assert all(cell.marker == "" for cell in cells(cleared(a_whole(20, 30, 40))).values())


@pytest.mark.parametrize("subject", ["A", "assessment/places/counts#ltla:A,2025-01-01..2025-12-31,robbery,count"])
def test_a_left_out_count_of_open_data_is_hidden_with_one_more_so_that_it_cant_be_subtracted(subject: str) -> None:
    found = cells(cleared(a_whole(20, 30, 40), subject))
    assert found["A", "count"].marker == "c" and found["A", "count"].count is None
    assert sum(cell.marker == "c" for cell in found.values()) > 1


@settings(deadline=None, max_examples=25)
@given(st.tuples(*[st.integers(0, 400)] * 3), st.sampled_from([OPEN, "police"]))
@example((0, 0, 1), OPEN)
@example((0, 5, 300), OPEN)
@example((400, 0, 0), OPEN)
@example((12, 12, 12), "police")
def test_whatever_is_shown_beside_it_leaves_a_left_out_count_open(parts: tuple[int, int, int], source: str) -> None:
    assume(sum(parts))
    found = cells(cleared(a_whole(*parts, source=source), "A"))
    shown = {code: found[code, "count"].count for code in "ABCW"}
    assert shown["A"] is None
    assert None in (shown["B"], shown["C"], shown["W"]), "else the whole less the others is it"


def test_where_the_whole_is_nought_it_has_to_be_left_out_too() -> None:
    found = cells(cleared(a_whole(0, 0, 0), "A", "W"))
    assert found["A", "count"].count is None and found["W", "count"].count is None, "a whole of nought shown tells every part"


def test_what_is_no_count_is_hidden_too_and_signals_about_it_go() -> None:
    signals = (Signal(a_key("A", unit="smoothed_per_1000_residents"), "rank", "1"), Signal(a_key("B"), "rank", "2"))
    clearance = cleared([*a_whole(20, 30, 40), a_model()], "A", signals=signals)
    assert cells(clearance)["A", "smoothed_per_1000_residents"].value is None
    assert "A" not in {signal.key.area.code for table in clearance.tables for signal in table.signals}


def test_a_whole_table_can_be_left_out() -> None:
    assert {cell.marker for cell in cells(cleared(a_whole(20, 30, 40), "assessment/places/counts")).values()} == {"c"}


def test_no_table_says_that_something_was_left_out_of_it() -> None:
    tables = cleared([*a_whole(123, 30, 40), a_model()], "A").tables
    assert "123" not in repr(tables)
    for word in ("left out", "left_out", "endanger"):
        assert word not in repr(tables)


def test_the_reviewer_is_told_that_a_person_left_it_out() -> None:
    told = because(cleared(a_whole(20, 30, 40), "A"))
    assert "a person left it out" in told[str(a_key("A"))] and len(set(told.values())) == 2
