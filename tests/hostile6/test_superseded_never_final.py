"""A strategy that was made superseded without ever having been final isn't published past the rule of consultation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from upriver.pipeline.plans.beside import published_beside
from upriver.pipeline.plans.telling import Given
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.document import Document
from upriver.words.refusal import Refusal
from upriver.words.registers.governing import PUBLICATIONS
from upriver.words.registers.plan import Row, plan_of
from upriver.words.registers.strategy import STRATEGIES
from upriver.words.sharing.authority import Register


@pytest.mark.parametrize("state", ["draft", "superseded"])
def test_a_strategy_on_which_nobody_was_consulted_is_not_published(state: str, tmp_path: Path) -> None:
    plan = plan_of((Row(STRATEGIES.slug, "s1", {"id": "s1", "title": "Together", "starts": "2025-04-01", "ends": "2028-03-31", "state": state}),
                    Row(PUBLICATIONS.slug, "p1", {"id": "p1", "document": "strategy", "about": "s1", "since": "2025-05-01"})))
    given = Given("", Area("partnership", "norsea", "Norsea"), "public", date(2026, 2, 1), plan, Register((), ()), None, "", "", "", "")
    assessment = Document("assessment", "Assessment", "public", "Norsea", "2026-02-01", "2025", (), (), ())
    with pytest.raises(Refusal, match="the publication p1 names a"):
        published_beside(Folder(tmp_path), assessment, given)
