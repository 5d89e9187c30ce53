"""Names that stood beside what was signed are moved to the register's people, so that one erasure reaches them."""

from __future__ import annotations

import json
from pathlib import Path


def test_names_of_an_older_database_are_moved(tmp_path: Path) -> None:
    from upriver.desk.opening import open_desk

    open_desk(tmp_path / "db.sqlite3")
    from django.core.management import call_command
    from django.db import connection

    for app, before in (("agreements", "0001"), ("submissions", "0003")):
        call_command("migrate", app, before, verbosity=0)
    body = json.dumps({"version": 1, "mode": "records", "file": "a.csv", "sha256": "0", "statement": "", "elsewhere": "", "period": ["", ""],
                       "known": [], "rows": 1, "faults": [], "why": ""})
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO agreements_signatoryrecord (person, name) VALUES ('p1', 'Ann Own')")
        for sid in ("one", "two"):
            cursor.execute("INSERT INTO submissions_submissionrecord (sid, contract, provider, state, officer, role, signed_on, received_on, body, event) "
                           "VALUES (%s, 'x', 'y', 'held', 'Zelda Zimmerblum', 'Lead', '2026-01-01', '2026-01-02', %s, '')", [sid, body])
    call_command("migrate", verbosity=0)
    from upriver.desk.partners.people import names
    from upriver.desk.submissions.convert import submissions
    from upriver.desk.submissions.models import SubmissionRecord

    assert sorted(names().values()) == ["Ann Own", "Zelda Zimmerblum"] and names()["p1"] == "Ann Own"
    assert {row.officer for row in SubmissionRecord.objects.all()} < set(names())
    assert [kept.sent.officer for kept in submissions()] == ["Zelda Zimmerblum"] * 2
    connection.close()
