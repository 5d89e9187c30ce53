"""The desk on PostgreSQL: the same commands, the same answers as on SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest
from journeys.cluster import server  # noqa: F401
from journeys.workspaces import a_crime, street_csv, upriver

pytestmark = pytest.mark.postgres


def journey(folder: Path, sent: Path, address: str) -> list[str]:
    """The same few steps in a workspace, on the file or on the server; what was said."""
    settings = folder / "workspace.toml"
    folder.mkdir()
    settings.write_text('slug = "w"\nname = "W"\nauthor = "somebody"\n' + (f'database = "{address}"\n' if address else ""), "utf-8")
    subject = "police_uk_street:norsea:2025-01"
    steps = (
        ("take-in", folder, sent), ("take-in", folder, sent), ("decide", folder, subject, "annotate", "--reason", "looked at"),
        ("status", folder), ("audit", "verify", folder),
    )
    said = [upriver(*step) for step in steps]
    assert [ran.code for ran in said] == [0] * len(steps), [ran.err for ran in said]
    return [ran.out for ran in said]


def test_the_same_commands_give_the_same_answers_on_postgresql_as_on_sqlite(server: str, tmp_path: Path) -> None:  # noqa: F811
    sent = tmp_path / "sent.csv"
    sent.write_text(street_csv([a_crime(number) for number in range(1, 20)]), "utf-8")
    assert journey(tmp_path / "here", sent, "") == journey(tmp_path / "there", sent, server)
    assert not (tmp_path / "there" / "db.sqlite3").exists()


def test_a_server_that_doesnt_answer_is_a_refusal_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text(
        'slug = "w"\nname = "W"\ndatabase = "postgresql://nobody@127.0.0.1:1/none"\n', "utf-8")
    ran = upriver("status", tmp_path)
    assert ran.code == 1 and "doesn't answer" in ran.err and "Traceback" not in ran.err
