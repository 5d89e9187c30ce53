"""An attacker with a browser: what one who may only explore was answered, and how far it narrows what is hidden.

Written apart from the lock. They don't know how figures were made: they try every sum that could hold (over a split, over areas,
over periods), believe those that come out wherever every number is shown, and ask linear programming about the rest.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

COUNTS = ("count", "people")
Cell = tuple[str, str, str, str, str, str, frozenset[str], str]
"""Table, measure, level, area, first and last day, what it is split by, unit."""


@dataclass(frozen=True)
class Answer:
    """One row of an answered file."""

    cell: Cell
    count: float | None
    denominator: float | None
    value: float | None
    places: int
    hidden: bool


def answer_of(row: dict[str, str]) -> Answer:
    def number(name: str) -> float | None:
        return float(row[name]) if row[name] else None

    cell = (row["table"], row["measure"], row["area_level"], row["area_code"], row["period_start"], row["period_end"],
            frozenset(part for part in row["breakdown"].split(";") if part), row["unit"])
    return Answer(cell, number("count"), number("denominator"), number("value"), len(row["value"].partition(".")[2]), "c" in row["marker"].split(";"))


@dataclass(frozen=True)
class Sum:
    """Parts that may add up to a whole; `kind` is what all sums like it have in common."""

    kind: tuple[object, ...]
    whole: Cell
    parts: tuple[Cell, ...]


def sums(cells: Iterable[Cell]) -> Iterator[Sum]:
    """Every sum that could hold among them."""
    there = list(cells)
    known = defaultdict(list)
    for cell in there:
        known[cell[1:]].append(cell)
    split, area, time = (defaultdict(list) for _ in range(3))
    for cell in there:
        table, measure, level, code, start, end, splits, unit = cell
        for part in splits:
            split[(table, part.partition("=")[0], (measure, level, code, start, end, splits - {part}, unit))].append(cell)
        area[(table, level, (measure, start, end, splits, unit))].append(cell)
        time[(table, (measure, level, code, splits, unit))].append(cell)
    for (table, name, whole), parts in split.items():
        for total in known[whole]:
            yield Sum(("split", table, name, total[0], whole[0]), total, tuple(parts))
    for (table, level, (measure, start, end, splits, unit)), parts in area.items():
        for total in (each for each in there if each[1] == measure and each[4:] == (start, end, splits, unit) and each[2] != level) if len(parts) > 1 else ():
            yield Sum(("area", table, level, total[0], total[2], measure), total, tuple(parts))
    for (table, (measure, level, code, splits, unit)), parts in time.items():
        for total in (each for each in there if each[1:4] == (measure, level, code) and each[6:] == (splits, unit)):
            inside = sorted((each for each in parts if each != total and total[4] <= each[4] and each[5] <= total[5]), key=lambda each: each[4])
            if len(inside) > 1 and inside[0][4] == total[4] and inside[-1][5] == total[5] and all(_next(one[5]) == two[4] for one, two in pairwise(inside)):
                yield Sum(("time", table, total[0], measure, len(inside)), total, tuple(inside))


def _next(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def believed(every: Iterable[Sum], known: dict[Cell, float]) -> list[Sum]:
    """The sums of every kind that came out at least twice, and never failed to, where all of it is shown."""
    kinds = defaultdict(list)
    for each in every:
        kinds[each.kind].append(each)
    held = []
    for alike in kinds.values():
        tried = [known[one.whole] == sum(known[part] for part in one.parts) for one in alike if all(cell in known for cell in (one.whole, *one.parts))]
        if len(tried) > 1 and all(tried):
            held += alike
    return held


def narrowed(answers: Iterable[Answer]) -> tuple[dict[Cell, tuple[float, float]], int]:
    """The least and the most that each hidden count can be, by all that was answered; and how many sums were believed."""
    every = {each.cell: each for each in answers}
    known = {cell: each.value for cell, each in every.items() if cell[-1] in COUNTS and each.value is not None}
    hidden = [cell for cell, each in every.items() if cell[-1] in COUNTS and each.hidden]
    bounds = {cell: _beside(cell, every.values()) for cell in hidden}
    held = [each for each in believed(list(sums((*known, *hidden))), known) if any(cell in bounds for cell in (each.whole, *each.parts))]
    at = {cell: number for number, cell in enumerate(hidden)}
    left, right = lil_matrix((len(held), len(hidden))), np.zeros(len(held))
    for row, each in enumerate(held):
        for cell, sign in ((each.whole, -1.0), *((part, 1.0) for part in each.parts)):
            if cell in at:
                left[row, at[cell]] += sign
            else:
                right[row] -= sign * known[cell]
    return {cell: _range(at[cell], len(hidden), left, right, [bounds[each] for each in hidden]) for cell in hidden}, len(held)


def _beside(cell: Cell, every: Iterable[Answer]) -> tuple[float, float]:
    """What the other rows of the same cell say: a count beside a rate, or a share of a printed whole."""
    least, most = 0.0, math.inf
    for each in every:
        if each.cell[:-1] != cell[:-1] or each.cell == cell:
            continue
        if each.count is not None and not each.hidden:
            least, most = max(least, each.count), min(most, each.count)
        if each.value is not None and each.denominator and each.cell[-1] == "percent":
            half = 0.5 * 10 ** -each.places
            least, most = max(least, (each.value - half) * each.denominator / 100), min(most, (each.value + half) * each.denominator / 100)
    return least, most


def _range(at: int, many: int, left: lil_matrix, right: np.ndarray, bounds: list[tuple[float, float]]) -> tuple[float, float]:
    found = []
    for sign in (1.0, -1.0):
        aim = np.zeros(many)
        aim[at] = sign
        made = linprog(aim, A_eq=left.tocsr() if len(right) else None, b_eq=right if len(right) else None, bounds=bounds, method="highs")
        assert made.status in (0, 3), made.message  # 3: no end on that side
        found.append(sign * made.fun if made.status == 0 else math.inf)
    return found[0], found[1]
