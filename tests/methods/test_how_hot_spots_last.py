"""Hot spots that last, begin and end

A map of one year can't tell a place that has always been high from one that has just become so. The months held are cut
into steps of one length, at least ten; in each step every area is a hot spot or not; and the row of steps gives the class.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.areas.accuracy import accuracy, kept_at_the_top
from upriver.stats.areas.classes import CLASSES, FINE, classes


def history(steps: str):
    """H is a step in which the area was a hot spot that survived the correction, - one in which it was not."""
    hot = np.array([[step == "H" for step in steps]])
    found = classes(np.where(hot, 5.0, 0.0), np.where(hot, 0.001, 0.9))
    return CLASSES[int(found.kind[0])], FINE[int(found.fine[0])]


@pytest.mark.parametrize(("steps", "called"), [
    ("HHHHHHHHHHHH", "persistent"),
    ("----------HH", "emerging"),
    ("HHHHHH------", "former"),
    ("HH--HH--HH-H", "intermittent"),
    ("-----H------", "none"),
])  # fmt: skip
def test_the_row_of_steps_gives_the_class(steps, called):
    """Twelve quarters; lately means the last three of them.

    HHHHHHHHHHHH  persistent    at least four fifths, and lately
    ----------HH  emerging      lately, and never before
    HHHHHH------  former        before, and not lately
    HH--HH--HH-H  intermittent  before and lately, fewer than four fifths
    -----H------  none          one of twelve is less than a tenth
    """
    assert history(steps)[0] == called


def test_nine_steps_are_too_few():
    """With nine steps nothing is said, however clear it looks."""
    assert history("HHHHHHHHH") == ("none", "none")


def test_a_finer_set_looks_at_unbroken_runs():
    """Two quarters in a row at the end and none before: a consecutive hot spot. The last one alone: a new one."""
    assert history("----------HH")[1] == "consecutive"
    assert history("-----------H")[1] == "new"


def test_the_highest_of_one_year_are_set_beside_the_highest_of_the_next():
    """Twenty areas; the top tenth is two of them. One of the two is still there: 50%, where picking blindly gives 10%."""
    before = np.arange(20.0)
    after = before.copy()
    after[[0, 19]] = after[[19, 0]]
    kept, chance, many = kept_at_the_top(before, after, share=0.1)
    assert (kept, chance, many) == (0.5, 0.1, 2)


def test_a_map_made_beforehand_is_judged_by_what_it_caught():
    """Three areas of one size were named in the order A, B, C; then 6, 3 and 0 events fell on them.

              events  of all   ground   index
    A            6      67%      33%     2.0
    A and B      9     100%      67%     1.5
    """
    found = accuracy([6, 3, 0], [3, 2, 1], [1, 1, 1])
    assert found.pai == pytest.approx([2, 1.5, 1])
    assert found.rri == pytest.approx([3 / 6, 5 / 9, 6 / 9])
