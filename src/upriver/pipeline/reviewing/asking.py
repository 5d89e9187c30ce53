"""What exactly is voted on: a release by its name before it is released, and hashes of its figures and of all its pages."""

from __future__ import annotations

import hashlib

from upriver.pipeline.releasing.naming import pages_hash, release_id
from upriver.report.cells import cells_csv
from upriver.words.cleared import Clearance
from upriver.words.document import Document
from upriver.words.releasing.gate import Request


def request_for(
    document: Document,
    clearance: Clearance,
    *,
    run: str,
    previous: str | None,
    authors: tuple[str, ...],
    at: str,
    context: str = "",
    controls: str = "",
    corrects: str = "",
    why: str = "",
) -> Request:
    """The release of a document as it would be asked for now."""
    cells = hashlib.sha256(cells_csv(clearance.tables)).hexdigest()
    return Request(
        release_id(document, run=run, cells=cells, previous=previous),
        document.slug,
        document.audience,
        run,
        cells,
        pages_hash(document),
        clearance.head,
        clearance.reviewers,
        clearance.reason,
        authors,
        at,
        previous=previous or "",
        context=context.strip(),
        controls=controls.strip(),
        corrects=corrects,
        why=why,
    )
