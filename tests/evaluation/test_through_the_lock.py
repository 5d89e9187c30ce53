"""What a study tells goes through the lock with all that it rests on, and is said from cleared numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from evaluation.drawing import a_study, drawn, flat, seen

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.monitor.designs.climbing import answer
from upriver.monitor.designs.found import Source, findings
from upriver.monitor.designs.observed import Observed
from upriver.monitor.telling import effects
from upriver.monitor.worth import Price, avoided, worth
from upriver.words.area import Area
from upriver.words.cleared import Rule
from upriver.words.finding import Finding, Signal
from upriver.words.monitoring.effect import COUNTS, MONTHS, RESULTS, Effect
from upriver.words.period import read_period
from upriver.words.registers.learning import Study

HERE = Area("partnership", "p", "P")
OPEN, CLOSED = Rule("open", "nothing is hidden"), Rule("closed", "1 to 9 are hidden", 1, 9, secondary=False)


def given(found: Observed, *, monthly: bool = True) -> list[Finding | Signal]:
    return list(findings(found, answer(found, seed=1), HERE, Source(("police_uk_street",), "d@1", "counts", monthly), read_period("2025")))


def told(found: Observed, rule: Rule = OPEN, study: Study | None = None) -> Effect:
    return telling(given(found), rule, study or found.study)


def telling(given: Sequence[Finding | Signal], rule: Rule, study: Study) -> Effect:
    numbers, said = [each for each in given if isinstance(each, Finding)], [each for each in given if isinstance(each, Signal)]
    cleared = clear(numbers, said, document="assessment", audience="public", rules={"police_uk_street": rule}, sums=Sums((), {}), titles={},
                    explanations={})
    return effects((study,), {table.slug: table for table in cleared.tables})[0]


def fallen(**changed: str) -> Observed:
    return seen(a_study(**changed), treated=drawn(15, 5, effect=0.6, seed=5), compared=drawn(25, 5, seed=6))


def test_every_number_of_a_result_rests_on_all_counts() -> None:
    found = [each for each in given(fallen()) if isinstance(each, Finding)]
    counts = {each.key for each in found if each.key.table == COUNTS}
    assert len(counts) == 4 and all(set(each.rests_on) == counts for each in found if each.key.table == RESULTS)


def test_a_result_whose_count_is_hidden_is_hidden_and_says_so() -> None:
    found = told(seen(a_study(design="wdd"), treated=flat(48, 8), compared=flat(480, 240)), CLOSED)
    assert found.verdict == "Not shown" and "too small to be shown" in found.says and not found.worth
    assert all(cell.value is None for cell in found.cells if cell.key.table == RESULTS)


def test_nothing_said_of_a_hidden_result_holds_a_number() -> None:
    found = told(seen(a_study(design="wdd"), treated=flat(48, 8), compared=flat(480, 240)), CLOSED)
    assert not re.search(r"\d", found.says + found.verdict + found.least_seen + " ".join(found.beside))


def test_a_shown_result_is_said_with_its_interval_and_its_least_effect() -> None:
    found = told(fallen())
    assert found.rung == "fewer" and re.search(r"^There was \d+% less robbery than the change in the compared areas", found.says)
    assert re.match(r"A fall of \d+% or more would have been seen four times in five", found.least_seen)


def test_months_are_told_where_the_source_is_open_and_kept_back_where_it_isn_t() -> None:
    tables = [{each.key.table for each in given(fallen(), monthly=how) if isinstance(each, Finding)} for how in (True, False)]
    assert MONTHS in tables[0] and MONTHS not in tables[1]


def test_a_refused_study_prints_no_result_and_its_reason() -> None:
    found = told(seen(a_study(design="its"), treated=flat(24, 12)))
    assert found.rung == "refused" and "fewer than 2 events a month" in found.refused and not found.least_seen


@pytest.mark.parametrize("changed", [{"design": "wdd"}, {"outcome": "violence"}])
def test_a_study_that_was_changed_since_the_run_has_no_result(changed) -> None:
    found = told(fallen(), study=a_study(**changed))
    assert not found.looked and found.verdict == "No assessment has looked at it yet."


def test_before_any_assessment_nothing_is_said() -> None:
    assert effects((a_study(),), {})[0].looked is False


def test_a_late_study_is_labelled_exploratory() -> None:
    assert told(fallen(declared_on="2026-02-01")).exploratory


def test_events_avoided_are_those_that_the_ratio_leaves_unseen() -> None:
    """60 events where the ratio is 0.5: 60 were avoided; at the ends 0.8 and 0.4 it is 15 and 90."""
    from dataclasses import replace

    found = seen(treated=flat(240, 60), compared=flat(240, 120))
    made = replace(answer(fallen(), seed=1), value=0.5, lower=0.4, upper=0.8)
    assert avoided(found, made) == pytest.approx((60, 15, 90))


def test_money_is_events_avoided_times_one_unit_cost() -> None:
    found = fallen(benefit="yes", cost="1000")
    made = answer(found, seed=1)
    events = avoided(found, made)
    assert events is not None and worth(found, made, Price(100.0, "2025/26", "a cost"))[0].value == pytest.approx(100 * events[0])


@pytest.mark.parametrize("changed", [{"benefit": "no"}, {"benefit": "yes", "declared_on": "2026-02-01"}])
def test_no_money_is_shown_where_nobody_asked_or_the_study_is_exploratory(changed) -> None:
    found = fallen(**changed)
    assert worth(found, answer(found, seed=1), Price(100.0, "2025/26", "a cost")) == ()


def test_no_money_is_shown_where_no_effect_can_be_told() -> None:
    found = told(seen(a_study(benefit="yes"), treated=drawn(8, 9), compared=drawn(8, 9, seed=2)))
    assert found.rung not in ("fewer", "more") and found.worth == "Costs and benefits aren't shown where no effect can be told."


def test_a_missing_unit_cost_is_said_and_not_made_nothing() -> None:
    assert told(fallen(benefit="yes", cost="1000")).worth == "No unit cost is held for robbery, so nothing is put in pounds."


def test_money_names_the_unit_cost_that_it_rests_on() -> None:
    from dataclasses import replace

    found = fallen(benefit="yes", cost="1000")
    made = answer(found, seed=1)
    made = replace(made, beside=(*made.beside, *worth(found, made, Price(100.0, "2025/26", "the unit cost of robbery"))))
    given = list(findings(found, made, HERE, Source(("police_uk_street",), "d@1", "counts"), read_period("2025")))
    assert "the unit cost of robbery, prices of 2025/26" in telling(given, OPEN, found.study).worth
