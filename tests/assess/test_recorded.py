"""The offence-coded tables: whose the counts are, which year stands, and what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from assess.coded import CSP, NO_STREET, a_definition, a_ground, a_table, an_ask
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.assess.analyses.recorded import BY_QUARTER, RATES, answer
from upriver.assess.asking import Ask
from upriver.assess.recorded_counts import coded, latest_year, measured, quarter_of, taken
from upriver.store.folder import Folder
from upriver.store.holding import write_rows
from upriver.store.recorded import Recorded, recorded
from upriver.words.finding import Finding
from upriver.words.part import Part
from upriver.words.period import read_period
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission, Use

TWO = (("Norsea Police", "E22009901", "Norsea"), ("Norsea Police", "E22009902", "Eastmarch"))


def found(ask: Ask, **wanted: str) -> list[Finding]:
    """Findings of a table, level and measure, in their order, without the subgroups unless they are asked for."""
    split = wanted.pop("split", "")
    return [
        each
        for each in answer(NO_STREET, a_ground(), ask)
        if each.key.breakdown_text == split
        and all({"table": each.key.table, "level": each.key.area.level, "measure": each.key.measure,
                 "code": each.key.area.code}[name] == value for name, value in wanted.items())
    ]  # fmt: skip


def one(ask: Ask, **wanted: str) -> Finding:
    (only,) = found(ask, **wanted)
    return only


# whose they are


def test_a_partnership_is_found_by_its_code_whatever_its_name():
    table = a_table(CSP, places=[("Norsea Police", "E22009901", "Renamed since")])
    rows = found(an_ask(table), table=BY_QUARTER, level="csp", code="E22009901", measure="8n")
    assert [each.estimate.events for each in rows] == [10, 10, 10, 10]


def test_a_partnership_without_a_known_code_is_found_by_its_name():
    table = a_table(CSP, places=[("Norsea Police", "E22000000", "NORSEA")])
    assert one(an_ask(table), table=RATES, code="E22009901", measure="8n").estimate.events == 40


def test_a_partnership_of_the_same_name_in_another_force_is_not_ours():
    table = a_table(CSP, places=[("Elsewhere Police", "E22000000", "Norsea")])
    assert not found(an_ask(table), level="csp")


def test_a_force_goes_by_the_name_that_the_look_up_gives():
    assert one(an_ask(a_table()), table=RATES, level="force", measure="8n").key.area.code == "E23009901"


def test_areas_outside_the_partnership_are_left_out():
    table = a_table(places=[("Norsea Police", "", "Norsea Police"), ("Elsewhere Police", "", "Elsewhere Police")])
    assert one(an_ask(table), table=RATES, level="force", measure="8n").estimate.events == 40


def test_offences_placed_nowhere_belong_to_the_force_and_to_no_partnership():
    table = a_table(CSP, places=[*TWO, ("Norsea Police", "", "Unassigned")])
    force = one(an_ask(table), table=RATES, level="force", measure="8n")
    placed = found(an_ask(table), table=RATES, level="csp", measure="8n")
    assert (force.estimate.events, sum(each.estimate.events or 0 for each in placed)) == (120, 80)


def test_the_table_that_reaches_further_speaks_for_the_force():
    old, new = a_table(quarters=("2017-04", "2017-07", "2017-10", "2018-01")), a_table(CSP, places=TWO)
    assert one(an_ask(old, new), table=RATES, level="force", measure="8n").sources[0] == CSP


def test_the_partnership_is_the_sum_of_its_parts_where_no_force_makes_it_up():
    table = a_table(CSP, places=TWO)
    ground = a_ground(force="Another force of which this is a part")
    laid = coded((table,), ground, "partnership", read_period("2024-04..2025-03"))
    assert laid is not None and laid.counts.sum() == table.counts.sum()


def test_the_partnership_is_missing_where_one_of_its_parts_is():
    table = a_table(CSP, places=TWO, without=[(1, 2)])
    ground = a_ground(force="Another force of which this is a part")
    laid = coded((table,), ground, "partnership", read_period("2024-04..2025-03"))
    assert laid is not None and laid.missing.tolist() == [[False, False, True, False]]


# what is missing


def test_a_quarter_that_is_not_held_is_missing_and_never_zero():
    rows = found(an_ask(a_table(without=[(0, 1)])), table=BY_QUARTER, level="force", measure="8n")
    assert [(each.estimate.value, each.estimate.flags) for each in rows][1] == (None, ("missing_period",))
    assert [each.estimate.value for each in rows] == [10, None, 10, 10]


def test_the_quarters_between_the_table_and_the_period_are_there_as_missing():
    rows = found(an_ask(a_table(), period="2025-01..2025-12"), table=BY_QUARTER, level="force", measure="8n")
    assert [each.estimate.value for each in rows] == [10, 10, 10, 10, None, None, None]


def test_no_year_is_given_across_a_missing_quarter():
    assert not found(an_ask(a_table(without=[(0, 1)])), table=RATES)


def test_an_offence_that_a_table_does_not_list_is_missing_and_never_zero():
    rows = found(an_ask(a_table(unlisted=[(quarter, 0) for quarter in range(4)])), table=RATES, measure="8n", level="force")
    assert [(each.estimate.value, each.estimate.flags) for each in rows] == [(None, ("missing_period",))]


def test_the_whole_is_missing_where_a_part_of_it_is():
    ask = an_ask(a_table(unlisted=[(0, 0)]))
    assert one(ask, table=RATES, level="force", measure="ours").estimate.value is None
    assert one(ask, table=RATES, level="force", measure="34b").estimate.events == 40


def test_an_offence_that_only_a_force_without_territory_lists_is_not_zero_here():
    table = a_table(places=[("Norsea Police", "", "Norsea Police"), ("Action Fraud", "", "Action Fraud")])
    listed = table.listed.copy()
    listed[table.forces.index("Norsea Police"), :, 2] = False
    only = Recorded(table.contract, table.places, table.quarters, table.offences, table.counts, table.held,
                    table.forces, listed, table.steps)  # fmt: skip
    assert one(an_ask(only), table=RATES, level="force", measure="34b").estimate.value is None


def test_where_no_table_is_held_nothing_is_said():
    assert not list(answer(NO_STREET, a_ground(), an_ask()))


# which year, and the rate


@pytest.mark.parametrize(
    ("asked", "ends"),
    [("2020", "2021-10"), ("2023", "2023-10"), ("2024-25", "2024-10"), ("2022-04..2023-03", "2023-01")],
)
def test_the_year_is_the_four_quarters_that_end_nearest_to_the_period(asked: str, ends: str):
    quarters = tuple(f"{year}-{month}" for year in range(2021, 2025) for month in ("01", "04", "07", "10"))
    laid = coded((a_table(quarters=quarters),), a_ground(), "force", read_period(asked))
    assert laid is not None
    year = latest_year(laid, read_period(asked))
    assert laid.quarters[year[-1]] == ends


def test_a_rate_is_the_years_offences_over_the_residents():
    estimate = one(an_ask(a_table()), table=RATES, level="force", measure="8n").estimate
    assert (estimate.value, estimate.events, estimate.denominator) == (20.0, 40, 2_000.0)
    assert estimate.lower is not None and estimate.upper is not None and estimate.lower < 20 < estimate.upper


def test_corrections_that_outweigh_the_offences_give_no_rate():
    rows = found(an_ask(a_table(events=-1)), table=RATES, level="force", measure="8n")
    assert [(each.estimate.value, each.estimate.flags) for each in rows] == [(None, ("withheld",))]


def test_a_correction_below_zero_stands_in_its_quarter():
    assert found(an_ask(a_table(events=-1)), table=BY_QUARTER, measure="8n", level="force")[0].estimate.value == -1


def test_a_subgroup_is_a_split_of_its_group():
    row = one(an_ask(a_table()), table=RATES, level="force", split="subgroup=violence_with_injury")
    assert (row.key.measure, row.estimate.events) == ("violence_against_the_person", 40)


def test_every_figure_names_its_source_and_the_definition_agreed():
    ask = an_ask(a_table(), definition=a_definition("8N"))
    assert {(each.sources[0], each.definition) for each in answer(NO_STREET, a_ground(), ask)} == {
        ("recorded_crime_force", "ours@1")
    }


@given(st.lists(st.integers(min_value=0, max_value=500), min_size=3, max_size=3))
@example([0, 0, 0])
@example([4, 0, 500])
def test_limbs_of_different_offences_add_up_to_the_whole(events: list[int]):
    table = a_table()
    table.counts[:] = events
    laid = coded((table,), a_ground(), "force", read_period("2024-04..2025-03"))
    assert laid is not None
    seen = measured(laid, a_definition("8N", "105A", "34B"))
    np.testing.assert_array_equal(seen.counts[:, :, 0], seen.counts[:, :, 1:4].sum(axis=2))


@pytest.mark.parametrize(
    ("codes", "code", "is_in"),
    [
        (("1/4.1/4.10/4.2",), "1/4.1/4.10/4.2", True),
        (("1/4.1/4.10/4.2",), "1/4.1/4.2", True),
        (("1", "4.1"), "1/4.1", True),
        (("1",), "1/4.1", False),
        (("8N",), "8", False),
    ],
)
def test_a_joined_code_is_taken_where_each_of_its_codes_is(codes: tuple[str, ...], code: str, is_in: bool):
    assert taken(codes, code) is is_in


@pytest.mark.parametrize(("month", "quarter"), [("2025-01", "2025-01"), ("2025-03", "2025-01"), ("2025-12", "2025-10")])
def test_a_quarter_is_named_by_its_first_month(month: str, quarter: str):
    assert quarter_of(month) == quarter


# counting the held rows

ROWS = {
    "financial_year": ["2024-25", "2024-25", "2024-25", "2023-24"],
    "quarter": [1, 1, 4, 4],
    "force": ["Norsea Police"] * 4,
    "group": ["Robbery"] * 4,
    "subgroup": ["Robbery of personal property"] * 4,
    "offence_code": ["34B"] * 4,
    "offences": [7, -2, 5, 100],
}


def held(folder: Folder, stands: tuple[tuple[str, str], ...], audience: str = "public") -> Recorded | None:
    path = folder.held / "recorded_crime_force" / "table.parquet"
    rows = {name: np.array(column, dtype=object if isinstance(column[0], str) else int) for name, column in ROWS.items()}
    write_rows(path, rows)
    part = Part("recorded_crime_force", 1, "0" * 64, None, stands, 4, "", "", "", "recorded_crime_force/table.parquet", "t")
    use = Use("recorded_crime_force", (), (), "small_area", "strategic_needs_assessment", "public")
    permission = Permission((use,), (), date(2026, 1, 1))
    return recorded(folder, "recorded_crime_force", ((part, stands),), permission=permission, audience=audience)


def test_corrections_are_added_and_never_dropped(tmp_path: Path):
    counted = held(Folder(tmp_path), (("Norsea Police", "2024-25"),))
    assert counted is not None and counted.counts[0, :, 0].tolist() == [5, 5]


def test_the_last_quarter_of_a_financial_year_lies_in_the_next_year(tmp_path: Path):
    counted = held(Folder(tmp_path), (("Norsea Police", "2024-25"),))
    assert counted is not None and counted.quarters == ("2024-04", "2025-01")


def test_only_the_years_that_a_file_stands_for_are_counted(tmp_path: Path):
    counted = held(Folder(tmp_path), (("Norsea Police", "2023-24"),))
    assert counted is not None and counted.counts.sum() == 100


def test_the_printed_steps_name_no_file_of_this_machine(tmp_path: Path):
    counted = held(Folder(tmp_path), (("Norsea Police", "2024-25"),))
    assert counted is not None and "SELECT" in counted.steps[0]
    assert not [step for step in counted.steps if str(tmp_path) in step]


def test_an_audience_that_no_clause_covers_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match="no clause covers it"):
        held(Folder(tmp_path), (("Norsea Police", "2024-25"),), audience="partners")


