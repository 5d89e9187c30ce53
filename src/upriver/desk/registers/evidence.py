"""What the workspace holds on a day, gathered for the rules of the Duty and for the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from upriver.desk.agreements.convert import agreements
from upriver.desk.assessments.models import RunRecord
from upriver.desk.audit.actions import verify
from upriver.desk.partners.actions import partnership, settled_areas
from upriver.desk.partners.convert import register
from upriver.desk.registers.convert import plan
from upriver.desk.releases.models import LeftOutRecord, ReleaseRecord
from upriver.desk.submissions.convert import decisions, elsewhere, receipts
from upriver.desk.submissions.due import dues
from upriver.intake.contracts import layouts
from upriver.pipeline.plans.kept import cleared
from upriver.pipeline.requirements.gathering import Brought, held_of
from upriver.store.folder import Folder
from upriver.words.cleared import Clearance
from upriver.words.refusal import Refusal
from upriver.words.registers.governing import Publication
from upriver.words.registers.plan import Plan
from upriver.words.standing.held import Held, HeldRelease


def held(folder: Folder, *, on: date, records: Plan | None = None, known: tuple[str, Clearance] | None = None) -> Held:
    """All that the rules may look at: records, agreements, receipts, the latest run as it was cleared, releases, the log.

    `records` are the partnership's records where the caller has read them; else as they stand now. Runs, receipts and releases
    from after the day don't count. `known` is the latest run with its cleared figures, where the caller has read them.
    """
    found = partnership()
    run, clearance = _latest(folder, on, known)
    events, broken = verify()
    return held_of(folder, Brought(
        on=on,
        plan=plan() if records is None else records,
        register=register(),
        settled=settled_areas(found) if found else (),
        named=tuple(found.areas_named) if found else (),
        agreements=agreements(),
        receipts=receipts(),
        dues=dues(layouts(folder.declarations), own=folder.declarations, on=on),
        elsewhere=elsewhere(),
        run=run,
        clearance=clearance,
        releases=_releases(on),
        left_out=_left_out(),
        decisions=len(decisions()),
        events=events,
        log_whole=not broken,
    ))


def _latest(folder: Folder, on: date, known: tuple[str, Clearance] | None) -> tuple[str, Clearance | None]:
    """The run made last of those told as of the day or before, with what left the lock, where that is kept and whole."""
    for run, body in RunRecord.objects.order_by("-pk").values_list("run", "body"):
        if str(body.get("as_of", "")) <= on.isoformat():
            try:
                if known and known[0] == run:
                    return known
                return run, cleared(folder, run, sha256=str(body.get("cleared", "")))
            except Refusal:
                return run, None
    return "", None


def _releases(on: date) -> tuple[HeldRelease, ...]:
    """Every release by the day that it is told as of, and with the public site each document of the response that stood beside it."""
    as_of = {run: str(body.get("as_of", "")) for run, body in RunRecord.objects.values_list("run", "body")}
    found = []
    for row in ReleaseRecord.objects.order_by("number"):
        told = date.fromisoformat(as_of.get(row.run) or row.at[:10] or on.isoformat())
        if told > on:
            continue
        release = HeldRelease(row.release, row.document, row.audience, row.state, told, row.run, len(row.votes), row.needs, row.corrects)
        found.append(release)
        if row.audience == "public":
            beside = plan(on=row.at[:10]).of(Publication)
            found += [replace(release, document=each.document) for each in beside if each.since and each.since <= told]
    return tuple(found)


def _left_out() -> int:
    stand: dict[str, bool] = {}
    for row in LeftOutRecord.objects.order_by("id"):
        stand[row.subject] = row.out
    return sum(stand.values())
