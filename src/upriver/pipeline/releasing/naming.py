"""What a release is called: a hash of all that a reader of it sees, so that a vote on a name is a vote on those very pages."""

from __future__ import annotations

import hashlib
import json

from upriver.words.document import Document


def release_id(document: Document, *, run: str, cells: str, previous: str | None) -> str:
    """A release's id: a hash of what it rests on. `cells` is the SHA-256 of its cells.csv.

    Its pages are part of it: a sentence that is changed after somebody opened them makes another release, on which a vote by
    the old name isn't taken.
    """
    rests_on = {"run": run, "cells": cells, "document": document.slug, "previous": previous or "", "pages": pages_hash(document)}
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()[:16]


def pages_hash(document: Document) -> str:
    """A hash over every word and picture of a document, in all its languages: a sentence changed after the vote is another one.

    Files beside the pages hold the same words and figures in other forms, some with bytes that differ from day to day.
    """
    return hashlib.sha256(repr(_told(document)).encode()).hexdigest()


def _told(document: Document) -> tuple[object, ...]:
    """What a document says, without anything whose order or place in memory differs from one process to the next."""
    site = document.site
    around = (site.title, site.pages, site.services, sorted(site.notes.items()), sorted(site.words.items())) if site else ()
    said = (document.title, document.language, document.marking, document.handling, document.half, document.facts,
            document.attribution, document.partnership, document.theme)
    return (*said, document.pages, around, tuple(_told(version) for version in document.versions))
