"""Whoever changes the log is found: a byte, an event taken out, two exchanged, the end cut off; what can't be found is said."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from operated import a_backup, a_workspace, changed, decided, refused, rows
from register.commands import upriver

COLUMNS = ("number", "id_hash", "parent", "at", "by", "verb", "subject", "body", "why", "account")
WAYS = ("flip", "delete", "exchange", "cut")


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of 10,000 events, written by the desk's own verb, with the heads that it wrote down."""
    folder = tmp_path_factory.mktemp("log") / "w"
    assert upriver("init", folder, "--name", "Norsea", "--by", "Nora").code == 0
    from upriver.desk.opening import open_desk

    open_desk(folder / "db.sqlite3")
    from django.db import connections, transaction

    from upriver.desk.audit.actions import record

    for start in range(0, 10_000, 500):
        with transaction.atomic():
            for number in range(start, min(start + 500, 9_999)):
                record(verb="looked at", subject=f"part:{number}", body={"answer": "keep", "n": number}, by="Nora", at="2026-01-01T00:00:00Z", why="looked at")
    connections["default"].close()
    assert rows(folder, "SELECT count(*) FROM audit_eventrecord") == [(10_000,)]
    return folder


class Tampering:
    """Somebody with every right on the database, and a way to undo it."""

    def __init__(self, folder: Path, seed: int) -> None:
        from upriver.desk.opening import open_desk

        open_desk(folder / "db.sqlite3")
        self.chance, self.folder = random.Random(seed), folder

    def found(self, way: str) -> bool:
        """Change the log in a way somewhere, see whether it is found, and put it back."""
        from django.db import connection, transaction

        from upriver.desk.audit.verifying import checked
        from upriver.store.folder import Folder

        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP TRIGGER "{name}"')
                getattr(self, way)(cursor, self.chance.randint(1, 10_000))
            verdict = checked(Folder(self.folder))
            transaction.set_rollback(True)
        return bool(verdict.wrong)

    def flip(self, cursor, number: int) -> None:
        column = self.chance.choice(COLUMNS)
        if column == "number":
            cursor.execute("UPDATE audit_eventrecord SET number = number + 20000 WHERE number = %s", [number])
            return
        cursor.execute(f'SELECT "{column}" FROM audit_eventrecord WHERE number = %s', [number])
        text = cursor.fetchone()[0].encode() or b"\x00"
        at = self.chance.randrange(len(text))
        flipped = (text[:at] + bytes([text[at] ^ 1]) + text[at + 1:]).decode("utf-8", "replace")
        cursor.execute(f'UPDATE audit_eventrecord SET "{column}" = %s WHERE number = %s', [flipped, number])

    def delete(self, cursor, number: int) -> None:
        cursor.execute("DELETE FROM audit_eventrecord WHERE number = %s", [number])

    def exchange(self, cursor, number: int) -> None:
        other = number % 10_000 + 1
        for here, there in ((number, 90_000), (other, number), (90_000, other)):
            cursor.execute("UPDATE audit_eventrecord SET number = %s WHERE number = %s", [there, here])

    def cut(self, cursor, number: int) -> None:
        cursor.execute("DELETE FROM audit_eventrecord WHERE number >= %s", [number])
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = 'audit_eventrecord'", [number - 1])


def tampered(folder: Path, times: int, seed: int) -> dict[str, tuple[int, int]]:
    """How many of so many tamperings were found, by way."""
    somebody = Tampering(folder, seed)
    found = {way: [somebody.found(way) for _ in range(times // len(WAYS))] for way in WAYS}
    return {way: (sum(each), len(each)) for way, each in found.items()}


def test_40_tamperings_with_10_000_events_are_all_found(long_log: Path) -> None:
    found = tampered(long_log, 40, seed=1)
    assert all(seen == tried for seen, tried in found.values()), found


@pytest.mark.big
def test_1_000_tamperings_with_10_000_events_are_all_found(long_log: Path) -> None:
    found = tampered(long_log, 1_000, seed=2026)
    print(found)
    assert sum(tried for _, tried in found.values()) == 1_000 and all(seen == tried for seen, tried in found.values()), found


def test_a_log_that_nobody_changed_is_whole(long_log: Path) -> None:
    told = upriver("audit", "verify", long_log, "--json").json
    assert told["events"] == 10_000 and told["wrong"] == "" and told["held_against"] == {"audit.heads": 10_000}


def rehashed(folder: Path, first: int) -> None:
    """Make the chain anew from an event on, as somebody who knows how it is made would, so that it fits itself."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as held, held:
        for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            held.execute(f'DROP TRIGGER "{name}"')
        found = held.execute("SELECT number, at, by, verb, subject, body, why, account FROM audit_eventrecord ORDER BY number").fetchall()
        parent = "0" * 64
        for number, *parts in found:
            if number == first:
                parts[1] = "Somebody else"
            told = [parent, *parts] if parts[-1] else [parent, *parts[:-1]]
            made = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
            held.execute("UPDATE audit_eventrecord SET id_hash = ?, parent = ?, by = ? WHERE number = ?", (made, parent, parts[1], number))
            parent = made


@pytest.fixture
def norsea(tmp_path: Path) -> Iterator[Path]:
    yield a_workspace(tmp_path / "norsea", decisions=4)


def test_a_chain_made_anew_that_fits_itself_is_found_by_the_heads(norsea: Path) -> None:
    rehashed(norsea, 3)
    assert "cut short or made anew" in refused(upriver("audit", "verify", norsea))


def test_without_the_heads_a_backup_finds_it(norsea: Path, tmp_path: Path) -> None:
    kept = a_backup(norsea, tmp_path / "kept")
    rehashed(norsea, 3)
    (norsea / "audit.heads").unlink()
    changed(norsea, "DELETE FROM submissions_decisionrecord")
    changed(norsea, "UPDATE audit_eventrecord SET verb = 'looked at' WHERE verb = 'decided'")
    rehashed(norsea, 3)
    assert upriver("audit", "verify", norsea).code == 0, "this is what nothing in the workspace itself can find"
    assert "the backup names" in refused(upriver("audit", "verify", norsea, "--against", kept))


def test_without_any_head_it_is_said_that_the_end_is_not_guarded(norsea: Path) -> None:
    (norsea / "audit.heads").unlink()
    assert "would not be noticed" in upriver("audit", "verify", norsea).out


def test_events_written_after_a_cut_do_not_hide_it(norsea: Path) -> None:
    changed(norsea, "DELETE FROM submissions_decisionrecord WHERE number > 2", "DELETE FROM audit_eventrecord WHERE number > 3",
            "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit_eventrecord'")
    for number in range(5):
        decided(norsea, f"as if nothing had been, {number}")
    assert "not in the audit log" in refused(upriver("audit", "verify", norsea))


def test_a_torn_line_of_heads_is_passed_over_and_the_next_stands_on_its_own(norsea: Path) -> None:
    with (norsea / "audit.heads").open("ab") as out:
        out.write(b"99 abc")  # what a power cut leaves
    decided(norsea, "after the cut")
    assert upriver("audit", "verify", norsea).code == 0
    assert (norsea / "audit.heads").read_text("utf-8").splitlines()[-1].startswith(f"{rows(norsea, 'SELECT max(number) FROM audit_eventrecord')[0][0]} ")


def test_nothing_is_written_down_for_what_was_taken_back(norsea: Path) -> None:
    from upriver.desk.opening import open_desk

    open_desk(norsea / "db.sqlite3")
    from django.db import transaction

    from upriver.desk.audit.actions import record

    before = (norsea / "audit.heads").read_bytes()
    with transaction.atomic():
        record(verb="decided", subject="x", body={}, by="Nora", at="2026-01-01T00:00:00Z")
        transaction.set_rollback(True)
    assert (norsea / "audit.heads").read_bytes() == before


def test_heads_that_cannot_be_written_take_nothing_back(norsea: Path) -> None:
    (norsea / "audit.heads").unlink()
    (norsea / "audit.heads").mkdir()
    decided(norsea, "recorded all the same")
    assert rows(norsea, "SELECT why FROM audit_eventrecord ORDER BY number DESC LIMIT 1") == [("recorded all the same",)]


def test_a_release_writes_the_head_beside_the_ledger(norsea: Path) -> None:
    from upriver.desk.opening import open_desk

    open_desk(norsea / "db.sqlite3")
    from django.db import connections, transaction

    from upriver.desk.audit.actions import record

    with transaction.atomic():
        record(verb="published", subject="release:x", body={}, by="Nora", at="2026-01-01T00:00:00Z")
    connections["default"].close()
    first = rows(norsea, "SELECT id_hash FROM audit_eventrecord ORDER BY number LIMIT 1")[0][0]
    assert len((norsea / "ledger" / "logs" / f"{first[:16]}.heads").read_text("utf-8").splitlines()) == 1
    (norsea / "audit.heads").unlink()
    changed(norsea, "DELETE FROM audit_eventrecord WHERE verb = 'published'")
    assert "the ledger names" in refused(upriver("audit", "verify", norsea))


def test_the_log_is_handed_out_by_day_verb_subject_and_author(norsea: Path) -> None:
    def read(*how: object) -> list[dict[str, str]]:
        ran = upriver("audit", "export", norsea, *how)
        assert ran.code == 0, ran.err
        return list(csv.DictReader(io.StringIO(ran.out)))

    assert {each["verb"] for each in read("--verb", "decided")} == {"decided"} and len(read("--verb", "decided")) == 4
    assert read("--author", "Somebody else") == [] and read("--until", "2001-01-01") == []
    assert len(read("--subject", "norsea:2025-01")) == 4
    assert len(read("--from", "2001-01-01")) > 5


def test_handing_it_out_is_logged_with_what_it_is_for(norsea: Path, tmp_path: Path) -> None:
    assert upriver("audit", "export", norsea, "--to", tmp_path / "log.jsonl", "--format", "jsonl", "--why", "inspection").code == 0
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    last = rows(norsea, "SELECT verb, why, body FROM audit_eventrecord ORDER BY number DESC LIMIT 1")[0]
    assert last[:2] == ("exported the audit log", "inspection") and json.loads(last[2])["events"] == len(lines)
    assert os.name != "posix" or not (tmp_path / "log.jsonl").stat().st_mode & 0o077
    assert "is there already" in refused(upriver("audit", "export", norsea, "--to", tmp_path / "log.jsonl"))


def test_a_reason_that_looks_like_a_formula_stays_words(norsea: Path) -> None:
    decided(norsea, '=HYPERLINK("http://x","y")')
    cells = [each["why"] for each in csv.DictReader(io.StringIO(upriver("audit", "export", norsea).out))]
    assert "'=HYPERLINK(\"http://x\",\"y\")" in cells


def test_a_verb_that_nobody_used_is_refused_with_those_that_were(norsea: Path) -> None:
    assert "decided" in refused(upriver("audit", "export", norsea, "--verb", "destroyed"))
