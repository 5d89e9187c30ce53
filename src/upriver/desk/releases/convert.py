"""Rows of releases as words, one way."""

from __future__ import annotations

from upriver.desk.releases.models import ReleaseRecord
from upriver.words.releasing.gate import Request, Vote


def request_of(row: ReleaseRecord) -> Request:
    """A release as it stands at the gate."""
    return Request(
        row.release, row.document, row.audience, row.run, row.cells_hash, row.pages_hash, row.head, row.needs, row.reason,
        tuple(row.authors or (row.by,)), row.at, previous=row.previous, context=row.context, controls=row.controls,
        corrects=row.corrects, state=row.state, votes=tuple(Vote(**each) for each in row.votes), why=row.why,
    )
