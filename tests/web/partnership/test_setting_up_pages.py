"""Setting up from nothing: what the pages say, what they keep, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.asking import opened
from web.partnership.beginning import an_empty_one
from web.served import Served, Visit, serving


@pytest.fixture(scope="module")
def empty(placed: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(placed(an_empty_one(tmp_path_factory.mktemp("empty") / "harbour"))) as one:
        yield one


@pytest.fixture(scope="module")
def mina(empty: Served) -> Visit:
    return empty.visit("Mina Fictional")


def test_nothing_is_done_at_first_and_the_name_is_known_already(mina: Visit) -> None:
    assert "You have done 0 of 9" in mina.get("/partnership/").plain
    assert 'value="Harbour Fictional Partnership"' in mina.get("/partnership/areas/").text


def test_authorities_cant_be_checked_before_areas_are_named(mina: Visit) -> None:
    assert "Give the areas first." in mina.get("/partnership/").plain


def test_an_area_that_nobody_knows_is_said_at_its_field_and_what_was_typed_stays(mina: Visit) -> None:
    reply = mina.post("/partnership/areas/", {"name": "Harbour", "areas": "Atlantis"})
    assert reply.status == 422 and "No shipped list knows Atlantis" in reply.plain and "Atlantis</textarea>" in reply.text


def test_areas_fill_the_register_in_and_confirming_is_one_press(mina: Visit) -> None:
    reply = mina.post("/partnership/areas/", {"name": "Harbour", "areas": "E06000044\nE06000045"}, follow=True)
    assert "were filled in: check them now" in reply.plain and "Portsmouth City Council" in reply.plain
    ids = [each.split('"')[0] for each in reply.text.split('name="ids" type="checkbox" value="')[1:]]
    assert "authorities confirmed" in mina.post("/partnership/confirm/", {"ids": ids}, follow=True).plain
    assert "Nothing waits to be confirmed." in mina.get("/partnership/confirm/").plain


def test_a_new_name_stands_on_every_page_and_in_the_settings(mina: Visit, empty: Served) -> None:
    assert ">Harbour</a>" in mina.get("/partnership/").text
    assert 'name = "Harbour"' in (empty.folder / "workspace.toml").read_text("utf-8")


def test_a_contacts_name_stands_in_the_register_of_people_and_in_no_event(mina: Visit, empty: Served) -> None:
    reply = mina.post("/partnership/authorities/body/E06000044/contact/", {"name": "Wilma Madeup", "job": "Head of safety", "email": "w@x.invalid", "phone": ""}, follow=True)
    assert "Wilma Madeup" in reply.plain
    with opened(empty.folder) as held:
        assert held.execute("SELECT count(*) FROM partners_personrecord WHERE name = 'Wilma Madeup'").fetchone() == (1,)
        assert held.execute("SELECT count(*) FROM audit_eventrecord WHERE body LIKE '%Wilma%' OR subject LIKE '%Wilma%'").fetchone() == (0,)


def test_a_definition_needs_what_was_looked_at(mina: Visit) -> None:
    reply = mina.post("/partnership/definition/", {"which": "home_office_core", "held_on-day": "1", "held_on-month": "11", "held_on-year": "2026", "by": "E06000044", "outcome": "kept", "why": "So."})
    assert reply.status == 422 and "Enter: What did you look at?" in reply.plain and "So.</textarea>" in reply.text


def test_a_body_of_that_name_is_added_once(mina: Visit) -> None:
    given = {"kind": "education", "name": "Harbour College", "areas": ["E06000044"]}
    assert "Added and confirmed" in mina.post("/partnership/authorities/add/", given, follow=True).plain
    again = mina.post("/partnership/authorities/add/", given)
    assert again.status == 422 and "in the register already" in again.plain
