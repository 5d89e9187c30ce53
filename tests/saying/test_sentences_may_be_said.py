"""The press sheet: every sentence of it is borne out by the judge, and says what it rests on."""

from __future__ import annotations

import csv
import io

import pytest
from saying.figures import ground

from upriver.report.saying.answers import SUPPORTED
from upriver.report.saying.judging import judge
from upriver.report.saying.press import Line, press_csv, press_lines
from upriver.words.text import number


@pytest.fixture(scope="module")
def lines() -> tuple[Line, ...]:
    return press_lines(ground())


def test_there_are_sentences_for_the_partnership_and_for_its_areas(lines: tuple[Line, ...]) -> None:
    assert {"partnership", "csp", "ltla", "utla", "force"} <= {line.row.level for line in lines} and len(lines) > 200


def test_longer_trends_are_on_the_sheet_as_changes_a_year(lines: tuple[Line, ...]) -> None:
    assert [line for line in lines if "a year on average since 2023" in line.sentence and line.row.table == "assessment/season/trend"]


def test_every_sentence_of_the_sheet_is_supported(lines: tuple[Line, ...]) -> None:
    assert {judge(line.sentence, ground()).verdict for line in lines} == {SUPPORTED}


def test_every_sentence_rests_on_the_figure_that_stands_beside_it(lines: tuple[Line, ...]) -> None:
    assert all(judge(line.sentence, ground()).figures[0] == line.row for line in lines)


def test_every_sentence_names_its_number_its_area_and_its_source(lines: tuple[Line, ...]) -> None:
    for line in lines:
        value = line.row.value or 0.0
        assert number(abs(value), line.row.decimals) in line.sentence and line.row.name in line.sentence
        assert line.subject.family.source in line.sentence


def test_every_sentence_with_an_interval_prints_it(lines: tuple[Line, ...]) -> None:
    for line in lines:
        if line.row.lower is not None and line.row.upper is not None:
            assert number(line.row.lower, line.row.decimals) in line.sentence and number(line.row.upper, line.row.decimals) in line.sentence


def test_a_rise_or_fall_is_said_only_where_the_interval_leaves_out_no_change(lines: tuple[Line, ...]) -> None:
    changes = [line for line in lines if line.row.unit == "change_percent"]
    assert changes
    for line in changes:
        clear = line.row.lower > 0 or line.row.upper < 0  # type: ignore[operator]
        assert (" rose by " in line.sentence or " fell by " in line.sentence) == clear
        assert ("no clear change" in line.sentence) != clear


def test_no_sentence_rests_on_a_rate_of_fewer_than_ten_events(lines: tuple[Line, ...]) -> None:
    assert not [line for line in lines if line.row.unit.startswith("per_") and (line.row.count or 10) < 10]


def test_no_sentence_of_police_uk_says_serious_violence(lines: tuple[Line, ...]) -> None:
    assert not [line for line in lines if line.subject.family.slug == "police_uk" and "serious" in line.sentence]


def test_a_sentence_with_another_number_is_not_supported(lines: tuple[Line, ...]) -> None:
    """One digit off in any sentence of the sheet, and the judge denies it."""
    for line in lines:
        shown = number(abs(line.row.value or 0.0), line.row.decimals)
        wrong = number(abs(line.row.value or 0.0) * 2 + 17, line.row.decimals)
        assert judge(line.sentence.replace(shown, wrong, 1), ground()).verdict != SUPPORTED, line.sentence


def test_the_sheet_as_a_table_has_a_row_a_sentence(lines: tuple[Line, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(press_csv(lines).decode())))
    assert [row["sentence"] for row in rows] == [line.sentence for line in lines]
    assert all(row["figure"] and row["definition"] and row["source"] and row["never_say"] and row["explain"] for row in rows)
