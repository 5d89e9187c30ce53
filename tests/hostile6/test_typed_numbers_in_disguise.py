"""A number that somebody typed is told to reviewers however a page prints it."""

from __future__ import annotations

import pytest

from upriver.pipeline.reviewing.typed import typed_in
from upriver.words.document import Document, Page, Paragraph
from upriver.words.registers.delivery import ACTIONS
from upriver.words.registers.plan import Row, plan_of


@pytest.mark.parametrize(("record", "printed"), [
    ("7 girls finished.", "What happened: 7 girls finished, as was planned."),
    ("A first line.\n7 girls finished.", "7 girls finished."),
    ("7 girls  finished", "7 girls finished"),
    ("Seven girls finished", "Of these, seven girls finished"),
], ids=["its full stop left out", "one line of several", "spaces made one", "its first letter made small"])
def test_a_typed_number_is_told_in_every_form_of_print(record: str, printed: str) -> None:
    page = Page("strategy/plan", "Plan", "Annexes", "", (Paragraph(printed),))
    document = Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", (page,), (), (), beside=(("strategy", "Strategy"),))
    plan = plan_of((Row(ACTIONS.slug, "a1", {"id": "a1", "title": "Mentors", "status": "under_way", "progress": record}),))
    assert typed_in(document, plan) == (("Plan", "action a1", record),)
