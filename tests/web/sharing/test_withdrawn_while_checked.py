"""Whoever withdraws a file whose check was begun is told to wait: what is said to be deleted is never taken in afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from web.asking import opened
from web.served import serving

SEND = "/sharing/of/E23009901/send/"
FILE = b"Crime Number,HO Code,Recorded Date\nNP/1/26,8N,2026-01-01T10:05\n"


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_file_is_withdrawn_until_its_check_is_begun(kind: str, copied_to: Callable[[Path, str], Path], tmp_path: Path) -> None:
    folder = copied_to(tmp_path, kind)
    with serving(folder) as served:
        priya = served.visit("Priya Pretend")
        upload = priya.upload(SEND, {"file": ("january.csv", FILE)}, {"contract": "police_crime_extract"}).location
        kept = list((folder / "held" / "arriving").iterdir())
        for state, begun, status in (("running", "", 409), ("waiting", "2026-01-01T10:00:00Z", 409), ("waiting", "", 303)):
            with opened(folder) as held:
                held.execute("UPDATE jobs_jobrecord SET state = ?, begun_at = ? WHERE kind = 'check' AND state IN ('waiting', 'running')", (state, begun))
            assert priya.post(f"{upload}withdraw/").status == status, (state, begun)
            assert all(path.is_file() for path in kept) is (status == 409)
        assert served.rows("SELECT state FROM submissions_uploadrecord ORDER BY number DESC LIMIT 1") == [("dropped",)]
