"""The page of the log says in words what each event is about; its files keep the log's own names."""

from __future__ import annotations

import re

from web.served import Served


def test_the_page_names_people_and_things_and_no_ids(served: Served) -> None:
    plain = served.visit("Ira Fictional").get("/operating/audit/").plain
    assert "An account: Ira Fictional" in plain and "An entry of Have your say" in plain and "Release 1" in plain
    assert not re.findall(r"\b(?:account|voice|release|run|agreement|person):\w+|\b[0-9a-f]{12,}\b", plain)


def test_every_subject_of_the_demo_is_known(served: Served) -> None:
    assert "no longer known" not in served.visit("Ira Fictional").get("/operating/audit/").plain


def test_one_press_finds_all_about_the_same_thing(served: Served) -> None:
    visit = served.visit("Ira Fictional")
    way = next(each for each in visit.get("/operating/audit/").links() if "subject=release" in each)
    assert "published" in visit.get(way).plain


def test_the_file_keeps_what_the_log_says(served: Served) -> None:
    assert re.search(r"release:[0-9a-f]{16}", served.visit("Ira Fictional").get("/operating/audit/?as=csv").text)
