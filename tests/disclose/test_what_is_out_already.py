"""A hidden number that can be worked out stops the release, unless earlier releases alone give it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from disclose.test_the_least_loss import RULES, attacked, fact, split

from upriver.disclose import ways
from upriver.disclose.hiding import of_counts, system_of
from upriver.disclose.linear.system import KNOWN, System
from upriver.disclose.ways import audit
from upriver.words.cleared import Audit


def bound_by(release: str | None) -> Audit:
    """A hidden 4 beside two parts and a whole that hiding can't touch, known by an earlier release or by something else."""
    findings, sums = split(4, 30, 40)
    found = system_of(of_counts(findings), RULES, sums)
    assert isinstance(found, System)
    others = ~found.must & (found.true > 0)
    kind = np.where(others, KNOWN, found.kind).astype(np.int8)
    bound = replace(found, kind=kind, low=np.where(others, found.true, found.low), high=np.where(others, found.true, found.high),
                    releases=dict.fromkeys(np.flatnonzero(others).tolist(), release) if release else {})
    return audit(bound, bound.must, None, {})


def test_a_number_that_stays_too_narrow_with_everything_hidden_stops_the_release() -> None:
    told = bound_by(None)
    assert len(told.ways) == 1 and not told.out and not told.passed


def test_a_number_that_earlier_releases_alone_give_is_out() -> None:
    told = bound_by("first")
    assert told.passed and len(told.out) == 1 and told.out[0].releases == ("first",)


def test_a_number_that_an_earlier_release_and_this_one_give_together_stops_the_release() -> None:
    findings, sums = split(4, 30, 40)
    told = attacked(findings, sums, {"D0"}, (fact(findings[1], 30), fact(findings[2], 40)))
    assert len(told.ways) == 1 and not told.out


def test_what_is_not_solved_within_the_budget_stops_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    solve = ways.attack
    monkeypatch.setattr(ways, "attack", lambda *asked, **more: [replace(each, how="unsolved") for each in solve(*asked, **more)])
    findings, sums = split(4, 30, 40)
    told = attacked(findings, sums, {"D0", "D1"}, tuple(fact(each, each.estimate.events) for each in findings[1:]))
    assert told.ways and not told.out and "within the budget" in told.ways[0].says
