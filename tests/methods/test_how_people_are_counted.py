"""People who are harmed again, and people whom two sources know

Most people who are harmed are harmed once; a few are harmed again and again. These measures say how few and how often, from
numbers of people alone. A second group says how far two lists of people overlap, and what that can't tell.
"""

from __future__ import annotations

import pytest

from upriver.stats.people.overlap import chapman, met_by_chance, range_of_ratio, rate_ratio_repeats, risk_ratio, shares
from upriver.stats.people.repeats import burden, design, expected_people, followed_alike, repeat_people, share_on_top

# how many people were harmed once, twice, three times
PEOPLE = [70, 20, 10]


def test_how_often_is_how_many_times_how_often_each():
    """100 people of 10,000 were harmed, 140 times: 14 events per 1,000 residents are 10 people per 1,000 times 1.4 events each."""
    found = burden(PEOPLE, 10_000)
    assert float(found.incidence.value) == pytest.approx(14)
    assert float(found.prevalence.value) == pytest.approx(10)
    assert float(found.concentration.value) == pytest.approx(1.4)


def test_the_same_people_again_are_less_evidence():
    """70 x 1 + 20 x 4 + 10 x 9 = 240 over 140 events: the variance of the count is 1.71 times that of 140 different people."""
    assert design(PEOPLE) == pytest.approx(240 / 140)


def test_the_share_of_people_harmed_again():
    """30 of 100 people were harmed more than once: 30%, Wilson's interval 21.9% to 39.6%."""
    found = repeat_people(PEOPLE)
    assert [float(found.value), float(found.lower), float(found.upper)] == pytest.approx([0.30, 0.2189, 0.3958], abs=1e-4)


def test_the_tenth_with_most():
    """The ten people harmed three times are a tenth of all who were harmed, and have 30 of 140 events: 21.4%."""
    assert float(share_on_top(PEOPLE, 0.1, seed=1).value) == pytest.approx(30 / 140)


def test_what_chance_would_make_of_it():
    """Were all 10,000 residents at the same risk, 140 events would fall twice or more on about one person, not on 30."""
    assert expected_people(140, 10_000, 10)[1:].sum() == pytest.approx(0.97, abs=0.01)


def test_everybody_is_followed_for_the_same_time():
    """Of 40 people first harmed in January 10 were harmed again by March; 500 first harmed in September had no half year left."""
    found = followed_alike([0, 0, 8], [2, float("nan"), float("nan")], [10, 30, 500], months=12, follow=6)
    assert float(found.value) == 0.25


def test_two_lists_side_by_side():
    """993 people were known to a hospital alone, 357 to police alone, 163 to both: 65.6%, 23.6% and 10.8% of all who were seen."""
    assert shares(993, 357, 163).value == pytest.approx([0.656, 0.236, 0.108], abs=5e-4)


def test_how_many_there_might_be_in_all():
    """(1,156 + 1)(520 + 1)/(163 + 1) - 1 = 3,675 people, if being on one list didn't change the chance of the other. It does."""
    found = chapman(1_156, 520, 163)
    assert float(found.value) == pytest.approx(3_674.6, abs=0.1)
    assert "right only if" in found.method


def test_suspects_who_were_victims_too_beside_chance():
    """Of 50,000 residents 500 were victims and 400 suspects: unrelated, 4 would be both."""
    assert met_by_chance(500, 400, 50_000) == 4


def test_one_groups_rate_beside_another_where_people_come_again():
    """30 of 1,000 against 20 of 2,000 is three times the rate; with a design effect of 1.5 the interval is 1.50 to 6.00."""
    found = rate_ratio_repeats(30, 1_000, 20, 2_000, design=1.5)
    assert [float(found.value), float(found.lower), float(found.upper)] == pytest.approx([3.0, 1.50, 6.00], abs=0.005)


def test_what_those_of_unknown_group_could_make_of_a_ratio():
    """With 20 more of whom nobody knows the group the same ratio could lie anywhere from 0.93 to 8.40, chance included."""
    assert range_of_ratio(30, 1_000, 20, 2_000, 20) == pytest.approx((0.934, 8.398), abs=0.005)


def test_what_follows_in_one_group_beside_another():
    """Something came of 10 of 54 searches in one group and of 189 of 600 in another: 0.59 times as often, 0.33 to 1.04."""
    found = risk_ratio(10, 54, 189, 600)
    assert [float(found.value), float(found.lower), float(found.upper)] == pytest.approx([0.588, 0.332, 1.041], abs=0.002)
