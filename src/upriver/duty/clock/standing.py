"""What is due for the Duty itself: strategy, assessment, definition, CSPs, reports, attestations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from upriver.duty.clock.resting import due, years_after
from upriver.duty.requirements.found import csps, in_force, strategy_of
from upriver.words.registers.asking import Clause
from upriver.words.registers.governing import Attestation, Publication, Readiness, Review
from upriver.words.registers.strategy import Strategy
from upriver.words.standing.clock import Due
from upriver.words.standing.held import Held

YEARS = re.compile(r"(20[0-9]{2})\s*(?:to|-|–|/)\s*(20[0-9]{2}|[0-9]{2})\b")
AHEAD_IN_DAYS = 183
"""How long before its day a review counts as the one that was due then."""


def strategies(held: Held) -> Iterator[Due]:
    """The review of each strategy that isn't superseded, and the last day of the one in force."""
    for each in held.plan.of(Strategy):
        if each.state == "superseded" or (each.ends and each.ends < held.on and each != strategy_of(held)):
            continue
        done = _last(held, "strategy", each.id)
        if each.review_due:
            kept = done is not None and (each.review_due - done).days <= AHEAD_IN_DAYS
            when = years_after(done) if kept and done else each.review_due
            yield due("under_review", f"strategy-review.{each.id}", f"Review {each.title}", when, kind="strategy", whose="The partnership",
                      about=each.id, done_on=done)
        if each.ends and in_force(each, held.on):
            yield due("strategy_ends", f"strategy-ends.{each.id}", f"Have the strategy that follows {each.title} ready", each.ends, kind="strategy",
                      whose="The partnership", about=each.id)


def assessments(held: Held) -> Iterator[Due]:
    """The assessment and the definition, each a year after it was last made or reviewed."""
    seen = [day for day in (_last(held, "assessment", ""), held.run.as_of if held.run else None) if day and day <= held.on]
    last = max(seen, default=None)
    yield due("yearly_assessment", "assessment", "Make the needs assessment again, or review it", years_after(last) if last else held.on, kind="assessment",
              whose="The partnership", done_on=last, known=last is not None)
    defined = _last(held, "definition", "")
    yield due("yearly_definition", "definition", "Look again at the definition of serious violence", years_after(defined) if defined else held.on,
              kind="assessment", whose="The partnership", done_on=defined, known=defined is not None)


def of_csps(held: Held) -> Iterator[Due]:
    """Each CSP's yearly assessment and revision, and the end of its plan; in England alone, since Wales has rules of its own."""
    if held.countries and "england" not in held.countries:
        return
    for each in csps(held):
        for what, rest, says in (("assessment", "csp_assessment", "strategic assessment"), ("strategy", "csp_revision", "yearly revision of its plan")):
            done = max((row.held_on for row in held.plan.of(Review) if row.of == what and each.id in (row.by, row.which) and row.held_on
                        and row.held_on <= held.on), default=None)
            yield due(rest, f"{rest.replace('_', '-')}.{each.id}", f"{_csp(each.name)}: {says}", years_after(done) if done else held.on, kind="csp",
                      whose=_csp(each.name), about=each.id, done_on=done, known=done is not None)
        ends = max((end for row in held.plan.of(Clause) if row.csp == each.id and (end := last_year(row.plan))), default=None)
        yield due("csp_plan", f"csp-plan.{each.id}", f"{_csp(each.name)}: a new three-year plan", date(ends, 3, 31) if ends else held.on, kind="csp",
                  whose=_csp(each.name), about=each.id, known=ends is not None)


def _csp(name: str) -> str:
    """A partnership's name so that it isn't taken for its district's: with CSP, unless its name says what it is."""
    return name if re.search(r"\bCSP\b|partnership|safe", name, re.IGNORECASE) else f"{name} CSP"


def last_year(title: str) -> int | None:
    """The last year that a plan's title names ("2024 to 2027", "2024-27"), None where it names none."""
    found = YEARS.search(title)
    if found is None:
        return None
    return int(found[2]) if len(found[2]) == 4 else int(found[1][:2] + found[2])


def reports(held: Held) -> Iterator[Due]:
    """The annual report: a year after the last, or after the strategy in force began."""
    out = [each.since for each in held.plan.of(Publication) if each.document == "annual_report" and each.since and each.since <= held.on]
    strategy = strategy_of(held)
    last = max(out, default=None)
    begun = strategy.starts if strategy and in_force(strategy, held.on) else None
    first = last or begun
    yield due("annual_report", "annual-report", "Publish the annual report", years_after(first) if first else held.on, kind="report",
              whose="The partnership", done_on=last, known=first is not None)


def of_duty(held: Held) -> Iterator[Due]:
    """Attestations and readiness, a year after each was last given."""
    latest: dict[str, date] = {}
    for row in held.plan.of(Attestation):
        if row.attested_on and row.attested_on <= held.on:
            latest[row.requirement.upper()] = max(latest.get(row.requirement.upper(), row.attested_on), row.attested_on)
    for day in sorted(set(latest.values())):
        names = sorted((each for each, on in latest.items() if on == day), key=lambda each: (each[0], int(each[1:]) if each[1:].isdigit() else 0))
        yield due("attested", f"attest.{day.isoformat()}", f"Look again at what was attested: {', '.join(names)}", years_after(day), kind="duty",
                  whose="Those who attested", done_on=day)
    judged = max((row.judged_on for row in held.plan.of(Readiness) if row.judged_on and row.judged_on <= held.on), default=None)
    yield due("ready", "readiness", "Judge readiness again", years_after(judged) if judged else held.on, kind="duty", whose="The partnership",
              done_on=judged, known=judged is not None)


def _last(held: Held, of: str, which: str) -> date | None:
    """The latest review of a kind that isn't a CSP's own; of one thing where it is named."""
    own = {each.id for each in csps(held)}
    return max((row.held_on for row in held.plan.of(Review) if row.of == of and row.held_on and row.held_on <= held.on
                and row.by not in own and (not which or row.which in ("", which))), default=None)
