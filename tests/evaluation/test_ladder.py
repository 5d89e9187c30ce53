"""Words for results never claim more than the design."""

from __future__ import annotations

import numpy as np
import pytest
from evaluation.drawing import a_study, drawn, flat, seen
from hypothesis import given
from hypothesis import strategies as st

from upriver.monitor.designs.climbing import answer
from upriver.monitor.designs.rungs import ladder, rung_of
from upriver.monitor.designs.weighing import wdd
from upriver.words.registers.learning import DESIGNS

RUNGS, CARRIED = ladder()


def test_every_design_of_the_register_says_what_it_can_carry() -> None:
    assert set(CARRIED) == set(DESIGNS) and all(each.highest in RUNGS and each.cannot and each.needs for each in CARRIED.values())


@given(st.sampled_from(sorted(CARRIED)), st.sampled_from([-1, 1]), st.floats(0, 10), st.booleans(), st.one_of(st.floats(0, 1), st.just(float("nan"))))
def test_no_result_stands_above_the_highest_rung_of_its_design(design, side, away, sure, least) -> None:
    found = rung_of(design, side=side, error_away=away, sure=sure, least=least)
    assert RUNGS[found].rank <= RUNGS[CARRIED[design].highest].rank


@pytest.mark.parametrize(("sure", "away", "least", "rung"), [
    (True, 3.0, 0.9, "fewer"), (True, 3.0, 0.4, "fewer"), (False, 0.5, 0.69, "not_seen"), (False, 0.5, 0.70, "no_sign"),
    (False, 0.99, 0.9, "no_sign"), (False, 1.0, 0.9, "fewer_chance"), (False, 1.0, float("nan"), "not_seen"),
])
def test_which_rung_a_result_stands_on(sure, away, least, rung) -> None:
    assert rung_of("did", side=-1, error_away=away, sure=sure, least=least) == rung


@pytest.mark.parametrize("after", [5.0, 120.0, 600.0])
def test_before_and_after_can_never_tell(after) -> None:
    assert answer(seen(a_study(design="before_after"), treated=flat(240, after)), seed=1).rung == "cannot_tell"


def test_watching_claims_nothing_and_gives_no_number() -> None:
    found = answer(seen(a_study(design="monitoring"), treated=flat(240, 10)), seed=1)
    assert found.rung == "not_claimed" and found.value is None and found.least is None


def test_the_highest_words_still_leave_other_causes_open() -> None:
    top = max(each.rank for each in RUNGS.values())
    assert all("other causes not ruled out" in each.says for each in RUNGS.values() if each.rank == top)


def test_areas_of_unlike_size_that_change_alike_show_no_effect() -> None:
    """Both fell by a fifth: the larger by 192 and the smaller by 64 events, which by number alone is a difference."""
    found = wdd(seen(a_study(design="wdd"), treated=flat(1920, 768), compared=flat(640, 256)))
    assert found.upper is not None and found.upper < 0 and found.rung != "fewer"
    assert any("different size" in each for each in found.warnings)


def test_few_areas_are_not_believed_without_shuffling() -> None:
    """One difference in four areas against two can come about in one draw of fifteen: never in one of twenty."""
    found = answer(seen(treated=drawn(2, 40, effect=0.4), compared=drawn(4, 40, seed=2)), seed=1)
    assert found.upper is not None and found.upper < 1 and found.rung != "fewer"


def test_a_fall_that_was_planted_is_found() -> None:
    found = answer(seen(treated=drawn(15, 5, effect=0.6, seed=5), compared=drawn(25, 5, seed=6)), seed=1)
    assert found.rung == "fewer" and found.lower is not None and found.upper is not None and found.lower < 0.6 < found.upper


def test_the_same_study_gives_the_same_answer() -> None:
    groups = {"treated": drawn(6, 9), "compared": drawn(9, 9, seed=2)}
    assert answer(seen(**groups), seed=7) == answer(seen(**groups), seed=7)


def test_months_that_remember_each_other_widen_the_interval() -> None:
    """The same counts, once by turns and once in waves: the spread is one, the memory isn't."""
    high, low = np.full(6, 30.0), np.full(6, 10.0)
    waves, turns = np.tile(np.concatenate([high, low]), 3)[None, :], np.tile(np.ravel(np.column_stack([high, low])), 3)[None, :]
    wide, narrow = (wdd(seen(a_study(design="wdd"), treated=rows, compared=flat(480, 240))) for rows in (waves, turns))
    assert wide.upper is not None and wide.lower is not None and narrow.upper is not None and narrow.lower is not None
    assert wide.upper - wide.lower > 1.5 * (narrow.upper - narrow.lower)
