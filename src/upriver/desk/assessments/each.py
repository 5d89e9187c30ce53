"""A page for every community safety partnership that anything is held for: the staircase's work, then one event."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from upriver.desk.agreements.convert import agreements
from upriver.desk.assessments.making import latest_year, terms_of
from upriver.desk.audit.actions import record
from upriver.desk.partners.people import names as people
from upriver.desk.submissions.convert import decisions, receipts
from upriver.pipeline.counting import survey
from upriver.pipeline.counting.wish import Wish
from upriver.pipeline.national.making import DONE, Given, Step, make_each, run_of
from upriver.pipeline.sharing.permission import clauses_on, permission_for
from upriver.store.folder import Folder
from upriver.words.period import read_period


@dataclass(frozen=True, slots=True)
class Each:
    """What was made: the run, how many partnerships have figures and how many a plain page, and how many were there before."""

    run: str
    with_data: int
    without: int
    before: int


def assess_each(folder: Folder, *, publisher: str, period: str, definition: str, as_of: date, by: str, at: str,
                told: Callable[[Step], None] = lambda step: None) -> Each:
    """Make a draft page for every community safety partnership of the look-ups held; recorded with its author.

    Interrupted, it goes on where it stopped when it is asked again. `told` hears of each page.

    Raises:
        Refusal: no look-up of partnerships is held, or nothing for the period.
    """
    got, today = receipts(), date.fromisoformat(at[:10])
    survey.need_small_areas(survey.gazette(folder, got))
    terms = terms_of(folder, definition)
    wish = Wish(read_period(period) if period else latest_year(got), terms.definition, as_of.isoformat(), declared=terms.hash)
    on = max(as_of, today)
    clauses = clauses_on(terms.contracts, agreements(), own=folder.declarations, names=people(), on=on, today=today)
    # Open data alone: what partners sent is for their own partnership's areas.
    permission = permission_for(terms.contracts, clauses, {}, areas=(), within={}, audience=wish.audience, on=on)
    given = Given(got, decisions(), terms.breaks, permission, terms.contracts, terms.rules, publisher)
    run, before = run_of(wish, given)[0], 0
    for step in make_each(folder, wish, given):
        before += step.before
        told(step)
    made = json.loads((folder.drafts / run / DONE).read_text("utf-8"))
    body = {"each": made["each"], "period": made["period"], "definition": wish.definition.slug, "as_of": wish.as_of,
            "with_data": made["with_data"], "without": made["without"]}
    with transaction.atomic():
        record(verb="assessed_each", subject=f"run:{run}", body=body, by=by, at=at)
    return Each(run, made["with_data"], made["without"], before)
