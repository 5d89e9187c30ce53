"""Serves a workspace as `web.server` does and notes every write of its database that leaves no event: `python -m web.operating.watching WORKSPACE PORT NOTES`.

Each statement that writes is noted with the innermost function of ours that asked for it, and judged when its transaction is kept:
one that wrote no row of the audit log was silent.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.I)
LOG = "audit_eventrecord"
OF_THE_FRAMEWORK = ("django_", "auth_", "account_", "socialaccount_", "usersessions_", "mfa_", "sqlite_", "new__")
"""Tables of sessions, migrations (SQLite makes a changed table anew) and sign-in methods, which are no records of the partnership's."""


@dataclass
class Kept:
    """What one transaction wrote: table and function."""

    writes: list[tuple[str, str]] = field(default_factory=list)


class Watch:
    """Stands between one connection and its database."""

    def __init__(self, connection: Any, note: Callable[[str, str, bool], None]) -> None:
        self.connection, self.note, self.now = connection, note, Kept()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        made = execute(sql, params, many, context)
        found = WRITES.match(sql)
        nothing = not sql.lstrip()[:6].upper().startswith("INSERT") and context["cursor"].rowcount == 0
        if found and not nothing and not found[1].startswith(OF_THE_FRAMEWORK):
            self._wrote(found[1])
        return made

    def _wrote(self, table: str) -> None:
        if self._waits(self.now):
            self.now.writes.append((table, asker()))
            return
        self.now = Kept([(table, asker())])
        self.connection.on_commit(Judge(self.now, self.note))

    def _waits(self, kept: Kept) -> bool:
        """Whether what is noted so far still waits for its transaction: one that was taken back waits for nothing."""
        return any(isinstance(each[1], Judge) and each[1].kept is kept for each in self.connection.run_on_commit)


class Judge:
    """Says of each write of a transaction, once it is kept, whether it was silent."""

    def __init__(self, kept: Kept, note: Callable[[str, str, bool], None]) -> None:
        self.kept, self.note = kept, note

    def __call__(self) -> None:
        logged = any(table == LOG for table, _ in self.kept.writes)
        for table, who in self.kept.writes:
            self.note(table, who, not logged)


def asker() -> str:
    """The innermost function of the desk or the web that is running: `desk/registers/actions.py:keep`."""
    frame = sys._getframe(1)
    while frame is not None:
        parts = Path(frame.f_code.co_filename).parts
        if "upriver" in parts and (room := parts[parts.index("upriver", max(len(parts) - 8, 0)) + 1:]) and room[0] in ("desk", "web") and "access" not in room:
            return f"{'/'.join(room)}:{frame.f_code.co_qualname.split('.<locals>')[0].split('.')[-1]}"
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def watched(note: Callable[[str, str, bool], None]) -> Callable[..., None]:
    """Watch every connection that is opened from now on; keep what is given back, or nobody watches."""
    from django.db.backends.signals import connection_created

    def begin(connection: Any, **_: Any) -> None:
        if not any(isinstance(each, Watch) for each in connection.execute_wrappers):
            connection.execute_wrappers.append(Watch(connection, note))

    connection_created.connect(begin, weak=False)
    return begin


def main(folder: str, port: str, notes: str) -> None:
    """Serve a workspace, and note its writes in a file as they are kept."""
    root = Path(folder)
    with Path(notes).open("a", encoding="utf-8", buffering=1) as out:
        watched(lambda table, who, silent: print(json.dumps([table, who, silent]), file=out))
        from upriver.web.serving import serve

        serve(root, published=root / "published", port=int(port), tries=200, worker=False, told=lambda workspace, public: print(f"{workspace} {public}", flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:4])
