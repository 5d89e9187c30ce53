"""Random documents through the lock: nothing under the threshold is printed, and its own attacker finds every hidden number open."""

from __future__ import annotations

import numpy as np
import pytest
from disclose.test_the_lock import a_count, a_key, a_rate, area

from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.words.area import Nesting
from upriver.words.cleared import Clearance, Rule
from upriver.words.finding import Finding
from upriver.words.period import month_period, months_period

TEN = Rule("ten", "1 to 9 are hidden.", low=1, high=9, min_rate_events=10)
FIVE = Rule("five", "1 to 5 are hidden.", low=1, high=5, min_rate_events=10)
NHS = Rule("nhs", "1 to 7 are hidden, others to the nearest 5.", low=1, high=7, round_to=5, secondary=False)
RULES = (TEN, FIVE, NHS)
QUARTERS = tuple((first, first + 2) for first in (1, 4, 7, 10))


def document(seed: int) -> tuple[list[Finding], Sums, Rule]:
    """Areas in districts in a partnership, months in quarters in a year, two limbs and their sum: a part of these tables."""
    rng = np.random.default_rng(seed)
    districts, each, months = int(rng.integers(1, 4)), int(rng.integers(2, 4)), int(rng.choice([3, 6]))
    events = rng.poisson(rng.choice([1, 6, 15, 40], (districts * each, 1, 1)), (districts * each, months, 2))
    small = [area(f"S{at}", "lsoa21") for at in range(districts * each)]
    large = [area(f"D{at}") for at in range(districts)]
    whole = area("W", "partnership")
    places = [(each_, [at]) for at, each_ in enumerate(small)] + [(place, list(range(at * each, at * each + each))) for at, place in enumerate(large)]
    levels = {"lsoa21": places[: len(small)], "ltla": places[len(small) :], "partnership": [(whole, list(range(len(small))))]}
    times = {"month": [(at, at) for at in range(months)], "quarter": [(at, at + 2) for at in range(0, months, 3)], "year": [(0, months - 1)]}
    found = []
    for _level, there in levels.items():
        for _grain, spans in times.items():
            for measure, limbs in (("one", [0]), ("other", [1]), ("all", [0, 1])):
                if rng.random() < 0.6:
                    found += [_count(int(events[np.ix_(inside, range(first, last + 1), limbs)].sum()), place, first, last, measure)
                              for place, inside in there for first, last in spans]
    nestings = (*(Nesting(place, tuple(small[at] for at in inside)) for place, inside in levels["ltla"]), Nesting(whole, tuple(large)))
    return found, Sums(nestings, {"all": ("one", "other")}), RULES[seed % 3]


def _count(events: int, place, first: int, last: int, measure: str) -> Finding:
    period = month_period(f"2025-{first + 1:02d}") if first == last else months_period(f"2025-{first + 1:02d}", f"2025-{last + 1:02d}")
    return a_count(events, a_key(place.code, level=place.level, measure=measure, period=period, table=f"t/{place.level}/{last - first}"))


def of(findings: list[Finding], sums: Sums, rule: Rule) -> Clearance:
    return clear(findings, (), document="d", audience="public", rules={"s": rule}, sums=sums, titles={}, explanations={})


def hold(seeds: range, *, refused: int = 0) -> tuple[int, int]:
    """How many numbers were hidden and protected over documents that may be released.

    At most `refused` documents may be stopped by their audit instead of mended: nothing of such a one is released.
    """
    hidden = protected = 0
    for seed in seeds:
        findings, sums, rule = document(seed)
        clearance = of(findings, sums, rule)
        if not clearance.audit.passed:
            refused -= 1
            assert refused >= 0 and all(way.proposes for way in clearance.audit.ways), (seed, clearance.audit.ways[:2])
            continue
        assert clearance.audit.witnessed + clearance.audit.solved == clearance.audit.protected, seed
        hidden, protected = hidden + clearance.hidden, protected + clearance.audit.protected
    return hidden, protected


@pytest.mark.parametrize("block", range(2))
def test_no_hidden_number_of_a_hierarchy_can_be_narrowed(block: int) -> None:
    hidden, protected = hold(range(4 * block, 4 * block + 4))
    assert hidden > 20 and protected > 20


@pytest.mark.big
def test_no_hidden_number_of_a_hundred_hierarchies_can_be_narrowed() -> None:
    # tests/attack asks the audit about a thousand more. Known limit: in 1012 and 1073 the repair gives up, and the release is stopped with its ways named.
    hidden, _ = hold(range(1000, 1100), refused=2)
    assert hidden > 500


def primary(seeds: range) -> None:
    """Counts with rates and without sums, or in one split: none in the range of the rule is in any field of a cell."""
    for seed in seeds:
        rng = np.random.default_rng(seed)
        events, rule = rng.integers(0, 14, int(rng.integers(2, 9))).tolist(), RULES[seed % 3]
        places = tuple(area(f"P{at}") for at, _ in enumerate(events))
        found = [a_count(many, a_key(place.code)) for place, many in zip(places, events, strict=True)]
        found += [a_rate(many, 1000, a_key(place.code, unit="per_1000_residents")) for place, many in zip(places, events, strict=True)]
        sums = Sums((Nesting(area("W", "csp"), places),), {}) if seed % 2 else Sums((), {})
        found += [a_count(sum(events), a_key("W", level="csp"))] if seed % 2 else []
        for table in of(found, sums, rule).tables:
            for cell in table.cells:
                assert cell.count is None or not rule.low <= cell.count <= rule.high or rule.round_to > 1, (seed, cell)
                assert cell.count is None or cell.count % rule.round_to == 0, (seed, cell)
                assert cell.count is not None or (cell.value, cell.lower, cell.upper, cell.denominator) == (None,) * 4, (seed, cell)


def test_no_count_under_its_threshold_is_printed() -> None:
    primary(range(60))


@pytest.mark.big
def test_no_count_under_its_threshold_is_printed_in_two_thousand_tables() -> None:
    primary(range(60, 2060))
