"""The gate in the desk's own record: what is refused is not recorded, and what is recorded is chained."""

from __future__ import annotations

from pathlib import Path

import pytest
from gate.asked import a_request

from upriver.desk.opening import open_desk
from upriver.store.folder import Folder
from upriver.words.cleared import Way
from upriver.words.refusal import Refusal

AT = "2026-02-02T09:00:00Z"
STAIN = ["look", "1 table could stain a group.", "checks", True]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    open_desk(tmp_path / "db.sqlite3")
    return Folder(tmp_path)


def asked(*findings: list[object], needs: int = 2) -> int:
    from upriver.desk.releases import actions

    actions.submit(a_request(needs=needs), findings=findings, clauses=(), by="Ann Author", at=AT)  # type: ignore[arg-type]
    return actions.waiting()[-1].number


def events() -> list[str]:
    from upriver.desk.audit.models import EventRecord

    return list(EventRecord.objects.order_by("number").values_list("verb", flat=True))


def test_a_table_that_could_stain_a_group_is_approved_only_by_who_says_so(folder: Folder) -> None:
    from upriver.desk.releases import reviewing

    asked(STAIN, needs=1)
    with pytest.raises(Refusal, match="could stain"):
        reviewing.vote(folder, "r1", answer="approve", why="Read it.", confirmed=False, by="Rae", at=AT)
    assert events() == ["asked for release"]
    assert reviewing.vote(folder, "r1", answer="approve", why="Read it.", confirmed=True, by="Rae", at=AT)["state"] == "approved"


def test_it_may_be_returned_without_saying_so(folder: Folder) -> None:
    from upriver.desk.releases import reviewing

    asked(STAIN, needs=1)
    assert reviewing.vote(folder, "r1", answer="return", why="Take it out.", confirmed=False, by="Rae", at=AT)["state"] == "returned"


def test_the_log_says_how_each_voted_once_all_have(folder: Folder) -> None:
    from upriver.desk.audit.actions import verify
    from upriver.desk.audit.models import EventRecord
    from upriver.desk.releases import actions

    number = asked()
    actions.vote(number, answer="approve", why="In order.", by="Rae", at=AT)
    assert "In order." not in "".join(EventRecord.objects.values_list("body", flat=True))
    actions.vote(number, answer="approve", why="Also.", by="Sam", at=AT)
    assert "In order." in EventRecord.objects.get(verb="approved release").body
    assert verify() == (3, "")


def test_a_refused_vote_leaves_no_trace(folder: Folder) -> None:
    from upriver.desk.releases import actions
    from upriver.desk.releases.convert import request_of

    number = asked()
    with pytest.raises(Refusal):
        actions.vote(number, answer="approve", why="Mine.", by="ann author", at=AT)
    assert events() == ["asked for release"] and request_of(actions.the_one("r1")).votes == ()


def test_what_was_not_read_is_not_recorded_as_released(folder: Folder) -> None:
    from upriver.desk.releases import actions

    number = asked()
    with pytest.raises(Refusal, match="can't be released"):
        actions.publish(number, release="r1", now=a_request(), by="Ann Author", at=AT)
    assert actions.latest_release("assessment") is None


def test_whoever_made_the_run_is_an_author_of_its_release(folder: Folder) -> None:
    from upriver.desk.assessments.actions import record_run
    from upriver.desk.releases import actions

    record_run(run="run1", body={}, by="Max Maker", at=AT)
    record_run(run="run1", body={}, by="Mia Maker", at=AT)
    assert actions.authors_of("run1", "Ann Author") == ("Max Maker", "Mia Maker", "Ann Author")


def test_a_way_to_work_a_hidden_number_out_is_refused_with_the_way_and_what_to_hide() -> None:
    from upriver.desk.releases.asking import no_way_in

    way = Way("Victims in A", 3, 4, ("victims",), (), ("Victims in B",), "Victims in A follows from the whole and B")
    with pytest.raises(Refusal, match=r"1 hidden number could be worked out.*Victims in A follows.*hide Victims in B"):
        no_way_in([way], "drafts/r/review/index.html")
    no_way_in([], "")
