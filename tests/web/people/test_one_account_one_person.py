"""Each account is one person of the register: erasing one erases no other, and nobody signs in the name of somebody else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from web.asking import opened
from web.served import Reply, Served, Visit
from web.signing.test_signing_in import PASSWORD

from upriver.desk.opening import open_desk
from upriver.words.access.rights import Grant, Role

AT = "2026-02-03T09:00:00Z"
REGISTERED = "Oriel Tansley"
"""Somebody of the fictional register whom no account stands for."""


def invited(served: Served, name: str, email: str, **more: str) -> Reply:
    return served.visit("Ada Nobody").post("/people/invite/", {
        "name": name, "email": email, "role": "analyst", "authority": "", "method": "password", **more}, follow=True)


def account_by(served: Served, reply: Reply, email: str) -> tuple[int, str]:
    """The number and person of the account that takes an invitation up."""
    link = re.search(r"/invitation/[\w-]+/", reply.text)
    assert link, reply.plain
    assert Visit(served.address).post(link[0], {"password_new": PASSWORD, "password_again": PASSWORD}).status == 303
    return served.rows("SELECT id, person FROM accounts_account WHERE email = ?", email)[0]  # type: ignore[return-value]


def test_whoever_is_invited_under_an_old_name_of_somebody_is_another_person(served: Served) -> None:
    first = account_by(served, invited(served, "Alma Earlier", "alma@norsea.invalid"), "alma@norsea.invalid")
    assert served.visit("Alma Earlier").post("/account/name/", {"name": "Alma Later", "language": "en"}).status == 303
    second = account_by(served, invited(served, "Alma Earlier", "other@norsea.invalid"), "other@norsea.invalid")
    erased = served.visit("Ira Fictional").post("/personal-data/person/", {"person": second[1], "why": "asked to", "sure": "yes"})
    left = dict(served.rows("SELECT id, name FROM accounts_account WHERE id IN (?, ?)", first[0], second[0]))
    assert (erased.status, left) == (200, {first[0]: "Alma Later", second[0]: ""})


def test_the_register_follows_when_somebody_changes_their_name(served: Served) -> None:
    _, person = account_by(served, invited(served, "Betty Before", "betty@norsea.invalid"), "betty@norsea.invalid")
    served.visit("Betty Before").post("/account/name/", {"name": "Betty Behind", "language": "en"})
    assert served.rows("SELECT name FROM partners_personrecord WHERE ident = ?", person) == [("Betty Behind",)]


def test_two_accounts_of_one_entry_are_never_erased_together(served: Served) -> None:
    one = account_by(served, invited(served, "Carl Common", "carl@norsea.invalid"), "carl@norsea.invalid")
    two = account_by(served, invited(served, "Cora Common", "cora@norsea.invalid"), "cora@norsea.invalid")
    with opened(served.folder) as held:
        held.execute("UPDATE accounts_account SET person = ? WHERE id = ?", [one[1], two[0]])
    ira = served.visit("Ira Fictional")
    told = ira.post("/personal-data/person/", {"person": one[1], "why": "asked to", "sure": "yes"})
    assert told.status == 422 and "more than one account stands" in told.plain.lower()
    served.visit("Cora Common").post("/account/name/", {"name": "Cora Common-Day", "language": "en"})
    assert ira.post("/personal-data/person/", {"person": one[1], "why": "asked to", "sure": "yes"}).status == 200
    assert served.rows("SELECT name FROM accounts_account WHERE id = ?", two[0]) == [("Cora Common-Day",)]


def test_whoever_invites_says_whether_it_is_the_one_of_the_register(served: Served) -> None:
    asked = invited(served, REGISTERED, "oriel@norsea.invalid")
    assert asked.status == 422 and "Is it them?" in asked.plain
    number, person = account_by(served, invited(served, REGISTERED, "oriel@norsea.invalid", person="p1"), "oriel@norsea.invalid")
    assert person == "p1"
    with opened(served.folder) as held:  # for the tests that follow
        held.execute("UPDATE accounts_account SET name = '', person = '', is_active = ? WHERE id = ?", [False, number])


def test_somebody_else_of_a_name_in_the_register_is_a_person_of_their_own(served: Served) -> None:
    number, person = account_by(served, invited(served, "Idris Quayle", "idris@norsea.invalid", person="another"), "idris@norsea.invalid")
    assert number and person not in ("", "p2")


def test_nobody_takes_the_name_of_somebody_in_the_register(served: Served) -> None:
    reply = served.visit("Priya Pretend").post("/account/name/", {"name": f"{REGISTERED.upper()} ", "language": "en"})
    assert reply.status == 422 and served.rows("SELECT id FROM accounts_account WHERE lower(name) = ?", REGISTERED.lower()) == []


@pytest.fixture
def namesake(tmp_path: Path) -> int:
    """The account of somebody who has the name of another in the register."""
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.accounts.actions import open_account
    from upriver.desk.partners.models import PersonRecord

    PersonRecord.objects.create(ident="p1", name=REGISTERED)
    return int(open_account(email="o@b.invalid", name=REGISTERED, grants=(Grant(Role.ANALYST),), by="Ann", at=AT).pk)


def test_what_an_account_signs_off_is_signed_by_its_own_person(namesake: int) -> None:
    from upriver.desk.accounts.models import Account
    from upriver.desk.audit.acting import acting
    from upriver.desk.submissions.models import SubmissionRecord
    from upriver.desk.submissions.sending import declare, sign
    from upriver.words.sharing.submission import Submission

    sent = Submission("police_crime", 1, "elsewhere", "Norsea Police", ("2025-01", "2025-02"), statement="x", elsewhere="to them")
    with acting(namesake):
        declare(sent, by=REGISTERED, at=AT)
        sign(sent.id, officer=REGISTERED, role="officer", on="2026-02-03", by=REGISTERED, at=AT)
    assert SubmissionRecord.objects.get().officer == Account.objects.get().person != "p1"


def test_an_agreement_is_signed_by_the_accounts_own_person(namesake: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from upriver.desk.accounts.models import Account
    from upriver.desk.agreements import actions, signing
    from upriver.desk.audit.acting import acting
    from upriver.store.folder import Folder

    signed: list[str] = []
    monkeypatch.setattr(actions, "sign", lambda slug, *, person, **more: signed.append(person))
    with acting(namesake):
        signing.sign_with(Folder(tmp_path), "crime", party="a", name=REGISTERED, role="chief", on=date(2026, 2, 3), by=REGISTERED, at=AT)
    assert signed == [Account.objects.get().person] and signed != ["p1"]
