"""Paragraphs with a CSP's own figures: nothing that isn't cleared, nothing hidden, every interval."""

from __future__ import annotations

import re
from dataclasses import replace

from csp.told_csp import NORTH, SOUTH, WHOLE, a_cell, a_clearance, a_plan, robbery, row, told

from upriver.report.plans.csp.ground import ground_of
from upriver.report.plans.csp.paragraphs import figure_of, paragraphs, told_of
from upriver.report.plans.csp.saying import extract, recorded
from upriver.report.plans.csp.statements import statements
from upriver.words.area import Area
from upriver.words.cleared import ClearedSignal
from upriver.words.document import Paragraph
from upriver.words.registers.strategy import Priority

CITED = row("becauses", "b1", priority="knives", figure="assessment/depth/recorded#partnership:testshire,2025-01-01..2025-12-31,robbery,count")
HIGHER = (*robbery(NORTH, 500, 5.0, 4.5, 5.5), *robbery(SOUTH, 300, 3.0, 2.6, 3.4), *robbery(WHOLE, 800, 4.0, 3.7, 4.3))
DISTRICT, OTHER = Area("ltla", "E07000001", "Northwold"), Area("ltla", "E07000009", "Eastend")


def ground(*cells, plan=None, signals=(), register=None):
    return ground_of(told(plan or a_plan(CITED), about="E22000001", register=register, clearance=a_clearance(*cells, signals=signals)))


def text(*cells, **more):
    held = ground(*cells, **more)
    return " ".join(block.text for block in paragraphs(told_of(held, held.told.plan.one(Priority, "knives"))) if isinstance(block, Paragraph))


def test_a_priority_is_told_by_the_csp_s_own_figure_of_what_it_cites():
    assert "the police recorded 500 crimes in Northwold, 5.00 per 1,000 residents (4.50 to 5.50)" in text(*HIGHER)


def test_no_other_area_s_number_stands_in_it_but_the_whole():
    assert "300" not in text(*HIGHER) and "4.00 (3.70 to 4.30)" in text(*HIGHER)


def test_a_rate_is_higher_only_where_the_intervals_lie_apart():
    assert "higher than that of the whole" in text(*HIGHER)


def test_a_rate_whose_interval_meets_the_other_is_not_called_higher():
    close = (*robbery(NORTH, 500, 4.4, 4.0, 4.8), *robbery(WHOLE, 800, 4.0, 3.7, 4.3))
    assert "not clearly different from that of the whole" in text(*close)


def test_a_hidden_number_is_said_to_be_hidden():
    hidden = (a_cell("depth/recorded", NORTH, "robbery", "count", None, marker="c"),
              a_cell("depth/recorded", NORTH, "robbery", "per_1000_residents", None, marker="c", decimals=2))
    assert "Robbery, 2025: The number for Northwold is hidden" in text(*hidden)


def test_a_change_is_a_fall_only_where_the_lock_let_that_signal_out():
    change = a_cell("depth/recorded", NORTH, "robbery", "change_percent", -20.0, -30.0, -8.0, decimals=1, against="year_before")
    fell = ClearedSignal(change.key, "change", "fell")
    assert "a fall beyond chance" in text(*HIGHER, change, signals=(fell,)) and "a fall beyond chance" not in text(*HIGHER, change)


def test_a_finding_without_a_figure_here_is_named_and_not_told():
    cites = row("becauses", "b2", priority="knives", figure="assessment/victims/ages#partnership:testshire,2025-01-01..2025-12-31,victims,count")
    held = ground(*HIGHER, plan=a_plan(CITED, cites))
    assert told_of(held, held.told.plan.one(Priority, "knives")).lacking == ("victims",)


def test_every_number_in_a_paragraph_is_one_that_was_cleared():
    cleared = {part for cell in HIGHER for value in (cell.value, cell.lower, cell.upper) if value is not None
               for part in (f"{value:,.{cell.decimals}f}",)}
    said = re.sub(r"1,000 residents|95% intervals|\b2025\b|\b2021\b|v3\.0", "", text(*HIGHER))
    assert set(re.findall(r"\d[\d,.]*\d|\d", said)) <= cleared


def test_the_source_stands_under_each_paragraph():
    assert "Source: Home Office, police recorded crime open tables" in text(*HIGHER)


def test_a_provisional_figure_is_said_to_be_provisional():
    early = tuple(replace(cell, marker="p") for cell in HIGHER)
    assert "Provisional." in text(*early) and "Provisional." not in text(*HIGHER)


def test_without_any_figure_there_is_nothing_to_paste():
    assert text(*robbery(SOUTH, 300, 3.0, 2.6, 3.4), *robbery(WHOLE, 800, 4.0, 3.7, 4.3)) == ""


def test_the_extract_is_told_district_by_district_and_a_hidden_one_is_named():
    two = a_register_with_two_districts()
    cells = (a_cell("depth/districts", DISTRICT, "knife", "count", 184.0, count=184),
             a_cell("depth/districts", DISTRICT, "knife", "per_1000_residents", 1.5, 1.3, 1.8, decimals=2),
             a_cell("depth/districts", OTHER, "knife", "count", None, marker="c"),
             a_cell("depth/districts", OTHER, "knife", "per_1000_residents", None, marker="c", decimals=2))
    said = extract(ground(*cells, register=two), "knife").text
    assert "184 crimes in Northwold" in said and "The number for Eastend is hidden" in said


def test_a_kind_that_no_district_has_is_not_told_as_zero():
    nothing = a_cell("depth/districts", DISTRICT, "hate", "count", 0.0, count=0)
    assert extract(ground(nothing), "hate") is None


def test_a_knife_priority_is_told_the_share_with_a_knife_beside_the_whole():
    cells = (a_cell("weapons/flags", DISTRICT, "knife_flag_known", "percent", 4.3, 3.7, 4.9, decimals=1, knife="yes"),
             a_cell("weapons/flags", WHOLE, "knife_flag_known", "percent", 6.0, 5.5, 6.5, decimals=1, knife="yes"))
    said = [each.text for each in statements(ground(*cells), ["knife"], [])]
    assert len(said) == 1 and "4.3% (3.7% to 4.9%) in Northwold; 6.0% (5.5% to 6.5%) across the partnership. Northwold is lower" in said[0]


def test_a_csp_without_figures_of_offences_is_not_told_of_them():
    assert recorded(ground(*robbery(SOUTH, 300, 3.0, 2.6, 3.4)), "robbery") is None


def test_a_figure_s_name_gives_its_table_and_measure():
    assert figure_of("assessment/weapons/flags#ltla:E1,2025-01-01..2025-12-31,knife_flag_known,percent,knife=yes") == ("assessment/weapons/flags", "knife_flag_known")


def test_what_is_no_figure_s_name_gives_nothing():
    assert figure_of("a finding in words") is None


def a_register_with_two_districts():
    from csp.told_csp import Register, body

    return Register((body("E22000001", "community_safety_partnership", "North and East", "E07000001", "E07000009", code="E22000001"),))
