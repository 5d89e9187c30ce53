"""Taking a release down: its pages and files become a notice, its line in the ledger stays, and what was read stays known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from upriver.pipeline.releasing.placing import announce, exchange, lay_out
from upriver.report.public.withdrawn import STAYS, edition_notice, slug_of, withdrawn_files
from upriver.store.folder import Folder
from upriver.store.ledger import append, must_hold, readers, turn
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Edition, Entry, history

NOTE = "data/release.json"


def withdraw(
    folder: Folder,
    *,
    release: str,
    audience: str,
    name: str,
    why: str,
    by: str,
    at: str,
    seen: Mapping[str, Iterable[str]] | None = None,
    desk: Mapping[str, Any] | None = None,
) -> Entry:
    """Take a release down and enter that in the ledger; call `placing.done` once it is recorded.

    Where the site shows that release, every address of it answers with what was withdrawn, when and why, and its edition is
    taken down; where a later one has taken its place, its edition alone.

    Args:
        name: what the partnership is called. why: for the readers of the site; it is printed. seen: as in `publish`.

    Raises:
        Refusal: no such release is in the ledger, it is withdrawn already, or no reason is given.
    """
    if not why.strip():
        raise Refusal("a withdrawal needs its reason, which readers will see", do='Say it with --why "...".')
    with turn(folder.ledger):
        ledgers = readers(folder.ledger, audience)
        must_hold(ledgers, seen or {})
        found = _one_of(history(ledgers[0].entries), release, audience)
        entry = Entry("", "", "withdrawn", found.release, found.document, audience, "", found.as_of, at, by, why.strip(), "", "", "")
        stood = next(edition for edition in history((*ledgers[0].entries, entry)) if edition.release == found.release)
        fresh = lay_out(folder, audience, _files(folder.site(audience), stood, name))
        _take_editions_down(fresh, stood, name)
        announce(folder, entry, desk or {})
        entry = append(ledgers[0], entry)
        exchange(folder, audience)
    return entry


def _one_of(editions: Iterable[Edition], release: str, audience: str) -> Edition:
    """The release of that id, which may be shortened to what is its own."""
    found = [each for each in editions if release and each.release.startswith(release)]
    if len(found) != 1:
        raise Refusal(f"{'no' if not found else 'more than one'} {audience} release begins with {release or 'nothing'}",
                      do="`upriver ledger` lists them.")
    if found[0].state == "withdrawn":
        raise Refusal(f"the release {found[0].release} is withdrawn already", do="`upriver ledger` says when and why.")
    return found[0]


def _files(site: Path, stood: Edition, name: str) -> dict[str, bytes]:
    """What the site holds afterwards, but for its editions: notices, or all as it was where another release stands there."""
    there = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file() and not path.is_symlink()}
    told = json.loads(there[NOTE].read_text("utf-8")) if NOTE in there else {}
    if told.get("release") != stood.release:
        return {path: place.read_bytes() for path, place in there.items() if not path.startswith("editions/")}
    stays = frozenset(told.get("stays", ()))
    kept = {path: place.read_bytes() for path, place in there.items()
            if path.startswith("assets/") or (slug_of(path) in stays and not path.startswith(STAYS))}
    return kept | withdrawn_files(there, stood, partnership=name, stays=stays)


def _take_editions_down(fresh: Path, stood: Edition, name: str) -> None:
    """Every edition that holds the cells of the release becomes a notice, each of its files under its own address."""
    for cells in sorted((fresh / "editions").glob("*/cells.csv")):
        if cells.is_file() and hashlib.sha256(cells.read_bytes()).hexdigest() == stood.cells:
            for path in sorted(each for each in cells.parent.rglob("*") if each.is_file()):
                slug = slug_of(path.relative_to(fresh).as_posix())
                notice = edition_notice(stood, slug, partnership=name)
                path.unlink()
                place = fresh / slug / "index.html"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(notice)
