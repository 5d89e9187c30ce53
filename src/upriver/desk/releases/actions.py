"""Publishing: the release and its author's attestation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.releases.models import ReleaseRecord
from upriver.words.document import Release

ATTESTATION = "I have read what is published here and know of nothing in it that should not be public."


def publish(*, release: Release, clauses: Sequence[str], at: str) -> None:
    """Record a release with its author's attestation: running `publish` is the attestation."""
    with transaction.atomic():
        body = {"run": release.run, "cells": release.cells_hash, "previous": release.previous or "", "clauses": list(clauses)}
        event = record(
            verb="published", subject=f"release:{release.id}", body=body, by=release.by, at=at, why=ATTESTATION
        )
        ReleaseRecord.objects.create(
            release=release.id,
            document=release.document,
            run=release.run,
            cells_hash=release.cells_hash,
            previous=release.previous or "",
            state=release.state,
            by=release.by,
            clauses=list(clauses),
            event=event.id,
        )


def clauses_of_releases() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The last release of each document, with the clauses that it rests on: (release, document, clause ids)."""
    latest = {row.document: row for row in ReleaseRecord.objects.order_by("number")}
    return tuple((row.release, row.document, tuple(row.clauses)) for row in latest.values())


def latest_release(document: str) -> str | None:
    """The id of the last release of a document, or None before the first."""
    rows = ReleaseRecord.objects.filter(document=document).order_by("-number")
    return rows.values_list("release", flat=True).first()


def run_released_before(document: str, run: str) -> str | None:
    """The run of the last release that rests on another run than this; None before there is one."""
    rows = ReleaseRecord.objects.filter(document=document).exclude(run=run).order_by("-number")
    return rows.values_list("run", flat=True).first()
