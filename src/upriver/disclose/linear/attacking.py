"""What a reader with a solver can work out of a system with hidden numbers: for each that must stay open, how far it can move.

Worlds first: one linear programme over many numbers at once, with objectives drawn by a fixed seed, gives another possible
world, and with the true one it shows all those safe that differ enough in it. What is left gets its own least and most.

Source: Fischetti and Salazar-Gonzalez (2000) JASA 95:916-928 for the attacker's programmes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from upriver.disclose.linear.system import FAR, PRINTED, UNSAID, System, Window

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
SEED = 5
ROUNDS = 24
"""Worlds drawn at most before what is left gets programmes of its own; fewer where a round shows little."""
NODES = 500
"""Branches at most of a programme in whole numbers. One that isn't solved by then counts as open."""
BOX = 60.0
"""How far numbers move in a drawn world. Any world proves; near ones are whole more often."""
ENDLESS = 1e4
"""A number that moves so far is bound by nothing that matters."""
TRIED, HALF = 50, 0.5
"""Branches of a drawn world in whole numbers, and how far from the farthest one is far enough."""
TOGETHER = 3000  # numbers in one programme: small blocks are drawn together
EPS = 1e-6


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a number can be moved up and down from the truth, with everything that is shown staying as it is.

    `how` is free (nothing binds it), witnessed, solved, or unsolved.
    """

    window: Window
    up: float
    down: float
    how: str

    def held(self, true: int) -> bool:
        """Whether enough values of its window stay possible."""
        return self.how != "unsolved" and enough(self.window, true, self.up, self.down)


def enough(window: Window, true: int, up: float, down: float) -> bool:
    """Whether a number that can move so far leaves the window open enough."""
    most, least = min(true + np.floor(up + EPS), window.high), max(true - np.floor(down + EPS), window.low)
    return bool(most - least + 1 >= window.room)


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers bound to each other that a reader doesn't know for certain: how far each may move, and the sums over them."""

    numbers: npt.NDArray[np.int64]
    matrix: sparse.csr_array
    down: Floats
    up: Floats


def room_of(found: System, hidden: Mask) -> tuple[Floats, Floats]:
    """How far each number may move down and up by itself: hidden ones and those that stand nowhere, and rounded ones a little."""
    unknown = (found.kind == UNSAID) | (hidden & (found.kind == PRINTED))
    told = ~unknown & (found.low > -FAR)  # what is neither is shown against its rule, and known
    down = np.where(unknown, found.true - found.least, np.where(told, found.true - found.low, 0))
    up = np.where(unknown, np.inf, np.where(told, found.high - found.true, 0))
    return np.maximum(down, 0).astype(np.float64), np.maximum(up, 0).astype(np.float64)


def blocks(found: System, hidden: Mask) -> list[Block]:
    """The groups of numbers that sums bind to each other, where at least one has to stay open."""
    down, up = room_of(found, hidden)
    loose = np.flatnonzero((down > 0) | (up > 0))
    part = found.matrix[:, loose].tocsr()
    bound = part[np.diff(part.indptr) > 0]
    _, label = connected_components(abs(bound.T) @ abs(bound), directed=False) if len(loose) else (0, np.zeros(0, int))
    wanted = np.isin(loose, [each.number for each in found.windows])
    touched = np.asarray(abs(bound).sum(axis=0)).ravel() > 0 if bound.shape[0] else np.zeros(len(loose), dtype=bool)
    order = np.argsort(label, kind="stable")
    ends = np.flatnonzero(np.diff(label[order])) + 1
    made, columns = [], bound.tocsc()
    for places in np.split(order, ends) if len(order) else ():
        if wanted[places].any() and touched[places].any():
            own = columns[:, places].tocsr()
            own = own[np.diff(own.indptr) > 0]
            made.append(Block(loose[places], sparse.csr_array(own), down[loose[places]], up[loose[places]]))
    return made


@dataclass(slots=True)
class Witnesses:
    """Other worlds that print the same page, each as what it changes of the true one, in whole numbers; and how far numbers move in any.

    A world stays possible when more is hidden, so what is shown of one choice holds for every choice that hides more.
    """

    most: Floats
    least: Floats
    worlds: list[Floats] = field(default_factory=list)

    @classmethod
    def none(cls, many: int) -> Witnesses:
        return cls(np.zeros(many), np.zeros(many))

    def add(self, change: Floats) -> None:
        self.worlds.append(change)
        self.most, self.least = np.maximum(self.most, change), np.minimum(self.least, change)

    def show(self, window: Window, true: int) -> bool:
        """Whether they show that a window stays open enough."""
        return enough(window, true, float(self.most[window.number]), -float(self.least[window.number]))


def attack(found: System, hidden: Mask, *, seed: int = SEED, worlds_only: bool = False, seen: Witnesses | None = None) -> list[Reach]:
    """How far each number that must stay open can be moved. With `worlds_only`, what drawn worlds don't show is left as drawn.

    `seen` are worlds that are possible with these numbers hidden; those found are put to them.
    """
    seen = Witnesses.none(len(found.true)) if seen is None else seen
    wanted: dict[int, list[Window]] = {}
    for window in found.windows:
        wanted.setdefault(window.number, []).append(window)
    every = blocks(found, hidden)
    bound = {int(number) for block in every for number in block.numbers}
    down, up = room_of(found, hidden)
    told = [Reach(window, up[window.number], down[window.number], "free" if up[window.number] or down[window.number] else "solved")
            for window in found.windows if window.number not in bound]
    for group in _gathered(every):
        told += _drawn(found, group, wanted, seen, seed, worlds_only)
    return told


def _gathered(every: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    size = TOGETHER
    for block in every:
        if size + len(block.numbers) > TOGETHER:
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += len(block.numbers)
    return groups


def _drawn(found: System, group: Sequence[Block], wanted: dict[int, list[Window]], seen: Witnesses, seed: int, worlds_only: bool) -> list[Reach]:
    """Worlds for a group of blocks together; then each number that none of them shows safe by itself."""
    windows = [(block, at, window) for block in group for at, number in enumerate(block.numbers) for window in wanted.get(int(number), ())]

    def open_of(some: Sequence[int]) -> list[int]:
        return [each for each in some if not seen.show(windows[each][2], int(found.true[windows[each][2].number]))]

    open_, quiet, turn = open_of(range(len(windows))), 0, 0
    rng = np.random.default_rng(seed)
    while open_ and turn < ROUNDS and quiet < (2 if len(open_) < 40 else 4):
        _draw(group, np.array([windows[each][2].number for each in open_]), turn, rng, seen)
        left = open_of(open_)
        quiet, turn = quiet + 1 if len(left) > 0.97 * len(open_) else 0, turn + 1
        open_ = left
    told, lone = [], set(open_)
    for each, (block, at, window) in enumerate(windows):
        if each in lone and not worlds_only and not seen.show(window, int(found.true[window.number])):
            told.append(alone(block, at, window, seen))
        else:
            how = "drawn" if each in lone and worlds_only else "witnessed"
            told.append(Reach(window, float(seen.most[window.number]), -float(seen.least[window.number]), how))
    return told


def _draw(group: Sequence[Block], places: npt.NDArray[np.int64], turn: int, rng: np.random.Generator, seen: Witnesses) -> None:
    """One more world, in which these numbers move as far as may be; and what of it goes the other way round as well."""
    numbers = np.concatenate([block.numbers for block in group])
    owner = np.repeat(np.arange(len(group)), [len(block.numbers) for block in group])
    matrix = sparse.block_diag([block.matrix for block in group], format="csr")
    down, up = (np.concatenate([getattr(block, side) for block in group]) for side in ("down", "up"))
    cost = np.zeros(len(seen.most))
    sign = np.ones(len(places)) if turn == 0 else -np.ones(len(places)) if turn == 1 else rng.choice((-1.0, 1.0), len(places))
    cost[places] = -sign * (1 + rng.random(len(places)))
    world = _world(cost[numbers], matrix, np.minimum(down, BOX), np.minimum(up, BOX), owner)
    if world is None:
        return
    near = np.round(world)
    for change, bad in ((near, np.abs(world - near) >= EPS), (-near, (-near < -down) | (-near > up))):
        good = np.bincount(owner, bad | (np.abs(world - near) >= EPS), minlength=len(group))[owner] == 0
        if good.any():
            whole = np.zeros(len(seen.most))
            whole[numbers] = np.where(good, change, 0)
            seen.add(whole)


def _world(cost: Floats, matrix: sparse.csr_array, down: Floats, up: Floats, owner: npt.NDArray[np.int64]) -> Floats | None:
    """A world that goes far by these costs; what doesn't come out whole of a block is looked for again in whole numbers, not as far."""
    solved = linprog(cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=np.column_stack([-down, up]), method="highs")
    if solved.status != 0:
        return None
    world = np.asarray(solved.x)
    again = np.flatnonzero(np.bincount(owner, np.abs(world - np.round(world)) >= EPS)[owner] > 0)
    if len(again):
        part = matrix[:, again]
        part = part[np.diff(part.indptr) > 0]
        whole = milp(cost[again], constraints=LinearConstraint(part, 0, 0), integrality=np.ones(len(again)), bounds=(-down[again], up[again]),
                     options={"node_limit": TRIED, "mip_rel_gap": HALF})
        if whole.x is not None:
            world[again] = whole.x
    return world


def alone(block: Block, at: int, window: Window, seen: Witnesses) -> Reach:
    """The most that one number can be moved up and down in its block, in whole numbers; the worlds in which it does are put to `seen`."""
    ends = []
    for sign in (1.0, -1.0):
        cost = np.zeros(len(block.numbers))
        cost[at] = -sign
        limits = np.column_stack([-block.down, block.up])
        limits[at] = np.maximum(limits[at, 0], -ENDLESS), min(limits[at, 1], ENDLESS)
        solved = linprog(cost, A_eq=block.matrix, b_eq=np.zeros(block.matrix.shape[0]), bounds=limits, method="highs")
        if solved.status != 0:
            return Reach(window, 0.0, 0.0, "unsolved")
        reached, world = -float(solved.fun), np.asarray(solved.x)
        if np.abs(world - np.round(world)).max() > EPS:
            exact = milp(cost, constraints=LinearConstraint(block.matrix, 0, 0), integrality=np.ones(len(cost)),
                         bounds=(-block.down, np.minimum(block.up, reached + ENDLESS)), options={"node_limit": NODES})
            if exact.status != 0:
                return Reach(window, 0.0, 0.0, "unsolved")
            reached, world = -float(exact.fun), np.asarray(exact.x)
        whole = np.zeros(len(seen.most))
        whole[block.numbers] = np.round(world)
        seen.add(whole)
        ends.append(reached if reached < ENDLESS - 1 else float("inf"))
    return Reach(window, ends[0], ends[1], "solved")
