"""Making a document of the response, or a pack, from what the workspace holds today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from upriver.desk.registers.telling import told
from upriver.pipeline.plans.making import document_of, files
from upriver.report.site import tree_files
from upriver.store.folder import Folder, write_whole


def pack(folder: Folder, *, document: str, name: str, audience: str, on: date, about: str = "", as_it_stood: bool = False) -> tuple[str, ...]:
    """Write a document into `packs/`, as pages and as files; gives their paths below the workspace, its first page first.

    Nothing leaves by it: a pack is a draft for the partnership's own people, and is marked so.
    """
    drawn = told(folder, document=document, name=name, audience=audience, on=on, about=about, as_it_stood=as_it_stood)
    made = document_of(folder, drawn)
    place = folder.root / "packs" / "-".join(filter(None, (document.replace("_", "-"), about, on.isoformat())))
    written: Mapping[str, bytes] = {**tree_files(made), **files(made, ())}
    for path, data in written.items():
        write_whole(place / path, data)
    return tuple(sorted(written))
