"""How harm is weighed and costed

A count says how often. To say how grave, each offence is given the weight of its Home Office code from a published index, or
what one such crime costs society, and the products are added up. One heavy event can outweigh hundreds of light ones, so a
total is given with and without it.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.assess.harm.weights import check_coded, deflator
from upriver.stats.harm.weighted import share_of_one_event, standard_error, uprated, weighted_total, winsorised
from upriver.words.refusal import Refusal

# a homicide, robberies, assaults without injury
WEIGHTS = [8000, 750, 15]


def test_harm_is_counts_times_weights():
    """One homicide, 4 robberies and 100 assaults: 8,000 + 3,000 + 1,500 = 12,500."""
    assert weighted_total([1, 4, 100], WEIGHTS).value == 12_500


def test_the_standard_error_squares_the_weights():
    """The root of 1 x 8,000 squared + 4 x 750 squared + 100 x 15 squared: 8,141.4, nearly all of it the one homicide."""
    assert standard_error([1, 4, 100], WEIGHTS) == pytest.approx(np.sqrt(64_000_000 + 2_250_000 + 22_500))


def test_one_event_is_named_where_it_carries_an_area():
    """The homicide is 8,000 of 12,500: 64% of the harm on one of 105 offences."""
    share, kind = share_of_one_event([1, 4, 100], WEIGHTS)
    assert share == pytest.approx(0.64) and kind == 0


def test_without_the_homicide_the_area_reads_otherwise():
    """Left out, 4,500 are left: the two are always printed side by side."""
    assert weighted_total([4, 100], WEIGHTS[1:]).value == 4_500


def test_the_heaviest_weights_can_be_drawn_in():
    """99 of 100 offences weigh 750 at most, so the homicide is drawn in to 750: 750 + 3,000 + 1,500 = 5,250."""
    drawn = winsorised([1, 4, 100], WEIGHTS, share=0.99)
    assert weighted_total([1, 4, 100], drawn).value == 5_250


def test_no_event_still_has_an_upper_limit():
    """Nothing happened: the limit is that of no event of the heaviest kind, 3.69 x 8,000 = 29,511."""
    found = weighted_total([0, 0, 0], WEIGHTS)
    assert [found.value, found.lower, found.upper] == pytest.approx([0, 0, 29_511], abs=1)


def test_one_code_can_hold_weights_far_apart():
    """Under the Cambridge index assault with injury (8N) runs from 2 to 1,460 days, its middle 19: 100 of them are between
    200 and 146,000 days, and 1,900 by the middle. A weight for a code is a choice, so it is named."""
    assert [weighted_total([100], [days]).value for days in (2, 19, 1460)] == [200, 1_900, 146_000]


def test_costs_are_brought_to_the_prices_of_a_year():
    """14,050 pounds in 2015/16 are 19,489 in 2025/26: the GDP deflator rose from 72.0902 to 100."""
    index = deflator()
    assert uprated(14_050, index["2015/16"], index["2025/26"]) == pytest.approx(19_489.5, abs=0.5)


def test_types_of_police_uk_cannot_be_weighed():
    """Each type holds minor and grave offences together, so no true weight exists for one."""
    with pytest.raises(Refusal):
        check_coded("police_uk_street")
