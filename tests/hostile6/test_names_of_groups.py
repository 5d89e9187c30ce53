"""The name of a group is printed even where its number is hidden, so that a name holds no number."""

from __future__ import annotations

import pytest

from upriver.intake.records.between import slips
from upriver.words.registers.slip import Known

WHOLE = {"id": "r1", "action": "a1", "period_from": "2025-04-01", "period_to": "2025-06-30", "started": "30"}


def wrong(split: str, group: str) -> list[str]:
    values = {**WHOLE, "split": split, "group": group}
    return [each.column for each in slips({("returns", "r1"): values}, {("returns", "r1"): set(values)}, {"actions": {"a1"}}, Known())]


@pytest.mark.parametrize(("split", "group"), [("sex", "girls (7)"), ("ethnicity", "Black, 3 of them"), ("age", "11-17: 4"), ("age", "4 who are 11-17"),
                                              ("sex", "girls \uff17")])
def test_a_number_in_the_name_of_a_group_is_refused(split: str, group: str) -> None:
    assert wrong(split, group) == ["group"]


@pytest.mark.parametrize(("split", "group"), [("sex", "female"), ("ethnicity", "Black"), ("age", "11-17"), ("age", "11 to 17"), ("age", "65+"),
                                              ("age", "65 and over"), ("age", "under 18"), ("age", "unknown"), ("age", "adults")])
def test_the_name_of_a_group_is_taken(split: str, group: str) -> None:
    assert wrong(split, group) == []
