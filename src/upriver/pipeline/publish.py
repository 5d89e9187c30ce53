"""From a document to a published site: written beside, entered in the ledger, then put in place, with an edition kept."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from upriver.duty.known_authorities import known
from upriver.pipeline.public.kept import ADDRESSES, with_all_addresses
from upriver.pipeline.releasing.naming import release_id
from upriver.pipeline.releasing.placing import announce, bring_editions, exchange, lay_out
from upriver.report.public.keeping import edition_files
from upriver.report.site import site_files, tombstone_files
from upriver.store.folder import Folder
from upriver.store.ledger import Ledger, append, must_be_level, must_be_ours, must_hold, readers, turn
from upriver.words.cleared import Clearance
from upriver.words.document import Document, Release
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Entry, history
from upriver.words.sharing.authority import Became

AREA_PAGES = "areas"
NOTE = "data/release.json"
"""Which release a site is, and which of its pages hold no figure, so that they stay when it is withdrawn."""


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
    cleared: str = "",
    seen: Mapping[str, Iterable[str]] | None = None,
    corrects: str = "",
    why: str = "",
    desk: Mapping[str, Any] | None = None,
) -> tuple[Release, tuple[str, ...]]:
    """Enter a release in the ledger and put its site in place of the one before; call `placing.done` once it is recorded.

    An area that had a page before and has none now keeps its address, with a page that says what became of it.

    Args:
        ended: codes that the workspace's own register knows to have ended, besides the shipped ones.
        cleared: the last lines of the ledgers that the run was cleared against when people read it.
        seen: the ids of ledger lines that this workspace has seen, by audience.
        corrects, why: the release that this one puts right, and what was wrong.
        desk: what the desk will record, kept until it has.

    Raises:
        Refusal: the ledger can't be reached, was changed or rolled back; somebody has released since the run was cleared; or
            the release to correct isn't in it.
    """
    audience = document.audience
    files = site_files(document)
    gone = area_pages(folder, audience) - {path.split("/")[1] for path in files if path.startswith(f"{AREA_PAGES}/")}
    files |= tombstone_files(document, gone, {**known().became, **(ended or {})}, _names(folder, gone, audience))
    files, addresses = with_all_addresses(files, document, folder.site(audience))
    cells = hashlib.sha256(files["data/cells.csv"]).hexdigest()
    ident = release_id(document, run=run, cells=cells, previous=previous)
    release = Release(ident, document.slug, run, cells, previous, "released", by)
    files[NOTE] = _note(release, document)
    with turn(folder.ledger):
        ledgers = readers(folder.ledger, audience)
        must_hold(ledgers, seen or {})
        must_be_ours(ledgers, clearance.frame)
        for stood in filter(None, (cleared, clearance.head)):
            must_be_level(ledgers, stood, run=run)
        verb, before = ("corrected", _to_correct(corrects, ledgers[0])) if corrects else ("released", previous or "")
        entry = Entry("", "", verb, ident, document.slug, audience, run, document.as_of, at, by, why, before, cells, "")
        fresh = lay_out(folder, audience, files)
        bring_editions(fresh, ledgers[0])
        _keep_edition(fresh, edition_files(document, files), document.as_of, ident, addresses)
        announce(folder, entry, desk or {})
        append(ledgers[0], entry, facts=clearance.facts, cells=files["data/cells.csv"], frame=clearance.frame)
        exchange(folder, audience)
    return release, tuple(sorted(files))


def _to_correct(corrects: str, ledger: Ledger) -> str:
    if corrects not in {each.release for each in history(ledger.entries)}:
        raise Refusal(f"no release {corrects} is in the ledger, so it can't be corrected", do="`upriver ledger` lists them.")
    return corrects


def area_pages(folder: Folder, audience: str = "public") -> set[str]:
    """The codes of the areas that have a page in the published site, tombstones among them."""
    pages = folder.site(audience) / AREA_PAGES
    return {page.parent.name for page in pages.glob("*/index.html")} if pages.is_dir() else set()


def pages_of(folder: Folder) -> tuple[tuple[str, str, str, str], ...]:
    """The published page of each area as (kind, address, title, code of the area): what rests on it when it ends."""
    codes = sorted(area_pages(folder))
    names = _names(folder, codes)
    return tuple(("page", f"{AREA_PAGES}/{code}/", names.get(code, code), code) for code in codes)


def _names(folder: Folder, codes: Iterable[str], audience: str = "public") -> dict[str, str]:
    """What the published figures, or those of an earlier edition, call areas; one that none of them names is left out."""
    wanted, found = set(codes), dict[str, str]()
    site = folder.site(audience)
    for path in (site / "data" / "cells.csv", *sorted(site.glob("editions/*/cells.csv"), reverse=True)):
        if wanted <= set(found):
            break
        if not path.is_file():  # withdrawn: a page stands at its address
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            rows = ((row["area_code"], row["area_name"]) for row in csv.DictReader(lines) if row["area_code"] in wanted)
            found = {**dict(rows), **found}
    return found


def _note(release: Release, document: Document) -> bytes:
    stays = sorted(getattr(document.site, "stays", ())) if document.site else []
    told = {"release": release.id, "document": release.document, "run": release.run, "as_of": document.as_of,
            "cells_sha256": release.cells_hash, "stays": stays}
    return (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _keep_edition(fresh: Path, kept: Mapping[str, bytes], as_of: str, release: str, addresses: bytes) -> None:
    """Keep the first page, the cells and the paper of a release for as long as the site stands, and the list of all addresses.

    An edition is named by its date; a second one of the same date, by its release too.
    """
    edition = fresh / "editions" / as_of
    if edition.exists() and not ((edition / "cells.csv").is_file() and (edition / "cells.csv").read_bytes() == kept["cells.csv"]):
        edition = fresh / "editions" / f"{as_of}_{release}"
    edition.mkdir(parents=True, exist_ok=True)
    for name, data in kept.items():
        (edition / name).write_bytes(data)
    (fresh / "editions" / ADDRESSES).write_bytes(addresses)
