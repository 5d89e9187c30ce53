"""A hidden number that can be worked out stops the release, unless earlier releases alone give it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from disclose.test_the_least_loss import RULES, attacked, fact, of, split

from upriver.disclose import ways
from upriver.disclose.hiding import of_counts, quantity, system_of
from upriver.disclose.linear.system import KNOWN, System
from upriver.disclose.ways import audit
from upriver.words.cleared import Audit, Rule


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


def test_a_printed_nought_is_known_to_be_one_though_its_rule_rounds() -> None:
    """0 stands for 0 alone where 1 to 7 are hidden: a reader with paper gains by it (seed 227 of the attack)."""
    nhs = Rule("nhs", "1 to 7 are hidden, others to the nearest 5.", low=1, high=7, round_to=5, secondary=False)
    findings, sums = split(0, 30, 8)
    found = system_of(of_counts(findings), {("s",): nhs}, sums)
    assert found is not None
    ranges = {each.key.area.code: (int(found.low[at]), int(found.high[at])) for each in findings for at in [found.index[quantity(each)]]}
    assert ranges["D0"] == (0, 0) and ranges["D1"] == (28, 32) and ranges["D2"] == (8, 12)


def known_of(*earlier: object) -> dict[str, int]:
    """What a later document takes for known of a district that it doesn't print itself, by the source's name with the number of then."""
    findings, sums = split(4, 30, 40)
    found = system_of(of_counts([findings[0], *findings[2:]]), RULES, sums, earlier)  # type: ignore[arg-type]
    assert found is not None
    return {name[6]: int(found.true[at]) for name, at in found.index.items() if name[1] == "D1" and found.kind[at] == KNOWN}


def test_a_number_that_was_hidden_since_speaks_for_its_own_release_and_not_for_today() -> None:
    """It had been put right. Taken for today's it made sums that don't agree, and after three years nothing closed them."""
    district = split(4, 30, 40)[0][1]
    assert known_of(fact(district, 30)) == {"s": 30}
    assert known_of(fact(district, 28), fact(district, None, "second")) == {"s~28": 28}
    assert known_of(fact(district, 28), fact(district, None, "second"), fact(district, 30, "third"))["s"] == 30


def test_a_number_of_then_that_was_counted_otherwise_still_leaves_a_rest_of_todays() -> None:
    """38 by the old definition, put right and hidden, then 45 by one that takes a limb more: 7 must stay open."""
    findings, sums = split(4, 30, 45)
    today = quantity(findings[2])
    then = (*today[:4], f"{today[4]}~1", *today[5:])
    old = replace(fact(findings[2], 38), quantity=then)
    found = system_of(of_counts(findings), RULES, replace(sums, parts=((today, then),)), (old, replace(old, shown=None, release="second")))
    assert found is not None
    assert 7 in {int(found.true[window.number]) for window in found.windows if window.why == "rest"}


def test_what_the_public_is_not_told_others_go_on_knowing() -> None:
    district = split(4, 30, 40)[0][1]
    restricted = replace(fact(district, 30), audience="restricted")
    assert known_of(restricted, fact(district, None, "second")) == {"s": 30}


def test_what_is_hidden_now_and_known_from_before_goes_on_being_known() -> None:
    findings, sums = split(4, 30, 40)
    told = {shown: {each.quantity[1]: each.shown for each in of(findings, sums, (fact(findings[0], shown),)).facts} for shown in (4, 12)}
    assert "D0" not in told[4] and told[12]["D0"] is None
