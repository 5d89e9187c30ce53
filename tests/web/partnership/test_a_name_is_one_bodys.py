"""A name is one body's alone: what was sent under it is shown to nobody who took it as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.words.refusal import Refusal

AT = "2026-02-02T09:00:00Z"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path) -> None:
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.partners.models import AuthorityRecord
    from upriver.desk.submissions.models import SubmissionRecord

    AuthorityRecord.objects.create(ident="police", name="Norsea Police", kind="police")
    SubmissionRecord.objects.create(sid="sent", provider="Norsea Police", contract="crime", state="held", received_on=AT[:10], body={}, event="1")


def add(name: str) -> None:
    from upriver.desk.partners.bodies import add_body

    add_body(kind="education", name=name, code="", rights="", areas={}, note="", by="Ann", at=AT)


@pytest.mark.parametrize("name", ["NORSEA police", "Norsea  Police", "Norsea Pol\u200bice", "N\u043ersea Police"])
def test_no_body_takes_the_name_of_another_of_whatever_kind(name: str) -> None:
    with pytest.raises(Refusal, match="already"):
        add(name)


def test_a_spreadsheet_gives_no_body_the_name_of_another() -> None:
    from dataclasses import replace

    from upriver.desk.partners.actions import replace_register
    from upriver.desk.partners.convert import register

    add("Norsea College")
    held = register()
    renamed = replace(held, authorities=tuple(replace(each, name="norsea police") for each in held.authorities))
    with pytest.raises(Refusal, match="have one name"):
        replace_register(new=renamed, by="Ann", at=AT)


def test_what_was_sent_under_a_name_that_two_have_is_neithers() -> None:
    from upriver.desk.access.things import bodies_named
    from upriver.desk.partners.models import AuthorityRecord
    from upriver.desk.partners.named import own_names

    assert bodies_named("norsea police") == {"police"} and own_names({"police"}) == ("Norsea Police",)
    AuthorityRecord.objects.create(ident="twin", name="NORSEA police", kind="education")
    assert bodies_named("Norsea Police") == frozenset() and own_names({"twin", "police"}) == ()


def test_a_council_whose_code_was_changed_is_one_body() -> None:
    from upriver.desk.partners.models import AuthorityRecord
    from upriver.desk.partners.named import bodies_named, own_names

    AuthorityRecord.objects.filter(ident="police").update(successors=["newer"])
    AuthorityRecord.objects.create(ident="newer", name="Norsea Police", kind="police")
    assert bodies_named("Norsea Police") == {"police", "newer"} and own_names({"newer"}) == ("Norsea Police",)
