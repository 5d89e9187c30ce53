"""A row that is taken out while somebody types: the page says so, and what was typed is there to be kept."""

from __future__ import annotations

import pytest
from web.plans.test_registers_on_the_web import opened
from web.served import Served, Visit


@pytest.fixture
def mina(served: Served) -> Visit:
    return served.visit("Mina Fictional")


def an_action(mina: Visit, title: str) -> str:
    """A new action of the health board's, named by nothing else."""
    form = opened(mina, "/plans/row/actions:a24/change/")
    reply = mina.post("/plans/registers/actions/add/", {**form, "title": title})
    assert reply.status == 303, reply.plain
    return reply.location


def test_what_was_typed_is_kept_as_a_new_row_by_one_press(served: Served, mina: Visit) -> None:
    path = an_action(mina, "Kits for the ferry")
    form = opened(mina, f"{path}change/")
    assert served.visit("Aled Made-Up").post(f"{path}take-out/", {"why": "The ferry stopped."}).status == 303
    reply = mina.post(f"{path}change/", {**form, "progress": "Twelve kits are on board."})
    assert reply.status == 409 and "Aled Made-Up took it out" in reply.plain and "The ferry stopped." in reply.plain
    assert "Twelve kits are on board." in reply.text and 'action="/plans/registers/actions/add/"' in reply.text
    assert "Twelve kits are on board." in mina.post("/plans/registers/actions/add/", {**form, "progress": "Twelve kits are on board."}, follow=True).plain


def test_a_board_member_sees_what_they_typed(served: Served, mina: Visit) -> None:
    path = an_action(mina, "Kits for the quay")
    ident = path.strip("/").rpartition("/")[2]
    mina.post(f"{path}take-out/", {"why": "Never begun."})
    reply = served.visit("Dee Supposed").post(f"/board/actions/{ident}/", {"status": "under_way", "progress": "Six kits lie ready.", "next_step": ""})
    assert reply.status == 409 and "Six kits lie ready." in reply.plain and "Never begun." in reply.plain and "Mina Fictional took it out" in reply.plain


def test_the_address_of_a_row_that_was_taken_out_says_so(mina: Visit) -> None:
    path = an_action(mina, "Kits for the pier")
    mina.post(f"{path}take-out/", {"why": "Said twice."})
    reply = mina.get(path)
    assert reply.status == 404 and "This was taken out: Kits for the pier" in reply.plain and "Said twice." in reply.plain


def test_what_was_taken_out_of_somebody_elses_is_not_there(served: Served, mina: Visit) -> None:
    form = opened(mina, "/plans/row/actions:a01/change/")
    path = mina.post("/plans/registers/actions/add/", {**form, "title": "Kits for the lock"}).location
    mina.post(f"{path}take-out/", {"why": "Ours alone."})
    ident = path.strip("/").rpartition("/")[2]
    reply = served.visit("Dee Supposed").post(f"/board/actions/{ident}/", {"status": "done"})
    assert reply.status == 404 and "Ours alone." not in reply.plain


def test_a_row_that_never_was_has_no_page(mina: Visit) -> None:
    assert mina.get("/plans/row/actions:never/").status == mina.post("/plans/row/actions:never/change/", {"title": "x"}).status == 404
