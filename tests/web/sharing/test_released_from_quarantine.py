"""A package that was put aside is taken in from the screen: with the workspace to oneself, and so that its receipt is kept when its file is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.workspaces import upriver
from web.operating.test_erased_step_by_step import lost
from web.served import serving
from web.sharing.test_checking_beforehand import crimes

from upriver.intake import packages
from upriver.store.locking import Alone
from upriver.words.sharing.submission import STATEMENTS, Submission

QUARANTINE = "/sharing/quarantine/"


def bent(into: Path) -> Path:
    """A package whose file was changed on its way."""
    data, package = into / "bent.csv", into / "bent.zip"
    data.write_bytes(crimes(range(1, 12), month="2026-09"))
    packages.write(Submission("police_crime_extract", 1, "records", "Norsea Police", file=data.name, sha256="0" * 64, statement=STATEMENTS["records"]), data, package)
    return package


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_package_is_taken_in_once_nobody_else_works_here(kind: str, copied_to: Callable[[Path, str], Path], tmp_path: Path) -> None:
    folder = copied_to(tmp_path, kind)
    upriver("take-in", "--workspace", folder, bent(tmp_path))
    with serving(folder) as served:
        aled = served.visit("Aled Made-Up")
        where = next(each for each in aled.get(QUARANTINE).links() if re.fullmatch(rf"{QUARANTINE}[0-9a-f]+/", each))
        receipts = len(served.rows("SELECT 1 FROM submissions_receiptrecord"))
        given = {"what": "release", "reason": "Its sender has confirmed it by telephone."}
        held = Alone(folder)
        try:
            assert aled.post(where, given).status == 422
        finally:
            held.release()
        assert aled.post(where, given).status == 303
        assert len(served.rows("SELECT 1 FROM submissions_receiptrecord")) == receipts + 1 and lost(folder) == []
        assert "Nothing lies in quarantine" in aled.get(QUARANTINE).plain
