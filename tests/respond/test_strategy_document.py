"""The response strategy as pages: what is said inside and outside, and that every figure is as it left the lock."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from respond.builders import a, bodies, plan

from upriver.pipeline.plans.responding import citation, responded
from upriver.report.charts import chart_inline, chart_svg
from upriver.report.documents import authority_part, strategy
from upriver.report.html import page_html
from upriver.report.links import links_of
from upriver.report.plans.citing import cited, first_number
from upriver.report.plans.theory import theory_chart
from upriver.report.plans.told import Told
from upriver.respond.asking import consulting
from upriver.respond.theory import theory
from upriver.words.area import Area
from upriver.words.cleared import Cell, Clearance, ClearedTable
from upriver.words.document import Document, Page
from upriver.words.figure import Key
from upriver.words.period import Period
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted, Request
from upriver.words.registers.delivery import Action, Funding
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Because, Contribution, Enabler, Objective, Priority, Strategy, TheoryStep
from upriver.words.standing.held import FeedDue, Held

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
SHOWN, HIDDEN = (Key("assessment/victims/rates", Area("partnership", "norsea", "Norsea"), YEAR, "victims", "per_1000_residents", (("age", age),))
                 for age in ("10-17", "0-9"))
CELLS = (Cell(SHOWN, 300, 1000.0, 5.22, 4.34, 6.23, "", "x", 2), Cell(HIDDEN, None, None, None, None, None, "c", "x", 2))
CLEARED = Clearance("assessment", "public", (ClearedTable("assessment/victims/rates", "Rates of people harmed", CELLS),), {}, (), 0, 1, "")
BODIES = bodies(police="police", council="local_authority", school="education")
ROWS = (
    a(Strategy, vision="Nobody is afraid."), a(Priority, lead="police"), a(Because, figure=str(SHOWN), said="5.22 per 1,000 residents"),
    a(Objective), a(Objective, id="o2", direction="reduce"), a(TheoryStep, leads_to="u"), a(TheoryStep, id="u", step="outcome", says="Fewer are hurt"),
    a(Action, progress="Two of six posts are filled.", approach_reason="Few studies."), a(Action, id="stray", priority="", title="A website"),
    a(Funding, planned="210000", ends="2026-03-31"), a(Contribution, signed_on="2025-03-01", signed_by="p1", paragraph="We patrol."),
    a(Consultation), a(Consulted, said="The way home matters.", reply="replied"),
    a(Request, action="a", note="Not without cover."),
)


def told(audience: str = "restricted", rows: tuple[Any, ...] = ROWS, **more: Any) -> Told:
    held = plan(*rows)
    on = date(2026, 2, 1)
    names = {"p1": "Oriel Tansley"} if audience != "public" else {}
    made = Told("strategy", Area("partnership", "norsea", "Norsea"), audience, on, held, BODIES, CLEARED, "run1", about="s", names=names, in_force="s",
                consultings={"s": consulting(held, BODIES, strategy="s", on=on)})
    return responded(replace(made, **more), None)


def words(pages: tuple[Page, ...], audience: str = "restricted") -> str:
    document = Document("strategy", "Response strategy", audience, "Norsea", "2026-02-01", "2025", pages, (), (), marking="" if audience == "public" else "X")
    html = " ".join(page_html(document, page, links_of(document)) for page in pages)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture(scope="module")
def inside() -> str:
    return words(strategy.pages(told()))


@pytest.fixture(scope="module")
def outside() -> str:
    return words(strategy.pages(told("public")), "public")


def test_every_page_of_the_structure_is_there_in_its_order() -> None:
    slugs = [page.slug.removeprefix("strategy/") for page in strategy.pages(told())]
    assert slugs == ["strategy", "foreword", "duty", "found", "definition", "approach", "theory", "priorities/p", "together", "enablers", "alignment",
                     "money", "watching", "equality", "review", "consultation-log", "delivery-plan", "risks", "linked", "figures", "still-open"]


def test_an_empty_strategy_is_told_too() -> None:
    assert "No priority cites a finding yet." in words(strategy.pages(told(rows=(a(Strategy),))))


def test_people_are_named_inside_and_never_outside(inside: str, outside: str) -> None:
    assert "Oriel Tansley" in inside
    assert "Oriel" not in outside and "p1" not in outside


def test_a_missing_signature_is_seen_inside_alone(inside: str, outside: str) -> None:
    assert "not yet signed" in inside
    assert "not yet signed" not in outside and "1 of 2" not in outside


def test_orphans_are_listed_inside_and_not_told_outside(inside: str, outside: str) -> None:
    assert "A website" in inside and "it serves no priority" in inside
    assert "A website" not in outside and "What is still open" not in outside


def test_progress_and_what_others_wrote_to_us_stay_inside(inside: str, outside: str) -> None:
    for said in ("Two of six posts are filled.", "The way home matters.", "Not without cover."):
        assert said in inside
        assert said not in outside


def test_a_cited_figure_is_printed_as_it_left_the_lock(outside: str) -> None:
    assert "5.22 per 1,000 residents (95% interval 4.34 to 6.23)" in outside


def test_a_figure_that_moved_says_so_and_what_it_was_inside_alone() -> None:
    moved = a(Because, figure=str(SHOWN), said="6.01 per 1,000 residents")
    assert cited(told(), moved).changed.endswith("It said 6.01 per 1,000 residents when it was cited.")
    assert "6.01" not in cited(told("public"), moved).changed


def test_a_figure_that_is_hidden_now_is_never_printed_from_memory() -> None:
    pages = strategy.pages(told("public", rows=(*ROWS, a(Because, id="h", figure=str(HIDDEN), said="3.33 per 1,000 residents"))))
    said = words(pages, "public")
    assert "Now hidden to protect people." in said and "3.33" not in said


def test_a_name_that_no_figure_has_is_said_to_be_gone() -> None:
    assert cited(told(), a(Because, figure="assessment/x/y#csp:1,2025-01-01..2025-12-31,m,count")).state == "gone"


@pytest.mark.parametrize(("said", "number"), [("5.22 per 1,000", "5.22"), ("1,234.", "1,234"), ("fell by \u22123.1%", "\u22123.1"), ("none", ""), ("about 55.1% (52.9 to 57.4)", "55.1")])
def test_the_first_number_of_what_was_said_is_what_is_compared(said: str, number: str) -> None:
    assert first_number(said) == number


@pytest.mark.parametrize("narrow", [False, True])
def test_every_box_of_a_theory_of_change_stands_in_the_picture(narrow: bool) -> None:
    boxes = (a(TheoryStep, leads_to="u"), a(TheoryStep, id="u", step="outcome", says="Fewer are hurt"), a(TheoryStep, id="e", step="assumption", says="They talk", leads_to="t"))
    drawn = chart_inline(theory_chart(theory(Plan({TheoryStep: boxes}), priority="p"), "Knives"), "x", narrow=narrow)
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", drawn))
    assert all(each in plain for each in ("B1", "D1", "E1", "Fewer are hurt", "They talk"))


def test_the_picture_says_in_words_which_box_leads_to_which() -> None:
    chart = theory_chart(theory(plan(*ROWS), priority="p"), "Knives")
    assert "B1 leads to D1." in chart.alt and "B1 leads to D1." in chart_svg(chart)


def test_an_arrow_is_drawn_for_every_link_and_no_other() -> None:
    chart = theory_chart(theory(plan(*ROWS), priority="p"), "Knives")
    without = replace(chart, links=())
    assert chart_inline(chart, "x", narrow=False).count('fill="none"') == chart_inline(without, "x", narrow=False).count('fill="none"') + 1


def test_boxes_of_one_column_never_touch() -> None:
    boxes = tuple(a(TheoryStep, id=f"t{at}", says="We walk the streets after school and talk to whom we meet " * at) for at in range(1, 4))
    drawn = chart_inline(theory_chart(theory(Plan({TheoryStep: boxes}), priority="p"), "Knives"), "x", narrow=False)
    placed = [tuple(map(float, found)) for found in re.findall(r'y="([\d.]+)" width="[\d.]+" height="([\d.]+)" fill="#ffffff"', drawn)]
    assert len(placed) == 3
    assert all(below[0] - above[0] - above[1] >= 10 for above, below in zip(placed, placed[1:], strict=False))


def test_money_is_summed_and_what_isn_t_known_isn_t_nought(inside: str) -> None:
    assert "£210,000" in inside
    assert "1 action without an amount" in inside


def test_money_by_priority_level_and_stage_stays_inside_since_a_place_may_be_one_action(inside: str, outside: str) -> None:
    assert "Actions and money planned, by priority, level of prevention and stage of life" in inside
    assert "Actions and money planned" not in outside


def test_the_public_reads_money_by_priority_and_year_and_not_by_payer(inside: str, outside: str) -> None:
    assert "Who pays" in inside and "Who pays" not in outside and "By priority and year" in outside


def test_the_answer_to_a_request_is_public_with_its_ground(outside: str) -> None:
    assert "Declined: would mean unreasonable cost" in outside


def test_there_is_no_strategy_of_that_name() -> None:
    with pytest.raises(Refusal, match=r"there is no strategy other\. There are s"):
        strategy.pages(told(about="other"))


def test_an_enabler_stands_under_its_kind() -> None:
    said = words(strategy.pages(told(rows=(*ROWS, a(Enabler, lead="police")))))
    assert "Sharing data" in said and "Hospitals send every month. Police leads on it." in said


def test_one_authority_is_told_what_it_leads_and_what_waits_for_it() -> None:
    said = words(authority_part.pages(told(about="police")))
    assert "Street teams" in said and "We patrol." in said and "waits for your signature" not in said
    assert "The strategy waits for your signature." in words(authority_part.pages(told(about="council")))


def test_a_school_sees_what_it_was_asked_and_what_it_said() -> None:
    said = words(authority_part.pages(told(about="school")))
    assert "The way home matters." in said and "Declined (would mean unreasonable cost)" in said


def test_many_missing_months_of_one_data_set_are_one_sentence() -> None:
    missing = tuple(FeedDue("extract", "Crime extract", "police", f"2025-{month:02d}", date(2025, month + 1, 28), "missing") for month in (9, 10, 11))
    said = words(authority_part.pages(told(about="police", held=Held(date(2026, 2, 1), dues=missing))))
    assert "Crime extract: 3 periods haven't come, from Sep 2025 to Nov 2025; the first was due on 28 October 2025." in said


def test_nobody_gets_a_page_who_is_not_in_the_register() -> None:
    with pytest.raises(Refusal, match="no authority nobody"):
        authority_part.pages(told(about="nobody"))


def test_citing_fills_in_run_release_and_what_the_figure_says() -> None:
    row = citation(plan(*ROWS), CLEARED, priority="p", figure=str(SHOWN), note="Young.", run="run2", release="r9")[2]
    assert (row["id"], row["run"], row["release"], row["said"]) == ("b", "run2", "r9", "5.22 per 1,000 residents (95% interval 4.34 to 6.23)")


def test_a_hidden_figure_can_not_be_cited() -> None:
    with pytest.raises(Refusal, match="hidden to protect people"):
        citation(plan(*ROWS), CLEARED, priority="p", figure=str(HIDDEN), note="", run="", release="")


def test_a_slip_in_a_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(Refusal, match=re.escape(str(SHOWN))):
        citation(plan(*ROWS), CLEARED, priority="p", figure=str(SHOWN).replace("10-17", "10-18"), note="", run="", release="")


def test_nothing_is_cited_before_the_first_assessment() -> None:
    with pytest.raises(Refusal, match="no assessment to cite from"):
        citation(plan(*ROWS), None, priority="p", figure=str(SHOWN), note="", run="", release="")


def test_citing_the_same_again_changes_nothing() -> None:
    first = citation(plan(*ROWS), CLEARED, priority="p", figure=str(SHOWN), note="", run="r", release="")
    there = a(Because, **first[2])
    with pytest.raises(Refusal, match="rests on that figure already"):
        citation(plan(a(Strategy), a(Priority), there), CLEARED, priority="p", figure=str(SHOWN), note="", run="r", release="")
