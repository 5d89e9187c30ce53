"""Deleting what may no longer be kept, and answering a person about their data: recorded first, then done, then certified.

A deletion is recorded as a tombstone before any file goes, and marked as done after; one that was interrupted in between is
finished by the next command that comes this way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from upriver.desk.agreements.convert import agreements
from upriver.desk.audit.actions import record
from upriver.desk.partners.people import scrub
from upriver.desk.submissions.convert import body_of, receipts
from upriver.desk.submissions.models import ReceiptRecord, SubmissionRecord, TombstoneRecord
from upriver.intake.receiving.certificate import certificate
from upriver.intake.receiving.retention import Past, past
from upriver.pipeline.sharing import keep
from upriver.pipeline.sharing.keep import Held
from upriver.report.word.page import page
from upriver.store.folder import Folder, write_whole
from upriver.words.declared import Contract
from upriver.words.part import Part, Receipt
from upriver.words.refusal import Refusal


def due(layouts: Mapping[str, Contract], *, on: date) -> tuple[Past, ...]:
    """Parts that are past the time their agreements let them be kept."""
    return past(receipts(), layouts, agreements(), on=on)


def retain(folder: Folder, layouts: Mapping[str, Contract], *, on: date, name: str, by: str, at: str) -> tuple[Past, ...]:
    """Delete what is past its time, with all that was made of it and isn't published; leaves tombstones and a certificate."""
    finish(folder)
    found = due(layouts, on=on)
    for each in found:
        until = each.until.isoformat()
        says = f"was deleted on {on.isoformat()}: agreement {each.agreement} let it be kept until {until}"
        _bury(each.receipt, None, on=on.isoformat(), why="retention", says=says, by=by, at=at)
    finish(folder)
    _certify(folder, name)
    return found


def finish(folder: Folder) -> tuple[str, ...]:
    """Finish the deletions that are recorded and not done; gives the runs that can't be made again for it."""
    runs: dict[str, None] = {}
    for row in TombstoneRecord.objects.filter(done=False).order_by("number"):
        in_use = any(receipt.part.path == row.path for receipt in receipts())
        if not in_use:
            runs |= dict.fromkeys(keep.removed(folder, row.path, row.source_hash, since=row.on))
        TombstoneRecord.objects.filter(number=row.number).update(done=True)
    return tuple(runs)


def find(folder: Folder, layouts: Mapping[str, Contract], key: str, *, by: str, at: str) -> tuple[Held, ...]:
    """Every part that holds rows of a person; that somebody looked is recorded, for whom they looked isn't."""
    wanted = _key(key)
    found = tuple(keep.rows_of_person(folder, receipts(), layouts, wanted))
    with transaction.atomic():
        record(verb="looked for a person", subject="subject", body={"parts": len(found)}, by=by, at=at)
    return found


def export(folder: Folder, layouts: Mapping[str, Contract], key: str, to: Path, *, by: str, at: str) -> tuple[Held, ...]:
    """Write a person's rows to a new closed folder, for them to be given."""
    wanted = _key(key)
    found = tuple(keep.rows_of_person(folder, receipts(), layouts, wanted))
    keep.exported(folder, found, wanted, to)
    with transaction.atomic():
        record(verb="exported a person's data", subject="subject", body={"parts": len(found)}, by=by, at=at)
    return found


def erase(
    folder: Folder, layouts: Mapping[str, Contract], key: str, *, name: str, by: str, at: str
) -> tuple[tuple[Held, ...], tuple[str, ...]]:
    """Take a person's rows out of every part, and out of files that no receipt speaks of; gives both.

    Each part is written anew without them, under its own hash. What is published stays: nobody can be told from it.
    """
    wanted, on = _key(key), at[:10]
    finish(folder)
    found = tuple(keep.rows_of_person(folder, receipts(), layouts, wanted))
    for held in found:
        made = keep.successor(folder, held, wanted)
        says = f"was written anew on {on} without the rows of a person who asked for it"
        _bury(held.receipt, made, on=on, why="erasure", says=says, by=by, at=at)
    finish(folder)
    loose = keep.loose(folder, wanted)
    _certify(folder, name)
    scrub()
    return found, loose


def _bury(receipt: Receipt, successor: Part | None, *, on: str, why: str, says: str, by: str, at: str) -> None:
    """Record that a part goes, or gives way to its successor: the receipt, the tombstone and the event in one go."""
    part = receipt.part
    with transaction.atomic():
        body = {"source": part.source_hash, "rows": part.rows, "successor": successor.source_hash if successor else ""}
        event = record(verb="erased from" if why == "erasure" else "deleted", subject=part.id, body=body, by=by, at=at, why=says)
        row = ReceiptRecord.objects.get(contract=part.contract, version=part.version, source_hash=part.source_hash,
                                        provider=receipt.sent.provider if receipt.sent else "")
        TombstoneRecord.objects.create(
            contract=part.contract, version=part.version, source_hash=part.source_hash, provider=row.provider,
            period=f"{part.period.start:%Y-%m}..{part.period.end:%Y-%m}" if part.period else "", rows=part.rows,
            path=part.path, on=on, why=why, says=says, successor=successor.source_hash if successor else "", event=event.id,
        )
        if successor is None:
            SubmissionRecord.objects.filter(sid=row.submission).update(state="deleted")
            row.delete()
        else:
            kept = body_of(receipt)
            kept["part"] |= {"source_hash": successor.source_hash, "path": successor.path, "rows": successor.rows}
            ReceiptRecord.objects.filter(number=row.number).update(source_hash=successor.source_hash, body=kept)


def _certify(folder: Folder, name: str) -> None:
    """Write the certificate of each day from its tombstones: the same however often a command was interrupted."""
    for why, on in TombstoneRecord.objects.filter(done=True).order_by("why", "on").values_list("why", "on").distinct():
        rows = TombstoneRecord.objects.filter(why=why, on=on, done=True).order_by("number")
        parts = [{"contract": row.contract, "provider": row.provider, "period": row.period, "sha256": row.source_hash,
                  "rows": row.rows, "says": row.says, "successor": row.successor or None, "event": row.event} for row in rows]
        body: dict[str, Any] = {"certificate": why, "on": on, "workspace": name, "parts": parts}
        stem = folder.root / "certificates" / f"{why}-{on}"
        write_whole(stem.with_suffix(".json"), (json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())
        write_whole(stem.with_suffix(".html"), page(certificate(body)))


def _key(key: str) -> str:
    wanted = key.strip()
    if not wanted or len(wanted) > 64:
        raise Refusal("that is no key of a person or record", do="Give the keyed hash (64 hexadecimal digits) or the reference.")
    keyed = len(wanted) == 64 and not set(wanted.lower()) - set("0123456789abcdef")
    return wanted.lower() if keyed else wanted  # keyed hashes are held in small letters; typed in capitals one would find nobody
