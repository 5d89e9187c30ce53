"""A site put in place of the one before, so that a stop at any moment leaves the old one whole or the new one whole.

The order: the new site is written beside the old one; `.release.json` says what is under way; the ledger gets its line; the
two sites are exchanged; the database records it; `.release.json` goes. What may be read stands in the ledger first, since a
number that was out and isn't in it could never be protected again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from upriver.store.folder import Folder, write_whole
from upriver.store.ledger import Ledger, read, turn
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import Entry, history


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What was under way when a command stopped: the line that the ledger has by now, and what the desk meant to record."""

    entry: Entry
    desk: Mapping[str, Any] = field(default_factory=dict)


def lay_out(folder: Folder, audience: str, files: Mapping[str, bytes]) -> Path:
    """Write a site's files beside the place where it will stand; earlier editions are carried over, links among them are not.

    Raises:
        Refusal: a link stands where the site does: exchanged, it would be the link that goes and comes, not what it leads to.
    """
    for place in (folder.site(audience), _beside(folder, audience, "new"), _beside(folder, audience, "old")):
        if place.is_symlink():
            raise Refusal(f"{place.name} is a link", do="Make it a folder of its own, and let the web server look there.")
    fresh = folder.made_site(audience)
    for path, data in sorted(files.items()):
        place = fresh / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    if (editions := folder.site(audience) / "editions").is_dir():
        shutil.copytree(editions, fresh / "editions", dirs_exist_ok=True, ignore=_links)
    return fresh


def _links(place: str, names: list[str]) -> list[str]:
    """A link may lead to what is not for readers, and would be copied as what it leads to."""
    return [name for name in names if (Path(place) / name).is_symlink()]


def bring_editions(fresh: Path, ledger: Ledger) -> None:
    """The cells of releases that another laptop made, from the ledger, so that no edition is missing here; not of those withdrawn."""
    by_id = {entry.release: entry for entry in ledger.entries if entry.cells}
    for each in history(ledger.entries):
        places = [fresh / "editions" / name for name in (each.as_of, f"{each.as_of}_{each.release}")]
        if each.state != "withdrawn" and not any(place.exists() for place in places):
            places[0].mkdir(parents=True)
            (places[0] / "cells.csv").write_bytes(ledger.cells_of(by_id[each.release]))


def announce(folder: Folder, entry: Entry, desk: Mapping[str, Any]) -> None:
    """Say what is under way; from here on a stop is put right by `finish`."""
    write_whole(_note(folder), json.dumps({"entry": asdict(entry), "desk": desk}, ensure_ascii=False, sort_keys=True).encode())


def exchange(folder: Folder, audience: str) -> None:
    """Put the new site in place of the old one."""
    place, fresh, old = folder.site(audience), _beside(folder, audience, "new"), _beside(folder, audience, "old")
    if fresh.is_dir():
        if place.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            place.rename(old)
        fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def finish(folder: Folder) -> UnderWay | None:
    """Put right what a stopped command left: forward where the ledger has the line, back where it hasn't.

    Gives what the desk must still record, where it hasn't, and then call `done`; None where nothing was under way.

    Raises:
        Refusal: the ledger can't be reached or was changed, so that it isn't known which.
    """
    if not _note(folder).is_file():
        return None
    told, wanted = _read(_note(folder))
    with turn(folder.ledger):
        lines = read(folder.ledger, wanted.audience).entries
    mine = [line for line in lines if (line.verb, line.release, line.at, line.by) == (wanted.verb, wanted.release, wanted.at, wanted.by)]
    if not mine:
        shutil.rmtree(_beside(folder, wanted.audience, "new"), ignore_errors=True)
        done(folder)
        return None
    exchange(folder, wanted.audience)
    return UnderWay(mine[-1], told)


def _read(note: Path) -> tuple[Mapping[str, Any], Entry]:
    try:
        told = json.loads(note.read_text("utf-8"))
        return told["desk"], Entry(**told["entry"])
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refusal(f"{note.name}, which says what a stopped command was about, can't be read",
                      do="Compare `upriver ledger` with what is published, then move it away.") from fault


def done(folder: Folder) -> None:
    """All is recorded: nothing is under way any more."""
    _note(folder).unlink(missing_ok=True)


def _note(folder: Folder) -> Path:
    return folder.root / ".release.json"


def _beside(folder: Folder, audience: str, which: str) -> Path:
    return folder.root / f".{folder.site(audience).name}.{which}"
