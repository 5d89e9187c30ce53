"""What background work does with an upload: look it through in a bounded process, then take it in. May be begun again at any moment."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from upriver.desk.jobs.outcome import Tell
from upriver.desk.sharing import uploads
from upriver.desk.sharing.apart.bounded import USUAL, Bounds, bounded
from upriver.desk.sharing.asking import asked_of
from upriver.desk.sharing.mapping import mappings_for
from upriver.desk.sharing.taking import take
from upriver.desk.sharing.uploads import Upload
from upriver.store.folder import Folder
from upriver.store.partners import arriving
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal


def received(folder: Folder, ident: str, *, by: str, at: str, tell: Tell, bounds: Bounds = USUAL) -> str:
    """Check an upload and take it in; gives the state that it ends in."""
    upload = uploads.one(ident)
    if upload.state != "waiting":  # settled by an earlier try, or withdrawn since
        return upload.state
    task = task_of(folder, upload, on=at[:10])
    if not arriving.arrived(folder, upload.sha256, ident).is_file():
        gone = {"state": "refused", "why": say("the file isn't there any more"), "do": say("Send it again.")}
        return uploads.settled(folder, ident, gone, by=by, at=at)
    tell(say("Checking every row"), 20)
    try:
        answer = bounded({**task, "do": "look"}, bounds)
        if answer["state"] in ("clean", "package"):
            tell(say("Taking it in"), 70)
            taken = take(folder, {**task, "layout": answer.get("layout", ""), "by": by, "at": at})
            answer = {**answer, **taken}
    except Refusal as refusal:
        answer = {"state": "refused", "why": refusal.what, "do": refusal.do}
    return uploads.settled(folder, ident, answer, by=by, at=at)


def task_of(folder: Folder, upload: Upload, *, on: str) -> dict[str, Any]:
    """What a process needs to know to look into an upload."""
    asks = asked_of(folder, upload.authority, on=date.fromisoformat(on))
    scratch = folder.made().incoming  # closed to other accounts, also where a restored workspace came without it
    return {
        "path": str(arriving.arrived(folder, upload.sha256, upload.ident)), "name": upload.name, "sha256": upload.sha256,
        "own": str(folder.declarations), "scratch": str(scratch), "feeds": [each.contract.slug for each in asks], "contract": upload.contract,
        "provider": upload.provider, "profiles": [str(path) for path in mappings_for(folder, upload.authority)],
        "known": [asdict(each) for each in upload.known],
    }
