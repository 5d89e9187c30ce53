"""Group by group: choose what to hide, attack it, mend it, attack again; a group that hasn't changed keeps what was found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from upriver.disclose.linear.attacking import Mask, Reach, Witnesses, attack, room_of
from upriver.disclose.linear.choosing import greedy, mended
from upriver.disclose.linear.least import GAP, Master, least, of_sums
from upriver.disclose.linear.loosening import loosened
from upriver.disclose.linear.system import PRINTED, System, Window

CHOICES, WINDOWS = 1500, 250
"""The most counts that may be hidden, and numbers that must stay open, of a group whose least loss is looked for."""
MENDS = 6
MAKE = 4  # of the way in which groups are settled: what was kept of another isn't taken


@dataclass(frozen=True, slots=True)
class Settled:
    """What is hidden of a system, how far each number that must stay open can still be moved, and what hiding cost."""

    hidden: Mask
    told: tuple[Reach, ...]
    blocks: int
    lost: float
    bound: float


def settle(found: System, kept: MutableMapping[str, str]) -> Settled:
    """Hide what has to be hidden of a whole system. `kept` holds groups by their hash, and is added to."""
    hidden, told, lost, bound, many = found.must.copy(), [], 0.0, 0.0, 0
    for numbers, group in groups(found):
        name = _hash(group)
        if name not in kept:
            kept[name] = _written(group, *_settled(group))
        chosen, reached, least_lost = _read(kept[name], group)
        hidden[numbers] |= chosen
        told += [replace(each, window=replace(each.window, number=int(numbers[each.window.number]))) for each in reached]
        lost += float(group.true[chosen & ~group.must].sum())
        bound += least_lost
        many += 1
    return Settled(hidden, tuple(told), many, lost, bound)


def groups(found: System) -> list[tuple[np.ndarray, System]]:
    """Numbers that hang together by sums and aren't known for certain already, where one of them must stay open."""
    down, up = room_of(found, found.must)
    loose = (down > 0) | (up > 0) | (found.kind == PRINTED)
    part = abs(found.matrix[:, np.flatnonzero(loose)])
    places = np.flatnonzero(loose)
    _, label = connected_components(part.T @ part, directed=False) if len(places) else (0, np.zeros(0, int))
    windows: dict[int, list[Window]] = {}
    at = np.full(len(found.true), -1)
    at[places] = np.arange(len(places))
    for window in found.windows:
        windows.setdefault(int(label[at[window.number]]) if at[window.number] >= 0 else -1 - window.number, []).append(window)
    order = np.argsort(label, kind="stable")
    starts = np.searchsorted(label[order], np.arange(label.max() + 2 if len(label) else 1))
    made = []
    for one, own in sorted(windows.items()):
        numbers = places[order[starts[one] : starts[one + 1]]] if one >= 0 else np.array([-1 - one])
        made.append((numbers, _part(found, numbers, own)))
    return made


def _part(found: System, numbers: np.ndarray, windows: list[Window]) -> System:
    matrix = found.matrix[:, numbers]
    matrix = matrix[np.diff(matrix.indptr) > 0]
    place = {int(number): at for at, number in enumerate(numbers)}
    own = tuple(replace(window, number=place[window.number]) for window in windows)
    return System((), {}, found.true[numbers], found.least[numbers], found.low[numbers], found.high[numbers], found.kind[numbers],
                  found.must[numbers], sparse.csr_array(matrix), own, {})


Choice = tuple[Mask, list[Reach], float]


def _settled(group: System) -> Choice:
    """What to hide of a group. Where it is known too well that nothing hidden is a nought, a nought is hidden too.

    The first choice for a large group is left unfinished where that is so, and finished only if the nought doesn't help enough.
    """
    noughts = (group.kind == PRINTED) & (group.true == 0) & ~group.must
    hasty = bool(noughts.any()) and not _small(group)
    found = _closed(group, hasty)
    many = _open(group, found[1])
    if many and noughts.any():
        beside = abs(group.matrix).T @ (abs(group.matrix)[:, sorted({each.number for each in many})].sum(axis=1))
        first = int(np.flatnonzero(noughts)[np.argmax(np.asarray(beside).ravel()[noughts])])
        must = group.must.copy()
        must[first] = True
        other = replace(group, must=must, least=np.where(group.kind == PRINTED, 0, group.least))
        again = _closed(other)
        left = len(_open(other, again[1]))
        if left and hasty:
            found = _closed(group)
            many = _open(group, found[1])
        if left < len(many):
            return again
    return found


def _small(group: System) -> bool:
    return bool(group.choices.sum() <= CHOICES and len(group.windows) <= WINDOWS)


def _open(group: System, told: Iterable[Reach]) -> list[Window]:
    return [each.window for each in told if not each.held(int(group.true[each.window.number]))]


def _closed(group: System, hasty: bool = False) -> Choice:
    """Choose, attack and mend; in haste only until a number is found that nothing closes: that alone is then told."""
    seen = Witnesses.none(len(group.true))
    if _small(group):
        hidden, told, bound = least(group, seen)
    else:
        hidden = greedy(group)
        master = Master(group, np.flatnonzero(group.choices))
        of_sums(master)
        told, bound = attack(group, hidden, worlds_only=True, seen=seen), master.relaxed()
    hopeless: set[Window] = set()
    for _ in range(MENDS):
        open_ = [each for each in told if not each.held(int(group.true[each.window.number])) and each.window not in hopeless]
        if not open_:
            break
        hidden, lost = mended(group, hidden, open_, seen, hasty)
        hopeless |= set(lost)
        if hopeless and hasty:
            return hidden, [each for each in told if each.window in hopeless], bound
        told = attack(group, hidden, seen=seen)
    return _loosened(group, hidden, told, seen, bound)


def _loosened(group: System, hidden: Mask, told: list[Reach], seen: Witnesses, bound: float) -> Choice:
    """The same with less hidden, where that much more is lost than any choice must lose."""
    if group.true[hidden & group.choices].sum() <= bound * (1 + GAP):
        return hidden, told, bound
    shown = [window for window in group.windows if seen.show(window, int(group.true[window.number]))]
    if len(shown) < sum(each.held(int(group.true[each.window.number])) for each in told):
        return hidden, told, bound  # some are known to be open without a world that shows it
    fewer, kept = loosened(group, hidden, seen, shown)
    return (fewer, attack(group, fewer, seen=kept), bound) if (fewer != hidden).any() else (hidden, told, bound)


def _hash(group: System) -> str:
    digest = hashlib.sha256(repr((MAKE, CHOICES, WINDOWS, group.windows, group.matrix.shape)).encode())
    for part in (group.true, group.least, group.low, group.high, group.kind, group.must, group.matrix.indptr, group.matrix.indices, group.matrix.data):
        digest.update(np.ascontiguousarray(part).astype("<i8").tobytes())
    return digest.hexdigest()


def _written(group: System, hidden: Mask, told: list[Reach], bound: float) -> str:
    which = {window: at for at, window in enumerate(group.windows)}
    ends = [[which[each.window], _plain(each.up), _plain(each.down), each.how] for each in told]
    return json.dumps({"hidden": np.flatnonzero(hidden).tolist(), "told": ends, "bound": bound})


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _read(text: str, group: System) -> tuple[Mask, list[Reach], float]:
    told = json.loads(text)
    hidden = np.zeros(len(group.true), dtype=bool)
    hidden[told["hidden"]] = True
    reached = [Reach(group.windows[at], _far(up), _far(down), how) for at, up, down, how in told["told"]]
    return hidden, reached, told["bound"]


def _far(value: float | None) -> float:
    return float("inf") if value is None else value
