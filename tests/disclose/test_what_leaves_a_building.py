"""The protected table and its manifest: nothing in either depends on what was hidden, so nothing can be worked out from them."""

from __future__ import annotations

import hashlib

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from upriver.disclose.protecting import protected, shown
from upriver.disclose.rules import rules
from upriver.words.cleared import Rule
from upriver.words.sharing.leaving import Signed, csv_line, manifest

SIGNED = Signed("Norsea Trust", "A Officer", "IG lead", "2026-04-30")
NHS, TEN = rules()["nhs_sub_national"], rules()["threshold_10"]
NEAREST = Rule("nearest_5", "To the nearest 5; none hidden.", round_to=5)
TABLES = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 40), min_size=1, max_size=12)


def leaving(table: dict[str, int], rule: Rule) -> bytes:
    """All that leaves: the file and its manifest."""
    rows = protected((((cell,), count) for cell, count in sorted(table.items())), rule)
    text = "".join(map(csv_line, rows)).encode()
    return text + manifest(SIGNED, contract="ed", version=1, mode="table", sha256=hashlib.sha256(text).hexdigest(),
                           period=("2025-01", "2025-03"), rule=rule, person_key=None)


@settings(max_examples=2_000, deadline=None)
@given(TABLES, st.sampled_from([NHS, TEN]), st.data())
def test_another_table_with_other_hidden_counts_leaves_the_same_bytes(table: dict[str, int], rule: Rule, data: st.DataObject) -> None:
    small = sorted(cell for cell, count in table.items() if rule.low <= count <= rule.high)
    assume(small)
    others = data.draw(st.lists(st.integers(rule.low, rule.high), min_size=len(small), max_size=len(small)))
    assert leaving({**table, **dict(zip(small, others, strict=True))}, rule) == leaving(table, rule)


@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, 200), st.sampled_from([NHS, TEN, NEAREST, Rule("few", "Few.", low=1, high=2, round_to=10)]))
@example(2, NEAREST)
@example(3, NEAREST)
@example(0, NHS)
@example(7, NHS)
@example(8, NHS)
@example(12, NHS)
@example(13, NHS)
@example(9, TEN)
@example(10, TEN)
@example(3, Rule("few", "Few.", low=1, high=2, round_to=10))
@example(5, Rule("few", "Few.", low=1, high=2, round_to=10))
def test_no_small_count_is_shown_and_nought_is_said_of_nought_alone(count: int, rule: Rule) -> None:
    said = shown(count, rule)
    if rule.low <= count <= rule.high:
        assert said == "c"
    if said != "c":
        assert (int(said) == 0) == (count == 0) and abs(int(said) - count) * 2 <= rule.round_to and int(said) % rule.round_to == 0
        assert int(said) >= count or (count - int(said)) * 2 < rule.round_to, "halves go up"
