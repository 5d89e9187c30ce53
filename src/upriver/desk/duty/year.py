"""Where the partnership is in its year: from April to March, each step told from what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from upriver.words.registers.asking import PolicingRequest
from upriver.words.registers.governing import Publication, Review
from upriver.words.registers.strategy import Strategy
from upriver.words.standing.held import Held
from upriver.words.text import day


@dataclass(frozen=True, slots=True)
class Step:
    """One step: assessment, strategy, report, laid or published; its state (done, begun, due, late, not_yet) and why it is told so."""

    name: str
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the round, its first and last day, its steps, and the name of the first that isn't done."""

    first: date
    last: date
    steps: tuple[Step, ...]

    @property
    def now(self) -> str:
        return next((step.name for step in self.steps if step.state != "done"), "")


def year_of(held: Held) -> Year:
    """The year that the day of telling lies in."""
    on = held.on
    first = date(on.year - (on.month < 4), 4, 1)
    last = date(first.year + 1, 4, 1) - timedelta(days=1)
    found = (_assessment(held, first, on), _strategy(held, first, on), _report(held, first, last, on), _laid(held, first),
             _published(held, first))
    return Year(first, last, found)


def _assessment(held: Held, first: date, on: date) -> Step:
    if held.run is None:
        return Step("assessment", "due", "No assessment has been made yet.")
    made = day(held.run.as_of.isoformat())
    if held.run.as_of < first:
        return Step("assessment", "due", f"The latest is of {made}, before this year began.")
    out = [each for each in held.releases if each.run == held.run.id and each.state == "released"]
    if out:
        return Step("assessment", "done", f"Made on {made} and released.")
    return Step("assessment", "begun", f"Made on {made}; not released yet.")


def _strategy(held: Held, first: date, on: date) -> Step:
    reviews = [each for each in held.plan.of(Review) if each.of == "strategy" and each.held_on and first <= each.held_on <= on]
    if reviews:
        return Step("strategy", "done", f"Reviewed on {day(str(max(str(each.held_on) for each in reviews)))}.")
    due = [each.review_due for each in held.plan.of(Strategy) if each.review_due and each.state != "superseded"]
    if not due:
        return Step("strategy", "due", "No strategy says when it is to be reviewed.")
    latest = max(due)
    words = f"Its review is due by {day(latest.isoformat())}." if latest >= on else f"Its review was due by {day(latest.isoformat())}."
    return Step("strategy", "late" if latest < on else "due", words)


def _report(held: Held, first: date, last: date, on: date) -> Step:
    out = [each for each in held.releases if each.document == "annual_report" and each.state == "released" and each.on >= first]
    if out:
        return Step("report", "done", f"Released on {day(max(each.on for each in out).isoformat())}.")
    told = [each for each in held.plan.of(Publication) if each.document == "annual_report" and each.since and each.since >= first]
    if told:
        return Step("report", "begun", "It is named to be published with the next release.")
    return Step("report", "not_yet" if (last - on).days > 120 else "due", f"For the year that ends on {day(last.isoformat())}.")


def _laid(held: Held, first: date) -> Step:
    asked = [each for each in held.plan.of(PolicingRequest) if each.asked_on and each.asked_on >= first]
    answered = [each for each in asked if each.replied_on]
    if asked and len(answered) == len(asked):
        return Step("laid", "done", "Everything that the policing body asked for this year was answered.")
    if answered:
        return Step("laid", "begun", f"{len(answered)} of {len(asked)} requests of the policing body were answered.")
    return Step("laid", "due" if asked else "not_yet",
                f"{len(asked)} requests of the policing body wait for an answer." if asked else "It has asked for nothing this year.")


def _published(held: Held, first: date) -> Step:
    public = [each for each in held.releases if each.audience == "public" and each.state == "released" and each.on >= first]
    if public:
        return Step("published", "done", f"The public site was last released on {day(max(each.on for each in public).isoformat())}.")
    waiting: Sequence[object] = [each for each in held.releases if each.audience == "public"
                                 and each.state not in ("released", "withdrawn")]
    return Step("published", "begun" if waiting else "not_yet",
                "A release waits at the gate." if waiting else "Nothing was released for the public this year.")
