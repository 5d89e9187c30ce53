"""Votes are blind until all are in, on every page that a second reviewer may open; nobody votes on their own; what changed voids votes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.jobs.in_the_desk import python, rows
from web.served import Served, Visit, serving

SECRET = "A most particular reason zyx"
ASKED = """
import sys
from pathlib import Path
from web.asking import desk
desk(sys.argv[1])
from upriver.desk.accounts.models import Account
from upriver.desk.audit.acting import acting
from upriver.desk.releases import actions
from upriver.words.releasing.gate import Request
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.assessments.actions import latest_run
run = latest_run("public")
for number, (author, needs) in enumerate((("Aled Made-Up", 2), ("Ira Fictional", 2), ("Aled Made-Up", 1), ("Aled Made-Up", 1))):
    with acting(Account.objects.get(name=author).pk):
        actions.submit(Request(f"feed{number}", "assessment", "public", run, f"c{number}", "p", "public=h", needs, "it rests on records", (author,),
                               "2026-02-02T09:00:00Z", context="For the board.", controls="The lock."),
                       findings=[["look", "1 table could stain a group.", "checks", True]], clauses=(), by=author, at="2026-02-02T09:00:00Z")
print(*ReleaseRecord.objects.order_by("-number").values_list("number", flat=True)[:4])
"""
BLIND, IRAS, ONE, OTHER = 0, 1, 2, 3
VOTE = {"answer": "return", "why": SECRET, "confirm": "0"}


@pytest.fixture(scope="module")
def gate(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, list[int]]]:
    """Releases that wait: the analyst's for two readers, one that a reviewer asked for, two of the analyst's for one reader."""
    folder = copied(tmp_path_factory.mktemp("gate"))
    numbers = [int(each) for each in python(ASKED, folder).split()][::-1]
    with serving(folder) as served:
        yield served, numbers


@pytest.fixture(scope="module")
def voted(gate: tuple[Served, list[int]]) -> tuple[Served, list[int]]:
    """The same, once the first of two reviewers has voted on the first."""
    served, numbers = gate
    reply = served.visit("Ira Fictional").post(f"/releases/{numbers[BLIND]}/vote/", VOTE)
    assert reply.status == 303, reply.plain
    return gate


def everywhere(visit: Visit, *starts: str, most: int = 250) -> dict[str, str]:
    """Every page that links lead to, each once; lists as files too."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting and len(found) < most:
        path = waiting.pop(0)
        if path in found:
            continue
        reply = visit.get(path, follow=True)
        found[path] = reply.text
        if "text/html" in "".join(reply.headers.get("content-type", [])) and "/draft/" not in path:
            waiting += [each for each in reply.links() if each.startswith("/") and not re.match(r"/(?:assets|sign-out|theme)|//", each)
                        and "sort=" not in each and "lang=" not in each and each not in found]
    return found


def test_nothing_that_the_second_reviewer_may_open_tells_how_the_first_voted(voted: tuple[Served, list[int]]) -> None:
    served, numbers = voted
    pages = everywhere(served.visit("Bo Invented"), f"/releases/{numbers[BLIND]}/", "/releases/?as=csv", "/releases/?as=xlsx", "/audit/", "/")
    telling = [path for path, text in pages.items() if SECRET in text or "zyx" in text]
    assert not telling and len(pages) > 20, telling


def test_the_page_says_that_somebody_has_voted_and_no_more(voted: tuple[Served, list[int]]) -> None:
    served, numbers = voted
    page = served.visit("Bo Invented").get(f"/releases/{numbers[BLIND]}/").plain
    assert "1 person has voted" in page and "Return it" not in page


def test_whoever_voted_sees_their_own_vote_and_nobody_elses_page_has_it(voted: tuple[Served, list[int]]) -> None:
    served, numbers = voted
    own = served.visit("Ira Fictional").get(f"/releases/{numbers[BLIND]}/").plain
    assert "signed in as Ira Fictional: Return" in own
    for other in ("Aled Made-Up", "Mina Fictional"):
        assert "signed in as Ira Fictional" not in served.visit(other).get(f"/releases/{numbers[BLIND]}/").plain


def test_the_log_tells_that_somebody_voted_and_not_how(voted: tuple[Served, list[int]]) -> None:
    served, _ = voted
    bodies = rows(served.folder, "SELECT body || why FROM audit_eventrecord WHERE verb = 'voted on release' ORDER BY number DESC LIMIT 1")
    assert bodies and SECRET not in str(bodies) and '"return"' not in str(bodies)


def test_nobody_votes_twice(voted: tuple[Served, list[int]]) -> None:
    served, numbers = voted
    served.visit("Ira Fictional").post(f"/releases/{numbers[BLIND]}/vote/", {**VOTE, "answer": "approve"})
    assert str(rows(served.folder, f"SELECT votes FROM releases_releaserecord WHERE number = {numbers[BLIND]}")).count('"by"') == 1


def test_a_reviewer_who_asked_for_a_release_is_told_why_they_can_not_vote(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    page = served.visit("Ira Fictional").get(f"/releases/{numbers[IRAS]}/").plain
    assert "You made this or asked for it, so you can't vote on it" in page


def test_a_reviewer_who_asked_for_a_release_finds_no_page_to_vote_on_it(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    visit = served.visit("Ira Fictional")
    assert (visit.get(f"/releases/{numbers[IRAS]}/vote/").status, visit.post(f"/releases/{numbers[IRAS]}/vote/", VOTE).status) == (404, 404)


def test_approving_needs_what_stands_before_the_vote(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    reply = served.visit("Bo Invented").post(f"/releases/{numbers[ONE]}/vote/", {"answer": "approve", "why": "Read it."})
    assert reply.status == 422 and "read what stands before the vote" in reply.plain and "Read it." in reply.text


def test_the_vote_is_opened_by_way_of_what_stands_before_it(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    reply = served.visit("Bo Invented").get(f"/releases/{numbers[ONE]}/vote/")
    assert (reply.status, reply.location) == (303, f"/releases/{numbers[ONE]}/vote/before/")


def test_what_stands_before_the_vote_names_the_tables_and_the_danger(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    page = served.visit("Bo Invented").get(f"/releases/{numbers[ONE]}/vote/before/")
    assert page.heading == "Stop and read this before you vote" and "1 table could stain a group." in page.plain and "look dangerous" in page.plain


def test_nobody_goes_on_who_ticked_nothing(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    reply = served.visit("Bo Invented").post(f"/releases/{numbers[ONE]}/vote/before/", {})
    assert reply.status == 422 and "Tick each of these, or go back" in reply.plain
    assert not rows(served.folder, "SELECT number FROM audit_eventrecord WHERE verb = 'weighed before voting'")


def test_one_reviewers_weighing_is_not_anothers(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    ira, bo = served.visit("Ira Fictional"), served.visit("Bo Invented")
    path = f"/releases/{numbers[ONE]}/vote/"
    assert ira.post(f"{path}before/", {"confirm": "0"}).location == path
    assert ira.get(path).status == 200 and bo.get(path).status == 303
    assert bo.post(path, {"answer": "approve", "why": "Read it."}).status == 422


def test_whoever_weighed_it_may_approve_and_the_log_tells_both(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    ira = served.visit("Ira Fictional")
    ira.post(f"/releases/{numbers[OTHER]}/vote/before/", {"confirm": "0"})
    assert ira.post(f"/releases/{numbers[OTHER]}/vote/", {"answer": "approve", "why": "Read it."}).status == 303
    told = rows(served.folder, "SELECT verb, by, account <> '' FROM audit_eventrecord WHERE subject = 'release:feed3' ORDER BY number")
    assert told[-2:] == [("weighed before voting", "Ira Fictional", 1), ("approved release", "Ira Fictional", 1)]


def test_a_vote_says_why(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    assert served.visit("Bo Invented").post(f"/releases/{numbers[ONE]}/vote/", {"answer": "return", "why": ""}).status == 422


@pytest.mark.parametrize("path", ["/releases/99999/", "/releases/99999/vote/", "/releases/99999/read/checks/", "/releases/99999/draft/index.html",
                                  "/releases/99999/changed.csv", "/releases/99999/withdraw/", "/releases/1/read/nonsense/",
                                  "/releases/123456789012345678901234567890/", "/releases/1/draft/..%2f..%2f..%2fworkspace.toml",
                                  "/releases/1/draft/%5c..%5c..%5cworkspace.toml", "/jobs/99999/", "/jobs/99999/cancel/"])
def test_what_is_not_there_is_no_page(gate: tuple[Served, list[int]], path: str) -> None:
    assert gate[0].visit("Ira Fictional").get(path).status == 404


@pytest.mark.parametrize("name", ["Priya Pretend", "Dee Supposed", "Cas Notional", "Lou Nonesuch", "Ada Nobody"])
def test_others_have_no_way_to_the_gate(gate: tuple[Served, list[int]], name: str) -> None:
    served, numbers = gate
    visit = served.visit(name)
    shown = [visit.get(path).status for path in ("/releases/", f"/releases/{numbers[0]}/", "/releases/ledger/", f"/releases/{numbers[0]}/withdraw/")]
    assert set(shown) <= {403, 404}


def test_a_drafted_page_runs_no_script_here(gate: tuple[Served, list[int]]) -> None:
    reply = gate[0].visit("Ira Fictional").get("/releases/1/draft/index.html")
    policy = "".join(reply.headers.get("content-security-policy", []))
    assert reply.status in (200, 404) and (reply.status == 404 or ("script-src" not in policy and "default-src 'none'" in policy))


def test_opening_a_release_is_written_to_the_log(gate: tuple[Served, list[int]]) -> None:
    served, numbers = gate
    served.visit("Bo Invented").get(f"/releases/{numbers[ONE]}/")
    last = rows(served.folder, "SELECT verb, subject, by FROM audit_eventrecord WHERE verb = 'opened release' ORDER BY number DESC LIMIT 1")
    assert last == [("opened release", f"release:{numbers[ONE]}", "Bo Invented")]


def test_what_every_drafted_page_shares_is_not_logged_each_time(gate: tuple[Served, list[int]]) -> None:
    served, _ = gate
    before = rows(served.folder, "SELECT count(*) FROM audit_eventrecord")
    visit = served.visit("Bo Invented")
    signed = rows(served.folder, "SELECT count(*) FROM audit_eventrecord")
    assert visit.get("/releases/1/draft/assets/upriver.css").status in (200, 404)
    assert before <= signed == rows(served.folder, "SELECT count(*) FROM audit_eventrecord")


def test_work_that_somebody_else_asked_for_is_not_there(gate: tuple[Served, list[int]]) -> None:
    served, _ = gate
    own = served.visit("Aled Made-Up").post("/releases/ask/", {"audience": "public", "context": "A test.", "controls": "The lock."})
    assert own.status == 303 and own.location.startswith("/jobs/")
    foreign = served.visit("Mina Fictional")
    assert (foreign.get(own.location).status, foreign.post(f"{own.location}cancel/").status) == (404, 404)
    mine = served.visit("Aled Made-Up")
    assert mine.get(own.location).status == 200 and mine.get(own.location).headers["refresh"] == ["4"]
    assert mine.post(f"{own.location}cancel/").status == 303 and "Cancelled" in mine.get(own.location).plain


def test_an_administrator_sees_how_work_stands_and_not_what_it_was_about(gate: tuple[Served, list[int]]) -> None:
    visit = gate[0].visit("Ada Nobody")
    assert visit.get("/operating/jobs/").status == 200 and visit.get("/releases/ask/").status == 403
