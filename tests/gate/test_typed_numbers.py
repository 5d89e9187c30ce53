"""A number that somebody typed into a record is told to those who read a document before it is released."""

from __future__ import annotations

from dataclasses import replace

from upriver.pipeline.reviewing.typed import typed_in
from upriver.words.document import Column, Document, Page, Paragraph, Table, TableCell
from upriver.words.registers.delivery import ACTIONS
from upriver.words.registers.plan import Row, plan_of


def a_document(*says: str) -> Document:
    table = Table("strategy/actions", "Actions", (Column("Progress"),), tuple((TableCell(each),) for each in says))
    pages = (Page("", "Assessment", "Summary", "", (Paragraph("Three people were met."),)), Page("strategy/delivery-plan", "Delivery plan", "Annexes", "", (table,)))
    return Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", pages, (), (), beside=(("strategy", "Strategy"),))


def a_plan(progress: str):
    return plan_of((Row(ACTIONS.slug, "a1", {"id": "a1", "title": "Mentors", "status": "under_way", "planned_reach": "40", "progress": progress}),))


def test_a_typed_figure_that_is_printed_is_listed_with_its_row_and_page() -> None:
    says = "7 children were met."
    assert typed_in(a_document(says), a_plan(says)) == (("Delivery plan", "action a1", says),)


def test_a_number_in_words_counts_as_one() -> None:
    says = "Seven children were met."
    assert len(typed_in(a_document(says), a_plan(says))) == 1


def test_a_number_that_isn_t_printed_is_nobody_s_concern() -> None:
    assert typed_in(a_document("Going well."), a_plan("7 children were met.")) == ()


def test_a_number_in_the_assessment_s_own_pages_is_the_lock_s_concern() -> None:
    assert typed_in(a_document("Going well."), a_plan("Three people were met.")) == ()


def test_words_without_a_number_are_not_listed() -> None:
    assert typed_in(a_document("Going well."), a_plan("Going well.")) == ()


def test_a_year_is_no_count() -> None:
    says = "Carried on from 2025."
    assert typed_in(a_document(says), a_plan(says)) == ()


def test_what_two_pages_print_is_listed_once() -> None:
    says, document = "7 children were met.", a_document("7 children were met.")
    twice = replace(document, pages=(*document.pages, replace(document.pages[1], slug="strategy/again")))
    assert typed_in(twice, a_plan(says)) == (("Delivery plan and 1 more page", "action a1", says),)
