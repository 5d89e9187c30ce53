"""The log names the agreements under which the body itself gave what was opened, and nobody else's."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from upriver.desk.opening import open_desk

AT = "2026-02-02T09:00:00Z"


def agreement(ident: str, contract: str, **parts: str) -> SimpleNamespace:
    return SimpleNamespace(id=ident, contract=contract, parties=[SimpleNamespace(id=who, name=f"{who.title()} hospital", part=part) for who, part in parts.items()])


HELD = (
    agreement("northern_patients", "attendances", northern="gives", partnership="receives"),
    agreement("southern_patients", "attendances", southern="both", northern="receives"),
    agreement("southern_staff", "staff_violence", southern="gives"),
)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.access import things
    from upriver.desk.partners.models import AuthorityRecord
    from upriver.desk.submissions.models import SubmissionRecord, UploadRecord

    monkeypatch.setattr(things, "agreements", lambda: HELD)
    AuthorityRecord.objects.create(ident="southern", name="Southern hospital trust", kind="hospital")
    common = {"contract": "attendances", "state": "held", "received_on": AT[:10], "body": {}, "event": "1"}
    SubmissionRecord.objects.create(sid="by-name", provider="Northern hospital", **common)
    SubmissionRecord.objects.create(sid="by-body", provider="Southern hospital trust", **common)
    SubmissionRecord.objects.create(sid="nobody", provider="Eastern hospital", **common)
    UploadRecord.objects.create(ident="sent", authority="southern", provider="Southern hospital trust", contract="attendances", by="Ann", name="a.csv", sha256="", size=1, at=AT, event="1")


@pytest.mark.parametrize(("kind", "ident", "under"), [
    ("submission", "by-name", "northern_patients"),
    ("submission", "by-body", "southern_patients"),
    ("submission", "nobody", ""),
    ("submission", "not-there", ""),
    ("upload", "sent", "southern_patients"),
    ("authority", "southern", "southern_patients; southern_staff"),
    ("authority", "partnership", ""),
    ("job", "1", ""),
])
def test_the_agreements_are_those_of_whoever_gave_it(kind: str, ident: str, under: str) -> None:
    from upriver.desk.access.things import agreement_of

    assert agreement_of(kind, ident) == under
