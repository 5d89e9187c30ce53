"""What a board should know leads with a few, by a rule that the page states; the rest stands behind its kinds."""

from __future__ import annotations

import re
from datetime import date

from web.served import Served

from upriver.report.plans.watched.answers import pressing
from upriver.words.standing.delivered import Exceptional


def test_five_lead_and_the_rule_is_said(served: Served) -> None:
    page = served.visit("Dee Supposed").get("/board/evidence/doing/")
    part = page.text.split("What a board should know")[1].split("Every action")[0]
    first, rest = part.split("<details", 1)
    assert first.count("<li>") == 5 and "money spent beyond its plan first, then what has been past its day the longest" in first
    told = int(re.search(r"of (\d+) press most", first)[1])
    assert rest.count("<li>") == told > 5


def test_money_beyond_its_plan_comes_first_then_the_oldest() -> None:
    held = [Exceptional("not_told", "quiet", "q", since=date(2020, 1, 1)), Exceptional("late_step", "step", "s", since=date(2025, 5, 1)),
            Exceptional("late_action", "action", "a", since=date(2025, 3, 1)), Exceptional("overspent", "money", "m", since=date(2025, 9, 1)),
            Exceptional("meeting_action", "undated", "u")]
    assert [each.says for each in pressing(held)] == ["money", "action", "step", "undated", "quiet"]
