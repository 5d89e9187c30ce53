"""Sending an agreement for signature, and signing it: a person's typed word, or a signed paper that is kept under its hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.accounts.models import GrantRecord
from upriver.desk.agreements import actions, convert
from upriver.desk.audit.actions import in_turn, record
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.people import author
from upriver.duty.access.policy import RIGHTS
from upriver.store.folder import Folder, write_whole
from upriver.words.access.rights import Reach, Right
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Agreement

LARGEST = 20_000_000
KEPT = "kept signed paper"
PDF = b"%PDF-"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A signed PDF that is kept: under which hash, for which party, who put it there and when."""

    sha256: str
    party: str
    by: str
    at: str


def send(slug: str, *, by: str, at: str) -> Agreement:
    """Record that an agreement was sent to its parties for signature: from then on it waits on their officers' first page.

    Raises:
        Refusal: no agreement is called that, it is withdrawn, or everybody signed it already.
    """
    with transaction.atomic():
        found = convert.agreement(slug)
        if found.withdrawn:
            raise Refusal(f"{slug} is withdrawn", do="Make a new agreement.")
        signed = {each.party for each in found.signatures}
        left = [each.id for each in found.parties if each.id not in signed]
        if not left:
            raise Refusal("every party has signed it already", do="There is nothing to send.")
        record(verb="sent for signature", subject=f"agreement:{slug}", body={"parties": left}, by=by, at=at)
    return found


def sign_with(folder: Folder, slug: str, *, party: str, name: str, role: str, on: date, by: str, at: str, paper: bytes = b"",
              read: int | None = None) -> Agreement:
    """Record that somebody signed for a party, in the workspace or on the paper that is given as a PDF; `name` is whoever signed.

    `read` is the version of the terms that they had before them.

    Raises:
        Refusal: the paper is no PDF or too large, the day lies ahead, or as `actions.sign`.
    """
    if on.isoformat() > at[:10]:
        raise Refusal("the day of signing lies ahead", do="Give the day on which it was signed.")
    sha256 = _keep(folder, paper) if paper else ""
    with transaction.atomic(), as_desk():
        in_turn()
        person = author(name)
        made = actions.sign(slug, party=party, person=person, name=name, role=role, on=on, by=by, at=at, read=read)
        if sha256:
            record(verb=KEPT, subject=f"agreement:{slug}", body={"sha256": sha256, "party": party}, by=by, at=at)
    return made


def confirm_with(slug: str, *, name: str, role: str, on: date, questions: Sequence[str], known: Sequence[str], by: str,
                 at: str) -> Agreement:
    """Record that somebody confirmed for the partnership what the gateway asks; `name` is whoever confirms.

    Raises:
        Refusal: the day lies ahead, or as `actions.confirm`.
    """
    if on.isoformat() > at[:10]:
        raise Refusal("the day of confirming lies ahead", do="Give the day on which it was confirmed.")
    with transaction.atomic():
        in_turn()
        person = author(name)
        return actions.confirm(slug, person=person, name=name, role=role, on=on, questions=questions, known=known, by=by, at=at)


def officers_of(authority: str) -> tuple[str, ...]:
    """The names of those who can sign in the workspace for an authority."""
    roles = [role for role, rights in RIGHTS.items() if rights.get(Right.SIGN_AGREEMENTS) is Reach.OWN]
    held = GrantRecord.objects.filter(authority=authority, role__in=roles, ended_on="", account__is_active=True)
    return tuple(dict.fromkeys(held.order_by("account__name").values_list("account__name", flat=True)))


@as_desk()
def signed_papers(slug: str) -> tuple[SignedPaper, ...]:
    """The signed papers that are kept of an agreement, the first first."""
    rows = EventRecord.objects.filter(verb=KEPT, subject=f"agreement:{slug}").order_by("number")
    return tuple(SignedPaper(str(body["sha256"]), str(body["party"]), row.by, row.at) for row in rows for body in [json.loads(row.body)])


def signed_paper(folder: Folder, slug: str, sha256: str) -> bytes:
    """A signed paper of an agreement.

    Raises:
        Refusal: it has none of that hash, or the file isn't what was kept.
    """
    if not _HASH.fullmatch(sha256) or sha256 not in {each.sha256 for each in signed_papers(slug)}:
        raise Refusal("this agreement has no such paper", do="Choose one from its page.")
    place = _place(folder, sha256)
    try:
        data = place.read_bytes()
    except OSError as fault:
        raise Refusal("the signed paper isn't where it was kept", do="Restore it from a backup.") from fault
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refusal("the signed paper was changed since it was kept", do="Restore it from a backup.")
    return data


def _keep(folder: Folder, paper: bytes) -> str:
    if len(paper) > LARGEST:
        raise Refusal(f"the file is larger than {LARGEST // 1_000_000} MB", do="Scan it in black and white, or send fewer pages.")
    if not paper.startswith(PDF):
        raise Refusal("the file isn't a PDF", do="Save or scan the signed paper as a PDF and choose that.")
    sha256 = hashlib.sha256(paper).hexdigest()
    place = _place(folder, sha256)
    if not place.is_file():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(place, paper)
    return sha256


def _place(folder: Folder, sha256: str) -> Path:
    return folder.root / "signed" / f"{sha256}.pdf"
