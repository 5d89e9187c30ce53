"""The kinds of things that addresses name, each with how it is found and whose it is.

A thing that isn't there and one that a right doesn't reach look alike from outside: None here, or refused by the policy, both
are "no such page".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from upriver.desk.accounts.models import Account
from upriver.desk.agreements.convert import agreements
from upriver.desk.jobs.models import JobRecord
from upriver.desk.partners.models import AuthorityRecord
from upriver.desk.partners.named import bodies_named
from upriver.desk.registers.convert import rows, stood_last
from upriver.desk.registers.owning import named_in
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.submissions.models import SubmissionRecord, UploadRecord
from upriver.desk.voices.models import VoiceRecord
from upriver.store.folder import Folder
from upriver.words.access.rights import Thing
from upriver.words.registers.plan import Row
from upriver.words.sharing.agreement import Agreement

Finder = Callable[[str, Folder], Thing | None]
GIVES = ("gives", "both")
"""What a party of an agreement does that gives the data."""


def thing(kind: str, ident: str, *, folder: Folder) -> Thing | None:
    """The thing of a kind and an id, with whose it is; None where there is none."""
    return FINDERS[kind](ident, folder)


def agreement_of(kind: str, ident: str) -> str:
    """The agreements under which the body gave what a thing holds, for the log; "" where none is known to cover it."""
    return "; ".join(each.id for each in _covering(kind, ident))


def _covering(kind: str, ident: str) -> list[Agreement]:
    """Those in which the body that gave it is a giver; for a body all of its own."""
    if kind == "authority":
        return [each for each in agreements() if _gives(each, frozenset({ident}))]
    if kind == "upload":
        sent = UploadRecord.objects.filter(ident=ident).only("authority", "contract").first()
        return [each for each in agreements() if sent and each.contract == sent.contract and _gives(each, frozenset({sent.authority}))]
    row = SubmissionRecord.objects.filter(sid=ident).only("provider", "contract").first() if kind == "submission" else None
    return [each for each in agreements() if row and each.contract == row.contract and _gives(each, bodies_named(row.provider), row.provider)]


def _gives(agreement: Agreement, bodies: frozenset[str], name: str = "") -> bool:
    """Whether one of the bodies, or who is called so in the agreement, gives under it."""
    return any(party.part in GIVES and (party.id in bodies or party.name.casefold() == name.casefold()) for party in agreement.parties)


def names_of(bodies: Iterable[str]) -> tuple[str, ...]:
    """The names under which bodies send."""
    return tuple(AuthorityRecord.objects.filter(ident__in=list(bodies)).values_list("name", flat=True))


def of_row(row: Row) -> Thing:
    """Whose a register's row is: the authorities and areas that its columns name."""
    bodies = named_in(row.register, row.values, "authorities")
    return Thing(row.register, row.id, bodies, named_in(row.register, row.values, "areas") | bodies)


def _row(ident: str, folder: Folder) -> Thing | None:
    slug, _, own = ident.partition(":")
    # One that was taken out is still whose it was: its page says so, and what they were typing meanwhile isn't lost.
    found = next((row for row in rows() if (row.register, row.id) == (slug, own)), None) or stood_last(slug, own)
    return of_row(found) if found else None


def _agreement(ident: str, folder: Folder) -> Thing | None:
    found = next((each for each in agreements() if each.id == ident), None)
    if found is None:
        return None
    return Thing("agreement", ident, frozenset(party.id for party in found.parties))


def _submission(ident: str, folder: Folder) -> Thing | None:
    row = SubmissionRecord.objects.filter(sid=ident).first()
    return Thing("submission", ident, bodies_named(row.provider)) if row else None


def _authority(ident: str, folder: Folder) -> Thing | None:
    return Thing("authority", ident, frozenset({ident})) if AuthorityRecord.objects.filter(ident=ident).exists() else None


def _release(ident: str, folder: Folder) -> Thing | None:
    row = ReleaseRecord.objects.filter(number=ident).first() if ident.isdecimal() else None
    return Thing("release", ident, authors=frozenset(row.authors)) if row else None


def _account(ident: str, folder: Folder) -> Thing | None:
    return Thing("account", ident) if ident.isdecimal() and Account.objects.filter(pk=ident).exists() else None


def _job(ident: str, folder: Folder) -> Thing | None:
    row = JobRecord.objects.filter(number=ident).first() if ident.isdecimal() else None
    # Whose it is goes by the account, as it is called now: names can be changed, and somebody else may take one that was given up.
    return Thing("job", ident, frozenset({row.authority} - {""}), authors=frozenset({_called_now(row.account)})) if row else None


def _called_now(account: int) -> str:
    return Account.objects.filter(pk=account).values_list("name", flat=True).first() or ""


def _upload(ident: str, folder: Folder) -> Thing | None:
    row = UploadRecord.objects.filter(ident=ident).only("authority", "by").first()
    return Thing("upload", ident, frozenset({row.authority}), authors=frozenset({row.by})) if row else None


def _voice(ident: str, folder: Folder) -> Thing | None:
    return Thing("voice", ident) if VoiceRecord.objects.filter(ident=ident).exists() else None


FINDERS: dict[str, Finder] = {
    "row": _row,
    "agreement": _agreement,
    "submission": _submission,
    "authority": _authority,
    "release": _release,
    "account": _account,
    "job": _job,
    "upload": _upload,
    "voice": _voice,
}
"""How a thing of each kind is found. A register's row is named `register:id`."""
