"""Whatever is sent to the studio, it opens for everybody afterwards: comments are on sections that there are."""

from __future__ import annotations

import pytest
from web.asking import database_of, opened, rows
from web.served import Served, Visit

STUDIO = "/assessment/studio/"
LONG = "z" * 3_000


@pytest.fixture
def aled(served: Served) -> Visit:
    return served.visit("Aled Made-Up")


def comments(served: Served) -> int:
    return int(rows(served.folder, "SELECT count(*) FROM assessments_commentrecord")[0][0])


@pytest.mark.parametrize("where", [f"{LONG}/en", f"{LONG}/xx", "index/xx", "no-such-section/en", "..%2f..%2fweb/en"])
def test_no_comment_is_kept_on_what_is_no_section(where: str, served: Served, aled: Visit) -> None:
    before = comments(served)
    assert aled.post(f"{STUDIO}{where}/comment/", {"says": "Words."}).status == 404
    assert (comments(served), aled.get(STUDIO).status) == (before, 200)


def test_a_comment_that_was_kept_on_no_section_before_does_not_stop_the_studio(served: Served, aled: Visit) -> None:
    if database_of(served.folder):
        pytest.skip("a server never kept a name that long")
    with opened(served.folder) as held:
        held.execute("INSERT INTO assessments_commentrecord (section, says, by, at, settled, settled_by, settled_at, event) VALUES (?, 'x', 'x', '', '', '', '', 'x')", (LONG,))
    assert aled.get(STUDIO).status == 200


@pytest.mark.parametrize("part", ["", "write/", "accept/", "comment/"])
def test_no_page_is_called_by_a_name_longer_than_a_files(part: str, aled: Visit) -> None:
    assert aled.get(f"{STUDIO}{LONG}/en/{part}").status == 404


def test_what_steers_a_screen_is_no_comment(served: Served, aled: Visit) -> None:
    before = comments(served)
    assert aled.post(f"{STUDIO}index/en/comment/", {"says": "Wo\x1b[2Jrds."}).status in (409, 422)
    assert comments(served) == before


def test_a_comment_is_settled_at_its_own_section(served: Served, aled: Visit) -> None:
    assert aled.post(f"{STUDIO}index/en/comment/", {"says": "Words."}).status == 303
    number = rows(served.folder, "SELECT max(number) FROM assessments_commentrecord WHERE section = 'index'")[0][0]
    aled.post(f"{STUDIO}questions-kinds/en/comment/", {"settle": str(number), "how": "Done."})
    assert rows(served.folder, "SELECT settled_at FROM assessments_commentrecord WHERE number = ?", number) == [("",)]
    aled.post(f"{STUDIO}index/en/comment/", {"settle": str(number), "how": "Done."})
    assert rows(served.folder, "SELECT settled FROM assessments_commentrecord WHERE number = ?", number) == [("Done.",)]


def test_a_draft_has_no_page_by_a_name_longer_than_a_files(served: Served) -> None:
    release = rows(served.folder, "SELECT number FROM releases_releaserecord ORDER BY number LIMIT 1")[0][0]
    assert served.visit("Ira Fictional").get(f"/releases/{release}/draft/{LONG}").status == 404
