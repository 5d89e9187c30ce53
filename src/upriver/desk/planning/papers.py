"""One document of the response as files, made at once for whoever reads it in a browser, and kept until something changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from upriver.desk.audit.actions import record
from upriver.desk.planning.seen import kept, mark
from upriver.desk.planning.telling import told_now
from upriver.pipeline.plans.forms import papers_of
from upriver.pipeline.plans.making import document_of, documents
from upriver.report.plans.told import Told
from upriver.store.folder import Folder
from upriver.words.document import Page
from upriver.words.refusal import Refusal


def pages_now(folder: Folder, *, document: str, about: str, name: str, on: date, inside: bool = True) -> tuple[Page, ...]:
    """The pages of a document about something, as they stand today; `inside` as `told_now` has it."""
    key = ("pages", str(folder.root), document, about, name, on, inside, *mark())
    return kept(key, lambda: documents()[document].pages(_about(folder, document, about, name, on, inside)))


def paper_now(folder: Folder, *, document: str, about: str, form: str, name: str, on: date, by: str, at: str) -> tuple[str, bytes]:
    """A document as a file of one form (docx, pdf); its name and bytes. Taking it away is written to the log.

    Raises:
        Refusal: it isn't made in that form, or can't be made of what is held.
    """
    files: Mapping[str, bytes] = kept(("paper", str(folder.root), document, about, name, on, *mark()),
                                      lambda: papers_of(document_of(folder, _about(folder, document, about, name, on))))
    found = next((each for each in files if each.endswith(f".{form}")), "")
    if not found:
        raise Refusal("it isn't made in that form", do="Choose another.")
    record(verb="exported", subject=f"document:{document}", body={"about": about, "form": form}, by=by, at=at)
    return f"{found.removesuffix(f'.{form}')}-{about.casefold()}.{form}" if about else found, files[found]


def _about(folder: Folder, document: str, about: str, name: str, on: date, inside: bool = True) -> Told:
    return replace(told_now(folder, name=name, on=on, inside=inside), slug=document, about=about)
