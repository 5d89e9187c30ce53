"""The mappings of bodies: made in the wizard, kept as the profiles of `upriver map` in `declarations/mappings`, one a body and layout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.partners.models import AuthorityRecord
from upriver.intake.contracts import layouts
from upriver.intake.mapping import check_profile, read_profile, written
from upriver.store.folder import Folder, write_whole
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile


def place_of(folder: Folder, authority: str, layout: str) -> Path:
    """Where a body's mapping for a layout lies."""
    return folder.declarations / "mappings" / f"{authority}.{layout}.toml"


def mappings_for(folder: Folder, authority: str) -> tuple[Path, ...]:
    """The mappings by which a body's files may be read: its own, and those that belong to no body of the register."""
    others = set(AuthorityRecord.objects.exclude(ident=authority).values_list("ident", flat=True))
    paths = sorted((folder.declarations / "mappings").glob("*.toml"))
    return tuple(path for path in paths if path.name.partition(".")[0] not in others)


def held_for(folder: Folder, authority: str, layout: str) -> Profile | None:
    """The mapping that a body made for a layout, None where there is none that still fits."""
    path = place_of(folder, authority, layout)
    try:
        return read_profile(path, layouts(folder.declarations)) if path.is_file() else None
    except Refusal:
        return None


def save(folder: Folder, authority: str, layout: str, *, columns: Mapping[str, str], codes: Mapping[str, Mapping[str, str]],
         dates: Mapping[str, str], constants: Mapping[str, str], by: str, at: str) -> Profile:
    """Keep a body's mapping, its version one higher than before; its next files are read by it.

    Raises:
        Refusal: it doesn't fit its contract; says which key.
    """
    every = layouts(folder.declarations)
    if layout not in every:
        raise Refusal("there is no contract of that name", do="Choose one of those that you are asked for.")
    before = held_for(folder, authority, layout)
    path = place_of(folder, authority, layout)
    made = Profile(layout, every[layout].version, before.version + 1 if before else 1, columns, codes, dates, constants, "")
    check_profile("the mapping", made, every)
    data = written(made).encode()
    write_whole(path, data)
    made = replace(made, sha256=hashlib.sha256(data).hexdigest())
    with transaction.atomic():
        body = {"layout": layout, "version": made.version, "sha256": made.sha256}
        record(verb="saved a mapping", subject=f"authority:{authority}", body=body, by=by, at=at)
    return made
