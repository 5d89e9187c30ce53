"""A fault of ours in a study leaves the studies out and names them; the assessment goes on."""

from __future__ import annotations

import pytest

from upriver.pipeline.watching import studying
from upriver.words.refusal import LOUD


def test_a_fault_in_a_study_is_named_and_takes_nothing_else_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.delenv(LOUD, raising=False)
    monkeypatch.setattr(studying, "studied", broken)
    faults: list = []
    assert studying.all_studied(None, None, None, faults) == [] and [each.part for each in faults] == ["studies"]
