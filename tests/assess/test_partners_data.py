"""What partners sent: counted where every provider has sent it, hidden where a part was, never added across sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from assess.test_counts_on_the_ground import a_ground, an_ask, laid

from upriver.assess.analyses.partners_data import BY_PERIOD, TOTALS, answer
from upriver.intake.contracts import contract_from
from upriver.intake.derived import GRAIN_FIELDS, derived
from upriver.store.feeds import FeedCounts, feed_counts
from upriver.store.folder import Folder
from upriver.store.holding import write_rows
from upriver.words.declared import Contract
from upriver.words.finding import Estimate
from upriver.words.part import Part
from upriver.words.period import months_period
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission, Use

YEAR = tuple(f"2025-{month:02d}" for month in range(1, 13))
OTHER = a_ground().levels["ltla"].areas[1].code


def a_feed(rows=None, *, providers=("North ED",), months=YEAR, events=10, place="", detail="district", tally="events", hidden=()) -> FeedCounts:
    """`events` a month from every provider; `hidden` are months of which a part was too small to be sent."""
    given = rows or tuple((who, month, place, events, month in hidden) for who in providers for month in months)
    held = frozenset((who, month) for who, month, *_ in given)
    return FeedCounts("ed", detail, tally, 1, given, held, ())


def said(*feeds: FeedCounts) -> dict[tuple[str, str, str], Estimate]:
    ask = an_ask()
    asked = type(ask)(ask.period, ask.definition, ask.coverage, (), 1, feeds=feeds)
    found = answer(laid(ask), a_ground(), asked)
    return {(each.key.table, each.key.area.code, f"{each.key.period.start:%Y-%m}"): each.estimate for each in found}


def test_a_month_is_the_sum_of_all_who_send_it() -> None:
    assert said(a_feed(providers=("North ED", "South ED")))[(BY_PERIOD, "p", "2025-03")].value == 20


def test_a_month_that_one_of_two_providers_has_not_sent_is_missing_and_no_smaller_number() -> None:
    rows = (("North ED", "2025-01", "", 10, False), ("South ED", "2025-01", "", 10, False), ("North ED", "2025-02", "", 10, False))
    found = said(a_feed(rows))[(BY_PERIOD, "p", "2025-02")]
    assert found.value is None and found.flags == ("missing_period",)


def test_a_month_with_a_hidden_part_has_no_sum() -> None:
    found = said(a_feed(hidden=("2025-05",)))
    assert found[(BY_PERIOD, "p", "2025-05")].flags == ("hidden_at_source",)
    assert found[(TOTALS, "p", "2025-01")].value is None, "a year with a hidden month would give the month away"


def test_a_year_that_is_whole_has_its_total() -> None:
    assert said(a_feed())[(TOTALS, "p", "2025-01")].value == 120


def test_a_month_between_two_that_were_sent_is_missing() -> None:
    found = said(a_feed(months=("2025-01", "2025-03")))
    assert found[(BY_PERIOD, "p", "2025-02")].flags == ("missing_period",)


def test_a_row_outside_the_partnership_is_left_out() -> None:
    outside = a_feed((("North ED", "2025-01", "E01999999", 7, False), ("North ED", "2025-01", "", 3, False)))
    assert said(outside)[(BY_PERIOD, "p", "2025-01")].value == 3


def test_districts_are_given_only_where_the_clause_goes_so_far() -> None:
    small = a_ground().small[0]
    whole = {area for table, area, _ in said(a_feed(place=small, detail="partnership")) if table == TOTALS}
    assert whole == {"p"}


def test_what_is_there_at_a_time_has_no_sum_over_times() -> None:
    assert {table for table, _, _ in said(a_feed(tally="stock"))} == {BY_PERIOD}


def test_two_feeds_are_never_added() -> None:
    other = FeedCounts("ambulance", "district", "events", 1, a_feed().rows, a_feed().held, ())
    ask = an_ask()
    found = list(answer(laid(ask), a_ground(), type(ask)(ask.period, ask.definition, ask.coverage, (), 1, feeds=(a_feed(), other))))
    assert {each.sources for each in found} == {("ed",), ("ambulance",)}, "each figure rests on one source"


# counting the held rows

def a_contract() -> Contract:
    return contract_from({
        "slug": "ed", "version": 1, "title": "ED", "holds": "events", "says": "One row is an attendance.", "publisher": "Trusts",
        "licence": "By agreement", "cadence": "month", "rule": "nhs_sub_national", "protection": "depersonalised",
        "modes": ["records", "table", "form"], "table": ["arrived_at:month"], "form": [{"name": "all", "says": "All"}, {"name": "knife", "says": "Knife"}],
        "period_from": "arrived_at", "fields": [{"name": "arrived_at", "type": "datetime", "says": "When", "required": True}],
    })


def counted(folder: Folder, layout: Contract, columns: dict[str, list], *, uses: int = 1) -> FeedCounts:
    path = Path("restricted") / layout.slug / "x.parquet"
    write_rows(folder.held / path, {name: np.array(values, dtype=object if isinstance(values[0], str | None.__class__) else float)
                                    for name, values in columns.items()})
    stands = (("North ED", "2025-01"),)
    part = Part(layout.slug, 1, "0" * 64, None, stands, 2, "North ED", "", "", path.as_posix(), "t")
    use = Use(layout.slug, (), (), "district", "strategic_needs_assessment", "restricted")
    return feed_counts(folder, "ed", [(part, layout, stands)], permission=Permission((use,) * uses, (), date(2026, 1, 1)),
                       audience="restricted")


def test_a_protected_table_is_summed_and_its_hidden_cells_remembered(tmp_path: Path) -> None:
    table = next(each for each in derived(a_contract()) if each.mode == "table")
    found = counted(Folder(tmp_path), table, {"month": ["2025-01", "2025-01"], "events": [15.0, np.nan], "events_mark": [None, "c"]})
    assert found.rows == (("North ED", "2025-01", "", 15, True),)


def test_a_form_gives_its_first_number_as_the_total(tmp_path: Path) -> None:
    form = next(each for each in derived(a_contract()) if each.mode == "form")
    found = counted(Folder(tmp_path), form, {"month": ["2025-01", "2025-01"], "measure": ["all", "knife"], "events": [40.0, 10.0],
                                            "events_mark": [None, None]})
    assert found.rows == (("North ED", "2025-01", "", 40, False),)


@pytest.mark.parametrize(("measures", "events"), [(["knife"], [10.0]), (["all", "knife"], [np.nan, 10.0])])
def test_a_form_without_its_total_is_no_nought(measures: list[str], events: list[float], tmp_path: Path) -> None:
    form = next(each for each in derived(a_contract()) if each.mode == "form")
    found = counted(Folder(tmp_path), form, {"month": ["2025-01"] * len(events), "measure": measures, "events": events,
                                            "events_mark": [None] * len(events)})
    assert found.rows == (("North ED", "2025-01", "", 0, True),), "a hidden sum is no count"


def test_a_feed_that_nothing_allows_is_not_opened(tmp_path: Path) -> None:
    form = next(each for each in derived(a_contract()) if each.mode == "form")
    with pytest.raises(Refusal, match="no clause covers it"):
        counted(Folder(tmp_path), form, {"month": ["2025-01"], "measure": ["all"], "events": [40.0], "events_mark": [None]}, uses=0)


# mixed grains, and places that no district knows

def monthly_and_quarterly(tmp_path: Path, months: tuple[str, ...]) -> FeedCounts:
    """10 events a month as a table from one ED, and a form of 40 for the quarter after from the same."""
    table, monthly_form = derived(a_contract())
    form = replace(monthly_form, period_from="quarter", fields=(GRAIN_FIELDS["quarter"], *monthly_form.fields[1:]))
    folder, given = Folder(tmp_path), []
    sent = ((table, {"month": list(months), "events": [10.0] * len(months), "events_mark": [None] * len(months)}, months),
            (form, {"quarter": ["2025-26 Q1"], "measure": ["all"], "events": [40.0], "events_mark": [None]}, ("2025-04",)))
    for contract, columns, periods in sent:
        path = Path("restricted") / contract.slug / "x.parquet"
        write_rows(folder.held / path, {name: np.array(values, dtype=float if name == "events" else object) for name, values in columns.items()})
        stands = tuple(("North ED", period) for period in periods)
        given.append((Part(contract.slug, 1, "0" * 64, None, stands, 2, "North ED", "", "", path.as_posix(), "t"), contract, stands))
    uses = tuple(Use(contract.slug, (), (), "district", "strategic_needs_assessment", "restricted") for contract, _, _ in sent)
    return feed_counts(folder, "ed", given, permission=Permission(uses, (), date(2026, 1, 1)), audience="restricted")


def test_three_months_of_a_table_beside_a_quarter_s_form_are_a_quarter(tmp_path: Path) -> None:
    found = monthly_and_quarterly(tmp_path, YEAR[:3])
    assert found.months_each == 3
    assert said(found)[(BY_PERIOD, "p", "2025-01")].value == 30 and said(found)[(BY_PERIOD, "p", "2025-04")].value == 40


def test_two_months_of_a_table_beside_a_quarter_s_form_are_no_low_quarter(tmp_path: Path) -> None:
    found = monthly_and_quarterly(tmp_path, YEAR[:2])
    assert {period for _, period in found.held} == {"2025-04"} and (BY_PERIOD, "p", "2025-01") not in said(found)


def test_quarters_that_do_not_fit_the_period_asked_for_have_no_total() -> None:
    rows = tuple(("North ED", month, "", 30, False) for month in ("2025-01", "2025-04"))
    feed = FeedCounts("ed", "district", "events", 3, rows, frozenset(row[:2] for row in rows), ())
    ask = an_ask()
    asked = type(ask)(months_period("2025-01", "2025-05"), ask.definition, ask.coverage, (), 1, feeds=(feed,))
    (total,) = [each for each in answer(laid(ask), a_ground(), asked) if each.key.table == TOTALS]
    assert total.estimate.value is None, "60 would be January to June"


def test_places_that_lie_in_no_district_give_no_district_a_nought() -> None:
    found = said(a_feed(place="SO14"))
    assert found[(TOTALS, "p", "2025-01")].value == 120
    assert {area for table, area, _ in found if table == TOTALS} == {"p"}


def test_a_district_that_nothing_ever_came_for_has_no_number() -> None:
    home = a_ground().levels["ltla"].areas[0].code
    found = said(a_feed(place=home))
    assert {code: each.value for (table, code, _), each in found.items() if table == TOTALS} == {"p": 120, home: 120, OTHER: None}


def test_a_provider_s_month_without_any_place_leaves_its_district_without_a_total() -> None:
    home = a_ground().levels["ltla"].areas[0].code
    rows = tuple(("North ED", month, "" if month == "2025-06" else home, 10, False) for month in YEAR)
    found = said(a_feed(rows))
    assert found[(TOTALS, "p", "2025-01")].value == 120 and found[(TOTALS, home, "2025-01")].value is None


def test_rows_of_a_larger_area_that_is_not_all_ours_are_not_known_and_no_nought() -> None:
    found = said(a_feed(place="E10000014"))
    assert found[(BY_PERIOD, "p", "2025-03")].value is None and found[(BY_PERIOD, "p", "2025-03")].flags == ("missing_period",)
