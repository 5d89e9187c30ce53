"""Making a document of the response, or a pack, from what the workspace holds today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from upriver.desk.registers.telling import told
from upriver.pipeline.plans.forms import as_draft, made_of
from upriver.pipeline.plans.making import document_of
from upriver.pipeline.plans.placing import placed, plain
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal


def pack(
    folder: Folder, *, document: str, name: str, audience: str, on: date, about: str = "", as_it_stood: bool = False, to: Path | None = None
) -> tuple[Path, tuple[str, ...]]:
    """Write a document as pages and as files; gives its folder and the paths in it.

    It lies in `packs/` of the workspace, or in the folder `to`. All of it is written beside its place first, so that an earlier one
    of the same name is there until the new one is whole. Nothing leaves by it: what is for the public is marked as a draft.

    Raises:
        Refusal: there is no such document, it can't be made of what is held, or its folder can't be written.
    """
    drawn = told(folder, document=document, name=name, audience=audience, on=on, about=about, as_it_stood=as_it_stood)
    written = made_of(as_draft(document_of(folder, drawn)))
    called = "-".join(filter(None, (document.replace("_", "-"), plain(about), "public" if audience == "public" else "", on.isoformat())))
    place = (to or folder.made().packs) / called
    try:
        placed(place, written)
    except OSError as fault:
        raise Refusal(f"{place} can't be written: {fault.strerror or 'the disk refused'}", do="Choose another folder with --to, or make room.") from fault
    return place, tuple(sorted(written))
