"""How claims are read: numbers, times, words that nobody knows, and what is thrown at the reader."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from saying.figures import TODAY, ground, norsea

from upriver import shelf
from upriver.report.saying.answers import NOT, SUPPORTED, UNKNOWN
from upriver.report.saying.claim.numbers import DIGITS, Unread, digits
from upriver.report.saying.claim.reading import LONGEST, read_claim
from upriver.report.saying.claim.times import When, read_times
from upriver.report.saying.judging import judge
from upriver.report.saying.subjects import subjects

KNOWN = ["robbery", "fell", "rose", "Norsea", "21.6%", "than", "and", "not", "2025", "since", "higher", "highest", "no", "between", "by", "because",
         "interval", "95%", "("]  # fmt: skip


def amount(text: str):
    found = DIGITS.search(text)
    assert found
    return digits(found)


@pytest.mark.parametrize(("typed", "actual", "holds"), [
    ("4.8%", 4.84, True), ("4.8%", 4.86, False), ("5%", 4.5, True), ("5%", 5.51, False), ("3,200", 3_214, True), ("3,200", 3_251, False),
    ("3,214", 3_214, True), ("3,214", 3_215, False), ("3 thousand", 3_070, True), ("3 thousand", 3_100, False), ("0", 0, True), ("0", 1, False),
    ("1.2 million", 1_230_000, True),
])  # fmt: skip
def test_a_number_holds_to_the_precision_that_it_was_typed_with(typed: str, actual: float, holds: bool) -> None:
    assert amount(typed).holds(actual) is holds


@pytest.mark.parametrize("typed", ["4,8%", "1,23", "12,3456", "1,2,3"])
def test_a_comma_where_no_thousands_end_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(Unread):
        amount(typed)


@pytest.mark.parametrize(("typed", "role", "start", "end"), [
    ("last year", "in", "2025-01-01", "2025-12-31"), ("this year", "in", "2026-01-01", "2026-12-31"),
    ("in 2024/25", "in", "2024-04-01", "2025-03-31"), ("since 2019", "since", "2019-01-01", "2019-12-31"),
    ("in august", "in", "2025-08-01", "2025-08-31"), ("in january", "in", "2026-01-01", "2026-01-31"),
    ("in february", "in", "2025-02-01", "2025-02-28"),
    ("in the year to march 2025", "in", "2024-04-01", "2025-03-31"), ("compared with 2024", "against", "2024-01-01", "2024-12-31"),
    ("last month", "in", "2026-01-01", "2026-01-31"), ("over the past year", "in", "2025-01-01", "2025-12-31"),
])  # fmt: skip
def test_a_time_is_read_from_the_documents_own_date(typed: str, role: str, start: str, end: str) -> None:
    found: list[When] = []
    left = read_times(f" {typed} ", TODAY, lambda times: found.extend(times) or "")
    assert [(each.role, str(each.period.start), str(each.period.end)) for each in found if each.period] == [(role, start, end)] and not left.strip()


@pytest.mark.parametrize("word", ["migrants", "young", "black", "men", "gangs", "sharply", "safest", "tourists", "students"])
def test_a_word_that_nobody_knows_keeps_a_claim_from_being_borne_out(word: str) -> None:
    assert judge("robbery fell in Norsea", ground()).verdict == SUPPORTED
    found = judge(f"robbery by {word} fell in Norsea", ground())
    assert found.verdict == UNKNOWN and word in found.why


def test_a_claim_too_long_to_be_one_is_not_read() -> None:
    assert "longer" in judge("robbery fell in Norsea " * 500, ground()).why


def test_a_claim_of_ten_thousand_letters_echoes_no_more_than_it_may() -> None:
    assert len(judge("a" * 10_000, ground()).claim) <= LONGEST


def test_what_steers_a_screen_is_not_said_back() -> None:
    found = judge("robbery\x1b[31m fell\u202e in Norsea", ground())
    assert "\x1b" not in found.claim + found.why and "\u202e" not in found.claim + found.why


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=500))
@example("§n0§ §s99999§ fell §p7§")
@example("robbery fell by 9" + "9" * 300 + "% in Norsea")
@example("\x00\x00")
@example("between 2024 and 2024-99 robbery fell")
@example("on 31 february 2025 robbery fell")
@example("robbery fell in 0000")
@example("95% interval , to .")
@example("95% interval 1.2.3 to 4 robbery fell")
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    assert judge(text, ground()).verdict in (SUPPORTED, NOT, UNKNOWN)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(KNOWN), max_size=14))
def test_no_jumble_of_known_words_makes_the_reader_stumble(words: list[str]) -> None:
    assert read_claim(" ".join(words), ground().subjects, ground().places, ground().today).text is not None
    assert judge(" ".join(words), ground()).verdict in (SUPPORTED, NOT, UNKNOWN)


@pytest.mark.parametrize("cause", ["because of the programme", "thanks to our work", "due to better lighting", "as a result of the patrols", "following our campaign"])
def test_a_cause_is_never_borne_out(cause: str) -> None:
    found = judge(f"robbery fell in Norsea {cause}", ground())
    assert found.verdict == UNKNOWN and "never why" in found.why and "fell by 21.6%" in found.say


def test_the_answer_as_data_names_its_figures_and_where_they_are_explained() -> None:
    body = judge("robbery fell in Norsea last year", ground()).body
    first = body["figures"][0]  # type: ignore[index]
    assert first["name"] == "assessment/scale/change#csp:E22009901,2025-01-01..2025-12-31,robbery,change_percent"
    assert first["explain"] == "explain/assessment-scale-change/" and body["interval"] == [-34.6, -6.1] and body["over"] == "a draft"


@pytest.mark.parametrize(("claim", "code"), [("robbery fell in Norsea", 0), ("robbery rose in Norsea", 3), ("crime fell", 4)])
def test_each_verdict_has_an_exit_code_of_its_own(claim: str, code: int) -> None:
    assert judge(claim, ground()).code == code


def test_the_words_of_ones_own_in_the_guide_are_understood(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "say-numbers-in-public.md").read_text("utf-8")
    (written,) = re.findall(r"^```toml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    (tmp_path / "saying").mkdir()
    (tmp_path / "saying" / "licensing.toml").write_text(written, "utf-8")
    own = replace(ground(), subjects=subjects(norsea(), tmp_path))
    assert judge("there were 1,800 licensing complaints in 2025", ground()).verdict == UNKNOWN
    assert judge("there were 1,800 licensing complaints in 2025", own).verdict == SUPPORTED


@pytest.mark.parametrize("broken", ["version = 1", 'order = "first"', "subjects = 3"])
def test_words_of_ones_own_that_lack_something_are_refused_by_name(tmp_path: Path, broken: str) -> None:
    (tmp_path / "saying").mkdir()
    (tmp_path / "saying" / "mine.toml").write_text(broken, "utf-8")
    with pytest.raises(shelf.Unreadable, match=r"saying/mine\.toml"):
        subjects(norsea(), tmp_path)
