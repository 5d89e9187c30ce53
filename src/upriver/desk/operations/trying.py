"""What is checked of a restored workspace once its desk is open, and recording that it was restored."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.audit.anchoring import Head, caught_up
from upriver.desk.audit.seen import heads_seen
from upriver.desk.audit.verifying import checked
from upriver.desk.opening import open_desk
from upriver.desk.operations.copies import told
from upriver.desk.operations.levels import level, must_not_be_newer, stepped
from upriver.desk.operations.tried import Tried
from upriver.store.folder import Folder
from upriver.store.keeping_safe.choosing import ELSEWHERE
from upriver.store.ledger import must_hold, readers
from upriver.store.ledger import verify as verify_ledger
from upriver.words.refusal import Refusal
from upriver.words.text import plural


def check(folder: Folder, tried: Tried) -> None:
    """The level, the log against its heads and the manifest's, the ledger against the log, and every held file that is named."""
    must_not_be_newer(stood := level())
    if stood.waiting:
        tried.steps = len(stood.waiting)
        stepped()
    kept = tried.told["audit"]
    head = Head(int(kept["number"]), str(kept["head"]), str(kept["at"])) if kept["head"] else None
    verdict = checked(folder, backup=head)
    if verdict.wrong:
        tried.wrong.append(verdict.wrong)
    tried.events, tried.newest = verdict.events, verdict.head.at if verdict.head else ""
    _ledgers(folder, tried)
    needed = told()[4]
    lost = {path for path in needed if not (folder.held / path).is_file()}
    tried.held = len(needed)
    if lost - set(tried.told["held_missing"]):
        tried.wrong.append(f"{plural(len(lost), 'held file')} that receipts speak of {'is' if len(lost) == 1 else 'are'} not in it")


def _ledgers(folder: Folder, tried: Tried) -> None:
    elsewhere = folder.root / ELSEWHERE
    place = elsewhere if elsewhere.is_dir() else folder.root / "ledger"
    try:
        ledgers = readers(place, "public")
        for each in ledgers:
            verify_ledger(each)
        must_hold(ledgers, heads_seen())
        tried.releases = sum(1 for each in ledgers for entry in each.entries if entry.cells)
        heads = {each.audience: {"lines": len(each.entries), "head": each.head} for each in ledgers}
        if heads != tried.told["ledgers"]:
            tried.wrong.append("its ledger isn't the one that its manifest names")
    except Refusal as refusal:
        tried.wrong.append(refusal.what)
    if elsewhere.is_dir():
        tried.notes.append(f"The ledger lay outside of the workspace. Its copy is in {ELSEWHERE}; workspace.toml still names the other one.")


def recorded(into: Path, address: str, tried: Tried, *, by: str, at: str) -> None:
    """The log of what was restored says so. An earlier version's is left as it is until it is upgraded."""
    open_desk(into / "db.sqlite3", address, as_it_is=True)
    if level().waiting:
        return
    with transaction.atomic():
        record(verb="restored", subject="workspace", by=by, at=at,
               body={"seal": tried.seal, "made_at": tried.told["made_at"], "files": tried.files, "bytes": tried.bytes})
    caught_up()
