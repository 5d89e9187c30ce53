"""The questions of the checks, their answers, and the six principles with what shows them."""

from collections import Counter

from respond.builders import a, plan

from upriver.respond.principles import SHOWN, principles
from upriver.respond.questions import answered, questions
from upriver.words.registers.delivery import Action
from upriver.words.registers.learning import CHECKS, STUDIES, Check
from upriver.words.registers.strategy import Because, Contribution, Objective, Priority, Strategy

ASKED = questions()


def test_every_check_has_questions_and_public_health_its_six_principles() -> None:
    counted = Counter(each.check for each in ASKED)
    assert set(counted) == set(CHECKS)
    assert counted["public_health"] == 6


def test_each_principle_is_looked_for_in_the_records() -> None:
    assert {each.slug for each in ASKED if each.check == "public_health"} == set(SHOWN)


def test_only_what_was_read_at_its_source_is_called_verified() -> None:
    assert {each.check for each in ASKED if each.verified} == {"public_health"}


def test_every_question_says_why_it_is_asked_and_where_it_comes_from() -> None:
    assert all(each.says.endswith("?") and each.why and each.source for each in ASKED)


def test_the_latest_answer_holds() -> None:
    rows = plan(a(Check, answer="no", answered_on="2025-02-01"), a(Check, id="q2", answer="yes", answered_on="2025-01-01"))
    held = {each.question.slug: each.answer for each in answered(rows, ASKED, strategy="s")}
    assert held["across_the_system"].answer == "no"


def test_an_answer_for_another_strategy_answers_nothing_here() -> None:
    assert all(each.answer is None for each in answered(plan(a(Check)), ASKED, strategy="other"))


def test_a_principle_points_at_what_shows_it() -> None:
    rows = plan(a(Strategy), a(Priority), a(Because), a(Objective), a(Contribution, paragraph="We patrol."), a(Action))
    shown = {each.question.slug: each.shows for each in principles(rows, answered(rows, ASKED, strategy="s"), strategy="s", ratings={"mentoring": "high"})}
    assert shown["violence_can_be_prevented"][0] == "1 objective sets out to prevent."
    assert shown["guided_by_evidence"][0] == "1 finding of the assessment is cited."


def test_a_principle_that_nothing_shows_says_nothing() -> None:
    rows = plan(a(Strategy))
    assert all(each.shows == () for each in principles(rows, answered(rows, ASKED, strategy="s"), strategy="s", ratings={}))


def test_a_study_written_down_after_its_result_could_be_seen_is_not_counted_as_declared_before() -> None:
    days = {"design": "did", "outcome": "robbery", "treated": "E1", "before_from": "2024-01-01", "starts": "2025-01-01", "after_to": "2025-12-31"}
    looked = [STUDIES.read({"id": day, "action": "a", "title": "Teams", **days, "declared_on": day}) for day in ("2024-12-01", "2026-01-15")]
    rows = plan(a(Strategy), a(Priority), a(Action), *looked)
    shown = {each.question.slug: each.shows for each in principles(rows, answered(rows, ASKED, strategy="s"), strategy="s", ratings={})}
    assert "1 study was declared before its result." in shown["guided_by_evidence"]
