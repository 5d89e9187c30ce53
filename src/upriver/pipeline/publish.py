"""From a document to a published site: written beside, then put in place, with an edition kept for each release."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping

from upriver.report.site import site_files
from upriver.store.folder import Folder, write_whole
from upriver.words.document import Document, Release


def publish(
    folder: Folder, document: Document, *, run: str, previous: str | None, by: str
) -> tuple[Release, tuple[str, ...]]:
    """Write the site and put it in place of the one before; the release's id is a hash of what it rests on."""
    files = site_files(document)
    cells = hashlib.sha256(files["data/cells.csv"]).hexdigest()
    rests_on = {"run": run, "cells": cells, "document": document.slug, "previous": previous or ""}
    release = Release(
        hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()[:16],
        document.slug,
        run,
        cells,
        previous,
        "released",
        by,
    )
    _put_in_place(folder, files, document.as_of, release.id)
    line = {
        "release": release.id,
        "run": run,
        "document": document.slug,
        "cells": cells,
        "previous": previous or "",
        "audience": document.audience,
        "as_of": document.as_of,
    }
    write_whole(folder.ledger / f"{release.id}.json", (json.dumps(line, sort_keys=True) + "\n").encode())
    return release, tuple(sorted(files))


def _put_in_place(folder: Folder, files: Mapping[str, bytes], as_of: str, release: str) -> None:
    """Write the new site beside the old one and exchange them; editions are carried over and one is added.

    An edition is named by its date; a second one of the same date, by its release too.
    """
    fresh, old = folder.root / ".published.new", folder.root / ".published.old"
    if old.is_dir() and not folder.published.is_dir():
        old.rename(folder.published)  # a publish before this one was stopped between its two renames
    shutil.rmtree(fresh, ignore_errors=True)
    for path, data in sorted(files.items()):
        place = fresh / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    if (editions := folder.published / "editions").is_dir():
        shutil.copytree(editions, fresh / "editions")
    edition = fresh / "editions" / as_of
    if edition.exists() and (edition / "cells.csv").read_bytes() != files["data/cells.csv"]:
        edition = fresh / "editions" / f"{as_of}_{release}"
    edition.mkdir(parents=True, exist_ok=True)
    (edition / "cells.csv").write_bytes(files["data/cells.csv"])
    shutil.rmtree(old, ignore_errors=True)
    if folder.published.is_dir():
        folder.published.rename(old)
    fresh.rename(folder.published)
    shutil.rmtree(old, ignore_errors=True)
