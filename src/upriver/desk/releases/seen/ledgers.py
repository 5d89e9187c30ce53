"""The ledger as people read it: every release for each audience, and whether anybody changed what says so."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.desk.audit.seen import heads_seen
from upriver.store.folder import Folder
from upriver.store.ledger import must_hold, read, readers, verify
from upriver.words.refusal import Refusal
from upriver.words.releasing.released import AUDIENCES, Edition, history


@dataclass(frozen=True, slots=True)
class Told:
    """One audience's ledger: its releases, the newest first; its lines and the id of the last; what is wrong with it ("" where nothing is)."""

    audience: str
    editions: tuple[Edition, ...]
    lines: int
    head: str
    wrong: str


def ledgers(folder: Folder) -> tuple[Told, ...]:
    """Both ledgers, each checked: chain, files, and every line that this workspace's own log names."""
    found, (seen, broken) = [], _seen()
    for audience in ("public", *(each for each in AUDIENCES if each != "public")):
        try:
            held = read(folder.ledger, audience)
        except Refusal as refusal:
            found.append(Told(audience, (), 0, "", str(refusal)))
            continue
        found.append(Told(audience, tuple(reversed(history(held.entries))), len(held.entries), held.head, broken or _wrong(folder, audience, seen)))
    return tuple(found)


def _seen() -> tuple[dict[str, set[str]], str]:
    """The lines that the log names, and what is wrong with the log itself."""
    try:
        return heads_seen(), ""
    except Refusal as refusal:
        return {}, str(refusal)


def _wrong(folder: Folder, audience: str, seen: dict[str, set[str]]) -> str:
    try:
        held = [each for each in readers(folder.ledger, audience) if each.audience == audience]
        must_hold(held, seen)
        for each in held:
            verify(each)
    except Refusal as refusal:
        return str(refusal)
    return ""
