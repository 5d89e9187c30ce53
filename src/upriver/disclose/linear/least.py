"""The least loss of events that closes every attack on one group of counts, and how little any choice could lose.

Noughts and ones for the counts that may be hidden, weighed by their events. Every attack that succeeds gives a cut: the duals of
the attacker's programme say which counts would have to be open for the number to move (Fischetti and Salazar-Gonzalez
2000, JASA 95:916-928, their capacity constraints, with the width of the range asked for and not its two ends).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from upriver.disclose.linear.attacking import EPS, Floats, Mask, Reach, Witnesses, attack, enough, room_of
from upriver.disclose.linear.system import System, Window

PROGRAMMES, FEWER, SMALL = 20, 4, 40
"""Programmes at most for one group: of one with few numbers to protect, and of larger ones."""
BRANCHES, MORE, TRIED = 150, 4, 10
"""Branches at most for one group; rounds after the last programme, in which each cut is met by what brings most for its events; and
attacks followed up in each round. What is still open then is mended, and what that hides too much is shown again."""
DEEPER = 4
"""How often the bound of a large group is asked again, with cuts for what would be given back by a single sum."""
GAP = 0.05  # between a choice and the bound that is good enough
Side = tuple[Floats, float]
"""How much the counts that may be hidden add to how far a number moves, each, and how far it moves without them."""


@dataclass(slots=True)
class Master:
    """Which counts to hide: costs and cuts so far. A cut is places among the choices, their coefficients, and what they must come to."""

    found: System
    choices: np.ndarray
    cuts: list[tuple[np.ndarray, Floats, float]] = field(default_factory=list)
    branches: int = 0

    def cut(self, coefficients: Floats, need: float) -> bool:
        """Ask for so much; False where all that may be hidden doesn't come to it."""
        held = np.minimum(np.where(coefficients < EPS, 0, coefficients), need)
        if held.sum() < need - EPS:
            return False
        places = np.flatnonzero(held)
        self.cuts.append((places, held[places] / need, 1.0))
        return True

    def window(self, window: Window, up: Side, down: Side) -> bool:
        """What has to be hidden so that a number moves far enough, by two bounds of how far it does; False where nothing helps."""
        true, need = int(self.found.true[window.number]), window.room - 1
        fall, rise = true - window.low, window.high - true
        made = [_asked(up, need - fall), _asked(down, need - rise), _asked((up[0] + down[0], up[1] + down[1]), need)]
        return all(self.cut(*each) for each in made if each is not None)

    def rows(self) -> tuple[sparse.csr_array, Floats]:
        """The cuts as a matrix over the choices, and what each must come to."""
        ends = np.concatenate([[0], np.cumsum([len(places) for places, _, _ in self.cuts])])
        places, values = (np.concatenate([each[side] for each in self.cuts]) for side in (0, 1))
        matrix = sparse.csr_array((values, places, ends), shape=(len(self.cuts), len(self.choices)))
        return matrix, np.array([need for _, _, need in self.cuts])

    def solved(self) -> tuple[np.ndarray | None, float]:
        """The cheapest choice, or None where there is none, and the bound below it in events."""
        events = self.found.true[self.choices].astype(np.float64)
        if not self.cuts:
            return np.zeros(len(events), dtype=bool), 0.0
        order = np.arange(len(events)) / len(events)
        matrix, need = self.rows()
        told = milp(events + 1e-3 * order, constraints=LinearConstraint(matrix, need - 1e-7, np.inf), integrality=np.ones(len(events)),
                    bounds=(0, 1), options={"node_limit": BRANCHES - self.branches, "mip_rel_gap": GAP})
        self.branches += max(1, told.mip_node_count or 0)
        bound = max(0.0, float(np.floor(told.mip_dual_bound + EPS))) if told.mip_dual_bound is not None else 0.0
        return (None if told.x is None else np.asarray(told.x) > 0.5), bound

    def met(self, chosen: np.ndarray) -> np.ndarray:
        """The choice with more hidden, so that every cut is met."""
        chosen, events = chosen.copy(), self.found.true[self.choices]
        asking = True
        while asking:
            asking = False
            for places, values, need in self.cuts:
                while (short := need - (values * chosen[places]).sum()) > EPS and (free := ~chosen[places] & (values > 0)).any():
                    worth = np.where(free, np.minimum(values, short) / events[places], -1)
                    chosen[places[np.argmax(worth)]] = asking = True
        return chosen

    def relaxed(self) -> float:
        """The bound where counts could be hidden in part: no choice loses less."""
        bound = 0.0
        for _ in range(DEEPER):
            if not self.cuts:
                break
            matrix, need = self.rows()
            used = np.unique(matrix.indices)
            told = linprog(self.found.true[self.choices][used], A_ub=-matrix[:, used], b_ub=-need, bounds=(0, 1), method="highs")
            if told.status != 0:
                break
            bound = float(np.ceil(told.fun - EPS))
            part = np.zeros(len(self.found.true))
            part[self.choices[used]] = told.x
            if not self.alone(part):
                break
        return bound

    def alone(self, part: Floats) -> bool:
        """Ask that no count is hidden that a single sum gives back, where one is so, in part or whole; whether one was."""
        found = self.found
        down, up = room_of(found, found.must)
        fixed = np.asarray(abs(found.matrix) @ ((down > 0) | (up > 0)).astype(np.float64)).ravel() > 0
        place = np.full(len(found.true), -1)
        place[self.choices] = np.arange(len(self.choices))
        share = np.asarray(abs(found.matrix) @ part).ravel()
        before = len(self.cuts)
        for row in np.flatnonzero(~fixed & (share > EPS)):
            terms = found.matrix.indices[found.matrix.indptr[row] : found.matrix.indptr[row + 1]]
            terms = terms[place[terms] >= 0]
            most = terms[np.argmax(part[terms])]
            if 2 * part[most] > share[row] + 1e-4:
                self.cuts.append((place[terms], np.where(terms == most, -1.0, 1.0), 0.0))
        return len(self.cuts) > before


def _asked(side: Side, need: float) -> Side | None:
    """What is wanting of a need, or None where it is met without hiding more or can't be bounded."""
    return (side[0], need - side[1]) if need - side[1] > EPS and np.isfinite(side[1]) else None


def least(found: System, seen: Witnesses) -> tuple[Mask, list[Reach], float]:
    """What to hide, how far each number then moves, and the least that any choice loses; the worlds of it are put to `seen`."""
    master = Master(found, np.flatnonzero(found.choices))
    of_sums(master)
    hidden, bound = found.must.copy(), 0.0
    hopeless: set[Window] = set()
    programmes = PROGRAMMES if len(found.windows) <= SMALL else FEWER
    for turn in range(programmes + MORE):
        if turn < programmes and master.branches < BRANCHES:
            chosen, bound = master.solved()
            if chosen is None:
                break
        else:
            chosen = master.met(hidden[master.choices])
        hidden = found.must.copy()
        hidden[master.choices[chosen]] = True
        before = len(master.cuts)
        if not master.alone((hidden & found.choices).astype(np.float64)):
            _follow(master, hidden, hopeless)
        if len(master.cuts) == before:
            break
    return hidden, attack(found, hidden, seen=seen), bound


def _follow(master: Master, hidden: Mask, hopeless: set[Window]) -> None:
    """Cut off what the attacks that succeed against this choice need."""
    tried = 0
    for each in attack(master.found, hidden, worlds_only=True):
        true = int(master.found.true[each.window.number])
        if each.window in hopeless or enough(each.window, true, each.up, each.down):
            continue
        (up, rise), (down, fall) = (_bounded(master.found, hidden, master.choices, each.window.number, sign) for sign in (1, -1))
        if not enough(each.window, true, rise, fall):
            if not master.window(each.window, up, down):
                hopeless.add(each.window)
            tried += 1
        if tried >= TRIED:
            return


def of_sums(master: Master) -> None:
    """What every single sum asks for."""
    found = master.found
    down, up = room_of(found, found.must)
    place = np.full(len(found.true), -1)
    place[master.choices] = np.arange(len(master.choices))
    columns = found.matrix.tocsc()
    for window in found.windows:
        for row in columns.indices[columns.indptr[window.number] : columns.indptr[window.number + 1]]:
            start, end = found.matrix.indptr[row], found.matrix.indptr[row + 1]
            terms, signs = found.matrix.indices[start:end], found.matrix.data[start:end]
            others = terms != window.number
            same = signs[others] == signs[~others][0]
            terms = terms[others]
            rise, fall = np.zeros(len(master.choices)), np.zeros(len(master.choices))
            free = place[terms] >= 0
            full = (found.true - found.least)[terms]
            rise[place[terms[free]]] = np.where(same, full, np.inf)[free] - np.where(same, down[terms], up[terms])[free]
            fall[place[terms[free]]] = np.where(same, np.inf, full)[free] - np.where(same, up[terms], down[terms])[free]
            base = np.where(same, down[terms], up[terms]).sum(), np.where(same, up[terms], down[terms]).sum()
            master.window(window, (rise, float(base[0])), (fall, float(base[1])))


def _bounded(found: System, hidden: Mask, choices: np.ndarray, number: int, sign: int) -> tuple[Side, float]:
    """By the duals of how far a number moves one way, what each count that may be hidden adds to it; and how far that is."""
    down, up = room_of(found, hidden)
    base_down, base_up = room_of(found, found.must)
    loose = np.flatnonzero((down > 0) | (up > 0))
    if not len(loose):  # readers know all of these from earlier releases: hiding them now opens nothing
        return (np.zeros(len(choices)), 0.0), 0.0
    part = found.matrix[:, loose]
    rows = np.flatnonzero(np.diff(part.indptr))
    cost = np.zeros(len(found.true))
    cost[number] = -sign
    solved = linprog(cost[loose], A_eq=part[rows], b_eq=np.zeros(len(rows)), bounds=np.column_stack([-down, up])[loose], method="highs")
    if solved.status != 0:
        return (np.zeros(len(choices)), np.inf), np.inf
    slope = cost - found.matrix[rows].T @ solved.eqlin.marginals
    slope = np.where(np.abs(slope) < 1e-9, 0, slope)
    with np.errstate(invalid="ignore"):
        base = np.nan_to_num(np.where(slope > 0, slope * base_down, np.where(slope < 0, -slope * base_up, 0)), nan=0.0, posinf=np.inf)
        full_down = (found.true - found.least).astype(np.float64)
        full = np.where(slope > 0, slope * full_down, np.where(slope < 0, np.inf, 0))
    return (np.maximum(full[choices] - base[choices], 0), float(base.sum())), -float(solved.fun)
