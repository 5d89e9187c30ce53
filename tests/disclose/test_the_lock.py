"""The lock: what a rule hides, what could be worked out from the rest, and what a printed number is made from."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.disclose.rules import rules, strictest
from upriver.words.area import Area, Nesting
from upriver.words.cleared import Cell, Clearance, Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period, month_period, months_period

OPEN = Rule("open", "Nothing is hidden.", secondary=False)
SMALL = Rule("small", "1 to 4 are hidden.", low=1, high=4)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NONE = Sums((), {})


def area(code: str, level: str = "ltla") -> Area:
    return Area(level, code, code)


def a_key(code: str = "A", *, measure: str = "robbery", unit: str = "count", period: Period = YEAR, level: str = "ltla",
          table: str = "t/s/a") -> Key:
    return Key(table, area(code, level), period, measure, unit)


def a_count(events: int | None, key: Key | None = None, *, source: str = "s", flags: tuple[str, ...] = ()) -> Finding:
    return Finding("q", key or a_key(), Estimate(events, events=events, flags=flags), (source,), "d@1", "counts")


def a_rate(events: int, residents: float, key: Key | None = None, *, source: str = "s") -> Finding:
    made = Estimate(1000 * events / residents, 0.1, 9.9, 0.95, "m", events, residents, "recompute", (), 2, 1000.0)
    return Finding("q", key or a_key(unit="per_1000_residents"), made, (source,), "d@1", "rates")


def cleared(*findings: Finding, rule: Rule = SMALL, sums: Sums = NONE, signals: tuple[Signal, ...] = ()) -> Clearance:
    return clear(findings, signals, document="d", audience="public", rules={"s": rule, "open": OPEN}, sums=sums, titles={},
                 explanations={})


def cells(clearance: Clearance) -> dict[tuple[str, str, str, str], Cell]:
    return {(cell.key.area.code, cell.key.measure, cell.key.unit, f"{cell.key.period.start:%m}-{cell.key.period.end:%m}"): cell
            for table in clearance.tables for cell in table.cells}


@settings(deadline=None)
@given(st.integers(0, 40))
@example(0)
@example(1)
@example(4)
@example(5)
def test_a_count_in_the_rule_s_range_is_hidden_and_never_zero(events: int) -> None:
    (cell,) = cells(cleared(a_count(events))).values()
    if 1 <= events <= 4:
        assert cell.marker == "c" and cell.value is cell.count is None
    else:
        assert cell.value == cell.count == events and cell.marker == ""


def test_open_counts_are_all_shown_and_the_lock_still_ran() -> None:
    clearance = cleared(a_count(1), rule=OPEN)
    assert clearance.hidden == 0 and clearance.record["findings"] == 1 and clearance.rules == (OPEN,)


def test_a_rate_on_a_hidden_count_is_hidden_too() -> None:
    found = cells(cleared(a_count(3), a_rate(3, 1000)))
    assert all(cell.marker == "c" and cell.value is None and cell.lower is None and cell.denominator is None for cell in found.values())


def test_a_modelled_number_hides_with_what_it_rests_on() -> None:
    key = a_key(unit="smoothed_per_1000_residents")
    smooth = Finding("q", key, Estimate(2.5, 1.0, 4.0, made="model", decimals=2), ("s",), "d@1", "smoothed", (a_key(),))
    assert cells(cleared(a_count(3), smooth))[("A", "robbery", key.unit, "01-12")].marker == "c"


def test_a_signal_of_a_hidden_number_is_dropped() -> None:
    signals = (Signal(a_key("A"), "lower", "lower than"), Signal(a_key("B"), "higher", "higher than"))
    clearance = cleared(a_count(3, a_key("A")), a_count(30, a_key("B")), signals=signals)
    assert [signal.key.area.code for table in clearance.tables for signal in table.signals] == ["B"]


def test_a_hidden_part_of_a_shown_whole_takes_the_smallest_other_part_with_it() -> None:
    nesting = Nesting(area("W", "csp"), (area("A"), area("B"), area("C")))
    found = cells(cleared(a_count(2, a_key("A")), a_count(50, a_key("B")), a_count(20, a_key("C")),
                          a_count(72, a_key("W", level="csp")), sums=Sums((nesting,), {})))
    hidden = {name[0] for name, cell in found.items() if cell.marker == "c"}
    assert hidden == {"A", "C"}


def test_a_hidden_month_takes_another_month_with_it() -> None:
    months = [a_count(2 if month == 3 else 10 + month, a_key(period=month_period(f"2025-{month:02d}"))) for month in range(1, 13)]
    whole = a_count(sum(each.estimate.events for each in months), a_key())
    found = cells(cleared(*months, whole))
    assert {name[3] for name, cell in found.items() if cell.marker == "c"} == {"03-03", "01-01"}


def test_a_hidden_limb_of_a_definition_takes_another_limb_with_it() -> None:
    parts = {"weapons": 2, "robbery": 30, "violence": 500}
    counts = [a_count(events, a_key(measure=name)) for name, events in parts.items()]
    whole = a_count(532, a_key(measure="all"))
    found = cells(cleared(*counts, whole, sums=Sums((), {"all": tuple(parts)})))
    assert {name[1] for name, cell in found.items() if cell.marker == "c"} == {"weapons", "robbery"}


def test_the_same_count_in_two_tables_is_hidden_in_both() -> None:
    nesting = Nesting(area("W", "csp"), (area("A"), area("B")))
    findings = [a_count(events, a_key(code, table=table, level=level)) for table in ("t/s/a", "t/s/b")
                for code, events, level in (("A", 2, "ltla"), ("B", 40, "ltla"), ("W", 42, "csp"))]
    clearance = cleared(*findings, sums=Sums((nesting,), {}))
    assert all(cell.marker == "c" for table in clearance.tables for cell in table.cells if cell.key.area.code == "B")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
@example([1, 0])
@example([4, 5, 5])
@example([1, 30])
def test_no_hidden_part_is_what_is_left_of_a_shown_whole(parts: list[int]) -> None:
    children = tuple(area(f"P{number}") for number in range(len(parts)))
    counts = [a_count(events, a_key(child.code)) for child, events in zip(children, parts, strict=True)]
    whole = a_count(sum(parts), a_key("W", level="csp"))
    found = cells(cleared(*counts, whole, sums=Sums((Nesting(area("W", "csp"), children),), {})))
    hidden = [name for name, cell in found.items() if cell.marker == "c"]
    assert len(hidden) != 1, "a single hidden term of a sum is the difference of the others"


def test_counts_are_rounded_where_the_rule_asks_and_rates_are_made_from_the_rounded_count() -> None:
    rule = Rule("nhs", "Nearest 5.", low=1, high=7, round_to=5, secondary=False)
    found = cells(cleared(a_count(13), a_rate(13, 1000), rule=rule))
    assert found[("A", "robbery", "count", "01-12")].count == 15
    rate = found[("A", "robbery", "per_1000_residents", "01-12")]
    assert (rate.count, rate.value) == (15, 15.0) and rate.lower > 0.1


def test_a_rate_on_too_few_events_for_the_rule_is_hidden_though_its_count_is_shown() -> None:
    rule = Rule("few", "No rate under 10.", min_rate_events=10, secondary=False)
    found = cells(cleared(a_count(9), a_rate(9, 1000), rule=rule))
    assert found[("A", "robbery", "count", "01-12")].value == 9
    assert found[("A", "robbery", "per_1000_residents", "01-12")].marker == "c"


def test_the_strictest_rule_of_several_sources_holds() -> None:
    both = strictest([OPEN, SMALL, Rule("r", "Round.", round_to=5, min_rate_events=10)])
    assert (both.low, both.high, both.round_to, both.min_rate_events, both.secondary) == (1, 4, 5, 10, True)
    mixed = Finding("q", a_key(), Estimate(3, events=3), ("open", "s"), "d@1", "counts")
    assert cells(cleared(mixed))[("A", "robbery", "count", "01-12")].marker == "c"


def test_missing_is_marked_missing_and_never_zero() -> None:
    (cell,) = cells(cleared(a_count(None, flags=("missing_period",)))).values()
    assert cell.marker == "x" and cell.value is None


def test_more_than_zero_that_rounds_to_it_says_so() -> None:
    (cell,) = cells(cleared(a_rate(5, 10_000_000), rule=OPEN)).values()
    assert (cell.value, cell.marker, cell.count) == (0.0, "low", 5)


def test_every_rule_that_is_shipped_says_what_it_does_and_whether_it_was_verified() -> None:
    for rule in rules().values():
        assert rule.says.endswith(".") and isinstance(rule.verified, bool)


def test_the_clearance_says_how_many_reviewers_and_why() -> None:
    clearance = cleared(a_count(12), rule=OPEN)
    assert clearance.reviewers == 0 and clearance.reason.startswith("public data only") and "attestation" in clearance.reason
    assert "not all data are public" in cleared(a_count(12)).reason


def test_the_period_of_two_years_adds_up_like_one() -> None:
    long = months_period("2024-01", "2025-12")
    months = [a_count(2 if month == "2024-05" else 20, a_key(period=month_period(month))) for month in long.months]
    clearance = cleared(*months, a_count(20 * 23 + 2, a_key(period=long)))
    hidden = [cell for table in clearance.tables for cell in table.cells if cell.marker == "c"]
    assert len(hidden) == 2 and all(cell.key.period != long for cell in hidden)
