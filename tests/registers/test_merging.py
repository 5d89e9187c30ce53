"""Two people's edits of one export: what either changed is there in the end, or they are told; the order doesn't matter."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.intake.records.merging import Rows, merge, renamed

COLUMNS = ("id", "title", "status", "due")
A = ("actions", "a")


def a_row(ident: str = "a", title: str = "Bins", status: str = "planned", due: str = "") -> Mapping[str, str]:
    return {"id": ident, "title": title, "status": status, "due": due}


def put(ours: Rows, rows: Mapping[tuple[str, str], Mapping[str, str] | None]) -> dict[tuple[str, str], Mapping[str, str]]:
    """What stands once the outcome is kept."""
    made = {**ours, **rows}
    return {key: row for key, row in made.items() if row is not None}


def test_what_only_the_file_changed_is_taken() -> None:
    assert merge({A: a_row()}, {A: a_row(status="done")}, {A: a_row()}).rows == {A: a_row(status="done")}


def test_what_only_somebody_else_changed_meanwhile_stays() -> None:
    assert not merge({A: a_row()}, {A: a_row()}, {A: a_row(status="done")}).rows


def test_two_columns_of_one_row_changed_by_two_people_are_both_there() -> None:
    found = merge({A: a_row()}, {A: a_row(status="done")}, {A: a_row(due="2026-03-31")})
    assert found.rows == {A: a_row(status="done", due="2026-03-31")} and not found.conflicts


def test_one_cell_changed_by_two_people_is_a_conflict_and_nothing_of_the_row_is_kept() -> None:
    found = merge({A: a_row()}, {A: a_row(status="done")}, {A: a_row(status="stopped")})
    assert not found.rows and [(each.ident, each.column) for each in found.conflicts] == [("a", "status")]


def test_the_same_change_by_two_people_is_none() -> None:
    found = merge({A: a_row()}, {A: a_row(status="done")}, {A: a_row(status="done")})
    assert not found.rows and not found.conflicts


def test_a_cell_emptied_here_and_filled_otherwise_meanwhile_is_a_conflict() -> None:
    assert merge({A: a_row()}, {A: a_row(title="")}, {A: a_row(title="Boxes")}).conflicts


def test_a_row_that_the_file_leaves_out_stays_and_is_said() -> None:
    found = merge({A: a_row()}, {}, {A: a_row()})
    assert not found.rows and found.left_out == (A,)


def test_a_row_that_the_file_leaves_out_is_taken_out_only_when_asked() -> None:
    assert merge({A: a_row()}, {}, {A: a_row()}, remove_missing=True).rows == {A: None}


def test_a_row_to_take_out_that_somebody_changed_meanwhile_is_a_conflict() -> None:
    found = merge({A: a_row()}, {}, {A: a_row(status="done")}, remove_missing=True)
    assert not found.rows and found.conflicts[0].whose


def test_a_row_changed_here_and_taken_out_meanwhile_is_a_conflict() -> None:
    assert merge({A: a_row()}, {A: a_row(status="done")}, {}).conflicts


def test_a_row_untouched_here_and_taken_out_meanwhile_stays_out() -> None:
    found = merge({A: a_row()}, {A: a_row()}, {})
    assert not found.rows and not found.conflicts


def test_two_people_who_add_one_id_with_other_values_are_told() -> None:
    assert merge({}, {A: a_row()}, {A: a_row(title="Boxes")}).conflicts


def test_a_file_made_by_hand_fills_what_is_empty_and_changes_nothing_else() -> None:
    found = merge(None, {A: a_row(due="2026-03-31", status="")}, {A: a_row()})
    assert found.rows == {A: a_row(due="2026-03-31")} and not found.conflicts


def test_a_file_made_by_hand_that_says_otherwise_is_a_conflict() -> None:
    found = merge(None, {A: a_row(title="Boxes")}, {A: a_row()})
    assert not found.rows and found.conflicts[0].column == "title"


@pytest.mark.parametrize("theirs", [{A: a_row(title="Boxes")}, {}])
def test_a_row_that_never_changes_is_neither_changed_nor_taken_out(theirs: Rows) -> None:
    assert merge({A: a_row()}, theirs, {A: a_row()}, only_added=("actions",), remove_missing=True).conflicts


def test_a_changed_id_is_seen() -> None:
    assert [each.column for each in renamed({A: a_row()}, {("actions", "b"): a_row("b")})] == ["id"]


def test_a_copied_row_under_a_new_id_is_no_changed_id() -> None:
    assert not list(renamed({A: a_row()}, {A: a_row(), ("actions", "b"): a_row("b")}))


words = st.sampled_from(["", "x", "y", "z"])
idents = st.sampled_from(["a", "b", "c"])
plans = st.dictionaries(idents, st.tuples(words, words, words), max_size=3).map(
    lambda found: {("actions", ident): a_row(ident, *values) for ident, values in found.items()})
SAME = {A: a_row(title="x")}


@given(base=plans, one=plans, other=plans, remove=st.booleans())
@example(base=SAME, one={A: a_row(title="y")}, other={A: a_row(title="z")}, remove=False)
@example(base=SAME, one={}, other={A: a_row(title="z")}, remove=True)
@example(base={}, one={A: a_row(title="y")}, other={A: a_row(title="z")}, remove=False)
def test_the_order_of_two_imports_does_not_matter_unless_they_conflict(base: Rows, one: Rows, other: Rows, remove: bool) -> None:
    ends = []
    for first, second in ((one, other), (other, one)):
        began = merge(base, first, base, remove_missing=remove)
        stands = put(base, began.rows)
        then = merge(base, second, stands, remove_missing=remove)
        ends.append(None if began.conflicts or then.conflicts else put(stands, then.rows))
    assert ends[0] == ends[1]


@given(base=plans, theirs=plans, ours=plans, remove=st.booleans())
@example(base=SAME, theirs={A: a_row(title="y")}, ours={A: a_row(title="x", status="done")}, remove=False)
def test_nothing_that_either_changed_is_lost_without_a_word(base: Rows, theirs: Rows, ours: Rows, remove: bool) -> None:
    found = merge(base, theirs, ours, remove_missing=remove)
    ends, told = put(ours, found.rows), {(each.register, each.ident) for each in found.conflicts}
    for key in {*base, *theirs, *ours} - told:
        was, here, now, end = (rows.get(key) for rows in (base, theirs, ours, ends))
        for changed in (here, now):
            if changed is None or changed == was:
                continue
            for name in COLUMNS:
                if changed[name] != (was or {}).get(name):
                    assert end is not None and end[name] == changed[name], (key, name)
        if here is None and was is not None and now is not None and not remove:
            assert end == now and key in found.left_out


@given(base=plans, theirs=plans, ours=plans, remove=st.booleans())
@example(base=SAME, theirs={}, ours=SAME, remove=True)
def test_a_file_taken_in_twice_changes_nothing_the_second_time(base: Rows, theirs: Rows, ours: Rows, remove: bool) -> None:
    found = merge(base, theirs, ours, remove_missing=remove)
    if not found.conflicts:
        again = merge(base, theirs, put(ours, found.rows), remove_missing=remove)
        assert not again.rows and not again.conflicts
