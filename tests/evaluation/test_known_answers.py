"""The designs give the answers that are published, or that another program gives."""

from __future__ import annotations

import numpy as np
import pytest
from evaluation.drawing import MONTHS, a_study, drawn, flat, seen

from upriver.monitor.designs.answer import Answer
from upriver.monitor.designs.observed import Observed
from upriver.monitor.designs.panel import did
from upriver.monitor.designs.series import its
from upriver.monitor.designs.simple import before_after
from upriver.monitor.designs.weighing import harm_wdd, wdd

EVEN = tuple(month for month in MONTHS if month >= "2024-01")
"""As many months before as after."""


def told(found: Answer) -> list[float | None]:
    return [found.value, found.lower, found.upper]


def test_the_published_difference_with_the_areas_around_both_sides() -> None:
    """Wheeler and Ratcliffe (2018): 207 to 110 where it happened, 308 to 318 elsewhere, 178 to 157 and 150 to 140 around them."""
    groups = {"treated": flat(207, 110, months=EVEN), "compared": flat(308, 318, months=EVEN), "around": flat(178, 157, months=EVEN),
              "around_compared": flat(150, 140, months=EVEN)}
    found = wdd(seen(a_study(design="wdd"), months=EVEN, **groups))
    assert told(found) == pytest.approx([-118, -195.610614, -40.389386], abs=1e-5)
    assert found.rung == "fewer" and found.least == pytest.approx(-115, abs=0.1)


def test_the_published_quotient_stands_beside_the_difference() -> None:
    """Bowers and Johnson (2003): 300 to 200, around it 200 to 160, elsewhere 1,000 to 950."""
    found = wdd(seen(a_study(design="wdd"), months=EVEN, treated=flat(300, 200, months=EVEN), around=flat(200, 160, months=EVEN),
                     compared=flat(1000, 950, months=EVEN)))
    assert {each.name: each.value for each in found.beside}["quotient"] == pytest.approx(0.3529412)


def test_the_published_difference_weighed_by_harm() -> None:
    """Five kinds of crime with weights 3, 2, 5, 7 and 10."""
    pairs = [[[133, 91], [130, 74]], [[388, 305], [327, 202]], [[148, 97], [398, 190]], [[86, 64], [144, 92]], [[94, 67], [183, 96]]]
    kinds = {name: np.vstack([flat(*row[at], months=EVEN) for row in pairs]) for name, at in (("treated", 1), ("compared", 0))}
    groups = {name: rows.sum(axis=0, keepdims=True) for name, rows in kinds.items()}
    found = harm_wdd(Observed(a_study(design="harm_wdd"), EVEN, groups, kinds, np.array([3.0, 2, 5, 7, 10]), last_held="2025-12"))
    assert told(found) == pytest.approx([-1721, -2317.032105, -1124.967895], abs=1e-4)


def test_a_longer_time_before_is_brought_to_the_time_after() -> None:
    """24 months before with 20 a month, 12 after with 15 a month: 5 a month fewer over 12 months, as the other area didn't change."""
    found = wdd(seen(a_study(design="wdd"), treated=flat(480, 180), compared=flat(480, 240)))
    assert found.value == pytest.approx(-60)


def test_a_step_in_a_series_agrees_with_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    rows = drawn(1, 40.0, effect=0.8)
    at = np.arange(len(MONTHS))
    after = at >= 24
    columns = np.column_stack([np.ones(36), at - 24, np.cos(2 * np.pi * at / 12), np.sin(2 * np.pi * at / 12), after])
    other = sm.GLM(rows[0], columns, family=sm.families.Poisson()).fit(tol=1e-12)
    assert its(seen(a_study(design="its"), treated=rows)).value == pytest.approx(float(np.exp(other.params[-1])), rel=1e-6)


def test_areas_month_by_month_agree_with_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    treated, compared = drawn(4, 6.0, effect=0.7, seed=3), drawn(8, 6.0, seed=4)
    rows = np.vstack([treated, compared])
    effect = np.outer(np.arange(12) < 4, np.arange(36) >= 24).ravel().astype(float)
    columns = np.column_stack([effect, np.repeat(np.eye(12), 36, axis=0), np.tile(np.eye(36), (12, 1))[:, 1:]])
    other = sm.GLM(rows.ravel(), columns, family=sm.families.Poisson()).fit(tol=1e-12)
    found = did(seen(treated=treated, compared=compared), seed=1, shuffles=99)
    assert found.value == pytest.approx(float(np.exp(other.params[0])), rel=1e-6)


def test_before_and_after_is_the_ratio_of_two_monthly_rates() -> None:
    """240 in 24 months, 90 in 12: 10 a month and 7.5."""
    assert before_after(seen(a_study(design="before_after"), treated=flat(240, 90))).value == pytest.approx(0.75)


