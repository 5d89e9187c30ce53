"""One writing command at a time in a workspace."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from upriver.words.refusal import Refusal

LOCK = ".lock"


class Alone:
    """The right to write in a workspace, until released or until the process ends, however it ends."""

    def __init__(self, root: Path, *, name: str = LOCK, patience: float = 0) -> None:
        """Take the right, waiting `patience` seconds for whoever has it; `name` is the file that stands for it.

        Raises:
            Refusal: another command holds it, or the folder can't be written to.
        """
        try:
            self._held = sqlite3.connect(root / name, timeout=patience, isolation_level=None, check_same_thread=False)
            self._held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            if "locked" in str(fault):
                raise Refusal("another command is working in this workspace", do="Wait until it ends, then try again.") from fault
            raise Refusal("this workspace can't be written to", do="Check who owns its folder.") from fault
        except sqlite3.DatabaseError as fault:  # somebody else's bytes lie there
            raise Refusal(f"the file {name} isn't ours", do="Move it away, then try again.") from fault

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *raised: object) -> None:
        self.release()

    def release(self) -> None:
        """Give the right back."""
        self._held.close()
