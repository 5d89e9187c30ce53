"""What must be so after a kill: the log is whole, every row has its event, and what was said to be done is there. On SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from pathlib import Path

from operated import upriver
from web.asking import database_of, rows

SAYS = {
    "decide": "SELECT reason FROM submissions_decisionrecord",
    "register": "SELECT body FROM audit_eventrecord WHERE verb = 'edited' OR verb = 'kept'",
    "agree": "SELECT body FROM agreements_agreementrecord",
}
"""Where what was promised stands."""


def sound(workspace: Path) -> None:
    """The log is whole and held by its heads, the database is sound, and every row has its event."""
    from upriver.store.keeping_safe.databases import soundness

    assert database_of(workspace) or soundness(workspace / "db.sqlite3") == ()
    told = upriver("audit", "verify", workspace, "--json")
    assert told.code == 0, told.err
    for table in ("submissions_decisionrecord", "agreements_agreementrecord"):
        assert rows(workspace, f"SELECT count(*) FROM {table} WHERE event NOT IN (SELECT id_hash FROM audit_eventrecord)") == [(0,)]
    decisions = rows(workspace, "SELECT (SELECT count(*) FROM submissions_decisionrecord), (SELECT count(*) FROM audit_eventrecord WHERE verb = 'decided')")[0]
    assert decisions[0] == decisions[1], "a decision without its event, or an event without its decision"


def kept(kind: str, workspace: Path, promised: list[str]) -> None:
    if kind == "backup":
        archives = sorted((workspace.parent / "kept").glob("*.zip"))
        assert len(archives) >= len(promised)
        for archive in (*archives[:3], *archives[-3:]):
            assert upriver("restore", archive, "--verify").code == 0
        logged = {json.loads(body)["backup"] for (body,) in rows(workspace, "SELECT body FROM audit_eventrecord WHERE verb = 'backed up'")}
        assert len(logged) >= len(promised) and logged <= {path.name for path in archives}
        return
    there = "\n".join(str(text) for (text,) in rows(workspace, SAYS[kind]))
    lost = [each for each in promised if each not in there and each.replace(" ", "_") not in there]
    assert lost == [], f"{len(lost)} of {len(promised)} promises were broken"
