"""Which other counts to hide so that nothing can be worked out, at the least loss of events.

A greedy choice first, sum by sum; then, for each group of counts that hang together and is small enough, the least loss by
a programme in noughts and ones, to which every attack that still succeeds adds a cut until none does (Fischetti and
Salazar-Gonzalez 2000, JASA 95:916-928); what neither closes is moved apart by the cheapest change that keeps all sums
(Kelly, Golden and Assad 1992, Networks 22:397-417), and what changed is hidden. Budgets are nodes and rounds, never a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from upriver.disclose.linear.attacking import EPS, Floats, Mask, Reach, Witnesses, room_of
from upriver.disclose.linear.system import KNOWN, PRINTED, System, Window

AGAIN = 20.0
NEAR = 4  # sums away: as far as a change is looked for first


class Greedy:
    """One choice for a whole system, a sum at a time: the smallest count that closes it, until all are closed."""

    def __init__(self, found: System, hidden: Mask) -> None:
        self.found, self.hidden = found, hidden.copy()
        self.down, self.up = room_of(found, hidden)
        self.shown = self.down.copy(), self.up.copy()
        self.choices, self.kind = found.choices, found.kind
        self.weight = found.true.astype(np.float64)
        self.rows, self.columns = found.matrix, found.matrix.tocsc()
        loose = ((self.down > 0) | (self.up > 0)).astype(np.float64)
        self.unknown = np.asarray(abs(self.rows) @ loose).ravel()
        self.fresh = np.asarray(abs(self.rows).T @ (self.unknown == 0).astype(np.float64)).ravel()
        self.windows: dict[int, list[Window]] = {}
        for window in found.windows:
            self.windows.setdefault(window.number, []).append(window)

    def run(self, rows: Iterable[int]) -> Mask:
        """Close these sums, and all that hiding opens."""
        queue = deque(rows)
        waiting = set(queue)
        while queue:
            row = queue.popleft()
            waiting.discard(row)
            if (chosen := self._wanting(row)) is not None:
                self._hide(chosen)
                for each in [row, *self.columns.indices[self.columns.indptr[chosen] : self.columns.indptr[chosen + 1]].tolist()]:
                    if each not in waiting:
                        queue.append(each)
                        waiting.add(each)
        self._shown_again()
        return self.hidden

    def _shown_again(self) -> None:
        """Show what no sum needs hidden any more, the dearest first."""
        added = np.flatnonzero(self.hidden & self.choices)
        for number in sorted(added.tolist(), key=lambda each: (-self.weight[each], each)):
            kept = self.down[number], self.up[number]
            self.hidden[number], self.down[number], self.up[number] = False, *(each[number] for each in self.shown)
            rows = self.columns.indices[self.columns.indptr[number] : self.columns.indptr[number + 1]]
            if any(self._wanting(int(row)) is not None for row in rows):
                self.hidden[number], (self.down[number], self.up[number]) = True, kept

    def _hide(self, number: int) -> None:
        self.hidden[number] = True
        if not (self.down[number] or self.up[number]):
            for row in self.columns.indices[self.columns.indptr[number] : self.columns.indptr[number + 1]]:
                if not self.unknown[row]:
                    self.fresh[self.rows.indices[self.rows.indptr[row] : self.rows.indptr[row + 1]]] -= 1
                self.unknown[row] += 1
        self.down[number], self.up[number] = self.found.true[number] - self.found.least[number], np.inf

    def _wanting(self, row: int) -> int | None:
        """A count to hide so that this sum tells less; None where it tells too little, or there is none."""
        start, end = self.rows.indptr[row], self.rows.indptr[row + 1]
        terms, signs = self.rows.indices[start:end], self.rows.data[start:end]
        down, up = self.down[terms], self.up[terms]
        for at, number in enumerate(terms.tolist()):
            if self.kind[number] == KNOWN or not (self.hidden[number] or number in self.windows):
                continue
            same = signs == signs[at]
            rise, fall = np.where(same, down, up), np.where(same, up, down)
            rise[at] = fall[at] = 0
            if self._closed(number, rise.sum(), min(fall.sum(), down[at])):
                continue
            if len(free := np.flatnonzero(self.choices[terms] & ~self.hidden[terms])):
                return self._best(number, at, terms, same, free, rise.sum(), fall.sum())
        return None

    def _closed(self, number: int, rise: float, fall: float) -> bool:
        true = int(self.found.true[number])
        for window in self.windows.get(number, ()):
            if min(true + rise, window.high) - max(true - fall, window.low) + 1 < window.room:
                return False
        return bool(rise + fall >= 2)

    def _best(self, number: int, at: int, terms: np.ndarray, same: np.ndarray, free: np.ndarray, rise: float, fall: float) -> int:
        """The cheapest that is enough by itself, else the dearest; ties to the first in order.

        A count in a sum of which nothing is hidden yet opens that sum too, and costs as much again: so choices close to squares.
        """
        order = sorted(free.tolist(), key=lambda each: (self.weight[terms[each]] * (1 + AGAIN * self.fresh[terms[each]]), terms[each]))
        falls = float(self.down[number])
        for each in order:
            there = float(self.found.true[terms[each]] - self.found.least[terms[each]])
            more = (there, np.inf) if same[each] else (np.inf, there)
            if self._closed(number, rise + more[0], min(fall + more[1], falls)):
                return int(terms[each])
        return int(terms[order[-1]])


def greedy(found: System) -> Mask:
    """What to hide by the greedy choice, those included that their rules hide."""
    chosen = Greedy(found, found.must.copy())
    start = np.zeros(len(found.true), dtype=bool)
    start[[each.number for each in found.windows]] = True
    start |= found.must
    rows = np.flatnonzero(np.asarray(abs(found.matrix) @ start.astype(np.float64)).ravel() > 0)
    return chosen.run(int(row) for row in rows)


def mended(found: System, hidden: Mask, told: Iterable[Reach], seen: Witnesses, hasty: bool = False) -> tuple[Mask, list[Window]]:
    """Hide what has to change when an open number moves far enough, at the least cost; and those that nothing closes, in haste the first.

    The worlds in which they move are put to `seen`; what one of those shows safe asks for nothing more.
    """
    hidden, lost = hidden.copy(), []
    for each in told:
        if seen.show(each.window, int(found.true[each.window.number])):
            continue
        free = found.choices & ~hidden
        changes = moved(found, hidden, each.window, seen, free)
        if changes is None:
            lost.append(each.window)
            if hasty:
                break
            continue
        for change in changes:
            hidden |= free & (np.abs(change) > EPS)
        for change in changes:
            if np.abs(change - np.round(change)).max() < EPS:
                seen.add(np.round(change))
    return hidden, lost


def moved(found: System, hidden: Mask, window: Window, seen: Witnesses, free: Mask, nears: tuple[bool, ...] = (True, False)) -> list[Floats] | None:
    """Worlds in which a number moves across its window, changing shown counts of `free` alone; None where there are none."""
    number, need = window.number, window.room - 1
    true = int(found.true[number])
    fall, rise = min(true - window.low, need), min(window.high - true, need)
    there = min(-float(seen.least[number]), fall), min(float(seen.most[number]), rise)
    ways = [(need - int(there[1]), 0)] * (need - there[1] <= fall) + [(0, need - int(there[0]))] * (need - there[0] <= rise)
    for near in nears:
        for down, up in dict.fromkeys((*ways, (fall, need - fall), (need - rise, rise))):
            ends: list[Floats] = []
            for by in (-down, up):
                if not by:
                    continue
                if (end := _change(found, hidden, number, by, near, free)) is None:
                    break
                ends.append(end)
            else:
                return ends
    return None


def _change(found: System, hidden: Mask, number: int, by: int, near: bool, free: Mask) -> Floats | None:
    """The cheapest change of all counts that moves one of them by so much, in whole numbers where it comes out so."""
    down, up = room_of(found, hidden)
    own = found.kind == PRINTED
    most_down = np.where(free, found.true - found.least, down)
    most_up = np.where(free, np.inf, up)
    rows, loose = _around(found, number, (most_down > 0) | (most_up > 0), near)
    at = int(np.flatnonzero(loose == number)[0]) if number in loose else -1
    if at < 0:
        return None
    part = found.matrix[rows][:, loose]
    cost = np.where(free[loose], 1.0 + found.true[loose], np.where(own[loose], 1e-4, 1e-3))
    low, high = np.minimum(most_down[loose], 4.0 * abs(by) + 40), np.minimum(most_up[loose], 4.0 * abs(by) + 40)
    limits = np.concatenate([np.column_stack([np.zeros(len(loose)), high]), np.column_stack([np.zeros(len(loose)), low])])
    limits[[at, len(loose) + at]] = [[max(by, 0)] * 2, [max(-by, 0)] * 2]
    solved = linprog(np.concatenate([cost, cost]), A_eq=sparse.hstack([part, -part]), b_eq=np.zeros(part.shape[0]), bounds=limits, method="highs")
    if solved.status != 0:
        return None
    change = np.zeros(len(found.true))
    change[loose] = solved.x[: len(loose)] - solved.x[len(loose) :]
    return change


def _around(found: System, number: int, loose: Mask, near: bool) -> tuple[np.ndarray, np.ndarray]:
    """The sums within reach of a number, and all numbers in them that can change."""
    if near:
        inside = np.zeros(len(loose), dtype=bool)
        inside[number] = True
        matrix = abs(found.matrix)
        for _ in range(NEAR):
            touched = np.asarray(matrix @ (inside & loose).astype(float)).ravel() > 0
            inside |= np.asarray(matrix.T @ touched.astype(float)).ravel() > 0
        # What the sums beyond hold stays as it is.
        beyond = np.asarray(matrix.T @ (~touched).astype(float)).ravel() > 0
        return np.flatnonzero(touched), np.flatnonzero(inside & loose & ~beyond)
    return np.arange(found.matrix.shape[0]), np.flatnonzero(loose)
