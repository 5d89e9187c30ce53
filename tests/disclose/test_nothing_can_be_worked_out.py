"""The lock against an attacker with a solver: from all that is printed, what was hidden stays as wide as its rule leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from disclose.test_the_lock import a_count, a_key, area, cells, cleared
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from upriver.disclose.hiding import Sums
from upriver.words.area import Nesting
from upriver.words.cleared import Cell, Clearance, Rule
from upriver.words.finding import Finding, selection
from upriver.words.period import Period, month_period, months_period

TEN = Rule("ten", "1 to 9 are hidden.", low=1, high=9)
NHS = Rule("nhs", "1 to 7 are hidden, others to the nearest 5.", low=1, high=7, round_to=5, secondary=False)
QUARTERS = tuple(months_period(first, last) for first, last in (
    ("2025-01", "2025-03"), ("2025-04", "2025-06"), ("2025-07", "2025-09"), ("2025-10", "2025-12")))
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
WHOLE = area("W", "partnership")


def places(*events: int, unplaced: int = 0) -> tuple[list[Finding], Sums]:
    """Districts of one partnership over a year, and its total with the rows that have no place."""
    districts = tuple(area(f"D{number}") for number, _ in enumerate(events))
    found = [a_count(many, a_key(each.code)) for each, many in zip(districts, events, strict=True)]
    whole = a_count(sum(events) + unplaced, a_key("W", level="partnership"))
    return [*found, whole], Sums((Nesting(WHOLE, districts),), {})


def hidden(clearance: Clearance) -> set[str]:
    return {f"{code} {when}" for (code, _, _, when), cell in cells(clearance).items() if cell.marker == "c"}


def bounds(terms: list[Cell], whole: Cell, which: int, *, rest: bool, rule: Rule) -> tuple[float, float]:
    """What a solver can say of one part from all that is printed; each hidden count is at least 1, each rounded one within 2,
    a nought nought."""
    cost, half = np.zeros(len(terms) + 1), 0 if rule.round_to == 1 else rule.round_to // 2
    cost[which] = 1
    around = [0 if cell.count == 0 else half for cell in terms]
    limits = [(1, None) if cell.count is None else (cell.count - room, cell.count + room) for cell, room in zip(terms, around, strict=True)]
    limits.append((0, None if rest else 0))
    if whole.count is None:
        return 1, np.inf
    sums = np.ones((2, len(terms) + 1)) * [[1], [-1]]
    room = [whole.count + half, half - whole.count]
    least = linprog(cost, A_ub=sums, b_ub=room, bounds=limits)
    most = linprog(-cost, A_ub=sums, b_ub=room, bounds=limits)
    assert least.success and most.success
    return round(least.fun, 6), round(-most.fun, 6)


def test_a_hidden_quarter_is_not_the_year_less_the_other_quarters() -> None:
    quarters = [a_count(events, a_key(period=period)) for events, period in zip((4, 30, 40, 20), QUARTERS, strict=True)]
    found = hidden(cleared(*quarters, a_count(94, a_key(period=YEAR)), rule=TEN))
    assert found == {"A 01-03", "A 10-12"}


def test_a_hidden_month_is_not_its_quarter_less_the_other_months() -> None:
    months = [a_count(events, a_key(period=month_period(month))) for events, month in ((3, "2025-01"), (20, "2025-02"), (25, "2025-03"))]
    assert hidden(cleared(*months, a_count(48, a_key(period=QUARTERS[0])), rule=TEN)) == {"A 01-01", "A 02-02"}


def test_two_hidden_parts_that_come_to_a_small_number_together_take_another_with_them() -> None:
    findings, sums = places(1, 1, 50, 40)
    found = hidden(cleared(*findings, sums=sums, rule=TEN))
    assert found == {"D0 01-12", "D1 01-12", "D3 01-12"}, "2 in two districts that have at least one each is one in each"


def test_the_few_without_a_place_are_not_the_whole_less_its_districts() -> None:
    findings, sums = places(30, 40, 50, unplaced=3)
    assert hidden(cleared(*findings, sums=sums, rule=TEN)) == {"D0 01-12"}


def test_many_or_none_without_a_place_hide_nothing() -> None:
    for unplaced in (0, 10):
        findings, sums = places(30, 40, 50, unplaced=unplaced)
        assert not hidden(cleared(*findings, sums=sums, rule=TEN))


def test_what_lies_outside_the_districts_shown_is_a_count_too() -> None:
    findings, sums = places(30, 40, 4)
    without = [each for each in findings if each.key.area.code != "D2"]
    assert hidden(cleared(*without, sums=sums, rule=TEN)) == {"D0 01-12"}, "the whole less two of three districts is the third"


def test_a_rounded_whole_does_not_give_a_hidden_part_away() -> None:
    findings, sums = places(32, 7)
    assert hidden(cleared(*findings, sums=sums, rule=NHS)) == {"D0 01-12", "D1 01-12"}, "40 less 30, give or take 4, is 6 or 7"
    # 28, 28, 28 and 28 are each printed as 30, 113 as 115: the other is from 1 to 7, and no closer.
    findings, sums = places(28, 28, 28, 28, 1)
    assert hidden(cleared(*findings, sums=sums, rule=NHS)) == {"D4 01-12"}


def test_a_rule_that_hides_nothing_hides_nothing_of_a_sum() -> None:
    findings, sums = places(1, 1, 50, unplaced=2)
    assert not hidden(cleared(*findings, sums=sums, rule=Rule("open", "Nothing.", secondary=False)))


def chosen(events: int, name: str, *pairs: tuple[str, str], adds: tuple[Finding, ...] = ()) -> Finding:
    """A count under a measure and table of its own, which says what rows it counts."""
    found = a_count(events, a_key(measure=name, table=f"t/{name}/a"))
    return replace(found, selects=selection(*pairs), adds=tuple(each.key for each in adds))


def gone(*findings: Finding) -> set[str]:
    return {measure for (_, measure, _, _), cell in cells(cleared(*findings, rule=TEN)).items() if cell.marker == "c"}


def test_the_same_rows_are_hidden_under_every_name_that_counts_them() -> None:
    """Women by age as victims, and as a kind of violence: the age hidden beside the small one in one table is hidden in both."""
    young, old, middle = (chosen(events, name, ("sex", "female"), ("age", age)) for events, name, age in (
        (4, "victims young", "0-9"), (12, "victims old", "65+"), (50, "victims middle", "10-64")))
    women = chosen(66, "victims", ("sex", "female"), adds=(young, old, middle))
    again = chosen(12, "kind old", ("age", "65+"), ("sex", "female"))
    assert gone(young, old, middle, women, again) == {"victims young", "victims old", "kind old"}


def test_rows_chosen_by_one_field_more_are_parts_of_the_rest() -> None:
    """No analysis says that these add up; the rows that each chooses do."""
    whole, street, shop = chosen(60, "all"), chosen(55, "outside", ("place", "street")), chosen(5, "shops", ("place", "shop"))
    assert gone(whole, street, shop) == {"outside", "shops"}


def test_a_few_rows_between_two_counts_that_are_shown_are_a_count_too() -> None:
    """20 in custody, 17 of them against somebody: the 3 others stand nowhere, so one of the two is hidden."""
    assert gone(chosen(20, "custody", ("place", "custody")), chosen(17, "hurt there", ("offence", "not 10C|10D"), ("place", "custody"))) == {"hurt there"}
    assert not gone(chosen(30, "custody", ("place", "custody")), chosen(17, "hurt there", ("offence", "not 10C|10D"), ("place", "custody")))


def test_lists_of_values_that_may_overlap_are_each_set_against_the_whole() -> None:
    whole, one, other = chosen(60, "all"), chosen(40, "one", ("code", "a|b")), chosen(40, "other", ("code", "b|c"))
    assert not gone(whole, one, other)
    assert gone(whole, one, other, chosen(55, "third", ("code", "a|b|c"))) == {"third"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 25), min_size=2, max_size=7), st.integers(0, 12), st.sampled_from([TEN, NHS]))
@example([1, 1, 50], 0, TEN)
@example([9, 10], 0, TEN)
@example([1] * 7, 0, TEN)
@example([1, 30], 9, TEN)
@example([7, 32], 0, NHS)
@example([1, 28], 0, NHS)
@example([1, 0, 28, 28], 0, NHS)
def test_a_solver_finds_no_small_count_among_districts(events: list[int], unplaced: int, rule: Rule) -> None:
    findings, sums = places(*events, unplaced=unplaced)
    found = cells(cleared(*findings, sums=sums, rule=rule))
    districts = [found[(f"D{number}", "robbery", "count", "01-12")] for number, _ in enumerate(events)]
    whole = found[("W", "robbery", "count", "01-12")]
    for which, (cell, true) in enumerate(zip(districts, events, strict=True)):
        if not 0 < true <= rule.high:
            continue
        assert cell.count is None
        low, high = bounds(districts, whole, which, rest=bool(unplaced), rule=rule)
        left = int(min(high, rule.high) - max(low, rule.low)) + 1
        assert left * 2 >= rule.high, (left, low, high)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=12, max_size=12), st.lists(st.floats(0.02, 1), min_size=2, max_size=5))
@example([1] * 12, [0.1, 0.9])
@example([0] * 11 + [9], [0.5, 0.5])
@example([30] * 11 + [2], [0.01, 0.99])
def test_a_solver_finds_no_small_count_from_months_and_districts_together(months: list[int], shares: list[float]) -> None:
    """The same year cut twice, as partners' data are printed: by month for the whole, and by district over the year."""
    total, districts = sum(months), [int(sum(months) * share / sum(shares)) for share in shares[:-1]]
    findings, sums = places(*districts, total - sum(districts))
    monthly = [a_count(many, a_key("W", level="partnership", period=month_period(f"2025-{at:02d}"))) for at, many in enumerate(months, 1)]
    found = cells(cleared(*findings, *monthly, sums=sums, rule=TEN))
    true = {**dict(zip(((f"D{at}", "01-12") for at in range(len(shares))), [*districts, total - sum(districts)], strict=True)),
            **{("W", f"{at:02d}-{at:02d}"): many for at, many in enumerate(months, 1)}, ("W", "01-12"): total}
    names = list(true)
    printed = {name: found[(name[0], "robbery", "count", name[1])].count for name in names}
    limits = [(1, None) if printed[name] is None else (printed[name], printed[name]) for name in names]
    whole = np.array([float(name == ("W", "01-12")) for name in names])
    by_month = np.array([float(name[0] == "W" and name != ("W", "01-12")) for name in names])
    by_district = np.array([float(name[0] != "W") for name in names])
    for at, name in enumerate(names):
        if 0 < true[name] <= TEN.high:
            cost = np.eye(len(names))[at]
            ends = [linprog(sign * cost, A_eq=np.array([whole - by_month, whole - by_district]), b_eq=[0, 0], bounds=limits) for sign in (1, -1)]
            low, high = ends[0].fun, -ends[1].fun if ends[1].success else np.inf
            assert 2 * (min(high, TEN.high) - max(low, TEN.low) + 1) >= TEN.high - 1e-6, (name, low, high)
