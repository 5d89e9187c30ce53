"""What is most pressing: a stated method over what was found, with weights that the partnership sets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from assess.test_counts_on_the_ground import a_ground, an_ask
from hypothesis import example, given
from hypothesis import strategies as some

from upriver.assess.profiles import profiles
from upriver.assess.ranking import BEST, CRITERIA, DISTRICTS, HARM, RECORDED, ranked, ranking
from upriver.words.area import Area
from upriver.words.declared import Ranking
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.refusal import Refusal

WHOLE = a_ground().partnership
NORTH, SOUTH = Area("ltla", "E07000001", "North"), Area("ltla", "E07000002", "South")


def figure(table: str, measure: str, unit: str, value: float, *, area: Area = WHOLE, near: float = 0.0, events: int | None = None) -> Finding:
    key = Key(table, area, an_ask().period, measure, unit)
    return Finding("any", key, Estimate(value, value - near, value + near, 0.95, "by hand", events), ("source",), "d@1", "steps")


def known(kind: str, *, count: float = 100, harm: float = 50, change: float = 0.0, near: float = 10.0, best: float = 4) -> list[Finding]:
    return [
        figure(RECORDED, kind, "count", count), figure(HARM, kind, "harm", harm),
        figure(RECORDED, kind, "change_percent", change, near=near), figure(BEST, kind, "score", best),
    ]


def scores(*found: Finding, weights: dict[str, float] | None = None) -> dict[tuple[str, str], float]:
    asked = replace(an_ask(), profiles=profiles(), ranking=replace(ranking(), weights=weights) if weights else ranking())
    said = [each for each in ranked(found, a_ground(), asked) if isinstance(each, Finding)]
    return {(each.key.measure, dict(each.key.breakdown).get("question", "")): each.estimate.value or 0.0 for each in said}


def places(*found: Finding) -> dict[str, str]:
    asked = replace(an_ask(), profiles=profiles(), ranking=ranking())
    return {each.key.measure: each.says for each in ranked(found, a_ground(), asked) if isinstance(each, Signal)}


def test_the_kind_with_most_has_ten_and_the_others_their_share_of_it() -> None:
    found = scores(*known("robbery", count=200), *known("hate", count=50))
    assert (found["robbery", "volume"], found["hate", "volume"]) == (10.0, 2.5)


def test_a_change_that_chance_allows_scores_five() -> None:
    assert scores(*known("robbery", change=30, near=40))["robbery", "trend"] == 5.0


def test_a_rise_of_half_beyond_chance_scores_ten_and_a_fall_of_half_nothing() -> None:
    found = scores(*known("robbery", change=50, near=10), *known("hate", change=-50, near=10))
    assert (found["robbery", "trend"], found["hate", "trend"]) == (10.0, 0.0)


def test_districts_that_chance_could_set_apart_are_not_unequal() -> None:
    near = [figure(DISTRICTS, "robbery", "per_1000_residents", rate, area=area, near=1.5, events=50) for rate, area in ((3.0, NORTH), (2.0, SOUTH))]
    assert scores(*known("robbery"), *near)["robbery", "inequality"] == 0.0


def test_the_highest_district_five_times_above_the_lowest_beyond_chance_scores_ten() -> None:
    far = [figure(DISTRICTS, "robbery", "per_1000_residents", rate, area=area, near=0.5, events=50) for rate, area in ((10.5, NORTH), (1.5, SOUTH))]
    assert scores(*known("robbery"), *far)["robbery", "inequality"] == 10.0


def test_a_district_with_fewer_than_ten_events_is_not_compared() -> None:
    few = [figure(DISTRICTS, "robbery", "per_1000_residents", rate, area=area, near=0.5, events=9) for rate, area in ((10.5, NORTH), (1.5, SOUTH))]
    assert ("robbery", "inequality") not in scores(*known("robbery"), *few)


def test_the_mean_is_weighted_by_hand() -> None:
    found = scores(*known("robbery", change=0, near=5, best=7), weights={"volume": 1, "harm": 3, "trend": 2, "inequality": 5, "tractability": 1})
    assert found["robbery", ""] == pytest.approx((1 * 10 + 3 * 10 + 2 * 5 + 1 * 7) / 7)


def test_a_question_without_data_is_left_out_of_the_mean_and_not_scored_nought() -> None:
    with_best, without = known("robbery"), known("robbery")[:3]
    assert ("robbery", "tractability") not in scores(*without)
    assert scores(*without)["robbery", ""] > scores(*with_best)["robbery", ""]


def test_a_kind_with_fewer_than_three_scores_is_not_ranked() -> None:
    assert not scores(*known("robbery")[:2])


def test_a_kind_first_on_every_question_is_first_whatever_the_weights() -> None:
    found = places(*known("robbery", count=200, harm=90, change=40, near=5, best=10), *known("hate", count=20, harm=9, change=-40, near=5, best=1))
    assert found == {"robbery": "1", "hate": "2"}


def test_a_place_that_hangs_on_one_weight_is_given_as_a_range() -> None:
    found = places(*known("robbery", count=200, harm=10), *known("hate", count=20, harm=90))
    assert found == {"robbery": "1 to 2", "hate": "1 to 2"}


@given(some.dictionaries(some.sampled_from(["robbery", "hate", "knife"]), some.tuples(*[some.floats(0, 1e6)] * 2, some.floats(-100, 1e4)), min_size=1),
       some.tuples(*[some.floats(0, 10)] * 4))
@example({"robbery": (0.0, 0.0, -100.0)}, (0.0, 0.0, 0.0, 0.0))
@example({"robbery": (0.0, 0.0, 1e4), "hate": (1e6, 0.0, 0.0)}, (10.0, 10.0, 10.0, 10.0))
def test_scores_lie_between_nought_and_ten(kinds: dict[str, tuple[float, float, float]], weights: tuple[float, ...]) -> None:
    every = [each for kind, (count, harm, change) in kinds.items() for each in known(kind, count=count, harm=harm, change=change, near=1)]
    assert all(0 <= score <= 10 + 1e-9 for score in scores(*every, weights=dict(zip(CRITERIA, (*weights, 1.0), strict=True))).values())


def own_weights(folder: Path, lines: str) -> Ranking:
    shipped = (Path(__file__).parents[2] / "src/upriver/declarations/rankings/priorities.toml").read_text("utf-8")
    (folder / "rankings").mkdir()
    head, rest = shipped.split("[weights]\n")
    (folder / "rankings" / "priorities.toml").write_text(f"{head}[weights]\n{lines}\n\n[asks]{rest.split('[asks]')[1]}", "utf-8")
    return ranking(folder)


def test_the_partnership_s_own_weights_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    assert own_weights(tmp_path, "volume = 0\nharm = 0\ntrend = 0\ninequality = 9\ntractability = 0").weights["inequality"] == 9


@pytest.mark.parametrize(
    "lines",
    ["volume = 1", "volume = 0\nharm = 0\ntrend = 0\ninequality = 0\ntractability = 0", "volume = -1\nharm = 1\ntrend = 1\ninequality = 1\ntractability = 1",
     'volume = "much"\nharm = 1\ntrend = 1\ninequality = 1\ntractability = 1', "volume = 1\nharm = 1\ntrend = 1\ninequality = 1\ntractability = 1\nluck = 2"],
    ids=["four are missing", "none counts", "one is below nought", "one is a word", "one asks something else"],
)
def test_weights_that_can_t_be_used_are_refused(tmp_path: Path, lines: str) -> None:
    with pytest.raises(Refusal, match="rankings/priorities"):
        own_weights(tmp_path, lines)
