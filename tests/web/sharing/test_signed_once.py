"""One submission is signed for once, however many sign at the same moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.words.refusal import Refusal

AT = "2026-02-02T09:00:00Z"


def test_whoever_waited_while_another_signed_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.audit import actions
    from upriver.desk.submissions import sending
    from upriver.words.sharing.submission import Submission

    sent = Submission("crime", 1, "elsewhere", "Norsea Police")
    sending.declare(sent, by="Ann", at=AT)
    signed: list[str] = []

    def the_other_signs_first() -> None:
        if not signed:
            signed.append("Bob")
            sending.sign(sent.id, officer="Bob Fictional", role="Clerk", on=AT[:10], by="Bob", at=AT)

    for module in (actions, sending):
        monkeypatch.setattr(module, "in_turn", the_other_signs_first, raising=False)
    with pytest.raises(Refusal, match="was signed on"):
        sending.sign(sent.id, officer="Ann Fictional", role="Clerk", on=AT[:10], by="Ann", at=AT)
