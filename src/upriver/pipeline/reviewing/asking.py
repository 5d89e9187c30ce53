"""What exactly is voted on: a release's name before it is released, and hashes of its figures and of all its pages."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from upriver.report.cells import cells_csv
from upriver.words.cleared import Clearance
from upriver.words.document import Document
from upriver.words.releasing.gate import Request


def request_for(document: Document, clearance: Clearance, *, run: str, previous: str | None, authors: tuple[str, ...], at: str,
                context: str = "", controls: str = "", corrects: str = "") -> Request:
    """The release of a document as it would be asked for now."""
    cells = hashlib.sha256(cells_csv(clearance.tables)).hexdigest()
    return Request(
        release_id(document.slug, run=run, cells=cells, previous=previous),
        document.slug, document.audience, run, cells, pages_hash(document), clearance.head, clearance.reviewers, clearance.reason,
        authors, at, previous=previous or "", context=context.strip(), controls=controls.strip(), corrects=corrects,
    )


def pages_hash(document: Document) -> str:
    """A hash over every word and picture of a document: a sentence changed after the vote is another document.

    Files beside the pages hold the same words and figures in other forms, some with bytes that differ from day to day.
    """
    return hashlib.sha256(repr(replace(document, files={})).encode()).hexdigest()


def release_id(document: str, *, run: str, cells: str, previous: str | None) -> str:
    """A release's name: a hash of what it rests on, known before it is released."""
    rests_on = {"run": run, "cells": cells, "document": document, "previous": previous or ""}
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()[:16]
