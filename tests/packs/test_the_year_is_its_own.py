"""A year's report is of that year's actions, and no word of it says more, or less, than the records do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from monitor.watched import HERE, among, readings
from packs import fiction
from packs.test_packs import a_document, column, tables, words
from report.pdf_reader import words_of

from upriver.demo.response import records
from upriver.monitor.indicators import one
from upriver.monitor.standing import standing
from upriver.pipeline.plans.forms import made_of
from upriver.report.documents import annual_report
from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.packs import signals
from upriver.report.plans.strategy.chosen import chosen
from upriver.report.plans.strategy.measured import _latest
from upriver.report.plans.strategy.money import in_its_years
from upriver.report.plans.told import Told
from upriver.report.plans.watched.answers import plainly
from upriver.words.document import KeyFigures, Page, Table
from upriver.words.monitoring.indicator import Change, Rate, Standing
from upriver.words.period import months_period
from upriver.words.registers.delivery import Funding
from upriver.words.registers.strategy import Measure
from upriver.words.standing.clock import Due

ENDED = {"actions": {"old": {"title": "Over long ago", "lead": "police-of-norsea", "status": "done", "status_on": "2025-03-20", "priority": "p-home"}}}


def a_told(**more: object) -> Told:
    return fiction.told("annual_report", plan=fiction.a_plan(ENDED), **more)  # type: ignore[arg-type]


def said(told: Told) -> str:
    return " ".join(str(page) for page in annual_report.pages(told))


def test_an_action_that_was_over_before_the_year_is_not_in_its_report():
    assert "Over long ago" not in said(a_told())


def test_the_same_action_is_in_the_report_of_the_year_in_which_it_ended():
    assert "Over long ago" in said(a_told(about="2024-25"))


def test_an_action_that_begins_after_a_past_year_is_not_in_that_years_report():
    assert "Support line" not in said(a_told(about="2024-25"))


def test_what_people_asked_for_is_counted_as_its_table_lists_it(tmp_path: Path) -> None:
    document = a_document("annual_report", tmp_path)
    number = next(item for block in document.pages[0].blocks if isinstance(block, KeyFigures) for item in block.items if item.label.startswith("Things people"))
    assert number.shown == str(len(column(tables(document)["annual-report-voices"], "You said")))


def test_what_has_no_day_is_not_given_one_in_the_report():
    due = Due("a", "A review without a day", date(2026, 2, 1), "a rule", True, kind="csp", known=False)
    assert "A review without a day" not in said(fiction.told("annual_report", due=(due,)))


def test_the_public_isnt_told_what_meetings_asked_for():
    due = Due("a", "Bring three ways to pay", date(2026, 3, 1), "the meeting", True, kind="meeting")
    assert "Bring three ways" not in said(fiction.told("annual_report", due=(due,), audience="public"))


def test_progress_that_is_left_out_for_its_numbers_is_not_called_unrecorded(tmp_path: Path) -> None:
    plan = fiction.a_plan({"actions": {"a1": {"progress": "We met 4713 children."}}})
    document = a_document("annual_report", tmp_path, told=fiction.told("annual_report", plan=plan, audience="public"))
    row = next(row for table in tables(document).values() if table.slug.startswith("annual-report-actions") for row in table.rows if row[0].value == "Street teams after school")
    assert "Nothing recorded" not in str(row[3].value)


@pytest.mark.parametrize(("typed", "kept"), [
    ("The grant ends in March 2026.", "The grant ends in March 2026."), ("By 30 June 2026 it opens.", "By 30 June 2026 it opens."),
    ("In March 2026 we met 40 children.", ""), ("It was 2026 of us.", ""), ("May 12 children come.", ""),
])
def test_a_date_is_no_number_of_people(typed: str, kept: str) -> None:
    assert without_numbers(typed) == kept


def test_each_priority_has_its_line_from_finding_to_result(tmp_path: Path) -> None:
    found = tables(a_document("annual_report", tmp_path))["annual-report-line-p-robbery"]
    assert [str(row[0].value).partition(" in ")[0] for row in found.rows] == [
        "What was found", "What should be different", "What we do", "Money", "What we watch, and whether it moved", "What studies can say"]


def test_the_line_says_that_nothing_was_studied_rather_than_nothing(tmp_path: Path) -> None:
    assert "No action of this priority has been studied." in words(a_document("annual_report", tmp_path))


def a_standing(**more: object) -> Standing:
    indicator = one("violence_with_injury")
    made = standing(indicator, among(readings([100.0] * 12, of=indicator, residents=500_000.0, each=3, start="2022-01"), indicator), HERE, (), seed=1)  # type: ignore[arg-type]
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_quarter_is_never_set_against_a_year():
    made = a_standing()
    year = replace(made.series[0], key=replace(made.series[0].key, period=months_period("2022-01", "2022-12")))
    since = Change(Rate(months_period("2024-01", "2024-12"), 938), Rate(months_period("2022-01", "2022-12"), 1052), says="938 against 1,052")
    assert _latest(replace(made, baseline=year, since_baseline=since)) == "938 against 1,052 (2024)"
    assert _latest(replace(made, baseline=year)) == "not as long a time as the baseline yet"


def test_what_moves_is_drawn_before_what_merely_comes_first():
    measure = Measure("m1", "o1", "violence_with_injury", "", None, None, None, None, "")
    still = [a_standing(measure=measure, area_name=f"Place {at}") for at in range(8)]
    moving = a_standing(signal="better")
    assert moving in signals.drawn([*still, moving], 2)


def test_a_lasting_move_and_a_different_year_are_counted_apart():
    since = Change(Rate(months_period("2024-01", "2024-12"), 9), Rate(months_period("2022-01", "2022-12"), 10), -10.8, -18.3, -2.6)
    assert signals.moved_words([a_standing(signal="none", since_baseline=since)]) == (
        "None of 1 indicator has moved to a lasting new level; 1 differs from the baseline year by more than chance.")


def test_a_board_reads_what_is_next_and_not_which_command_does_it():
    assert plainly("Record the last meetings: upriver meeting attendance add. It takes a day.") == "Record the last meetings. It takes a day."


def test_a_document_of_one_page_has_no_title_page(tmp_path: Path) -> None:
    assert "Contents" not in words_of(made_of(a_document("meeting_minutes", tmp_path))["meeting-minutes.pdf"])


def test_no_id_of_another_record_stands_in_a_sentence_of_the_fictional_records():
    named = re.compile(r"\b(?:a[0-3]\d|f0\d|st_[a-z_]+)\b")
    free = {"progress", "next_step", "approach_reason", "note", "changed", "said", "did", "why", "says", "evaluation_plan", "what", "answer", "outcome"}
    found = [(slug, ident, name) for _, changes in records("x") for slug, ident, row in changes for name, value in row.items() if name in free and named.search(value)]
    assert found == []


def test_the_front_page_of_the_report_is_of_its_year():
    assert isinstance(annual_report.pages(a_told())[0], Page) and annual_report.pages(a_told())[0].title == "Annual report 2025-26"


@pytest.mark.parametrize("slug", ["annual_report", "board_pack", "board_page", "delivery", "meeting_minutes"])
def test_tables_of_one_page_have_names_of_their_own(slug: str, tmp_path: Path) -> None:
    for page in a_document(slug, tmp_path).pages:
        captions = [block.caption for block in page.blocks if isinstance(block, Table)]
        assert sorted(captions) == sorted(set(captions)), page.slug


def test_the_running_of_other_years_is_no_money_of_a_strategy():
    early = fiction.a_plan({"strategies": {"s2019": {"title": "An earlier one", "starts": "2019-04-01", "ends": "2022-03-31", "state": "superseded"}},
                                                   "money": {"own": {"action": "", "source": "Grant", "year": "2025-26", "cost": "labour", "planned": "7000"}}})
    told = fiction.told("strategy", plan=early, about="s2019")
    line = early.one(Funding, "own")
    assert line is not None and not in_its_years(chosen(told), line)
    assert in_its_years(chosen(fiction.told("strategy", plan=early, about="s2025")), line)
