"""Running commands inside the tests' own process: a hundred of them would else start Python a hundred times."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from journeys.workspaces import Ran

from upriver.cli.main import run


def upriver(*arguments: object) -> Ran:
    """Run a command as `python -m upriver` does, with its exit code, and close the desk after it."""
    from django.db import connections

    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run([str(each) for each in arguments])
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        finally:
            with contextlib.suppress(Exception):
                connections.close_all()
    return Ran(code, out.getvalue(), err.getvalue())


def bytes_of(folder: Path) -> bytes:
    """Everything that the database of a workspace has on the disk, its journal too."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("db.sqlite3*")))
