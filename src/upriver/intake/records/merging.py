"""Two people's edits of one export, put together cell by cell, so that neither's is lost without a word.

Three states of each row: as it was exported, as the file has it, and as it stands now. What one of the two changed is taken;
what both changed to different values is a conflict, and then nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from upriver.words.registers.slip import Slip

Key = tuple[str, str]
Rows = Mapping[Key, Mapping[str, str]]
BOTH = "was changed here and, to something else, meanwhile"
NEVER = "is a row that is never changed; add another that puts it right, with an id of its own"
NO_STAMP = "stands otherwise already, and this file carries no stamp that says what it was made from; export, and edit that"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file comes to: rows as they shall stand (None: taken out), conflicts, and rows that it leaves out and that stay."""

    rows: Mapping[Key, Mapping[str, str] | None]
    conflicts: tuple[Slip, ...]
    left_out: tuple[Key, ...] = ()


def merge(base: Rows | None, theirs: Rows, ours: Rows, *, only_added: Collection[str] = (), remove_missing: bool = False) -> Merged:
    """Put a file's rows (`theirs`) and what stands now (`ours`) together, against what was exported (`base`).

    Values are text, "" or not there for empty, in the spelling that reading gives. With no base (a file made by hand) rows are
    added, and in a row that is there an empty cell is filled; an empty cell of the file says nothing. `only_added` are registers
    whose rows never change.
    """
    rows: dict[Key, Mapping[str, str] | None] = {}
    conflicts: list[Slip] = []
    for key, row in theirs.items():
        made, wrong = _by_hand(key, row, ours.get(key)) if base is None else _row(key, base.get(key), row, ours.get(key))
        if key[0] in only_added and key in ours and made is not None and not _same(made, ours[key]):
            wrong, made = [Slip(*key, _first(made, ours[key]), NEVER)], None
        conflicts += wrong
        if made is not None and not wrong and not _same(made, ours.get(key)):
            rows[key] = made
    left_out = [] if base is None else [key for key in base if key not in theirs and key in ours]
    if remove_missing:
        for key in left_out:
            says = ("is gone from the file and was changed meanwhile" if base is not None and not _same(ours[key], base[key])
                    else "is gone from the file; a row of this register is never taken out" if key[0] in only_added else "")
            if says:
                conflicts.append(Slip(*key, "", says, whose="meanwhile" in says))
            else:
                rows[key] = None
        left_out = []
    return Merged(rows, tuple(conflicts), tuple(left_out))


def _row(key: Key, base: Mapping[str, str] | None, theirs: Mapping[str, str],
         ours: Mapping[str, str] | None) -> tuple[Mapping[str, str] | None, list[Slip]]:
    if base is None:
        if ours is None or _same(theirs, ours):
            return theirs, []
        return None, [Slip(*key, "", "was added meanwhile with other values; write another id, or export again", True)]
    if ours is None:
        if _same(theirs, base):
            return None, []  # taken out meanwhile, and nothing of this file's was in it
        return None, [Slip(*key, _first(theirs, base), "was changed here and the row taken out meanwhile", True)]
    made, wrong = dict(ours), []
    for name in {**base, **theirs, **ours}:
        was, here, now = base.get(name, ""), theirs.get(name, ""), ours.get(name, "")
        if here == was:
            continue
        if now not in (was, here):
            wrong.append(Slip(*key, name, BOTH, True))
        made[name] = here
    return made, wrong


def _by_hand(key: Key, theirs: Mapping[str, str], ours: Mapping[str, str] | None) -> tuple[Mapping[str, str] | None, list[Slip]]:
    if ours is None:
        return theirs, []
    made, wrong = dict(ours), []
    for name, here in theirs.items():
        if here and here != ours.get(name, ""):
            made[name] = here
            if ours.get(name, ""):
                wrong.append(Slip(*key, name, NO_STAMP, True))
    return made, wrong


def renamed(base: Rows, theirs: Rows) -> Iterator[Slip]:
    """Rows whose id somebody changed: gone under the one they were exported with, and there, almost the same, under another."""
    gone = [key for key in base if key not in theirs]
    for key in theirs:
        if key in base:
            continue
        for old in gone:
            if old[0] == key[0] and _alike(base[old], theirs[key]):
                yield Slip(*key, "id", "was changed; an id stays for ever. Write the former one back, or keep the former row too")
                break


def _alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    filled = [name for name, value in one.items() if value and name != "id"]
    equal = sum(1 for name in filled if other.get(name, "") == one[name])
    return equal >= max(2, 0.7 * len(filled))


def _same(one: Mapping[str, str], other: Mapping[str, str] | None) -> bool:
    return other is not None and all(one.get(name, "") == other.get(name, "") for name in {**one, **other})


def _first(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The first column in which two rows differ."""
    return next((name for name in {**one, **other} if one.get(name, "") != other.get(name, "")), "")


Whose = Callable[[Slip], str]
"""Who changed what a slip is about, and when, in words."""
