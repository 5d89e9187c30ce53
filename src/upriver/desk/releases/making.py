"""Publishing: the latest run made again from what is held, drafted, asked for at the gate, and put in place once it may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.making import Made, make
from upriver.desk.assessments.models import RunRecord
from upriver.desk.assessments.prose import standing
from upriver.desk.audit.acting import account_now
from upriver.desk.audit.seen import heads_seen
from upriver.desk.partners.convert import register
from upriver.desk.releases import actions
from upriver.desk.releases.asking import Asked, ask_for
from upriver.desk.releases.finishing import finish
from upriver.desk.releases.languages import in_every_language
from upriver.desk.releases.reviewing import shown
from upriver.duty.novation import became_of
from upriver.pipeline.draft import draft, prose_of
from upriver.pipeline.prose.reading import all_accepted, fit_to_publish
from upriver.pipeline.publish import publish as staircase
from upriver.pipeline.releasing.placing import done
from upriver.pipeline.reviewing.asking import request_for
from upriver.store.folder import Folder
from upriver.store.ledger import heads, must_be_level, readers
from upriver.store.partners.erasing import not_rebuildable
from upriver.store.runs import manifest
from upriver.words.document import Document
from upriver.words.refusal import Refusal
from upriver.words.releasing import gate
from upriver.words.releasing.gate import whose
from upriver.words.text import day, listed


def publish(folder: Folder, *, slug: str, name: str, by: str, at: str, audience: str = "public", context: str = "",
            controls: str = "", corrects: str = "", why: str = "", english_only_because: str = "") -> dict[str, Any]:
    """Ask for the release of the latest run, and release it where nobody has to read it, or all who must have approved it.

    Raises:
        Refusal: there is no run yet, a clause that it rests on no longer allows it, what it rests on has changed, a sentence
            of the analysts isn't accepted as it reads today, a hidden number could be worked out, or people must read it and
            it isn't said what they need to know.
    """
    finish(folder)
    corrects = _to_correct(corrects, why, audience)  # refused before a minute's work
    run_id = latest_run(audience)
    if run_id is None:
        raise Refusal(
            "there is nothing to publish yet", do="Make an assessment first: upriver assess --period 2025-01..2025-12."
        )
    if (folder.drafts / run_id / "cells.csv").is_file():
        all_accepted(standing(folder).files)  # said at once, before the document is made for nothing
    made = _made_again(folder, run_id, slug=slug, name=name, today=date.fromisoformat(at[:10]), audience=audience)
    if not actions.waiting(made.clearance.document, audience):  # refused before the document is made for nothing
        gate.must_be_told(made.clearance.reviewers, made.clearance.reason, context, controls)
    document, untold = draft(folder, made.run, made.wish, made.clearance, made.around)
    fit_to_publish(document, prose_of(folder, made.clearance, made.around))
    document = in_every_language(folder, document, run=run_id, because=english_only_because, by=by, at=at)
    now = request_for(document, made.clearance, run=run_id, previous=actions.latest_release(document.slug, audience),
                      authors=actions.authors_of(run_id, by), at=at, context=context, controls=controls,
                      corrects=corrects, why=why.strip())
    asked = ask_for(folder, made, document, now, by=by, at=at)
    asked.told["help"] = list(document.site.dead) if document.site else []
    if asked.request.state != "approved":
        return asked.told
    return {**_let_out(folder, made, document, asked, by=by, at=at), "faults": (*made.run.faults, *untold)}


def _let_out(folder: Folder, made: Made, document: Document, asked: Asked, *, by: str, at: str) -> Mapping[str, Any]:
    """Put an approved release in place: the staircase's work, then one event."""
    request, seen = asked.request, heads_seen()
    actions.must_be_borne_out(asked.number)
    release, files = staircase(
        folder, document, run=request.run, previous=request.previous or None, by=by, at=at, clearance=made.clearance,
        ended=became_of(register()), cleared=request.head, seen=seen, corrects=request.corrects, why=request.why,
        desk={"number": asked.number, "account": account_now()},
    )
    actions.publish(asked.number, release=release.id, now=asked.now, by=by, at=at,
                    body={"ledger": heads(readers(folder.ledger, document.audience)), "audience": document.audience,
                          **({"corrects": request.corrects, "why": request.why} if request.corrects else {})})
    done(folder)
    shown(folder, asked.number)
    return {
        **asked.told,
        "release": release.id,
        "state": "released",
        "pages": len(document.pages),
        "files": len(files),
        "cells_sha256": release.cells_hash,
        "previous": release.previous,
        "attestation": actions.ATTESTATION,
        "readers": [each.by for each in asked.request.votes],
        "names": whose(asked.request.votes),
        "place": folder.site(document.audience).relative_to(folder.root).as_posix(),
    }


def _to_correct(corrects: str, why: str, audience: str) -> str:
    """The release that is put right, by its whole id; "" for none.

    Raises:
        Refusal: no release is called so, it was never let out, or it isn't said what was wrong with it.
    """
    if not corrects:
        return ""
    row = actions.the_one(corrects)
    if row.state not in actions.ONCE:
        raise Refusal("that release was never let out, so there is nothing to correct", do="Ask for another instead: upriver publish.")
    if row.audience != audience:
        raise Refusal(f"that release was for {row.audience} readers", do=f"Correct it for them: upriver publish --for {row.audience}.")
    if not why.strip():
        raise Refusal("a correction says what was wrong", do='Say it in a sentence for readers: --why "..."')
    return row.release


def _made_again(folder: Folder, run_id: str, *, slug: str, name: str, today: date, audience: str) -> Made:
    """The run as it was asked for, from what is held and allowed today."""
    asked = RunRecord.objects.get(run=run_id).body
    as_of = date.fromisoformat(asked["as_of"])
    period = "..".join(day[:7] for day in asked["period"])
    if since := not_rebuildable(folder, run_id):
        raise Refusal(f"the latest assessment can't be made again since {day(since)}: data that it rests on were deleted",
                      do="Run `upriver assess` again, read it, then publish.")
    made = make(folder, slug=slug, name=name, period=period, definition=asked["definition"], as_of=as_of, today=today, audience=audience)
    rested_on = set(manifest(folder, run_id).get("clauses", ()))
    if gone := sorted(rested_on - {clause.id for clause in made.permission.clauses}):
        raise Refusal(
            f"the latest assessment rests on {listed(gone)}, which no longer allows it",
            do="Renew it, or run `upriver assess` again: what nothing allows is left out, and is named there.",
        )
    must_be_level(readers(folder.ledger, audience), asked.get("ledger", ""), run=run_id)
    if made.run.id != run_id:
        raise Refusal(
            "data, decisions or Upriver itself have changed since the latest assessment",
            do="Run `upriver assess` again, read it, then publish.",
        )
    return made
