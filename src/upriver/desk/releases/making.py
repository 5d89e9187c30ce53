"""Publishing: the latest run made again from what is held, drafted, put in place, then one event."""

from __future__ import annotations

from datetime import date
from typing import Any

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.making import Made, make
from upriver.desk.assessments.models import RunRecord
from upriver.desk.assessments.prose import standing
from upriver.desk.partners.convert import register
from upriver.desk.releases.actions import ATTESTATION, latest_release
from upriver.desk.releases.actions import publish as record_release
from upriver.duty.novation import became_of
from upriver.pipeline.draft import draft, prose_of
from upriver.pipeline.prose.reading import all_accepted, fit_to_publish
from upriver.pipeline.publish import publish as staircase
from upriver.store.folder import Folder
from upriver.store.partners.erasing import not_rebuildable
from upriver.store.runs import manifest
from upriver.words.refusal import Refusal
from upriver.words.text import day, listed


def publish(folder: Folder, *, slug: str, name: str, by: str, at: str) -> dict[str, Any]:
    """Publish the latest run.

    Raises:
        Refusal: there is no run yet, a clause that it rests on no longer allows it, what it rests on has changed, or a
            sentence of the analysts isn't accepted as it reads today.
    """
    run_id = latest_run()
    if run_id is None:
        raise Refusal(
            "there is nothing to publish yet", do="Make an assessment first: upriver assess --period 2025-01..2025-12."
        )
    if (folder.drafts / run_id / "cells.csv").is_file():
        all_accepted(standing(folder).files)  # said at once, before the document is made for nothing
    made = _made_again(folder, run_id, slug=slug, name=name, today=date.fromisoformat(at[:10]))
    document, untold = draft(folder, made.run, made.wish, made.clearance, made.around)
    fit_to_publish(document, prose_of(folder, made.clearance, made.around))
    release, files = staircase(
        folder, document, run=run_id, previous=latest_release(document.slug), by=by, at=at, clearance=made.clearance,
        ended=became_of(register()),
    )
    record_release(release=release, clauses=made.run.manifest["clauses"], at=at)
    return {
        "release": release.id,
        "run": run_id,
        "pages": len(document.pages),
        "files": len(files),
        "cells_sha256": release.cells_hash,
        "previous": release.previous,
        "attestation": ATTESTATION,
        "faults": (*made.run.faults, *untold),
    }


def _made_again(folder: Folder, run_id: str, *, slug: str, name: str, today: date) -> Made:
    """The run as it was asked for, from what is held and allowed today."""
    asked = RunRecord.objects.get(run=run_id).body
    as_of = date.fromisoformat(asked["as_of"])
    period = "..".join(day[:7] for day in asked["period"])
    if since := not_rebuildable(folder, run_id):
        raise Refusal(f"the latest assessment can't be made again since {day(since)}: data that it rests on were deleted",
                      do="Run `upriver assess` again, read it, then publish.")
    made = make(folder, slug=slug, name=name, period=period, definition=asked["definition"], as_of=as_of, today=today)
    rested_on = set(manifest(folder, run_id).get("clauses", ()))
    if gone := sorted(rested_on - {clause.id for clause in made.permission.clauses}):
        raise Refusal(
            f"the latest assessment rests on {listed(gone)}, which no longer allows it",
            do="Renew it, or run `upriver assess` again: what nothing allows is left out, and is named there.",
        )
    if made.run.id != run_id:
        raise Refusal(
            "data, decisions or Upriver itself have changed since the latest assessment",
            do="Run `upriver assess` again, read it, then publish.",
        )
    return made
