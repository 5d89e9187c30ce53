"""Looking one file through against the contracts that its sender is asked for; nothing is held. Runs in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from upriver.intake import opening, packages, sheets
from upriver.intake.contracts import layouts
from upriver.intake.mapping import read_profile
from upriver.intake.receiving import terms
from upriver.pipeline.sharing.checking import Looked, NotThis, look_through, one_source
from upriver.pipeline.sharing.proposing import columns_of
from upriver.store.partners.replacing import periods_of
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import Profile
from upriver.words.sharing.submission import Known

MOST_UNASKED = 100


def look(task: Mapping[str, Any]) -> dict[str, Any]:
    """What a file is and all that is wrong with it. The answer's `state`: clean, faulty, unknown, refused or package.

    task: path and name of the file; own, the workspace's declarations; feeds, the contracts asked for; contract, the one that it
    was sent for ("" where its sender leaves it open); provider; profiles, paths of mappings; known, rows that are true.
    """
    path, every = Path(task["path"]), layouts(Path(task["own"]))
    chosen = {slug: each for slug, each in every.items() if each.feed in task["feeds"]}
    try:
        parcels, _ = packages.packages([path])
        if parcels:
            return _package(parcels[0], task)
        with tempfile.TemporaryDirectory(dir=task["scratch"]) as scratch:
            return _looked(path, chosen, task, Path(scratch))
    except NotThis as refusal:
        return {"state": "unknown", "contract": task["contract"], "why": _said(refusal.what, path, task), "do": refusal.do}
    except Refusal as refusal:
        state = "unknown" if not task["contract"] and _is_table(path, chosen, task) else "refused"
        return {"state": state, "contract": task["contract"], "why": _said(refusal.what, path, task), "do": refusal.do}


def profiles_of(paths: Sequence[str], every: Mapping[str, Contract]) -> tuple[Profile, ...]:
    """The mappings that still fit their contracts; one made for an older version is passed over, and its file looks unknown."""
    found = []
    for path in paths:
        try:
            found.append(read_profile(Path(path), every))
        except Refusal:
            continue
    return tuple(found)


def unasked(looked: Looked) -> tuple[str, ...]:
    """The headings of columns that travel with a file though its contract doesn't ask for them."""
    asked = {*looked.match.columns.values(), *looked.layout.wide}
    names = [name for name in looked.match.header.columns if name not in asked]
    return tuple("".join(letter if letter.isprintable() else "?" for letter in name.strip())[:60] or "no heading" for name in names)


def _looked(path: Path, chosen: Mapping[str, Contract], task: Mapping[str, Any], scratch: Path) -> dict[str, Any]:
    known = [Known(**each) for each in task["known"]]
    mine = profiles_of(task["profiles"], chosen)
    looked = look_through(path, chosen, scratch=scratch, slug=task["contract"], profiles=mine, known=known)
    layout = looked.contract
    terms.check_way(layout)
    terms.check_name(task["name"], layout)
    if looked.match.header.form == "sheet" and layout.protection != "open":
        book = scratch / "sent.book"
        opening.unpack(one_source(path), book)
        sheets.check_other_sheets(book, looked.match.header.sheet)
    state = "refused" if looked.refused else "faulty" if looked.faults else "clean"
    names = unasked(looked)
    return {
        "state": state, "contract": layout.feed, "layout": layout.slug, "mode": layout.mode, "version": layout.version,
        "rows": looked.rows, "broken": looked.rows - looked.kept,
        "why": "it holds what identifies a person" if looked.refused else "",
        "do": "Take it out of the file and send it again. Nothing was kept; the values aren't shown." if looked.refused else "",
        "faults": [asdict(each) for each in looked.faults],
        "columns": {name: looked.match.header.columns.index(header) + 1 for name, header in looked.match.columns.items()
                    if header in looked.match.header.columns},
        "unasked": list(names[:MOST_UNASKED]), "unasked_more": max(0, len(names) - MOST_UNASKED),
        "mapping": looked.match.profile.name if looked.match.profile else "",
        "periods": list(periods_of(looked.typed, layout)) if looked.typed.is_file() else [],
    }


def _package(parcel: packages.Package, task: Mapping[str, Any]) -> dict[str, Any]:
    """A sealed package: of the sender's own body and of a contract that it is asked for, or refused. Its file is checked when it is
    taken in; a broken seal puts it in quarantine there."""
    try:
        sent = packages.read(parcel)
    except Refusal:
        return {"state": "package", "contract": ""}
    if sent.provider.casefold() != str(task["provider"]).casefold():
        return {"state": "refused", "contract": "", "why": "the package says that it is another body's",
                "do": "Make it again with your own body's name, as its agreement has it."}
    if sent.contract not in task["feeds"]:
        return {"state": "refused", "contract": "", "why": "the package is for a data set that no agreement of this body covers",
                "do": "See what is asked of you, or ask the partnership for an agreement."}
    return {"state": "package", "contract": sent.contract}


def _is_table(path: Path, chosen: Mapping[str, Contract], task: Mapping[str, Any]) -> bool:
    """Whether a mapping could be made for it: a table whose columns no contract here knows."""
    if not chosen:
        return False
    try:
        with tempfile.TemporaryDirectory(dir=task["scratch"]) as scratch:
            return bool(columns_of(path, next(iter(chosen.values())), scratch=Path(scratch)))
    except Refusal:
        return False


def _said(words: str, path: Path, task: Mapping[str, Any]) -> str:
    """A refusal with the file's own name where it has the name that it lies under."""
    return words.replace(path.name, str(task["name"]))
