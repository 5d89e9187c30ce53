"""What is hidden is never told: whatever number lies behind a figure, `say` answers in the same words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from saying.figures import ground, ground_of, norsea

from upriver.report.saying.answers import SUPPORTED, UNKNOWN
from upriver.report.saying.judging import judge
from upriver.report.saying.press import press_lines

HIDDEN = "assessment/partners/totals", "hospital_assault_admissions"


@pytest.mark.parametrize("number", [*range(13), 100, 5_000])
def test_every_number_that_is_tried_gets_the_same_answer(number: int) -> None:
    found = judge(f"there were {number} hospital admissions for assault in Harrowmere", ground())
    first = judge("there were 1 hospital admissions for assault in Harrowmere", ground())
    assert replace(found, claim="") == replace(first, claim="") and found.verdict == UNKNOWN


@pytest.mark.parametrize("hedge", ["fewer than 8", "more than 3", "about 5", "at least 1", "nearly 8", "no"])
def test_no_range_that_is_tried_is_told_apart(hedge: str) -> None:
    found = judge(f"there were {hedge} hospital admissions for assault in Harrowmere", ground())
    assert found.verdict == UNKNOWN and not found.say


@given(claim=st.sampled_from(["rose", "fell", "doubled", "was higher than in Wexholme", "is the highest", "was 5 in Harrowmere"]))
@example(claim="was 5 in Harrowmere")
def test_a_claim_on_a_hidden_figure_gets_no_sentence_with_a_number(claim: str) -> None:
    found = judge(f"hospital admissions after an assault in Harrowmere {claim}", ground())
    assert found.verdict == UNKNOWN and not any(mark.isdigit() for mark in found.say)


def test_a_comparison_with_a_hidden_neighbour_is_not_made() -> None:
    rows = tuple(
        replace(row, value=None, lower=None, upper=None, count=None, denominator=None, marker="c")
        if (row.table, row.code, row.measure) == ("assessment/kinds/rates", "E22009903", "violence_and_sexual_offences") else row for row in norsea()
    )  # fmt: skip
    changed = ground_of(rows)
    for claim in ("violence and sexual offences are higher in Norsea (community safety partnership) than in Saltby Vale (community safety partnership)", "Norsea (community safety partnership) has the lowest rate of violence and sexual offences",
                  "Norsea (community safety partnership) has the highest rate of violence and sexual offences"):  # fmt: skip
        found = judge(claim, changed)
        assert found.verdict == UNKNOWN and not found.say, found


def test_the_press_sheet_holds_no_hidden_figure() -> None:
    assert all(line.row.value is not None for line in press_lines(ground()))


def test_a_sentence_whose_figure_is_hidden_is_borne_out_no_more_and_says_no_number() -> None:
    """Every seventh sentence of the sheet, with its own figure hidden: nothing else may stand in for it under its source."""
    for line in press_lines(ground())[::7]:
        hidden = replace(line.row, value=None, lower=None, upper=None, count=None, denominator=None, marker="c")
        found = judge(line.sentence, ground_of(tuple(hidden if row is line.row else row for row in norsea())))
        assert found.verdict != SUPPORTED, line.sentence
        assert line.row.shown not in found.say or not found.say, line.sentence
