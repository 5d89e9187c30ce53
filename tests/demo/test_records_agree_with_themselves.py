"""What the fictional partnership typed about its actions is what its own returns add up to."""

from __future__ import annotations

from collections import Counter

import pytest

from upriver.demo.response import records


def latest(register: str) -> dict[str, dict[str, str]]:
    return {ident: values for _, changes in records("norsea") for slug, ident, values in changes if slug == register}


@pytest.mark.parametrize(("action", "measure"), [("a01", "started"), ("a02", "completed"), ("a03", "started"), ("a12", "started")])
def test_how_many_an_action_says_it_reached_is_what_its_provider_told(action: str, measure: str) -> None:
    told = [row for row in latest("returns").values() if row["action"] == action and row["split"] == "all"]
    assert str(sum(int(row[measure]) for row in told)) in latest("actions")[action]["progress"].split()[:6]


def test_groups_of_each_return_add_up_to_everybody() -> None:
    rows = latest("returns").values()
    parts: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        for measure in ("referred", "started", "completed"):
            parts[row["action"], row["period_from"], row["split"], measure] += int(row[measure])
    whole = {(action, start, measure): people for (action, start, split, measure), people in parts.items() if split == "all"}
    assert all(people == whole[action, start, measure] for (action, start, _, measure), people in parts.items())
