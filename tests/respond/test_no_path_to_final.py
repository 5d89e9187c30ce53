"""Through the desk: no path makes a strategy final before everybody who must be consulted has been, and a refused one keeps nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from respond.builders import a, bodies

from upriver.desk.opening import open_desk
from upriver.words.refusal import Refusal
from upriver.words.registers.asking import Consultation, Consulted
from upriver.words.registers.register import written
from upriver.words.registers.strategy import Strategy

AT = "2025-06-01T10:00:00Z"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.registers import actions

    monkeypatch.setattr(actions, "known_authorities", lambda: bodies(school="education"))


def keep(*rows: tuple[str, object]) -> int:
    from upriver.desk.registers.actions import keep as kept

    return len(kept(changes=[(slug, row.id, written(row)) for slug, row in rows], by="A. Tester", at=AT))


DRAFT, FINAL = ("strategies", a(Strategy)), ("strategies", a(Strategy, state="final"))
ASKED = (("consultations", a(Consultation)), ("consulted", a(Consulted)))


def test_a_draft_is_not_made_final_while_a_school_was_never_asked(desk: None) -> None:
    keep(DRAFT)
    with pytest.raises(Refusal, match="School"):
        keep(FINAL)


def test_nothing_of_a_refused_change_is_kept(desk: None) -> None:
    from upriver.desk.registers.convert import rows

    keep(DRAFT)
    with pytest.raises(Refusal):
        keep(FINAL, ("priorities", a_priority()))
    assert [(row.register, row.values["state"]) for row in rows()] == [("strategies", "draft")]


def test_consultation_and_final_may_come_in_one_file(desk: None) -> None:
    assert keep(FINAL, *ASKED) == 3


def test_taking_the_reply_out_in_the_same_change_is_seen(desk: None) -> None:
    from upriver.desk.registers.actions import keep as kept

    keep(DRAFT, *ASKED)
    with pytest.raises(Refusal):
        kept(changes=[("strategies", "s", written(a(Strategy, state="final"))), ("consulted", "cd", None)], by="A. Tester", at=AT)


def a_priority() -> object:
    from upriver.words.registers.strategy import Priority

    return a(Priority)
