"""Erasing through the browser has the workspace to itself, and no file goes before what says so is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from web.asking import rows
from web.operating.test_personal_data import key_of
from web.served import serving

from upriver.store.locking import Alone

REQUEST = "/personal-data/request/"


def lost(folder: Path) -> list[str]:
    """Held files that a receipt speaks of and that aren't there."""
    import json

    found = [json.loads(body)["part"]["path"] for (body,) in rows(folder, "SELECT body FROM submissions_receiptrecord")]
    return [path for path in found if not (folder / "held" / path).is_file()]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_where_erasing_stops_half_way_every_receipt_still_speaks_of_a_file(kind: str, copied_to: Callable[[Path, str], Path], tmp_path: Path) -> None:
    folder = copied_to(tmp_path, kind)
    (folder / "certificates").write_text("in the way, so that the certificate can't be written")
    with serving(folder) as served:
        key, ira = key_of(served), served.visit("Ira Fictional")
        before = rows(folder, "SELECT count(*) FROM submissions_tombstonerecord")
        assert ira.post(REQUEST, {"key": key, "what": "erase", "sure": "yes"}).status == 500
        assert lost(folder) == [] and rows(folder, "SELECT count(*) FROM submissions_tombstonerecord") != before
        (folder / "certificates").unlink()
        assert ira.post(REQUEST, {"key": key, "what": "erase", "sure": "yes"}).status == 200  # finishes what was stopped
        assert list((folder / "certificates").glob("erasure-*.html"))
        held = Alone(folder)
        try:
            refused = ira.post(REQUEST, {"key": "ab" * 32, "what": "erase", "sure": "yes"})
        finally:
            held.release()
        assert refused.status == 422 and "another command is working" in refused.plain.lower()
