"""From a document to a published site: written beside, then put in place, with an edition kept for each release."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping

from upriver.duty.known_authorities import known
from upriver.report.site import site_files, tombstone_files
from upriver.store.folder import Folder
from upriver.store.ledger import append, read
from upriver.words.cleared import Clearance
from upriver.words.document import Document, Release
from upriver.words.released import Entry
from upriver.words.sharing.authority import Became

AREA_PAGES = "areas"


def publish(
    folder: Folder,
    document: Document,
    *,
    run: str,
    previous: str | None,
    by: str,
    at: str,
    clearance: Clearance,
    ended: Mapping[str, Became] | None = None,
) -> tuple[Release, tuple[str, ...]]:
    """Write the site and put it in place of the one before; the release's id is a hash of what it rests on.

    An area that had a page before and has none now keeps its address, with a page that says what became of it.
    `ended` are codes that the workspace's own register knows to have ended, besides the shipped ones.
    """
    files = site_files(document)
    gone = area_pages(folder) - {path.split("/")[1] for path in files if path.startswith(f"{AREA_PAGES}/")}
    files |= tombstone_files(document, gone, {**known().became, **(ended or {})}, _names(folder, gone))
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
    entry = Entry("", "", "released", release.id, document.slug, document.audience, run, document.as_of, at, by, "",
                  previous or "", cells, "")
    append(read(folder.ledger, document.audience), entry, facts=clearance.facts, cells=files["data/cells.csv"])
    return release, tuple(sorted(files))


def area_pages(folder: Folder) -> set[str]:
    """The codes of the areas that have a page in the published site, tombstones among them."""
    pages = folder.published / AREA_PAGES
    return {page.parent.name for page in pages.glob("*/index.html")} if pages.is_dir() else set()


def pages_of(folder: Folder) -> tuple[tuple[str, str, str, str], ...]:
    """The published page of each area as (kind, address, title, code of the area): what rests on it when it ends."""
    codes = sorted(area_pages(folder))
    names = _names(folder, codes)
    return tuple(("page", f"{AREA_PAGES}/{code}/", names.get(code, code), code) for code in codes)


def _names(folder: Folder, codes: Iterable[str]) -> dict[str, str]:
    """What the published figures, or those of an earlier edition, call areas; one that none of them names is left out."""
    wanted, found = set(codes), dict[str, str]()
    published = folder.published
    for path in (published / "data" / "cells.csv", *sorted(published.glob("editions/*/cells.csv"), reverse=True)):
        if wanted <= set(found):
            break
        with path.open(encoding="utf-8", newline="") as lines:
            rows = ((row["area_code"], row["area_name"]) for row in csv.DictReader(lines) if row["area_code"] in wanted)
            found = {**dict(rows), **found}
    return found


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
