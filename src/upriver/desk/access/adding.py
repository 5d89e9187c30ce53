"""What is only ever added to stays as it was: on PostgreSQL the database itself refuses to change or take out such rows.

No verb does so; this holds back whoever finds a way to words of their own, as the role of the web. The owner of the tables can
take the guard down, and on SQLite whoever may write to the file can write anything: what was changed there `upriver audit verify`
finds (`desk/audit/bearing_out.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ONLY_ADDED = ("audit_eventrecord", "registers_rowrecord", "agreements_agreementrecord", "submissions_decisionrecord", "voices_actrecord")
_REFUSE = """CREATE OR REPLACE FUNCTION upriver_only_added() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$"""
_TRIGGER = """CREATE TRIGGER upriver_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION upriver_only_added()"""


@contextmanager
def let_go() -> Iterator[None]:
    """Take the guard away while tables are made or changed, as their owner, and put it on every one that is there after it."""
    _each('DROP TRIGGER IF EXISTS upriver_only_added ON "{table}"')
    try:
        yield
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_REFUSE)
        _each(_TRIGGER)


def _each(words: str) -> None:
    """Say something to the server of each of these tables that is there."""
    if connection.vendor != "postgresql":
        return
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in ONLY_ADDED:
            if table in there:
                cursor.execute(words.format(table=table))
