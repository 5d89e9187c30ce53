"""Why a version is published although parts of it are in English only: said once for a run, and kept in the log."""

from __future__ import annotations

from upriver.desk.audit.actions import record
from upriver.desk.audit.models import EventRecord
from upriver.pipeline.languages import fit_in_every_language, only_in_english
from upriver.store.folder import Folder
from upriver.words.document import Document

VERB = "said why it is half translated"


def in_every_language(folder: Folder, document: Document, *, run: str, because: str, by: str, at: str) -> Document:
    """The document with its reason on every version that is partly in English; a reason given now is recorded.

    A reason that was given for the same run before still holds, so that it isn't asked for twice.

    Raises:
        Refusal: a version is half translated, and nobody has said why.
    """
    said = because.strip() or _said(run)
    fit = fit_in_every_language(document, said, only_in_english(folder, document.slug))
    if because.strip() and because.strip() != _said(run) and any(version.half for version in fit.versions):
        lacking = [version.language for version in fit.versions if version.half]
        record(verb=VERB, subject=f"languages:{run}", body={"english_only_because": said, "versions": lacking}, by=by, at=at, why=said)
    return fit


def _said(run: str) -> str:
    row = EventRecord.objects.filter(verb=VERB, subject=f"languages:{run}").order_by("-number").first()
    return row.why if row else ""
