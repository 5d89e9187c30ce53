"""Change, limits, pooled years, season, spikes and outlook on a tiny ground: what is said, and what is refused."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from assess.coded import CSP, NO_STREET, a_definition, a_ground, a_table, an_ask

from upriver.assess.analyses import scale, scale_by_offence, season, spikes
from upriver.assess.asking import Ask, Counts
from upriver.words.declared import Break
from upriver.words.finding import Finding, Signal
from upriver.words.period import months_between

KINDS = ("Robbery", "Burglary", "Drugs")
MONTHS = months_between("2022-01", "2025-12")
BOTH = (("Norsea Police", "E22009901", "Norsea"), ("Norsea Police", "E22009902", "Eastmarch"))


def street(per_month: Sequence[float] = (60, 30, 20), *, missing: Sequence[str] = (), odd: Sequence[str] = (), seed: int = 1) -> Counts:
    """Poisson counts of three kinds in two places over four years; some months missing or odd."""
    rng = np.random.default_rng(seed)
    events = rng.poisson(np.broadcast_to(per_month, (2, len(MONTHS), len(KINDS))))
    gone = np.array([[month in missing for month in MONTHS]] * 2)
    strange = np.array([[month in odd for month in MONTHS]] * 2)
    events = np.where(gone[:, :, None], 0, events)
    return Counts(MONTHS, KINDS, events, np.zeros_like(events), gone, strange & ~gone, {})


def asked(*breaks: Break, period: str = "2025-01..2025-12") -> Ask:
    return replace(an_ask(definition=a_definition(street=("Robbery",)), period=period), breaks=breaks)


def a_break(month: str, *touches: str) -> Break:
    return Break(month, "A new way of recording", touches, ("E",), True, "us")


def told(analysis: object, counts: Counts, ask: Ask) -> tuple[list[Finding], list[Signal]]:
    found = list(analysis.answer(counts, a_ground(), ask))  # type: ignore[attr-defined]
    return [each for each in found if isinstance(each, Finding)], [each for each in found if isinstance(each, Signal)]


def one(findings: list[Finding], table: str, unit: str, *, level: str = "partnership", measure: str = "robbery") -> Finding:
    return next(
        each for each in findings
        if (each.key.table, each.key.unit, each.key.area.level, each.key.measure) == (f"assessment/{table}", unit, level, measure)
    )  # fmt: skip


def test_a_change_is_the_ratio_of_the_two_counts_that_stand_beside_it() -> None:
    findings, _ = told(scale, street(), asked())
    change = one(findings, "scale/change", "change_percent")
    now, before = (next(each for each in findings if each.key == key).estimate.value for key in change.rests_on)
    assert change.estimate.value == pytest.approx(100 * (now / before - 1))


def test_a_missing_or_odd_month_is_left_out_of_both_years() -> None:
    counts = street(missing=["2024-06"], odd=["2025-05"])
    findings, signals = told(scale, counts, asked())
    change = one(findings, "scale/change", "change_percent")
    kept = [at for at, month in enumerate(MONTHS) if month[:4] == "2025" and month[5:] not in ("05", "06")]
    assert change.estimate.events == counts.events[:, kept, 0].sum()
    assert next(each.says for each in signals if each.key == change.key and each.kind == "compared") == "without May and June"


def test_nothing_is_compared_across_a_break() -> None:
    findings, signals = told(scale, street(), asked(a_break("2025-02", "robbery")))
    change = one(findings, "scale/change", "change_percent")
    assert change.estimate.value is None and change.estimate.flags == ("withheld",)
    assert next(each.says for each in signals if each.key == change.key and each.kind == "why") == "recording changed between the two years"
    assert one(findings, "scale/change", "change_percent", measure="burglary").estimate.value is not None


def test_a_break_inside_the_year_before_leaves_the_months_after_it() -> None:
    findings, signals = told(scale, street(), asked(a_break("2024-04", "robbery")))
    change = one(findings, "scale/change", "change_percent")
    assert change.estimate.value is not None
    assert next(each.says for each in signals if each.key == change.key and each.kind == "compared") == "without January, February and March"


def test_two_shared_months_are_too_few() -> None:
    counts = street(missing=months_between("2024-03", "2024-12"))
    findings, _ = told(scale, counts, asked())
    assert one(findings, "scale/change", "change_percent").estimate.value is None


def test_fewer_than_ten_a_year_are_pooled_over_three_years_in_person_years() -> None:
    counts = street((0.3, 30, 20), missing=["2024-06"])
    findings, signals = told(scale, counts, asked())
    pooled = one(findings, "scale/pooled", "per_100000_person_years", level="csp")
    assert pooled.estimate.denominator == pytest.approx(1_000 * 35 / 12)
    assert pooled.estimate.events == counts.events[0, 12:, 0].sum()
    assert "pooled" in pooled.estimate.flags
    assert any(each.key == pooled.key and each.kind == "pooled" for each in signals)


def test_years_before_a_break_are_not_pooled() -> None:
    findings, _ = told(scale, street((0.3, 30, 20)), asked(a_break("2024-01", "robbery")))
    assert one(findings, "scale/pooled", "per_100000_person_years", level="csp").estimate.denominator == pytest.approx(2_000)


def test_ten_a_year_are_not_pooled() -> None:
    findings, _ = told(scale, street((5, 30, 20)), asked())
    assert not [each for each in findings if each.key.table == "assessment/scale/pooled"]


def test_a_month_far_above_its_limits_is_named() -> None:
    counts = street()
    counts.events[:, MONTHS.index("2025-03"), 0] *= 3
    _, signals = told(scale, counts, asked())
    assert [each.says for each in signals if each.kind == "above" and each.key.area.level == "partnership" and each.key.measure == "robbery"] == ["March 2025"]


def test_the_season_is_spoken_of_only_beyond_chance() -> None:
    calm = told(season, street(), asked())[1]
    assert not [each for each in calm if each.kind == "peak" and each.key.measure == "robbery" and each.key.area.level == "partnership"]
    counts = street()
    july = np.array([month.endswith(("-06", "-07", "-08")) for month in MONTHS])
    counts.events[:, july, 0] = (counts.events[:, july, 0] * 1.4).astype(int)
    busy = told(season, counts, asked())[1]
    assert [each.says for each in busy if each.kind == "peak" and each.key.measure == "robbery" and each.key.area.level == "partnership"] == ["July"]


def test_no_trend_is_given_on_less_than_two_years_since_a_break() -> None:
    findings, signals = told(season, street(), asked(a_break("2024-02", "robbery")))
    trend = one(findings, "season/trend", "change_percent")
    assert trend.estimate.value is None
    assert "a trend needs 24" in next(each.says for each in signals if each.key == trend.key)


def test_no_outlook_is_given_on_what_police_find_by_searching() -> None:
    findings, _ = told(season, street(), asked())
    assert {each.key.measure for each in findings if each.key.table == "assessment/season/outlook"} == {"robbery", "burglary", "ours"}


def test_a_definition_that_holds_weapons_has_no_outlook() -> None:
    definition = a_definition(street=("Robbery",))
    limb = replace(definition.limbs[0], slug="possession_of_weapons")
    ask = replace(asked(), definition=replace(definition, limbs=(limb,)))
    findings, _ = told(season, street(), ask)
    assert "ours" not in {each.key.measure for each in findings if each.key.table == "assessment/season/outlook"}


def test_no_outlook_is_given_after_a_hole() -> None:
    findings, _ = told(season, street(missing=months_between("2024-05", "2024-12")), asked())
    assert not [each for each in findings if each.key.table == "assessment/season/outlook"]


def test_the_outlook_reads_nothing_after_the_period() -> None:
    counts = street()
    before = told(season, counts, asked(period="2025-01..2025-06"))[0]
    counts.events[:, MONTHS.index("2025-07") :, :] = 999
    assert [each.estimate for each in told(season, counts, asked(period="2025-01..2025-06"))[0]] == [each.estimate for each in before]


def test_a_spike_in_the_last_month_is_found_allowing_for_the_season() -> None:
    counts = street()
    counts.events[:, -1, 1] *= 3
    _, signals = told(spikes, counts, asked())
    seen = [each for each in signals if each.kind == "spike" and each.key.area.level == "partnership"]
    assert [(each.key.measure, each.says) for each in seen] == [("burglary", "allowing for the time of year")]


def test_an_odd_month_among_the_seven_before_is_stepped_over() -> None:
    counts = street(missing=MONTHS[:24], odd=["2025-08"])
    counts.events[:, -1, 1] *= 3
    _, signals = told(spikes, counts, asked())
    seen = [each for each in signals if each.kind == "spike" and each.key.area.level == "partnership"]
    assert [(each.key.measure, each.says) for each in seen] == [("burglary", "by the seven months held before it alone")]


QUARTERS = tuple(f"{year}-{month}" for year in (2022, 2023, 2024) for month in ("01", "04", "07", "10"))


def test_offences_are_compared_with_the_four_quarters_before() -> None:
    table = a_table(CSP, places=BOTH, quarters=QUARTERS, events=10)
    table.counts[:, 8:, :] = 20
    findings, signals = told(scale_by_offence, NO_STREET, an_ask(table, definition=a_definition("34B"), period="2024-01..2024-12"))
    change = one(findings, "scale/change_by_offence", "change_percent", measure="34b")
    assert change.estimate.value == pytest.approx(100) and change.estimate.events == 160
    assert any(each.key == change.key and each.kind == "more" for each in signals)


def test_a_break_of_a_police_uk_type_touches_its_offences_and_not_homicide() -> None:
    offences = (("8N", "Violence against the person", "Violence with injury"), ("1/4.1/4.10/4.2", "Violence against the person", "Homicide"))
    table = a_table(CSP, places=BOTH, quarters=QUARTERS, offences=offences, events=10)
    ask = an_ask(table, definition=a_definition("8N"), period="2024-01..2024-12")
    findings, _ = told(scale_by_offence, NO_STREET, replace(ask, breaks=(a_break("2024-02", "violence_and_sexual_offences"),)))
    given = {dict(each.key.breakdown).get("subgroup", each.key.measure): each.estimate.value for each in findings
             if each.key.unit == "change_percent" and each.key.area.level == "partnership"}  # fmt: skip
    assert given["homicide"] == pytest.approx(0) and given["violence_with_injury"] is None and given["8n"] is None


def test_rare_offences_are_pooled_and_charted() -> None:
    table = a_table(CSP, places=BOTH, quarters=QUARTERS, events=0)
    table.counts[:, ::3, :] = 1
    ask = an_ask(table, definition=a_definition("34B"), period="2024-01..2024-12")
    pooled = one(told(scale_by_offence, NO_STREET, ask)[0], "scale/pooled_by_offence", "per_100000_person_years", level="csp", measure="34b")
    assert (pooled.estimate.events, pooled.estimate.denominator) == (4, pytest.approx(3_000))
    rare = [each for each in told(spikes, NO_STREET, ask)[0] if each.key.table == "assessment/spikes/rare"]
    assert rare and all(np.isfinite(each.estimate.value) for each in rare)


@pytest.mark.parametrize("breaks", [(), (a_break("2025-12", "robbery"),)], ids=["no break", "a break in the last month"])
@pytest.mark.parametrize(
    "counts",
    [
        street((0, 0, 0)), street((60, 30, 20), missing=MONTHS), street(missing=MONTHS[:-1]), street(odd=MONTHS), street(missing=MONTHS[::2]),
        replace(street(), events=np.full((2, len(MONTHS), 3), 7)), replace(street(), events=np.full((2, len(MONTHS), 3), 10**9)),
    ],
    ids=["no event", "all missing", "one month", "all odd", "every other month", "constant", "absurd"],
)  # fmt: skip
def test_bad_series_give_flags_and_never_a_number_that_is_none(counts: Counts, breaks: tuple[Break, ...]) -> None:
    ask = asked(*breaks)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for analysis in (scale, season, spikes):
            findings, _ = told(analysis, counts, ask)
            keys = [each.key for each in findings]
            assert len(keys) == len(set(keys))
            for each in findings:
                numbers = (each.estimate.value, each.estimate.lower, each.estimate.upper)
                assert all(number is None or np.isfinite(number) for number in numbers)
                assert each.estimate.value is not None or each.estimate.flags


def test_nobody_living_somewhere_gives_no_pooled_rate() -> None:
    ground = replace(a_ground(), residents=np.zeros(2))
    found = list(scale.answer(street((0.3, 30, 20)), ground, asked()))
    assert not [each for each in found if isinstance(each, Finding) and each.key.table == "assessment/scale/pooled"]
