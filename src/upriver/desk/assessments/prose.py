"""Analysts' prose: which sentences stand as they were accepted, and accepting them as they read today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import ProseRecord
from upriver.desk.audit.actions import record
from upriver.desk.releases.actions import run_released_before
from upriver.pipeline.prose.moving import Moved, headlines_kept, moved
from upriver.pipeline.prose.reading import figures_drafted, written
from upriver.report.prose.checking import BROKEN, Written
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.text import listed

DOCUMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Standing:
    """How prose stands: the files with their sentences, and the generated sentences that moved since the last release."""

    run: str | None
    files: tuple[Written, ...]
    moved: tuple[Moved, ...]


def accepted() -> dict[str, dict[str, str]]:
    """Every file of prose that was ever accepted, with its sentences and their text at that time."""
    return {row.name: dict(row.sentences) for row in ProseRecord.objects.all()}


def standing(folder: Folder, audience: str = "") -> Standing:
    """How the prose stands beside the draft made last, for an audience where one is named, and what moved since the last release.

    Raises:
        Refusal: prose is written and there is no draft whose figures it could name, or a file of it can't be read.
    """
    run = latest_run(audience)
    return Standing(run, _written(folder, run), moved_since_release(folder))


def _written(folder: Folder, run: str | None) -> tuple[Written, ...]:
    if not (folder.root / "prose" / DOCUMENT).is_dir():
        return ()
    return written(folder, DOCUMENT, figures=figures_drafted(folder, run), accepted=accepted())


def moved_since_release(folder: Folder) -> tuple[Moved, ...]:
    """Generated headline sentences that read otherwise in the draft made last than in the last release of another run."""
    run = latest_run()
    before = headlines_kept(folder, run_released_before(DOCUMENT, run or ""))
    return moved(before, headlines_kept(folder, run)) if before and run else ()


class ReadsOtherwise(Refusal):
    """What a file of prose says changed between being read and being accepted."""


def as_read(file: Written) -> str:
    """What a file of prose says with its figures, as one hash: whoever accepts it says by that what they read."""
    return hashlib.sha256(json.dumps(_sentences(file), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def accept_prose(folder: Folder, *, names: Sequence[str], by: str, at: str, read: str | None = None) -> tuple[Written, ...]:
    """Record that a person read files of prose with today's figures and stands by them; all files where none is named.

    `read` is what `as_read` gave of the one file that they had before them. Gives the files whose acceptance changed.

    Raises:
        ReadsOtherwise: it says something else by now.
        Refusal: no file is called so, or a sentence of one names a figure that can't be said.
    """
    found = _written(folder, latest_run())
    if unknown := [name for name in names if name not in {each.name for each in found}]:
        raise Refusal(f"no prose is called {listed(unknown)}", do=f"There is {listed([each.name for each in found]) or 'none yet'}.")
    chosen = [each for each in found if not names or each.name in names]
    if read is not None and any(as_read(each) != read for each in chosen):
        raise ReadsOtherwise("what it says changed after it was read", do="Read it as it stands now, then accept it. Nothing was accepted.")
    if broken := [each.name for each in chosen if each.of(BROKEN)]:
        raise Refusal(f"sentences in {listed(broken)} name figures that can't be said, so they can't be accepted",
                      do="`upriver prose` says which, and why. Write them without the number, or name another figure.")
    known = {row.name: row for row in ProseRecord.objects.all()}
    changed = [each for each in chosen if each.name not in known or dict(known[each.name].sentences) != _sentences(each)]
    with transaction.atomic():
        for each in changed:
            body = {"sha256": each.sha256, "sentences": len(each.sentences), "new_or_moved": len(each.unaccepted)}
            event = record(verb="accepted prose", subject=f"prose:{each.name}", body=body, by=by, at=at)
            ProseRecord.objects.update_or_create(
                name=each.name, defaults={"sha256": each.sha256, "sentences": _sentences(each), "event": event.id}
            )
    return tuple(changed)


def _sentences(file: Written) -> dict[str, str]:
    return {each.source: each.now for each in file.sentences}
