"""What was made for meetings is read inside the workspace by those whom it is for, and only made by those who make it."""

from __future__ import annotations

from pathlib import Path

import pytest
from web.served import Served, Visit

BOARDS, ANNUAL, HANDOVER = "board-pack-2025-12-01", "annual-report-public-2025-12-01", "handover-pack-2025-12-01"


@pytest.fixture(scope="module")
def made(served: Served) -> Path:
    """Three documents as they lie in a workspace."""
    for called in (BOARDS, ANNUAL, HANDOVER):
        place = served.folder / "packs" / called
        place.mkdir(parents=True)
        (place / "index.html").write_text("<html><body>\n<p>Nine actions are late.</p></body></html>")
        (place / f"{called}.pdf").write_bytes(b"%PDF-1.7")
    return served.folder / "packs"


@pytest.fixture
def dee(served: Served) -> Visit:
    return served.visit("Dee Supposed")


@pytest.mark.parametrize("called", [BOARDS, ANNUAL])
def test_a_board_member_reads_what_is_made_for_the_board(called: str, made: Path, dee: Visit) -> None:
    assert f"/packs/made/{called}/" in dee.get("/board/").links()
    assert dee.get(f"/packs/made/{called}/").status == 200
    assert "Nine actions are late." in dee.get(f"/packs/made/{called}/read/index.html").text
    assert dee.get(f"/packs/made/{called}/read/{called}.pdf").body == b"%PDF-1.7"


def test_whoever_signs_the_annual_report_can_read_it_from_the_form(made: Path, dee: Visit) -> None:
    assert f"/packs/made/{ANNUAL}/" in dee.get("/board/sign/E31009901/annual-report/").links()


@pytest.mark.parametrize("path", ["", "read/index.html", f"read/{HANDOVER}.pdf"])
def test_a_handover_is_not_there_for_a_board_member(path: str, made: Path, dee: Visit) -> None:
    assert dee.get(f"/packs/made/{HANDOVER}/{path}").status == 404
    assert HANDOVER not in dee.get("/packs/made/").text


def test_whoever_makes_documents_reads_all(made: Path, served: Served) -> None:
    assert served.visit("Mina Fictional").get(f"/packs/made/{HANDOVER}/").status == 200


def test_reading_makes_nothing(made: Path, dee: Visit) -> None:
    assert dee.get("/packs/").status == dee.get("/packs/make/board_pack/").status == 403
    assert not [link for link in dee.get(f"/packs/made/{BOARDS}/").links() if link.startswith("/packs/make") or link == "/packs/"]


def test_a_reading_is_in_the_log(made: Path, dee: Visit, served: Served) -> None:
    dee.get(f"/packs/made/{BOARDS}/read/index.html")
    assert "Dee Supposed" in served.visit("Ira Fictional").get("/operating/audit/?verb=opened+pack").plain
