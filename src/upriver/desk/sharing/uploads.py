"""Uploads: a file that arrived, what was found in it, rows that are known to be true, and what became of it in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.actions import record
from upriver.desk.jobs.actions import ask
from upriver.desk.jobs.models import JobRecord
from upriver.desk.submissions.models import UploadRecord
from upriver.store.folder import Folder
from upriver.store.partners.arriving import Arrived, let_fall, swept
from upriver.words.access.rights import Actor
from upriver.words.checks import names_identifier
from upriver.words.part import Fault
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import KNOWABLE, LONGEST_NAME, Known

OPEN = ("waiting", "unknown", "faulty")
"""States in which the file itself is still needed."""
DAYS_KEPT = 14
"""For how long a file that nobody mends or sends again is kept."""
ITSELF = "Upriver"
"""Who the log says withdrew a file that was kept for too long."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload as pages and work see it. `work` is the state of its background work, "" where none was asked for."""

    ident: str
    authority: str
    provider: str
    account: int
    by: str
    contract: str
    name: str
    sha256: str
    size: int
    state: str
    kept: bool
    at: str
    submission: str
    known: tuple[Known, ...]
    body: Mapping[str, Any]
    job: int
    work: str = ""
    step: str = ""
    said: str = ""

    @property
    def going_on(self) -> bool:
        """Whether it is being worked on, or waits for that."""
        return self.state == "waiting" and self.work in ("waiting", "running")

    @property
    def stuck(self) -> bool:
        """Whether its work ended without an answer: the file took too much, or something of ours failed."""
        return self.state == "waiting" and not self.going_on


def one(ident: str) -> Upload:
    """An upload by its id.

    Raises:
        Refusal: there is none.
    """
    row = UploadRecord.objects.filter(ident=ident).defer("faults").first()
    if row is None:
        raise Refusal("there is no such upload", do="Open the list of what was sent.")
    return _upload(row, JobRecord.objects.filter(number=row.job).first())


def of(authority: str) -> tuple[Upload, ...]:
    """Every upload for a body, the latest first."""
    rows = UploadRecord.objects.filter(authority=authority).defer("faults").order_by("-number")
    jobs = {job.number: job for job in JobRecord.objects.filter(number__in=[row.job for row in rows])}
    return tuple(_upload(row, jobs.get(row.job)) for row in rows)


def faults_of(ident: str) -> tuple[Fault, ...]:
    """Everything that is wrong with an upload, by rule; each names its first 10,000 rows."""
    found = UploadRecord.objects.filter(ident=ident).values_list("faults", flat=True).first() or []
    return tuple(Fault(**{**each, "rows": tuple(each["rows"])}) for each in found)


def checked_name(written: str) -> str:
    """A file's name as it is kept: its last part, without characters that would turn or hide the rest of a line.

    Raises:
        Refusal: it holds what identifies a person.
    """
    last = written.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter if letter.isprintable() else "?" for letter in last).strip()[-LONGEST_NAME:] or "file"
    if wrong := names_identifier(name):
        raise Refusal(f"the name of the file {wrong.partition(';')[0]}", do="Give the file another name and send it again; nothing was kept.")
    return name


def arrived(folder: Folder, came: Arrived, *, ident: str, authority: str, provider: str, contract: str, name: str, actor: Actor, at: str) -> tuple[str, bool]:
    """Record a file that arrived and have it checked; gives its upload's id, and whether the same file was there already."""
    with transaction.atomic():
        before = UploadRecord.objects.filter(authority=authority, sha256=came.sha256, state__in=(*OPEN, "held", "quarantined")).order_by("-number").first()
        if before is not None:
            twice = str(before.ident)
        else:
            body = {"contract": contract, "source": came.sha256, "bytes": came.size}
            event = record(verb="uploaded", subject=f"upload:{ident}", body=body, by=actor.name, at=at)
            row = UploadRecord.objects.create(
                ident=ident, authority=authority, provider=provider, account=actor.account, by=actor.name, contract=contract, name=name,
                sha256=came.sha256, size=came.size, at=at, event=event.id,
            )
            row.job = _asked(row, actor, at)
            row.save(update_fields=["job"])
            return ident, False
    let_fall(folder, came.sha256, ident)
    return twice, True


def check_again(ident: str, *, contract: str | None = None, known: Sequence[Known] | None = None, actor: Actor, at: str, why: str = "") -> None:
    """Have a file checked once more: as another contract, with rows that are known to be true, or by a mapping that was made since.

    Raises:
        Refusal: the file is gone, or is being checked now.
    """
    with transaction.atomic():
        row = _there(ident)
        if row.state == "waiting" and (job := _work_of(row)) and job.state in ("waiting", "running"):
            raise Refusal("this file is being checked now", do="Wait until that is done.")
        if contract is not None:
            row.contract = contract
        if known is not None:
            row.known = [asdict(each) for each in known]
        body = {"contract": row.contract, "known": len(row.known)}
        row.event = record(verb="asked for a check", subject=f"upload:{ident}", body=body, by=actor.name, at=at, why=why).id
        row.state = "waiting"
        row.job = _asked(row, actor, at)
        row.save()


def known_true(ident: str, *, field: str, rule: str, reason: str, actor: Actor, at: str) -> None:
    """Say of all rows that break a rule of a field that they are true all the same, and why; the file is checked again with that.

    Raises:
        Refusal: no row may break that rule and be true, no reason is given, or the reason names a person.
    """
    if rule not in KNOWABLE:
        raise Refusal("no row can break this rule and be true", do="Put it right in the file and send it again.")
    if not reason.strip() or len(reason) > 500:
        raise Refusal("what is true needs its reason", do="Write a sentence of at most 500 letters that others can follow.")
    if wrong := names_identifier(reason, but=("person_name",)):
        raise Refusal(f"the reason {wrong.partition(';')[0]}", do="Say it without; nothing was kept.")
    kept = [each for each in one(ident).known if (each.field, each.rule) != (field, rule)]
    check_again(ident, known=[*kept, Known(rule, 0, reason.strip(), field)], actor=actor, at=at, why=reason.strip())


def dropped(folder: Folder, ident: str, *, by: str, at: str, why: str = "") -> None:
    """Withdraw a file that wasn't taken in: its bytes go, that it came stays in the log.

    Raises:
        Refusal: it was taken in, or is gone, or its check was begun, which may take it in at any moment.
    """
    with transaction.atomic():
        row = _there(ident)
        if row.state == "waiting" and (job := _work_of(row)) and (job.state == "running" or (job.state == "waiting" and job.begun_at)):
            raise Refusal("this file is being checked now", do="Wait until that is done.")
        row.event = record(verb="withdrew an upload", subject=f"upload:{ident}", body={"source": row.sha256}, by=by, at=at, why=why).id
        row.state, row.kept, row.faults, row.name = "dropped", False, [], ""
        row.save()
    let_fall(folder, row.sha256, ident)


def settled(folder: Folder, ident: str, answer: Mapping[str, Any], *, by: str, at: str) -> str:
    """Record what a check or taking in found; the bytes go as soon as nobody needs them. Gives the state."""
    state = str(answer["state"])
    body = {key: value for key, value in answer.items() if key != "faults"}
    with transaction.atomic():
        row = UploadRecord.objects.select_for_update().get(ident=ident)
        if row.state == "dropped" and state != "held":  # what is held is said to be so, whatever was wished
            return "dropped"
        told = {"state": state, "rows": answer.get("rows", 0), "broken": answer.get("broken", 0)}
        row.event = record(verb="checked an upload", subject=f"upload:{ident}", body=told, by=by, at=at).id
        row.state, row.body, row.faults = state, body, list(answer.get("faults", ()))
        row.contract = str(answer.get("contract") or row.contract)
        row.submission = str(answer.get("submission") or "")
        row.kept = state in OPEN
        row.save()
    if not row.kept:
        let_fall(folder, row.sha256, ident)
    return state


def tidied(folder: Folder, *, on: date, at: str) -> int:
    """Withdraw files that nobody mended for `DAYS_KEPT` days, and delete bytes that no upload needs; gives how many files went."""
    until = (on - timedelta(days=DAYS_KEPT)).isoformat()
    late = UploadRecord.objects.filter(kept=True, state__in=("unknown", "faulty"), at__lt=until).values_list("ident", flat=True)
    gone = list(late)
    for ident in gone:
        dropped(folder, ident, by=ITSELF, at=at, why=f"nobody mended it for {DAYS_KEPT} days")
    return len(gone) + swept(folder, names_kept())


def names_kept() -> frozenset[str]:
    """The names under which bytes lie in `held/arriving` that some upload still needs."""
    return frozenset(f"{sha256}-{ident}" for sha256, ident in UploadRecord.objects.filter(kept=True).values_list("sha256", "ident"))


def _there(ident: str) -> UploadRecord:
    row: UploadRecord | None = UploadRecord.objects.select_for_update().filter(ident=ident).first()
    if row is None or not row.kept or row.state not in OPEN:
        raise Refusal("this file isn't waiting any more", do="Send it again where it is still to be taken in.")
    return row


def _work_of(row: UploadRecord) -> JobRecord | None:
    """The work of an upload, which no worker takes up until this transaction ends; of whoever asked for it."""
    with as_desk():
        job: JobRecord | None = JobRecord.objects.select_for_update().filter(number=row.job).first()
        return job


def _asked(row: UploadRecord, actor: Actor, at: str) -> int:
    return ask("check", body={"upload": row.ident, "at": at}, actor=actor, at=at, authority=row.authority)


def _upload(row: UploadRecord, job: JobRecord | None) -> Upload:
    known = tuple(Known(**each) for each in row.known)
    return Upload(row.ident, row.authority, row.provider, row.account, row.by, row.contract, row.name, row.sha256, row.size, row.state, row.kept,
                  row.at, row.submission, known, row.body, row.job, *((job.state, job.step, job.said) if job else ("", "", "")))
