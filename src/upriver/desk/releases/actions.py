"""The moves of a release through the gate, each with its author and an event."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.audit.models import EventRecord
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.releases.voters import must_be_nobodys_own, voter
from upriver.words.refusal import Refusal
from upriver.words.releasing import gate
from upriver.words.releasing.gate import Request, Vote

ATTESTATION = "I have read what is published here and know of nothing in it that should not be public."
ONCE = ("released", "withdrawn")


def authors_of(run: str, by: str) -> tuple[str, ...]:
    """Who may not vote on a release of a run: whoever made the run, and whoever asks for the release."""
    made = (
        EventRecord.objects.filter(verb="assessed", subject=f"run:{run}")
        .order_by("number")
        .values_list("by", flat=True)
    )
    return tuple(dict.fromkeys((*made, by)))


def submit(request: Request, *, findings: Sequence[Sequence[str]], clauses: Sequence[str], by: str, at: str) -> Request:
    """Record that a release is asked for, with what the machine found in it: (how it stands, in words, page) each."""
    asked = gate.submitted(request)
    with transaction.atomic():
        body = {
            "run": asked.run,
            "cells": asked.cells,
            "pages": asked.pages,
            "head": asked.head,
            "needs": asked.needs,
            "context": asked.context,
            "controls": asked.controls,
            "corrects": asked.corrects,
        }
        event = record(
            verb="asked for release", subject=f"release:{asked.release}", body=body, by=by, at=at, why=asked.reason
        )
        ReleaseRecord.objects.create(
            release=asked.release,
            document=asked.document,
            audience=asked.audience,
            run=asked.run,
            cells_hash=asked.cells,
            pages_hash=asked.pages,
            head=asked.head,
            previous=asked.previous,
            state=asked.state,
            by=by,
            at=at,
            needs=asked.needs,
            reason=asked.reason,
            context=asked.context,
            controls=asked.controls,
            authors=list(asked.authors),
            corrects=asked.corrects,
            why=asked.why,
            findings=[list(each) for each in findings],
            clauses=list(clauses),
            event=event.id,
        )
    return asked


def vote(number: int, *, answer: str, why: str, by: str, at: str) -> Request:
    """Record one vote. The event says that somebody voted, by name; what they said is kept with the release.

    Raises:
        Refusal: this person may not vote, or it isn't known that they are who they say where others sign in for it.
    """
    by, account = " ".join(by.split()), voter()
    with transaction.atomic():
        row = ReleaseRecord.objects.select_for_update().get(number=number)
        must_be_nobodys_own(row, account)
        request = gate.voted(request_of(row), Vote(by, answer, why.strip(), at, account))
        verb = {"approved": "approved release", "returned": "returned release", "rejected": "rejected release"}.get(
            request.state, "voted on release"
        )
        # Until all have voted the log says that somebody voted and not how: the second reader may read the log.
        body: Mapping[str, object] = {
            "vote": len(request.votes),
            "of": request.needs,
            "votes": [asdict(each) for each in request.open_votes],
        }
        event = record(verb=verb, subject=f"release:{row.release}", body=body, by=by, at=at)
        row.votes, row.state, row.event = [asdict(each) for each in request.votes], request.state, event.id
        row.save()
    return request


def lapse(number: int, *, why: str, by: str, at: str) -> Request:
    """Record that what was voted on, or asked for, is there no more."""
    return _move(number, gate.lapsed, "release lapsed", why=why, by=by, at=at)


def withdraw(number: int, *, why: str, by: str, at: str, body: Mapping[str, object] | None = None) -> Request:
    """Record that a release was taken back."""
    return _move(number, gate.withdrawn, "withdrew release", why=why, by=by, at=at, body=body or {})


def _move(
    number: int,
    move: Callable[[Request, str], Request],
    verb: str,
    *,
    why: str,
    by: str,
    at: str,
    body: Mapping[str, object] | None = None,
) -> Request:
    with transaction.atomic():
        row = ReleaseRecord.objects.select_for_update().get(number=number)
        request = move(request_of(row), why)
        event = record(verb=verb, subject=f"release:{row.release}", body=body or {}, by=by, at=at, why=why)
        row.state, row.why, row.event = request.state, request.why, event.id
        row.save()
    return request


def publish(
    number: int, *, release: str, now: Request, by: str, at: str, body: Mapping[str, object] | None = None
) -> None:
    """Record that a release was let out, with its author's attestation: running `publish` is the attestation."""
    with transaction.atomic():
        row = ReleaseRecord.objects.select_for_update().get(number=number)
        request = gate.released(request_of(row), now)
        told = {
            "run": request.run,
            "cells": request.cells,
            "previous": request.previous,
            "clauses": row.clauses,
            "readers": [each.by for each in request.votes],
            **(body or {}),
        }
        event = record(verb="published", subject=f"release:{release}", body=told, by=by, at=at, why=ATTESTATION)
        row.release, row.state, row.event, row.by = release, request.state, event.id, by
        row.save()


def must_be_borne_out(number: int) -> None:
    """Refuse an approval that the log doesn't tell of with these very votes: a row is changed more easily than a chain.

    Raises:
        Refusal: the last event of the release isn't its approval (where nobody had to read it, its asking), or told other votes.
    """
    row = ReleaseRecord.objects.get(number=number)
    verb = "approved release" if row.needs else "asked for release"
    event = EventRecord.objects.filter(id_hash=row.event, verb=verb, subject=f"release:{row.release}").first()
    if event is None or (row.needs and json.loads(event.body).get("votes") != row.votes):
        raise Refusal("the log doesn't tell that this release was approved by these votes",
                      do="Find out who wrote to the workspace's database (upriver audit verify), and restore it from a backup.")


def the_one(named: str) -> ReleaseRecord:
    """The latest row of a release, by its id or the beginning of it.

    Raises:
        Refusal: no release is called so, or several are.
    """
    rows = [row for row in ReleaseRecord.objects.order_by("number") if named and row.release.startswith(named)]
    ids = {row.release for row in rows}
    if len(ids) != 1:
        what = "several releases begin so" if ids else "no release is called so"
        raise Refusal(what, do="`upriver review` lists what waits; the ledger lists what was released.")
    return rows[-1]


def waiting(document: str = "", audience: str = "") -> list[ReleaseRecord]:
    """The releases that wait at the gate, oldest first."""
    rows = ReleaseRecord.objects.filter(state__in=gate.WAITING).order_by("number")
    return [row for row in rows if document in ("", row.document) and audience in ("", row.audience)]


def clauses_of_releases() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The last release of each document and audience, with the clauses that it rests on: (release, document, clause ids)."""
    latest = {
        (row.document, row.audience): row for row in ReleaseRecord.objects.filter(state="released").order_by("number")
    }
    return tuple((row.release, row.document, tuple(row.clauses)) for row in latest.values())


def latest_release(document: str, audience: str = "public") -> str | None:
    """The id of the last release of a document for an audience, withdrawn or not, or None before the first."""
    rows = ReleaseRecord.objects.filter(document=document, audience=audience, state__in=ONCE).order_by("-number")
    return rows.values_list("release", flat=True).first()


def latest_number(document: str, audience: str = "public") -> int | None:
    """The number that the last release of a document for an audience is called by, withdrawn or not; None before the first."""
    rows = ReleaseRecord.objects.filter(document=document, audience=audience, state__in=ONCE).order_by("-number")
    return rows.values_list("number", flat=True).first()


def run_released_before(document: str, run: str) -> str | None:
    """The run of the last release that rests on another run than this; None before there is one."""
    rows = ReleaseRecord.objects.filter(document=document, state="released").exclude(run=run).order_by("-number")
    return rows.values_list("run", flat=True).first()
