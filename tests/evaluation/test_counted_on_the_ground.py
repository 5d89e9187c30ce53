"""A study's areas found on the ground, its outcome counted, and what can't be counted named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from assess.test_counts_on_the_ground import a_ground, an_ask, laid
from evaluation.drawing import a_study
from places.test_places import SMALL

from upriver.assess.asking import Ask
from upriver.assess.in_depth import BY, CONTRACT
from upriver.assess.materials import Materials
from upriver.assess.profiles import profiles
from upriver.pipeline.watching.extract import EXTRACT
from upriver.pipeline.watching.studying import place, studied
from upriver.store.tallies import Tallied
from upriver.words.declared import Break
from upriver.words.finding import Finding, Signal
from upriver.words.monitoring.effect import COUNTS, MONTHS, RESULTS
from upriver.words.registers.learning import Study
from upriver.words.registers.plan import Plan

YEAR = {"before_from": "2025-01-01", "starts": "2025-07-01", "after_to": "2025-12-31", "declared_on": "2025-05-01"}


def a_year(**changed: str) -> Study:
    return a_study(**{**YEAR, "design": "wdd", "treated": SMALL[0], "compared": SMALL[1], **changed})


def found(study: Study, ask: Ask | None = None) -> list[Finding | Signal]:
    ask = ask or an_ask()
    return list(studied(laid(ask), a_ground(), replace(ask, plan=Plan({Study: (study,)}))))


def said(each: list[Finding | Signal], kind: str) -> list[str]:
    return [signal.says for signal in each if isinstance(signal, Signal) and signal.kind == kind]


def numbers(each: list[Finding | Signal], table: str) -> list[float | None]:
    return [one.estimate.value for one in each if isinstance(one, Finding) and one.key.table == table]


def test_two_robberies_a_month_for_six_months_on_each_side() -> None:
    assert numbers(found(a_year()), COUNTS) == [12, 12, 12, 12]


def test_a_larger_area_is_its_small_areas() -> None:
    level = next(level for name, level in a_ground().levels.items() if name not in ("lsoa21", "partnership", "force"))
    area, row = level.areas[0], level.member[0]
    placed = place(a_year(treated=area.code, compared=""), a_ground())
    assert placed.groups["treated"].tolist() == sorted(row.indices.tolist())


def test_a_code_that_is_not_on_the_ground_is_named_and_nothing_is_found() -> None:
    got = found(a_year(compared="E01999999"))
    assert "E01999999" in said(got, "refused")[0] and said(got, "rung") == ["refused"]


def test_an_area_on_two_sides_is_found_out_whatever_its_level() -> None:
    assert place(a_year(treated=a_ground().partnership.code, compared=SMALL[1]), a_ground()).twice == (SMALL[1],)


def test_an_outcome_that_nobody_counts_is_refused_in_words() -> None:
    assert "is no category of police.uk" in said(found(a_year(outcome="sunshine")), "refused")[0]


def test_a_month_in_doubt_is_left_out_on_both_sides() -> None:
    got = found(a_year(), an_ask(odd=("2025-08",)))
    assert numbers(got, COUNTS) == [12, 10, 12, 10] and numbers(got, MONTHS).count(None) == 2


def test_a_change_of_recording_inside_the_study_is_met_and_one_before_it_isn_t() -> None:
    broken = [replace(an_ask(), breaks=(Break(month, "New system", ("robbery",), (), True, "s"),)) for month in ("2025-03", "2025-01")]
    assert [any("New system" in each for each in said(found(a_year(), ask), "warning")) for ask in broken] == [True, False]


def test_no_study_gives_nothing() -> None:
    assert list(studied(laid(an_ask()), a_ground(), an_ask())) == []


def an_extract(*, detail: str = "district", hidden: bool = False, lacks: str = "") -> Ask:
    """Four knife crimes a month in the one district, as the force sent them."""
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    size = len(months)
    columns = {name: np.array([None] * size, dtype=object) for name in BY}
    columns |= {"provider": np.array(["ashby"] * size, dtype=object), "period": np.array(months, dtype=object),
                "place": np.array([SMALL[0]] * size, dtype=object), "offence_code": np.array(["8N"] * size, dtype=object),
                "knife": np.array(["yes"] * size, dtype=object)}
    held = frozenset(("ashby", month) for month in months if month != lacks)
    tallied = Tallied(EXTRACT, columns, np.full(size, 4), np.full(size, hidden), held, frozenset(), detail, ())
    return replace(an_ask(), materials=Materials(tallies={EXTRACT: tallied}), profiles=profiles())


@pytest.mark.parametrize(("how", "why"), [({"detail": "partnership"}, "No police extract is held"), ({"hidden": True}, "small counts hidden"),
                                          ({"lacks": "2025-03"}, "lacks a month")])
def test_an_extract_that_can_t_be_counted_is_refused_in_words(how, why) -> None:
    district = a_ground().levels["ltla"].areas[0].code
    assert why in said(found(a_year(outcome="knife", design="before_after", treated=district, compared=""), an_extract(**how)), "refused")[0]


def test_the_extract_is_never_counted_below_a_district() -> None:
    assert "smaller than one" in said(found(a_year(outcome="knife", compared=""), an_extract()), "refused")[0]


def test_the_extract_tells_whole_stretches_by_district_and_no_single_month() -> None:
    district = a_ground().levels["ltla"].areas[0].code
    got = found(a_year(outcome="knife", design="before_after", treated=district, compared=""), an_extract())
    whole = next(each for each in got if isinstance(each, Finding) and each.key.table == COUNTS and each.adds)
    assert not numbers(got, MONTHS) and whole.estimate.value == 24 and {key.area.code for key in whole.adds} == {district}
    assert all(each.sources == (CONTRACT,) for each in got if isinstance(each, Finding) and each.key.table == RESULTS)
