"""The year's steps are told from what is held alone."""

from __future__ import annotations

from datetime import date

from upriver.desk.duty.year import year_of
from upriver.words.registers.asking import PolicingRequest
from upriver.words.registers.governing import Review
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Strategy
from upriver.words.standing.held import Held, HeldRelease, HeldRun

ON = date(2026, 2, 1)
RUN = HeldRun("r1", date(2026, 1, 10), "2025", "public")
OUT = HeldRelease("1", "assessment", "public", "released", date(2026, 1, 20), "r1")


def states(on: date = ON, **held: object) -> dict[str, str]:
    found = year_of(Held(on, **held))  # type: ignore[arg-type]
    return {step.name: step.state for step in found.steps}


def a_plan(*rows: object) -> Plan:
    kinds: dict[type, tuple[object, ...]] = {}
    for row in rows:
        kinds[type(row)] = (*kinds.get(type(row), ()), row)
    return Plan(kinds)  # type: ignore[arg-type]


def test_a_new_workspace_has_everything_before_it() -> None:
    assert states(date(2026, 5, 1)) == {"assessment": "due", "strategy": "due", "report": "not_yet", "laid": "not_yet", "published": "not_yet"}


def test_the_year_runs_from_april_to_march() -> None:
    found = year_of(Held(date(2026, 3, 31)))
    assert (found.first, found.last) == (date(2025, 4, 1), date(2026, 3, 31))


def test_an_assessment_is_done_once_it_is_released() -> None:
    assert states(run=RUN)["assessment"] == "begun"
    assert states(run=RUN, releases=(OUT,))["assessment"] == "done"


def test_an_assessment_of_last_year_is_due_again() -> None:
    assert states(date(2026, 4, 1), run=RUN, releases=(OUT,))["assessment"] == "due"


def test_a_review_past_its_day_is_late_until_it_is_recorded() -> None:
    strategy = Strategy("s", "S", date(2025, 4, 1), date(2028, 3, 31), "final", "", "", "", None, date(2026, 1, 31))
    assert states(plan=a_plan(strategy))["strategy"] == "late"
    review = Review("v", "strategy", "s", date(2026, 1, 15), "board", "All of it.", "kept", "It holds.")
    assert states(plan=a_plan(strategy, review))["strategy"] == "done"


def test_the_policing_body_is_answered_when_all_it_asked_for_is() -> None:
    asked, left = (PolicingRequest(ident, "s14", asked_on, "Numbers.", date(2025, 12, 1), "no", replied_on, "")
                   for ident, asked_on, replied_on in (("p", date(2025, 6, 1), date(2025, 7, 1)), ("q", date(2025, 9, 1), None)))
    assert states(plan=a_plan(asked))["laid"] == "done"
    assert states(plan=a_plan(asked, left))["laid"] == "begun"
    assert states(plan=a_plan(left))["laid"] == "due"


def test_what_was_released_for_the_public_this_year_is_published() -> None:
    assert states(releases=(OUT,))["published"] == "done"
    assert states(date(2026, 4, 2), releases=(OUT,))["published"] == "not_yet"
