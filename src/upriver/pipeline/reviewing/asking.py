"""What exactly is voted on: a release by its name before it is released, and hashes of its figures and of all its pages."""

from __future__ import annotations

import hashlib

from upriver.pipeline.publish import release_id
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
        release_id(document.slug, run=run, cells=cells, previous=previous),
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


def pages_hash(document: Document) -> str:
    """A hash over every word and picture of a document, in all its languages: a sentence changed after the vote is another one.

    Files beside the pages hold the same words and figures in other forms, some with bytes that differ from day to day.
    """
    return hashlib.sha256(repr(_told(document)).encode()).hexdigest()


def _told(document: Document) -> tuple[object, ...]:
    """What a document says, without anything whose order or place in memory differs from one process to the next."""
    site = document.site
    around = (
        (site.title, site.pages, site.services, sorted(site.notes.items()), sorted(site.words.items())) if site else ()
    )
    said = (
        document.title,
        document.language,
        document.marking,
        document.handling,
        document.half,
        document.facts,
        document.attribution,
    )
    return (*said, document.pages, around, tuple(_told(version) for version in document.versions))
