"""A process that writes again and again until it is killed, and says of each thing that it was done, once it was.

Run as `python -m operations.writing KIND WORKSPACE FIRST`; a line of its output is a promise that must be kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

AT = "2026-01-01T00:00:00Z"


def deciding(folder: Path, number: int) -> None:
    from upriver.desk.submissions.actions import decide

    decide(subject="part", answer="annotate", reason=f"promise {number}", known=["part"], by="Nora", at=AT)


def registering(folder: Path, number: int) -> None:
    from upriver.desk.registers.taking import keep_row
    from upriver.store.folder import Folder

    keep_row(Folder(folder), slug="actions", values={"id": f"promise_{number}", "title": f"promise {number}", "status": "planned"}, faults=(),
             by="Nora", at=AT, adding=True)


def agreeing(folder: Path, number: int) -> None:
    from receiving.partners import ED, an_agreement

    from upriver.desk.agreements.actions import agree

    agree(replace(an_agreement(ED), id=f"promise_{number}"), names={"p1": "P. One"}, by="Nora", at=AT)


def backing_up(folder: Path, number: int) -> None:
    from upriver.desk.opening import settings_of
    from upriver.desk.operations.keeping import backup
    from upriver.store.folder import Folder

    # Three share each second: none may take another's place.
    backup(Folder(folder), folder.parent / "kept", slug="w", name="W", by="Nora", at=f"2026-01-01T00:00:{number // 3 % 60:02d}Z",
           address=settings_of(Folder(folder)).database)


KINDS: dict[str, Callable[[Path, int], None]] = {"decide": deciding, "register": registering, "agree": agreeing, "backup": backing_up}


def main() -> None:
    kind, folder, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    from upriver.desk.opening import open_desk, settings_of
    from upriver.store.folder import Folder

    open_desk(folder / "db.sqlite3", settings_of(Folder(folder)).database)
    print("ready", flush=True)
    while True:
        KINDS[kind](folder, number)
        print(f"promise {number}", flush=True)
        number += 1


if __name__ == "__main__":
    main()
