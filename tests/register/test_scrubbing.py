"""What was overwritten in the database file is gone, also where SQLite leaves freed bytes as they were."""

from __future__ import annotations

from pathlib import Path

from register.commands import bytes_of, upriver


def test_scrubbing_takes_out_what_a_deletion_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    upriver("init", folder, "--by", "x")
    upriver("who", folder)  # leaves the desk on this workspace's database

    from django.db import connection

    from upriver.desk.partners.people import scrub

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        cursor.execute("CREATE TABLE scratch (words TEXT)")
        cursor.executemany("INSERT INTO scratch VALUES (%s)", [(f"Zimmerblum {number} " + "x" * 200,) for number in range(200)])
        cursor.execute("DELETE FROM scratch")
    assert b"Zimmerblum" in bytes_of(folder)
    scrub()
    assert b"Zimmerblum" not in bytes_of(folder)
    connection.close()
