"""Rows of releases as words, one way."""

from __future__ import annotations

from upriver.desk.releases.models import ReleaseRecord
from upriver.words.refusal import Refusal
from upriver.words.releasing.gate import Request, Vote


def request_of(row: ReleaseRecord) -> Request:
    """A release as it stands at the gate.

    Raises:
        Refusal: its votes aren't what was ever recorded here.
    """
    try:
        votes = tuple(Vote(**each) for each in row.votes)
    except TypeError as fault:
        raise Refusal("the votes on a release can't be read", do="Restore the workspace's database from a backup.") from fault
    return Request(
        row.release, row.document, row.audience, row.run, row.cells_hash, row.pages_hash, row.head, row.needs, row.reason,
        tuple(row.authors or (row.by,)), row.at, previous=row.previous, context=row.context, controls=row.controls,
        corrects=row.corrects, state=row.state, votes=votes, why=row.why,
    )
