"""What the lock hides besides, how little that is, and what its own attacker says of a pattern that leaks."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from disclose.grids import grid
from disclose.test_the_lock import NONE, a_count, a_key, a_rate, area, cells, cleared

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums, hidden_counts, of_counts, quantity, system_of
from upriver.disclose.ways import audit
from upriver.words.area import Nesting
from upriver.words.cleared import Audit, Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period, months_period
from upriver.words.releasing.released import Fact

TEN = Rule("ten", "1 to 9 are hidden.", low=1, high=9)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
RULES = {("s",): TEN}


def split(*events: int) -> tuple[list[Finding], Sums]:
    places = tuple(area(f"D{number}") for number, _ in enumerate(events))
    found = [a_count(many, a_key(place.code)) for place, many in zip(places, events, strict=True)]
    return [*found, a_count(sum(events), a_key("W", level="csp"))], Sums((Nesting(area("W", "csp"), places),), {})


def attacked(findings: list[Finding], sums: Sums, hidden: set[str], earlier: tuple[Fact, ...] = ()) -> Audit:
    """The audit of a pattern of holes that somebody else chose, by the codes of the areas hidden."""
    found = system_of(of_counts(findings), RULES, sums, earlier)
    assert found is not None
    gone = found.must.copy()
    tables = {}
    for each in findings:
        tables.setdefault(quantity(each), set()).add(each.key.table)
        gone[found.index[quantity(each)]] = each.key.area.code in hidden
    return audit(found, gone, None, tables)


def fact(finding: Finding, shown: int | None, release: str = "first") -> Fact:
    return Fact(quantity(finding), "d@1", None, shown, 1, "ten", release)


def of(findings: list[Finding], sums: Sums, earlier: tuple[Fact, ...] = (), rule: Rule = TEN, signals: tuple[Signal, ...] = ()):
    return clear(findings, signals, document="d", audience="public", rules={"s": rule}, sums=sums, titles={}, explanations={}, earlier=earlier)


def gone(clearance) -> set[str]:
    return {cell.key.area.code for table in clearance.tables for cell in table.cells if cell.marker == "c"}


def test_of_a_square_the_least_events_are_hidden_and_the_bound_says_so() -> None:
    findings, sums = grid(((4, 50, 30), (60, 70, 12), (20, 40, 90)))
    clearance = of(findings, sums)
    assert clearance.audit.passed and clearance.audit.lost == clearance.audit.bound == 30 + 60 + 12
    assert clearance.loss.events_hidden == 4 + 102


def test_the_cells_are_the_same_in_whatever_order_findings_come() -> None:
    findings, sums = grid(((4, 50, 30, 7), (60, 70, 12, 11), (20, 40, 9, 33), (18, 18, 18, 18)))
    first = hidden_counts(findings, RULES, sums, kept={}).counts
    for seed in range(4):
        shuffled = random.Random(seed).sample(findings, len(findings))
        assert hidden_counts(shuffled, RULES, Sums(tuple(reversed(sums.nestings)), sums.limbs), kept={}).counts == first


def test_a_group_that_has_not_changed_is_not_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    findings, sums = grid(((4, 50, 30), (60, 70, 12), (20, 40, 90)))
    kept: dict[str, str] = {}
    first = hidden_counts(findings, RULES, sums, kept=kept)
    monkeypatch.setattr("upriver.disclose.linear.settling._settled", lambda group: pytest.fail("solved again"))
    assert hidden_counts(findings, RULES, sums, kept=kept).counts == first.counts


def test_a_leaking_total_is_named_with_its_tables_and_what_to_hide() -> None:
    findings, sums = split(4, 30, 40)
    (way,) = attacked(findings, sums, {"D0"}).ways
    assert (way.least, way.most) == (4, 4) and way.tables == ("t/s/a",)
    assert "D0" in way.figure and "D1" in way.says and any("D1" in each for each in way.proposes)
    assert "4" not in way.says.replace("2025", "")
    assert attacked(findings, sums, {"D0", "D1"}).passed


def test_what_the_parts_leave_of_a_whole_is_named() -> None:
    findings, sums = split(30, 40, 4)
    (way,) = attacked(findings[:2] + findings[3:], sums, set()).ways
    assert "what the parts leave" in way.figure and "W" in way.figure


def test_a_rate_of_a_hidden_count_that_an_analysis_passes_off_as_a_model_is_hidden() -> None:
    rate = a_rate(4, 1000)
    passed_off = replace(rate, estimate=replace(rate.estimate, made="model", events=None))
    assert all(cell.marker == "c" for cell in cells(cleared(a_count(4), passed_off, rule=TEN)).values())


@pytest.mark.parametrize(("made", "how"), [
    (Estimate(8.0, events=4, denominator=50, made="model", decimals=1, per=100.0), "share and its base"),
    (Estimate(8.0, 3.2, 18.8, 0.95, "Wilson", 4, None, "model", (), 1), "interval"),
])
def test_a_share_or_interval_that_tells_a_small_count_is_caught_and_named(made: Estimate, how: str) -> None:
    finding = Finding("q", Key("t/s/b", area("A"), YEAR, "carried", "percent"), made, ("s",), "d@1", "")
    clearance = of([finding, a_count(90)], NONE)
    (way,) = clearance.audit.mended
    assert how in way.says and way.tables == ("t/s/b",) and clearance.tables[1].cells[0].marker == "c"


def test_a_sentence_that_says_a_hidden_count_is_caught_and_dropped() -> None:
    key = a_key(unit="per_1000_residents", table="t/s/b")
    said = Signal(key, "note", "all but 4 of them were at night")
    clearance = clear(
        [a_count(4), Finding("q", key, Estimate(2.0, made="model"), ("o",), "d@1", "")], (said,), document="d", audience="public",
        rules={"s": TEN, "o": Rule("open", "Nothing.", secondary=False)}, sums=NONE, titles={}, explanations={})
    assert not any(table.signals for table in clearance.tables) and "said in words" in clearance.audit.mended[0].says


def test_a_total_made_of_a_hidden_count_is_hidden_with_it() -> None:
    harm = Finding("q", a_key(measure="harm", unit="harm"), Estimate(7000, made="model"), ("s",), "d@1", "", adds=(a_key(),))
    assert cells(cleared(a_count(4), harm, rule=TEN))[("A", "harm", "harm", "01-12")].marker == "c"


def test_a_count_that_was_printed_before_is_no_place_to_hide_another() -> None:
    findings, sums = split(4, 30, 40, 50)
    assert gone(of(findings, sums)) == {"D0", "D1"}
    assert gone(of(findings, sums, (fact(findings[1], 30),))) == {"D0", "D2"}, "30 is known for ever"


def test_a_number_that_earlier_releases_give_away_is_said_to_be_out() -> None:
    findings, sums = split(4, 30, 40)
    clearance = of(findings, sums, tuple(fact(each, each.estimate.events, "old") for each in findings[1:]))
    assert clearance.audit.passed and len(clearance.audit.out) == 1 and clearance.audit.out[0].releases == ("old",)


def test_a_small_revision_is_a_count_and_its_new_value_is_hidden() -> None:
    findings, sums = split(100, 30, 40)
    assert gone(of(findings, sums, (fact(findings[0], 97),))) >= {"D0"}
    assert not gone(of(findings, sums, (fact(findings[0], 80),))), "20 more is no small number"


def test_a_rolling_year_does_not_tell_the_month_that_it_gained() -> None:
    old = a_count(120, a_key(period=months_period("2024-01", "2024-12")))
    january = a_count(11, a_key(period=months_period("2024-01", "2024-01")))
    new = a_count(112, a_key(period=months_period("2024-02", "2025-01")))
    assert gone(of([new], NONE, (fact(old, 120), fact(january, 11)))) == {"A"}, "January 2025 is 112 less 120 plus 11: 3"


def test_what_a_person_left_out_is_hidden_and_protected_though_it_is_open() -> None:
    findings, sums = split(400, 300, 500)
    findings[0] = replace(findings[0], estimate=replace(findings[0].estimate, flags=("left_out",)))
    clearance = of(findings, sums, rule=Rule("open", "Nothing.", secondary=False))
    assert gone(clearance) == {"D0", "D1"} and "endanger" in clearance.why[findings[0].key]


def test_a_level_with_too_many_holes_is_given_up_for_the_coarser_one() -> None:
    findings, sums = split(4, 3, 2, 30, 40, 50)
    clearance = of(findings, sums)
    assert gone(clearance) == {f"D{number}" for number in range(6)}
    assert any("coarser level" in note for note in clearance.tables[0].notes)


def test_every_hidden_number_says_why() -> None:
    findings, sums = split(4, 30, 40)
    clearance = of(findings, sums)
    assert set(clearance.why) == {findings[0].key, findings[1].key}
    assert "falls under the rule ten" in clearance.why[findings[0].key] and "D0" in clearance.why[findings[1].key]
