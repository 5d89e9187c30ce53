"""Rows, lists and evidence name places, people and figures as people do; what machines call them stands behind a summary."""

from __future__ import annotations

import re

import pytest
from web.served import Reply, Served

PLACES = re.compile(r"\b[EWKN]\d{8}\b")
MACHINES = re.compile(r"\b[0-9a-f]{16}\b|\(p\d+\)|\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+/[a-z_]+/[a-z_]+#")


def seen(reply: Reply) -> str:
    """The words of a page that stand open."""
    main = re.search(r"<main.*?</main>", reply.text, re.S)
    assert reply.status == 200 and main is not None
    return re.sub(r"<[^>]+>", " ", re.sub(r"<details.*?</details>", " ", main[0], flags=re.S))


@pytest.mark.parametrize("path", [
    "/plans/row/studies:st_teams/", "/plans/row/studies:st_line/", "/plans/row/measures:my-1/", "/plans/registers/reviews/", "/plans/registers/studies/",
    "/plans/row/becauses:young-because-1/", "/plans/row/equality:e-sex/", "/agreements/police_crime/", "/assessment/", "/board/evidence/duty/",
    "/sharing/of/hospital/scorecard/"])
def test_no_code_of_an_area_and_no_id_of_a_run_stands_open(path: str, served: Served) -> None:
    words = seen(served.visit("Mina Fictional").get(path))
    assert PLACES.findall(words) == []
    assert [each for each in MACHINES.findall(words) if "scorecard" not in path or re.fullmatch("[0-9a-f]{16}", each)] == []


def test_small_areas_are_named_behind_their_number(served: Served) -> None:
    page = served.visit("Mina Fictional").get("/plans/row/studies:st_teams/")
    assert "40 areas" in page.plain and "Norsea 003E" in page.text and "Norsea 003E" not in seen(page)


def test_what_is_hidden_is_called_so_wherever_an_indicator_is_read(served: Served) -> None:
    visit = served.visit("Dee Supposed")
    for path in ("/monitoring/", "/board/evidence/violence/"):
        row = next(each for each in re.findall(r"<tr.*?</tr>", visit.get(path).text, re.S) if "Hospital admissions for assault with a sharp object" in each)
        assert re.search(r">\s*(?:– )?Hidden\s*<", row) and "Too few" not in row
