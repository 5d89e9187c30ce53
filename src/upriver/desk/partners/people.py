"""The one place where names of people stand: everything else, and every event of these verbs, has a person by id."""

from __future__ import annotations

from django.db import connection

from upriver.desk.accounts.models import Account
from upriver.desk.audit.acting import account_now
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.models import PersonRecord
from upriver.words.refusal import Refusal
from upriver.words.releasing.gate import same_name
from upriver.words.sharing.authority import tells_who

AUTHOR = "author-"
"""Ids of people who came in by doing something; those of spreadsheets and agreements are chosen by their editor."""


def names() -> dict[str, str]:
    """The names that are still known, by person's id."""
    return dict(PersonRecord.objects.exclude(name="").values_list("ident", "name"))


def name_person(ident: str, name: str) -> bool:
    """Write the name of a person whose id stands in an agreement; False where it was known. Call it inside a transaction.

    Raises:
        Refusal: the id is that of somebody else, or of a person who was erased.
    """
    row = PersonRecord.objects.filter(ident=ident).first()
    if row is None:
        if tells_who(ident, name):
            raise Refusal(f"the id {ident} tells who it is, and would still do so once the name is erased",
                          do="Use one that doesn't, as s7.")
        PersonRecord.objects.create(ident=ident, name=name)
        return True
    if row.erased_on:
        raise Refusal(f"the person {ident} was erased, so that no name goes with that id", do="Take the name out, or use a new id.")
    if row.name.casefold() != name.casefold():
        raise Refusal(f"the id {ident} stands for somebody else in the register of people",
                      do="Use another id; or, where the name is misspelt there, mend it with `upriver who --to` and `--from`.")
    return False


def author(by: str) -> str:
    """The id of the person of that name, written into the register where nobody has it yet; call it inside a transaction.

    Whoever is signed in under that name is their account's own person, whoever else is called so. Two others of one name have one
    id here, unless the register's editor gave them two.
    """
    name = " ".join(by.split())[:200]
    if own := _signed_in_as(name):
        return own
    for row in PersonRecord.objects.filter(name__iexact=name, erased_on="").order_by("number"):
        return row.ident
    return new_entry(name)


def new_entry(name: str) -> str:
    """The id of somebody who wasn't in the register, whoever else in it is called so; call it inside a transaction."""
    taken = PersonRecord.objects.filter(ident__startswith=AUTHOR).values_list("ident", flat=True)
    numbers = [int(ident.removeprefix(AUTHOR)) for ident in taken if ident.removeprefix(AUTHOR).isdigit()]
    return PersonRecord.objects.create(ident=f"{AUTHOR}{max(numbers, default=0) + 1}", name=name).ident


def free_entry(ident: str, name: str) -> bool:
    """Whether an id is that of a person of the register who has this name and whom no account stands for."""
    row = PersonRecord.objects.filter(ident=ident, erased_on="").first()
    return row is not None and same_name(row.name, name) and not Account.objects.filter(person=ident).exists()


def free_entries(name: str) -> tuple[str, ...]:
    """The ids of those in the register who have a name and no account."""
    with_account = set(Account.objects.exclude(person="").values_list("person", flat=True))
    return tuple(ident for ident, each in names().items() if ident not in with_account and same_name(each, name))


def renamed(ident: str, name: str) -> str:
    """Give an account's person another name in the register too, and the id: a new one where the entry isn't theirs alone or was erased.

    Raises:
        Refusal: somebody else in the register has that name.
    """
    if any(each != ident and same_name(held, name) for each, held in names().items()):
        raise Refusal("somebody of that name is in the register of people", do="Add what tells the two apart, as a middle name or the authority.")
    if Account.objects.filter(person=ident).count() == 1 and PersonRecord.objects.filter(ident=ident, erased_on="").update(name=name):
        return ident
    return new_entry(name)


def _signed_in_as(name: str) -> str:
    number = account_now().removeprefix("account:")
    account = Account.objects.filter(pk=int(number)).first() if number else None
    if account is None or account.name.casefold() != name.casefold():
        return ""
    if not PersonRecord.objects.filter(ident=account.person, erased_on="").exists():  # erased from the register alone, and here again
        account.person = new_entry(account.name)
        account.save(update_fields=["person"])
    return account.person


def events_under(name: str) -> int:
    """How many events of the log carry a name as their author: other commands write it there, and the log stays whole."""
    return EventRecord.objects.filter(by__iexact=name).count() if name else 0


def scrub() -> None:
    """Leave nothing of what was overwritten in a SQLite file or beside it; a server's database is vacuumed by its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
