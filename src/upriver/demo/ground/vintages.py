"""What changed between the small areas of 2011 and 2021: most stayed, a few were split, merged or moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from upriver.demo.names import running_code

IntArray = npt.NDArray[np.int64]
Cells = tuple[int, ...]
Named = tuple[tuple[str, ...], tuple[str, ...]]

_SPLITS, _MERGES, _IRREGULAR = 4, 3, 1  # changes a unit of scale


@dataclass(frozen=True, order=True)
class Piece:
    """Ground that one small area of 2021 (`new`) and one of 2011 (`old`) have in common."""

    new: int
    cells: Cells
    old: int


def draw_changes(
    areas: Sequence[Cells],
    msoa: Sequence[int],
    beside: Sequence[tuple[int, ...]],
    columns: int,
    scale: int,
    rng: np.random.Generator,
) -> list[Piece]:
    """Cut the areas of 2021 into pieces and say which area of 2011 each belonged to.

    An area takes part in one change at most, and no change crosses an MSOA. Areas of 2011 are numbered in the
    order in which their first piece comes.
    """
    wanted = {"X": _IRREGULAR * scale, "M": _MERGES * scale, "S": _SPLITS * scale}
    used: set[int] = set()
    old_of: dict[tuple[int, Cells], int] = {(area, cells): area for area, cells in enumerate(areas)}
    fresh = len(areas)
    for area in rng.permutation(len(areas)).tolist():
        mates = [n for n in beside[area] if msoa[n] == msoa[area] and n not in used]
        kind = _possible_change(len(areas[area]), wanted, bool(mates))
        if area in used or kind is None:
            continue
        wanted[kind] -= 1
        used |= {area} if kind == "M" else {area, mates[0]}
        if kind == "S":
            old_of[area, areas[area]] = old_of[mates[0], areas[mates[0]]]
            continue
        west, east = areas[area][:1], areas[area][1:]
        del old_of[area, areas[area]]
        old_of[area, west], old_of[area, east] = area, fresh
        fresh += 1
        if kind == "X":
            near = east if _touch(east[0], areas[mates[0]], columns) else west
            old_of[area, near] = mates[0]
            old_of[area, west if near == east else east] = area
    numbers: dict[int, int] = {}
    return [
        Piece(new, cells, numbers.setdefault(old_of[new, cells], len(numbers)))
        for new, cells in sorted(old_of)
    ]


def _possible_change(cells: int, wanted: dict[str, int], has_mate: bool) -> str | None:
    """The rarest change still wanted that this area can take part in."""
    if cells == 2:
        return "X" if wanted["X"] and has_mate else "M" if wanted["M"] else None
    return "S" if wanted["S"] and has_mate else None


def _touch(cell: int, others: Cells, columns: int) -> bool:
    # The last column is sea, so a step of one never leads round to the next row.
    return any(abs(cell - other) in (1, columns) for other in others)


def change_codes(new: IntArray, old: IntArray) -> tuple[str, ...]:
    """The change code of each area of 2021: U unchanged, S a part of one, M made of several, X neither."""
    olds: dict[int, set[int]] = defaultdict(set)
    news: dict[int, set[int]] = defaultdict(set)
    for n, o in zip(new.tolist(), old.tolist(), strict=True):
        olds[n].add(o)
        news[o].add(n)
    codes = []
    for area in sorted(olds):
        together = {n for o in olds[area] for n in news[o]}
        former = {o for n in together for o in olds[n]}
        codes.append(
            {(1, 1): "U", (0, 1): "S", (1, 0): "M", (0, 0): "X"}[len(together) == 1, len(former) == 1]
        )
    return tuple(codes)


def name_small_areas(
    new: IntArray, old: IntArray, change: Sequence[str], msoa_name: Sequence[str]
) -> tuple[Named, Named]:
    """Codes and names of the areas of 2011, then of 2021.

    What changed gets a new code and the next free letter of its MSOA, as the statistics office does it.
    `msoa_name` is given for each area of 2021.
    """
    first_piece = np.unique(old, return_index=True)[1].tolist()
    how_many = len(first_piece) + len(change)
    letters: dict[str, int] = defaultdict(int)

    def next_name(area: int) -> str:
        name = msoa_name[area]
        letters[name] += 1
        return name + chr(ord("A") + letters[name] - 1)

    old_names = [next_name(int(new[piece])) for piece in first_piece]
    old_codes = [running_code("E01", number, how_many) for number in range(len(first_piece))]
    old_area = dict(zip(new.tolist(), old.tolist(), strict=True))
    new_names, new_codes = [], []
    fresh = len(first_piece)
    for area, code in enumerate(change):
        if code == "U":
            new_names.append(old_names[old_area[area]])
            new_codes.append(old_codes[old_area[area]])
        else:
            new_names.append(next_name(area))
            new_codes.append(running_code("E01", fresh, how_many))
            fresh += 1
    return (tuple(old_codes), tuple(old_names)), (tuple(new_codes), tuple(new_names))
