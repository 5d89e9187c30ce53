"""A named person's word about a requirement, kept as a row of the register of attestations."""

from __future__ import annotations

from django.db import transaction

from upriver.desk.partners.people import author
from upriver.desk.planning.changing import add
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import Row


def attest(folder: Folder, *, requirement: str, says: str, evidence: str, name: str, on: str, by: str, at: str) -> Row:
    """Keep what somebody attests; the row has them by id, their name stands with the register's people.

    Raises:
        Faulty: something in it is wrong.
        Refusal: the day lies ahead.
    """
    if on > at[:10]:
        raise Refusal("the day of attesting lies ahead", do="Give the day on which it was attested.")
    with transaction.atomic():
        given = {"requirement": requirement, "says": says, "evidence": evidence, "person": author(name), "attested_on": on}
        return add(folder, slug="attestations", given=given, by=by, at=at)
